"""Numbers as people say and write them, in Spanish and English: "docena y media", "a hundred and
fifty", "two and a half", "tres cuartos", "1 1/2", ".5"."""

import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from shared.domain.errors import Invalid

AND = frozenset({"y", "and", "&"})
LINKS = frozenset({"de", "del", "of"})
_ARTICLES = frozenset({"a", "an", "un", "una"})
_MOST_DIGITS = 20
_NOTHING = Fraction(0)
_FROM_ZERO = (
    "cero zero",
    "un una uno a an one",
    "dos two",
    "tres three",
    "cuatro four",
    "cinco five",
    "seis six",
    "siete seven",
    "ocho eight",
    "nueve nine",
    "diez ten",
    "once eleven",
    "doce twelve",
    "trece thirteen",
    "catorce fourteen",
    "quince fifteen",
    "dieciseis sixteen",
    "diecisiete seventeen",
    "dieciocho eighteen",
    "diecinueve nineteen",
    "veinte twenty",
    "veintiun veintiuno veintiuna",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
)
_TENS = {
    20: "veinte twenty",
    30: "treinta thirty",
    40: "cuarenta forty",
    50: "cincuenta fifty",
    60: "sesenta sixty",
    70: "setenta seventy",
    80: "ochenta eighty",
    90: "noventa ninety",
}
_HUNDREDS = {
    100: "cien ciento",
    200: "doscientos doscientas",
    300: "trescientos trescientas",
    400: "cuatrocientos cuatrocientas",
    500: "quinientos quinientas",
    600: "seiscientos seiscientas",
    700: "setecientos setecientas",
    800: "ochocientos ochocientas",
    900: "novecientos novecientas",
}
_CARDINALS = {
    word: value
    for table in (dict(enumerate(_FROM_ZERO)), _TENS, _HUNDREDS)
    for value, words in table.items()
    for word in words.split()
}
_CARDINALS |= {
    f"{tens.split()[-1]}-{_FROM_ZERO[ones].split()[-1]}": ten + ones
    for ten, tens in _TENS.items()
    for ones in range(1, 10)
}
_SCALES = {"hundred": 100, "mil": 1000, "thousand": 1000}
_PARTS = {
    **dict.fromkeys(("medio", "media", "half", "halves"), Fraction(1, 2)),
    **dict.fromkeys(("tercio", "tercios", "third", "thirds"), Fraction(1, 3)),
    **dict.fromkeys(("cuarto", "cuartos", "quarter", "quarters"), Fraction(1, 4)),
}
DOZENS = {
    **dict.fromkeys(("docena", "docenas", "dozen", "dozens"), Fraction(12)),
    **dict.fromkeys(("par", "pares", "couple"), Fraction(2)),
}
_FIGURES = frozenset("¼½¾⅓⅔⅛")
_TIMES: dict[str, Fraction] = {**_PARTS, **DOZENS}
_COUNTING = _FIGURES.union(_CARDINALS, _SCALES, _TIMES)


class Read(NamedTuple):
    """A number, and the place of the first word after it."""

    value: Fraction
    after: int


def number_at(words: Sequence[str], at: int) -> Read | None:
    """The number that begins at a place; None where there is none.

    Raises:
        Invalid: it has more digits than any amount.
    """
    first = _first(words, at)
    if first is None:
        return None
    value, at = first
    if value >= 1:
        value, at = with_part(words, first)
    value, at = _linked(words, Read(value, at))
    while (times := _TIMES.get(_word(words, at))) is not None:
        # "Una docena y media" is a dozen and half of one.
        told = Read(value, at + 1)
        value, at = with_part(words, told) if times > 1 else told
        value, at = _linked(words, Read(value * times, at))
    return Read(value, at)


def with_part(words: Sequence[str], whole: Read) -> Read:
    """The number with "and a half", "y tres cuartos" where that comes next."""
    if _word(words, whole.after) not in AND:
        return whole
    at = whole.after + 1
    figure = _fraction(_word(words, at))
    if figure is not None:
        return Read(whole.value + figure, at + 1)
    times, at = _cardinal(words, at) or Read(Fraction(1), at)
    part = _PARTS.get(_word(words, at))
    return whole if part is None else Read(whole.value + times * part, at + 1)


def begins_number(words: Sequence[str], at: int) -> bool:
    word = _word(words, at)
    return word[-1:].isdecimal() or word in _COUNTING


def _first(words: Sequence[str], at: int) -> Read | None:
    word = _word(words, at)
    figure = _figure(word)
    if figure is not None:
        return _written(words, Read(figure, at + 1))
    if word in _PARTS:
        return Read(_PARTS[word], at + 1)
    if word in DOZENS:
        return Read(Fraction(1), at)
    found = _cardinal(words, at)
    half = _fraction(_word(words, found.after)) if found else None
    # "Una 1/2 taza" is half of one.
    return Read(found.value * half, found.after + 1) if found and half else found


def _written(words: Sequence[str], figure: Read) -> Read:
    """In figures: "1 1/2", "2 mil"."""
    value, at = figure
    part = _fraction(_word(words, at))
    if part is not None and value.denominator == 1:
        return Read(value + part, at + 1)
    scale = _SCALES.get(_word(words, at))
    return figure if scale is None else Read(value * scale, at + 1)


def _cardinal(words: Sequence[str], at: int) -> Read | None:
    """A whole number in words: smaller words are added to rounder ones."""
    word = _word(words, at)
    value = _CARDINALS.get(word)
    if value is None:
        return None
    at += 1
    while True:
        scale = _SCALES.get(_word(words, at), 0)
        more, after = _added(words, at + (_word(words, at) in AND))
        if 0 < value < scale:
            value, at = value * scale, at + 1
        elif 0 < more < _room(value):
            value, at = value + more, after
        else:
            return Read(Fraction(value), at)


def _added(words: Sequence[str], at: int) -> tuple[int, int]:
    """The number that words add, zero where they count parts as in "a hundred and a half"; and the
    place after them."""
    more, following = _CARDINALS.get(_word(words, at), 0), _word(words, at + 1)
    if following in _PARTS or _word(words, at) in ("a", "an"):
        return 0, at
    return (more * 100, at + 2) if following == "hundred" else (more, at + 1)


def _room(value: int) -> int:
    """Numbers below it may be added: to 300 those below 100, to 20 those below 10."""
    if value < 20:
        return 0
    return next((room for room in (1000, 100, 10) if value % room == 0), 0)


def _linked(words: Sequence[str], read: Read) -> Read:
    """Past what stands between a part and its whole: "half a", "three quarters of a"."""
    value, at = read
    if value < 1:
        linked = _word(words, at) in LINKS and _word(words, at + 1) in _ARTICLES
        at += 2 * linked
        at += not linked and _word(words, at) in _ARTICLES
    at += _word(words, at) in LINKS and _word(words, at + 1) in DOZENS
    return Read(value, at)


def _figure(word: str) -> Fraction | None:
    if word in _FIGURES:
        return Fraction(unicodedata.numeric(word)).limit_denominator(8)
    if not word[-1:].isdecimal():
        return None
    top, _, bottom = "".join(word.split()).replace(",", ".").partition("/")
    if max(len(top), len(bottom)) > _MOST_DIGITS:
        raise Invalid("phrase_not_understood", field="text")
    below = Fraction(bottom or 1)
    # A zero below makes an amount of zero, which is refused.
    return Fraction(top) / below if below else _NOTHING


def _fraction(word: str) -> Fraction | None:
    """A figure that is part of one: "1/2", "½"."""
    return _figure(word) if "/" in word or word in _FIGURES else None


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""
