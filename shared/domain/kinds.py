"""What a food is a kind of and what it holds, so that a word for one is a word for all of them.

Ids here are those of foods, of families that are no food of the catalog ("corn"), and in `is_` the
codes of the allergens too: an almond is a nut.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from shared.domain.food import Allergen, Food, Origin
from shared.domain.language import Text
from shared.domain.vocabulary import Contents, Vocabulary

_CODES = frozenset(Allergen)
# What holds this may hold anything.
_ANYTHING = "*"
# The families whose foods the catalog marks by what they are made of.
_OF_ORIGIN: Mapping[Origin, str] = {
    Origin.MEAT: "red_meat",
    Origin.PORK: "pork",
    Origin.POULTRY: "poultry",
    Origin.ALCOHOL: "alcohol",
    Origin.GELATIN: "gelatin",
    Origin.HONEY: "honey",
}
# What a word of an origin may be, beside its family, where nobody says of which animal it is.
_MOSTLY: Mapping[Origin, str] = {Origin.MEAT: "beef"}
# In a text these speak of what was named before: "the seeds" of a pumpkin.
_GENERAL = frozenset({"fruit", "seeds", "spices"})


class Kind(NamedTuple):
    """A row of the relation, for a food or a family.

    `is_` is its own kin, for who cannot eat the one cannot eat the other; `holds` is what it is
    usually made with; `members` is what else falls under the name of a family, without being kin of
    each other. `name` is what a family is called, `names` are folded, of both languages, beside
    those a food has anyway.
    """

    id: str
    name: Text | None = None
    names: tuple[str, ...] = ()
    is_: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class Kinds:
    """The relation, asked from either end."""

    def __init__(self, kinds: Iterable[Kind], foods: Iterable[Food]) -> None:
        self._kinds = {kind.id: kind for kind in kinds}
        self._foods = {food.id: food for food in foods}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for kind in self._kinds.values():
            for name in kind.names:
                self._by_name[name].add(kind.id)
        self._under, self._holding = self._turned_round()

    def __contains__(self, one: str) -> bool:
        return one in self._kinds or one in self._foods

    def name(self, one: str) -> Text | None:
        """What a family is called."""
        return self._kinds[one].name if one in self._kinds else None

    def named(self, folded: str) -> frozenset[str]:
        """What a name that is no food's may mean, whichever of them it does."""
        return frozenset(self._by_name.get(folded, ()))

    def kin(self, ids: Iterable[str]) -> frozenset[str]:
        """These and what they are, codes of allergens included: a chicken breast is chicken."""
        return _reached(ids, lambda one: self._kinds[one].is_ if one in self._kinds else ())

    def expanded(self, ids: Iterable[str]) -> frozenset[str]:
        """These and every food and family that is one of them or usually holds one."""
        asked = list(ids)
        anything = self._holding[_ANYTHING] if asked else ()
        return _reached([*asked, *anything], self._below)

    def under(self, ids: Iterable[str]) -> frozenset[str]:
        """These and every food and family that is one of them, whatever the others hold."""
        return _reached(ids, lambda one: self._under.get(one, ()))

    def shortest(self, ids: AbstractSet[str]) -> frozenset[str]:
        """The fewest of `ids` that `expanded` would make all of them of."""
        said = frozenset().union(*map(self._below, ids)) | self._holding[_ANYTHING]
        return frozenset(ids - said)

    def taught(self, vocabulary: Vocabulary, of_food: Callable[[str], bool]) -> Vocabulary:
        """The words with what each may be. A name that is a food's stays out: in its own language
        it is read as that food. So does one that is new to them and holds a word that brings
        something, which a longer name would hide."""
        words = {
            word: contents._replace(
                kinds=self._meant(word) or _of_origins(() if of_food(word) else contents.origins)
            )
            for word, contents in vocabulary.words.items()
        }
        for name in self._by_name:
            hidden = (of_food(word) or word in vocabulary.words for word in name.split(" "))
            if name not in words and not of_food(name) and not any(hidden):
                words[name] = Contents(kinds=self._meant(name))
        return Vocabulary(words, vocabulary.ordinary)

    def _meant(self, name: str) -> frozenset[str]:
        """What a name in a text may be: the food of that name, else any member of its families."""
        named = self.named(name) - _GENERAL
        own = frozenset(one for one in named if one in self._foods)
        return own or _reached(
            named, lambda one: self._kinds[one].members if one in self._kinds else ()
        )

    def _below(self, one: str) -> AbstractSet[str]:
        return self._under.get(one, frozenset()) | self._holding.get(one, frozenset())

    def _turned_round(self) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
        """What is each, and what holds each."""
        under: dict[str, set[str]] = defaultdict(set)
        holding: dict[str, set[str]] = defaultdict(set, {_ANYTHING: set()})
        for kind in self._kinds.values():
            under[kind.id].update(kind.members)
            # Of an allergen every food says by itself that it brings it.
            for one in frozenset(kind.is_) - _CODES:
                under[one].add(kind.id)
            for one in kind.holds:
                holding[one].add(kind.id)
        for food in self._foods.values():
            for family in _of_origins(food.origins, mostly={}) - {food.id}:
                under[family].add(food.id)
        return under, holding


def _of_origins(
    origins: Iterable[Origin], mostly: Mapping[Origin, str] = _MOSTLY
) -> frozenset[str]:
    tables = (_OF_ORIGIN, mostly)
    return frozenset(table[one] for one in origins for table in tables if one in table)


def _reached(ids: Iterable[str], further: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Every id that `further` leads to, step by step, and the first ones."""
    found: set[str] = set()
    left = list(ids)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left.extend(further(one))
    return frozenset(found)
