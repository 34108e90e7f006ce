"""Names that are no food of the catalog and what they bring."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from shared.domain.food import Allergen, Food, Origin


class Contents(NamedTuple):
    """What may stand behind a name: whoever wrote it did not say which of these it has. `kinds` are
    ids of foods and families, and harm nobody who did not name them."""

    allergens: frozenset[Allergen] = frozenset()
    origins: frozenset[Origin] = frozenset()
    kinds: frozenset[str] = frozenset()

    @classmethod
    def of(cls, food: Food) -> Self:
        return cls(food.allergens, food.origins, frozenset({food.id}))

    @property
    def harmless(self) -> bool:
        return not (self.allergens or self.origins)

    def joined(self, other: "Contents") -> "Contents":
        return Contents(
            self.allergens | other.allergens,
            self.origins | other.origins,
            self.kinds | other.kinds,
        )


NOTHING = Contents()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` are folded names and what they bring, names that only sound harmful included;
    `ordinary` are folded words that look like a misspelt one."""

    words: Mapping[str, Contents] = field(default_factory=dict)
    ordinary: AbstractSet[str] = frozenset()


NO_WORDS = Vocabulary()
