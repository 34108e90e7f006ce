"""Families of ingredients, by which people say what they avoid: "parabenos" are twelve names."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import product

from shared.domain.labels.spelling import plain
from shared.domain.labels.substance import Substance

Belongs = Callable[[Substance], bool]


def _called(pattern: str) -> Belongs:
    named = re.compile(pattern)
    return lambda one: named.search(plain(one.name)) is not None


def _is(*ids: str) -> Belongs:
    return lambda one: one.id in ids


def _serves(function: str) -> Belongs:
    return lambda one: function in one.functions


def _found(*fact_codes: str) -> Belongs:
    return lambda one: any(finding.fact_code in fact_codes for finding in one.findings)


def _numbered(*numbers: int) -> Belongs:
    """Food additives by their E numbers, without the letter."""

    def belongs(one: Substance) -> bool:
        number = re.match(r"E(\d+)", one.e_number)
        return number is not None and int(number[1]) in numbers

    return belongs


def _sulfate(one: Substance) -> bool:
    """Detergents; magnesium sulfate is none."""
    return "surfactant" in one.functions and "sulfate" in one.name.casefold()


def _aluminium_salt(one: Substance) -> bool:
    """Those that stop sweat; clays hold aluminium too."""
    return "antiperspirant" in one.functions and "alumin" in one.name.casefold()


# By the words for them in Spanish, English and French, as `plain` writes them in the singular.
_FAMILIES: dict[str, Belongs] = {
    "paraben, parabeno, parabene": _called(r"paraben\b"),
    "sulfate, sulphate, sulfato, detergente sulfatado": _sulfate,
    "silicone, silicona": _called(r"methicone|siloxane|dimethiconol|silsesquioxane"),
    "phthalate, ftalato, phtalate": _called(r"\bphthalate\b"),
    "isothiazolinone, isotiazolinona": _called(r"isothiazolinone\b"),
    "formaldehyde releaser, liberador de formaldehido, formol, formaldehyde, formaldehido": _found(
        "formaldehyde_releaser"
    ),
    "fragrance allergen, alergeno de fragancia, alergeno de perfume": _found("fragrance_allergen"),
    "perfume, fragrance, fragancia, parfum": _is("parfum"),
    "mineral oil, aceite mineral, huile minerale, derivado del petroleo, petroleum": _is(
        "paraffinum_liquidum",
        "petrolatum",
        "paraffin",
        "cera_microcristallina",
        "c13_14_isoparaffin",
    ),
    "palm, palma, aceite de palma, palm oil, huile de palme": _called(
        r"\belaeis\b|\bpalm(?:ate|kernelate)?\b"
    ),
    "aluminium, aluminum, aluminio, aluminium salt, sal de aluminio, sel d'aluminium": (
        _aluminium_salt
    ),
    "peg": _called(r"\bpeg-"),
    "retinoid, retinoide": _found("pregnancy_retinoid"),
    "uv filter, sun filter, sunscreen filter, filtro solar, filtro uv, filtre uv, filtre solaire": (
        _serves("uv_filter")
    ),
    "nitrite, nitrito": _numbered(249, 250),
    "nitrate, nitrato": _numbered(251, 252),
    "glutamate, glutamato, msg": _numbered(*range(620, 626)),
    "phosphate, fosfato": _called(r"phosphates?\b"),
    "artificial colour, artificial color, colorante artificial, colorant artificiel, azo dye, "
    "artificial colouring, artificial coloring": _numbered(
        *(102, 104, 107, 110, *range(122, 134), 142, 151, 154, 155)
    ),
    "sweetener, edulcorante, edulcorant": _serves("sweetener"),
}
WORDS = {word: belongs for words, belongs in _FAMILIES.items() for word in words.split(", ")}


# What those of one family have in common beyond the use they are put to.
_KIN = ("paraben", "sulfate", "silicone", "phthalate", "isothiazolinone", "peg", "nitrite")


def are_kin(one: Substance, other: Substance) -> bool:
    """Whether they are of the same chemical family: a paraben is little help against a paraben."""
    return any(WORDS[word](one) and WORDS[word](other) for word in _KIN)


def in_family(substance: Substance, word: str) -> bool:
    """Whether it is one of those that `word` stands for; no word for a family holds none."""
    return any(WORDS[one](substance) for one in _spellings(word) if one in WORDS)


_PLURALS = tuple(re.compile(ending) for ending in (r"(?<=\w{3})s$", r"(?<=\w{2}[rlnd])es$"))
_MOST_WORDS = 5


@lru_cache(maxsize=4_096)
def _spellings(word: str) -> frozenset[str]:
    """As the table may write it, each word in the singular: "Parabenos", "sales de aluminio",
    "colorantes artificiales", where the one word loses an s and the other es."""
    words = plain(word).split()
    if len(words) > _MOST_WORDS:
        return frozenset()
    each = [{one, *(ending.sub("", one) for ending in _PLURALS)} for one in words]
    return frozenset(" ".join(chosen) for chosen in product(*each))
