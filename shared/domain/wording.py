"""How foods are named inside a sentence, in Spanish and English: article, number, capitals."""

import re
from typing import NamedTuple

from shared.domain.food import Food
from shared.domain.language import Language


class _Spoken(NamedTuple):
    """What a cook calls a food whose catalog name is there to tell it from its neighbours."""

    es: str
    en: str
    gender_es: str | None = None


_SPOKEN: dict[str, _Spoken] = {
    "baguette": _Spoken("pan", "bread", "m"),
    "sourdough_bread": _Spoken("pan", "bread", "m"),
    "canned_mackerel": _Spoken("caballa", "mackerel"),
    "canned_sardines": _Spoken("sardina", "sardines"),
    "canned_sweetcorn": _Spoken("maíz", "sweetcorn"),
    "canned_tuna": _Spoken("atún", "tuna"),
    "chorizo": _Spoken("chorizo", "chorizo"),
    "cooked_black_beans": _Spoken("frijol negro", "black beans"),
    "cooked_chicken": _Spoken("pollo", "chicken"),
    "cooked_chickpeas": _Spoken("garbanzo", "chickpeas"),
    "cooked_fish": _Spoken("pescado", "fish", "m"),
    "cooked_kidney_beans": _Spoken("frijol rojo", "kidney beans"),
    "cooked_lentils": _Spoken("lenteja", "lentils"),
    "cooked_meat": _Spoken("carne", "meat"),
    "cooked_pasta": _Spoken("pasta", "pasta"),
    "cooked_potato": _Spoken("papa", "potato"),
    "cooked_rice": _Spoken("arroz", "rice"),
    "cooked_white_beans": _Spoken("alubia blanca", "white beans"),
    "frozen_pea": _Spoken("guisante", "pea"),
    "frozen_peeled_prawn": _Spoken("gamba", "prawn"),
    "frozen_spinach": _Spoken("espinaca", "spinach"),
    "grated_cheese": _Spoken("queso", "cheese"),
    "ground_coriander": _Spoken("cilantro molido", "ground coriander", "m"),
    "lentils": _Spoken("lenteja", "lentils"),
    "mashed_potato": _Spoken("puré de papa", "mashed potato"),
    "natural_yogurt": _Spoken("yogur", "yogurt"),
    "noodle": _Spoken("fideo", "noodle"),
    "pasta": _Spoken("pasta", "pasta"),
    "single_cream": _Spoken("nata", "cream"),
    "sliced_cheese": _Spoken("queso", "cheese"),
    "stewing_beef": _Spoken("ternera", "beef"),
    "tomato_passata": _Spoken("tomate triturado", "tomato passata"),
    "vegetable_oil": _Spoken("aceite", "oil"),
    "vinegar": _Spoken("vinagre", "vinegar"),
    "wheat_flour": _Spoken("harina", "flour"),
    "white_rice": _Spoken("arroz", "rice"),
    "whole_milk": _Spoken("leche", "milk"),
}

# Feminine nouns that take "el" in the singular because they start with a stressed a.
_EL_THOUGH_FEMININE = frozenset({"agua", "alga", "haba"})
_INVARIABLE_ES = frozenset({"cherry", "naan", "portobello", "pak", "choi"})
_SINGULAR_IN_S_ES = frozenset({"cuscús", "hummus", "anís"})
_INVARIABLE_EN = frozenset({"asparagus", "couscous", "hummus", "leaves", "oats"})
_CONNECTIVE_ES = re.compile(r"\s+(?:de|del|en|con|sin|para|al|a)\s+")
_ACCENTED_LAST = {"án": "anes", "én": "enes", "ín": "ines", "ón": "ones", "ún": "unes"}


def noun(food: Food, language: Language, *, article: bool = False, plural: bool = False) -> str:
    """The food's name in a sentence: "los champiñones", "the mushrooms", "espinacas".

    Foods that nobody counts stay as they are when `plural` is asked for: "el brócoli".
    """
    if language is Language.EN:
        name = _english(food, plural)
        return f"the {name}" if article else name
    name = _spanish(food, plural)
    return f"{_article_es(name, _gender(food))} {name}" if article else name


def tidy(text: str, language: Language) -> str:
    """Joins what the parts of a sentence cannot know of each other: "de el" is "del"."""
    if language is Language.EN:
        return text
    text = re.sub(r"\b([Dd]e|[Aa]) el\b", r"\1l", text)
    return re.sub(r"\by (?=[ií]|h[ií](?!e))", "e ", text)


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def _english(food: Food, plural: bool) -> str:
    spoken = _SPOKEN.get(food.id)
    name = spoken.en if spoken else food.name.en
    if not plural or food.id in _UNCOUNTED_EN:
        return name
    *before, last = name.split(" ")
    return " ".join([*before, _plural_en(last)])


def _spanish(food: Food, plural: bool) -> str:
    spoken = _SPOKEN.get(food.id)
    name = spoken.es if spoken else food.name.es
    if not plural or food.id in _UNCOUNTED_ES:
        return name
    connective = _CONNECTIVE_ES.search(name)
    end = connective.start() if connective else len(name)
    return " ".join(_plural_es(word) for word in name[:end].split(" ")) + name[end:]


def _gender(food: Food) -> str:
    spoken = _SPOKEN.get(food.id)
    return (spoken.gender_es if spoken else None) or food.gender_es


def _article_es(name: str, gender: str) -> str:
    head = name.split(" ", 1)[0]
    several = head.endswith("s") and head not in _SINGULAR_IN_S_ES
    if gender.startswith("f") and head not in _EL_THOUGH_FEMININE:
        return "las" if several else "la"
    return "los" if several else "el"


def _plural_es(word: str) -> str:
    if word in _INVARIABLE_ES or word.endswith("s"):
        return word
    if word[-2:] in _ACCENTED_LAST:
        return word[:-2] + _ACCENTED_LAST[word[-2:]]
    if word.endswith("z"):
        return word[:-1] + "ces"
    return word + ("s" if word[-1] in "aeiouáéó" else "es")


def _plural_en(word: str) -> str:
    if word in _INVARIABLE_EN:
        return word
    if word == "leaf":
        return "leaves"
    if word.endswith(("tomato", "potato", "mango")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("s"):
        return word
    return word + ("es" if word.endswith(("sh", "ch", "x")) else "s")


# Foods that recipes name in the plural, or may put in the place of one, and that are not counted.
_UNCOUNTED: frozenset[str] = frozenset(
    {
        "baguette",
        "beef_liver",
        "broccoli",
        "butternut_squash",
        "cabbage",
        "canned_mackerel",
        "canned_sweetcorn",
        "canned_tuna",
        "cauliflower",
        "celeriac",
        "celery",
        "cod",
        "cooked_chicken",
        "dark_chocolate",
        "dried_thyme",
        "edamame",
        "escarole",
        "fennel",
        "gluten_free_bread",
        "ground_almond",
        "hake",
        "kale",
        "mashed_potato",
        "melon",
        "monkfish",
        "napa_cabbage",
        "papaya",
        "pasta",
        "pineapple",
        "pumpkin",
        "rabbit",
        "red_cabbage",
        "rocket",
        "rosemary",
        "rye_bread",
        "salsa",
        "sea_bass",
        "sea_bream",
        "seitan",
        "sliced_bread",
        "sourdough_bread",
        "tempeh",
        "thyme",
        "tilapia",
        "toasted_bread",
        "tofu",
        "tomato_passata",
        "veal",
        "vinegar",
        "watermelon",
        "wholemeal_bread",
        "wholewheat_pasta",
    }
)
_UNCOUNTED_ES: frozenset[str] = _UNCOUNTED | {
    "bay_leaf",
    "chives",
    "cooked_vegetables",
    "frozen_mixed_vegetables",
    "mixed_nuts",
}
_UNCOUNTED_EN: frozenset[str] = _UNCOUNTED | {
    "black_pudding",
    "cooked_beetroot",
    "frozen_spinach",
    "lambs_lettuce",
    "mackerel",
    "okra",
    "pak_choi",
    "red_snapper",
    "spaghetti",
    "spinach",
    "squid",
    "sweetcorn",
    "swiss_chard",
    "trout",
    "watercress",
}
