"""Foods and allergens named in free text, in Spanish and English."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.food import Allergen, Food
from shared.domain.language import Language

_LONGEST_NAME = 6
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", re.UNICODE)

# Words for a whole group of foods, which no single food of the catalog carries as its name.
_GROUPS: dict[str, Allergen] = {
    "gluten": Allergen.GLUTEN,
    "wheat": Allergen.GLUTEN,
    "trigo": Allergen.GLUTEN,
    "crustacean": Allergen.CRUSTACEANS,
    "crustaceo": Allergen.CRUSTACEANS,
    "shellfish": Allergen.CRUSTACEANS,
    "seafood": Allergen.CRUSTACEANS,
    "marisco": Allergen.CRUSTACEANS,
    "egg": Allergen.EGG,
    "huevo": Allergen.EGG,
    "fish": Allergen.FISH,
    "pescado": Allergen.FISH,
    "peanut": Allergen.PEANUT,
    "cacahuete": Allergen.PEANUT,
    "mani": Allergen.PEANUT,
    "soy": Allergen.SOY,
    "soya": Allergen.SOY,
    "soja": Allergen.SOY,
    "milk": Allergen.MILK,
    "leche": Allergen.MILK,
    "dairy": Allergen.MILK,
    "lacteo": Allergen.MILK,
    "cheese": Allergen.MILK,
    "queso": Allergen.MILK,
    "nut": Allergen.NUTS,
    "nuez": Allergen.NUTS,
    "frutos secos": Allergen.NUTS,
    "celery": Allergen.CELERY,
    "apio": Allergen.CELERY,
    "mustard": Allergen.MUSTARD,
    "mostaza": Allergen.MUSTARD,
    "sesame": Allergen.SESAME,
    "sesamo": Allergen.SESAME,
    "ajonjoli": Allergen.SESAME,
    "sulphite": Allergen.SULPHITES,
    "sulfite": Allergen.SULPHITES,
    "sulfito": Allergen.SULPHITES,
    "lupin": Allergen.LUPIN,
    "altramuz": Allergen.LUPIN,
    "mollusc": Allergen.MOLLUSCS,
    "molusco": Allergen.MOLLUSCS,
}
_FOLDED_GROUPS = {fold(word): allergen for word, allergen in _GROUPS.items()}
_FOLDED_CODES = {fold(code.value): code for code in Allergen}
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
            ),
        )
    ),
    Language.EN: frozenset(map(fold, ("crisp", "leftover", "leftovers", "mash", "soup"))),
}
_WITHOUT = frozenset(map(fold, ("sin", "without", "no")))
_FREE = frozenset(map(fold, ("free", "libre")))


class Mention(NamedTuple):
    """Something named in a text: a food of the catalog, or the allergen of a whole group."""

    words: str
    food: Food | None
    allergens: frozenset[Allergen]


def mentions(text: str, foods: FoodCatalog, language: Language) -> Iterator[Mention]:
    """What `text` names, the longest name first, so that coconut milk is not milk.

    "Sin gluten" and "gluten-free" name nothing.
    """
    words = [word for match in _WORD.findall(text) for word in match.replace("’", "'").split("-")]
    at = 0
    while at < len(words):
        found = _longest(words[at : at + _LONGEST_NAME], foods, language)
        if found is None:
            at += 1
            continue
        after = at + len(found.words.split())
        if not _denied(words, at, after):
            yield found
        at = after


def allergen_group(name: str) -> Allergen | None:
    """The allergen of the group of foods that `name` stands for in either language, by its EU code
    or by a word such as "marisco", if it is one."""
    folded = fold(name)
    return _FOLDED_CODES.get(folded) or _FOLDED_GROUPS.get(folded)


def _longest(words: list[str], foods: FoodCatalog, language: Language) -> Mention | None:
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        food = foods.by_name_in(name, language)
        if food is not None and fold(name) not in _COOKERY[language]:
            return Mention(name, food, food.allergens)
        group = _FOLDED_GROUPS.get(fold(name))
        if group is not None:
            return Mention(name, None, frozenset({group}))
    return None


def _denied(words: list[str], start: int, end: int) -> bool:
    before = fold(words[start - 1]) if start else ""
    behind = fold(words[end]) if end < len(words) else ""
    return before in _WITHOUT or behind in _FREE
