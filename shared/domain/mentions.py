"""Foods and allergens named in free text, in Spanish and English."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shared.domain.allergen_words import allergens_of_word
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.food import Allergen, Food
from shared.domain.language import Language

_LONGEST_NAME = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# Words of cookery that are also names of foods: "browned" is a sea bream in Spanish, and what is
# left over is listed with every allergen. An ingredient of that name is looked up, not read.
_COOKERY = {
    Language.ES: frozenset(
        map(
            fold,
            (
                "clara",
                "dorada",
                "encurtido",
                "espumoso",
                "fino",
                "fina",
                "palillo",
                "pasa",
                "plumas",
                "rellena",
                "sale",
                "sobra",
                "sobras",
                "sopa",
                "tortilla",
            ),
        )
    ),
    Language.EN: frozenset(map(fold, ("crisp", "leftover", "leftovers", "mash", "soup"))),
}
_WITHOUT = frozenset(map(fold, ("sin", "without", "no")))
_FREE = re.compile(r"(?:-|\s)(?:free|libre)\b(?!\s*(?:-|\s)\s*(?:range|of|de)\b)", re.IGNORECASE)
# A name of the other language this long is no word of this one; a shorter one might be ("pan").
_FOREIGN_LETTERS = 5
_OTHER = {Language.ES: Language.EN, Language.EN: Language.ES}


class Mention(NamedTuple):
    """Something named in a text: a food of the catalog, or a word that brings allergens."""

    words: str
    food: Food | None
    allergens: frozenset[Allergen]


def mentions(text: str, foods: FoodCatalog, language: Language) -> Iterator[Mention]:
    """What `text`, written in `language`, names; the longest name first, so that coconut milk is
    not milk. Names of the other language count where they cannot be a word of this one.

    "Sin gluten" and "gluten-free" name nothing.
    """
    composed = unicodedata.normalize("NFC", text)
    words = list(_WORD.finditer(composed))
    at = 0
    while at < len(words):
        found, count = _longest(words[at : at + _LONGEST_NAME], foods, language)
        if found is None:
            at += 1
            continue
        before = fold(words[at - 1].group()) if at else ""
        if before not in _WITHOUT and not _FREE.match(composed, words[at + count - 1].end()):
            yield found
        at += count


def _longest(
    words: Sequence[re.Match[str]], foods: FoodCatalog, language: Language
) -> tuple[Mention | None, int]:
    for count in range(len(words), 0, -1):
        name = " ".join(word.group() for word in words[:count])
        food = _food(name, foods, language)
        if food is not None:
            return Mention(name, food, food.allergens), count
        allergens = allergens_of_word(name)
        if allergens:
            return Mention(name, None, allergens), count
    return None, 0


def _food(name: str, foods: FoodCatalog, language: Language) -> Food | None:
    folded = fold(name)
    if folded in _COOKERY[language]:
        return None
    food = foods.by_name_in(name, language)
    if food is not None:
        return food
    if len(folded) < _FOREIGN_LETTERS or folded in _COOKERY[_OTHER[language]]:
        return None
    return foods.by_name_in(name, _OTHER[language])
