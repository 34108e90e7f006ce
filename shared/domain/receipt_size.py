"""How much of a thing a line of a receipt says there is: `1KG`, `6X1L`, `PACK-4`, `12U`, `16OZ`."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from shared.domain.receipt_numbers import DECIMAL, NUMBER, number
from shared.domain.units import Quantity, Unit


class Measure(StrEnum):
    """What a printed size counts in, before the food is known."""

    GRAM = "g"
    KILOGRAM = "kg"
    MILLILITRE = "ml"
    LITRE = "l"
    OUNCE = "oz"
    PIECE = "unit"
    BUNCH = "bunch"


class Size(NamedTuple):
    """`amount` of `measure`; ounces are of weight or of volume, which only the food tells."""

    amount: Decimal
    measure: Measure


class Sized(NamedTuple):
    """A text taken apart: what is left of it, and its size."""

    rest: str
    size: Size | None


# International avoirdupois and US liquid measure.
POUND_G = Decimal("453.59237")
OUNCE_G = Decimal("28.349523125")
FLUID_OUNCE_ML = Decimal("29.5735295625")

_UNITS: dict[str, tuple[Decimal, Measure]] = {
    "kg": (Decimal(1), Measure.KILOGRAM),
    "kgs": (Decimal(1), Measure.KILOGRAM),
    "kgm": (Decimal(1), Measure.KILOGRAM),
    "kilo": (Decimal(1), Measure.KILOGRAM),
    "g": (Decimal(1), Measure.GRAM),
    "gr": (Decimal(1), Measure.GRAM),
    "grs": (Decimal(1), Measure.GRAM),
    "gm": (Decimal(1), Measure.GRAM),
    "ml": (Decimal(1), Measure.MILLILITRE),
    "cc": (Decimal(1), Measure.MILLILITRE),
    "cl": (Decimal(10), Measure.MILLILITRE),
    "l": (Decimal(1), Measure.LITRE),
    "lt": (Decimal(1), Measure.LITRE),
    "ltr": (Decimal(1), Measure.LITRE),
    "lts": (Decimal(1), Measure.LITRE),
    "litro": (Decimal(1), Measure.LITRE),
    "litros": (Decimal(1), Measure.LITRE),
    "lb": (POUND_G, Measure.GRAM),
    "lbs": (POUND_G, Measure.GRAM),
    "1b": (POUND_G, Measure.GRAM),
    "oz": (Decimal(1), Measure.OUNCE),
    "0z": (Decimal(1), Measure.OUNCE),
    "fl oz": (FLUID_OUNCE_ML, Measure.MILLILITRE),
    "gal": (128 * FLUID_OUNCE_ML, Measure.MILLILITRE),
    "qt": (32 * FLUID_OUNCE_ML, Measure.MILLILITRE),
    "pt": (16 * FLUID_OUNCE_ML, Measure.MILLILITRE),
}
_WORD = "|".join(sorted((re.escape(unit) for unit in _UNITS), key=len, reverse=True))
_END = r"(?![A-Za-z])\.?"
_PIECE = r"(?:pk|pack|ct|count|uds?|un|und|unds|unid|unidades|units?|u|pza?s?|piezas?|pcs?|ea)"

MEASURED = re.compile(rf"({DECIMAL})\s?-?({_WORD}){_END}", re.IGNORECASE)
_START = r"(?:(?<![\dA-Za-z.,])|(?<=[A-Za-z.]{3})(?=\d))"
_MULTIPLE = re.compile(
    rf"{_START}({NUMBER})\s?[xX*]\s?({DECIMAL})\s?({_WORD}){_END}", re.IGNORECASE
)
_SIMPLE = re.compile(rf"{_START}({DECIMAL})\s?-?({_WORD}){_END}", re.IGNORECASE)
# "16OZ" is often read as "1602", and "14OZ" as "140Z".
_MISREAD_OUNCES = re.compile(r"(?<![\d.,])(\d{1,2})\s?[0Oo][2Zz](?!\w)")
_PIECES = re.compile(rf"{_START}({NUMBER})[\s-]?{_PIECE}{_END}", re.IGNORECASE)
_PACK = re.compile(rf"(?<![A-Za-z])(?:pack|pk|p|x)[\s-]?({NUMBER})(?!\w)", re.IGNORECASE)
_EGGS = re.compile(r"^(\d{1,2})\s(?=huevos?\b|eggs?\b)", re.IGNORECASE)
_DOZEN = re.compile(r"\b(media docena|docena|half dozen|dozen)\b", re.IGNORECASE)
_ONE = re.compile(r"\b(each|ea|unidad|ud|pza|pieza)(?!\w)\.?", re.IGNORECASE)
_BUNCH = re.compile(r"\b(manojo|bunch|atado)\b", re.IGNORECASE)
_SHARES = re.compile(r"\d+\s?/\s?\d+|\d+(?:[.,]\d+)?\s?%")
_MOST_PIECES = 144
# "500G" read as "SOOG", "250ML" as "2SOML": three figures, no word that ends so.
_MISREAD_DIGITS = re.compile(
    r"(?<![A-Za-z0-9])([1-9S][0-9SOQIl|][05OQS])(?=\s?(?:g|gr|ml)(?![A-Za-z]))", re.IGNORECASE
)
_FIGURES = str.maketrans("SsOoQqIl|", "550000111")
# "OIL" and "0IL" are a word, no litre.
_OIL = re.compile(r"\b[0Oo][Il1|][Ll]\b")


def measured(amount: str, unit: str) -> Size:
    """`2,5` and `lb` as grams. Raises ValueError for what is no number."""
    factor, measure = _UNITS[unit.lower()]
    return Size(number(amount) * factor, measure)


def _times(count: Decimal, size: Size) -> Size:
    return Size(count * size.amount, size.measure)


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _weighed(text: str) -> Sized | None:
    if found := _MULTIPLE.search(text):
        return Sized(_cut(text, found), _times(number(found[1]), measured(found[2], found[3])))
    if found := _SIMPLE.search(text):
        return Sized(_cut(text, found), measured(found[1], found[2]))
    if found := _MISREAD_OUNCES.search(text):
        return Sized(_cut(text, found), Size(number(found[1]), Measure.OUNCE))
    return None


def _counted(text: str) -> Sized:
    if found := (_PACK.search(text) or _PIECES.search(text) or _EGGS.search(text)):
        count = number(found[1])
        if 0 < count <= _MOST_PIECES:
            return Sized(_cut(text, found), Size(count, Measure.PIECE))
    if found := _DOZEN.search(text):
        half = found[1].lower() in {"media docena", "half dozen"}
        return Sized(_cut(text, found), Size(Decimal(6 if half else 12), Measure.PIECE))
    if found := _BUNCH.search(text):
        return Sized(_cut(text, found), Size(Decimal(1), Measure.BUNCH))
    if found := _ONE.search(text):
        return Sized(_cut(text, found), Size(Decimal(1), Measure.PIECE))
    return Sized(text, None)


def sized(text: str) -> Sized:
    """Finds the size in a printed name; a pack of sized pieces is multiplied out.

    >>> sized("CERVEZA PACK-6 33CL").size
    Size(amount=Decimal('1980'), measure=<Measure.MILLILITRE: 'ml'>)
    """
    text = _OIL.sub("OIL", _SHARES.sub(" ", text))
    text = _MISREAD_DIGITS.sub(lambda found: found[1].translate(_FIGURES), text)
    weighed = _weighed(text)
    counted = _counted(weighed.rest if weighed else text)
    if weighed is None or weighed.size is None:
        return counted
    several = counted.size and counted.size.measure is Measure.PIECE and counted.size.amount > 1
    if counted.size and several and weighed.size.measure not in {Measure.KILOGRAM}:
        return Sized(counted.rest, _times(counted.size.amount, weighed.size))
    return Sized(counted.rest if counted.size else weighed.rest, weighed.size)


def quantity(size: Size, liquid: bool) -> Quantity:
    """The size in the units of the stock; `liquid` says what an ounce of it is."""
    amount, measure = size
    if measure is Measure.OUNCE:
        factor, unit = (FLUID_OUNCE_ML, Unit.ML) if liquid else (OUNCE_G, Unit.G)
        return Quantity(amount * factor, unit)
    return Quantity(amount, Unit(measure.value))
