"""Names that are no food of the catalog and what they bring."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from shared.domain.food import Allergen, Origin


class Contents(NamedTuple):
    """What may stand behind a name: whoever wrote it did not say which of these it has."""

    allergens: frozenset[Allergen] = frozenset()
    origins: frozenset[Origin] = frozenset()

    @property
    def harmless(self) -> bool:
        return not (self.allergens or self.origins)

    def joined(self, other: "Contents") -> "Contents":
        return Contents(self.allergens | other.allergens, self.origins | other.origins)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` are folded names and what they bring, names that only sound harmful included;
    `ordinary` are folded words that look like a misspelt one."""

    words: Mapping[str, Contents] = field(default_factory=dict)
    ordinary: AbstractSet[str] = frozenset()


NO_WORDS = Vocabulary()
