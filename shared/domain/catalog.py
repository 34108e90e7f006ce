"""The foods the product knows, found by id, by name or by what they resemble."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from shared.domain.containers import unpacked
from shared.domain.food import Food
from shared.domain.kinds import Kind, Kinds
from shared.domain.language import Language, Text
from shared.domain.vocabulary import NO_WORDS, Vocabulary

# A shorter word loses no letter: "gas", "res" and "té" are not plurals.
_SHORTEST_PLURAL = 4
_STEM_ENDS = {"z": "c", "y": "i", "f": "v"}
_WORDS = re.compile(r"[^\W_]+").findall
# How many names of one food may come before the next food's, when searching.
_NAMES_A_FOOD = 12


class FoodCatalog:
    """Foods in the order given, by their ids and by every name and synonym of both languages, the
    `vocabulary` of names beyond them, and their `kinds`."""

    def __init__(
        self,
        foods: Iterable[Food],
        vocabulary: Vocabulary = NO_WORDS,
        kinds: Callable[[], Iterable[Kind]] = tuple,
    ) -> None:
        """Index `foods` by id; names are indexed, and `kinds` read, when the first is looked up.

        Raises:
            ValueError: two foods share an id.
        """
        self._words, self._read_kinds = vocabulary, kinds
        self._by_id: dict[str, Food] = {}
        for food in foods:
            if self._by_id.setdefault(food.id, food) is not food:
                raise ValueError(f"two foods have the id {food.id!r}")

    def get(self, food_id: str) -> Food | None:
        """The food with this id, None if there is none."""
        return self._by_id.get(food_id)

    def __getitem__(self, food_id: str) -> Food:
        """The food with this id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[food_id]

    def __iter__(self) -> Iterator[Food]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def by_name(self, text: str) -> Food | None:
        """The food that has `text` for a name or synonym in either language, whatever its case,
        accents or number, or that is in the container it names; None if there is none.

        Raises:
            ValueError: two foods of the catalog have names that fold alike.
        """
        found = self._by_name.get(fold(text))
        if found is not None:
            return found
        inside = map(fold, unpacked(without_accents(text)))
        return next((self._by_name[name] for name in inside if name in self._by_name), None)

    def by_name_in(self, text: str, language: Language) -> Food | None:
        """As `by_name`, of the names in one language only: "pan" is bread in Spanish alone."""
        return self._by_name_in[language].get(fold(text))

    def names_in(self, language: Language) -> Iterable[tuple[str, Food]]:
        """Every folded name of one language and its food."""
        return self._by_name_in[language].items()

    def by_role(self, role: str) -> tuple[Food, ...]:
        """The foods that may stand in for each other as `role`."""
        return self._by_role.get(role, ())

    def nearest(self, text: str, limit: int) -> list[tuple[Food, float]]:
        """At most `limit` foods whose names resemble `text`, the closest first, each once, with a
        likeness above 0 and at most 1 (the same name after folding).

        Raises:
            ValueError: two foods of the catalog have names that fold alike.
        """
        # Only those who search pay for its import, in time and memory.
        from rapidfuzz import fuzz, process

        wanted = fold(text)
        found = process.extract(
            wanted, self._by_name.keys(), scorer=fuzz.WRatio, limit=limit * _NAMES_A_FOOD
        )
        best: dict[str, float] = {}
        for name, alike, _ in found:
            # A name inside another is alike; the whole order of words tells "cherry tomato" from
            # "cherry".
            score = (alike + fuzz.token_sort_ratio(wanted, name)) / 200
            food_id = self._by_name[name].id
            best[food_id] = max(score, best.get(food_id, 0.0))
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        return [(self._by_id[food_id], score) for food_id, score in ranked[:limit] if score > 0]

    def name_of(self, one: str) -> Text | None:
        """What a food or a family is called."""
        food = self._by_id.get(one)
        return food.name if food else self.kinds.name(one)

    @cached_property
    def kinds(self) -> Kinds:
        """What they are kinds of and hold."""
        return Kinds(self._read_kinds(), self)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Names that are no food's, with what each may be."""
        return self.kinds.taught(self._words, self._by_name.__contains__)

    @cached_property
    def _by_name(self) -> dict[str, Food]:
        foods: dict[str, Food] = {}
        for food in self:
            for name in (*food.name, *food.synonyms_es, *food.synonyms_en):
                owner = foods.setdefault(fold(name), food)
                if owner is not food:
                    raise ValueError(f"{name!r} names both {owner.id} and {food.id}")
        return foods

    @cached_property
    def _by_name_in(self) -> dict[Language, dict[str, Food]]:
        return {
            Language.ES: {
                fold(name): food for food in self for name in (food.name.es, *food.synonyms_es)
            },
            Language.EN: {
                fold(name): food for food in self for name in (food.name.en, *food.synonyms_en)
            },
        }

    @cached_property
    def _by_role(self) -> dict[str, tuple[Food, ...]]:
        roles: dict[str, list[Food]] = {}
        for food in self:
            if food.role is not None:
                roles.setdefault(food.role, []).append(food)
        return {role: tuple(foods) for role, foods in roles.items()}


def fold(text: str) -> str:
    """`text` as it is compared: words without case, accents, punctuation or plural ending, with one
    space between. The same word in singular and plural folds alike in Spanish and English ("nuez"
    and "nueces", "leaf" and "leaves"); the result is a key, not a word to show."""
    return " ".join(map(_stem, _WORDS(without_accents(text))))


def without_accents(text: str) -> str:
    """`text` without case or accents."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    marks = unicodedata.combining
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not marks(c))


def _stem(word: str) -> str:
    if len(word) >= _SHORTEST_PLURAL and word[-1] == "s":
        word = word[:-1]
    if len(word) >= _SHORTEST_PLURAL and word[-1] == "e":
        word = word[:-1]
    last = _STEM_ENDS.get(word[-1])
    return word[:-1] + last if last else word
