"""Amounts as people say them, in Spanish and English: "un kilo de papas", "1 cup of flour",
"media docena de huevos"."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from shared.domain.containers import CONTAINERS
from shared.domain.errors import Invalid
from shared.domain.model import MOST
from shared.domain.spoken_number import (
    AND,
    DOZENS,
    LINKS,
    Read,
    begins_number,
    number_at,
    with_part,
)
from shared.domain.units import Unit, rounded
from shared.domain.written_amount import amount_first, plain_numbers, without_vague_words

_ONE = Fraction(1)
POUNDS = ("lb", "lbs", "pound", "pounds", "libra", "libras")
OUNCES = ("oz", "ounce", "ounces", "onza", "onzas")
_CENTILITRES = ("cl", "centilitro", "centilitros")
_DECILITRES = ("dl", "decilitro", "decilitros")
UNITS = {
    **dict.fromkeys(("g", "gr", "grs", "gramo", "gramos", "gram", "grams"), Unit.G),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogramo", "kilogramos"), Unit.KG),
    **dict.fromkeys(("kilogram", "kilograms"), Unit.KG),
    **dict.fromkeys(("ml", "mililitro", "mililitros", "millilitre", "millilitres"), Unit.ML),
    **dict.fromkeys(("milliliter", "milliliters", "cc"), Unit.ML),
    **dict.fromkeys(("l", "lt", "litro", "litros", "litre", "litres", "liter", "liters"), Unit.L),
    **dict.fromkeys(("unidad", "unidades", "pieza", "piezas", "piece", "pieces"), Unit.UNIT),
    **dict.fromkeys(("cucharada", "cucharadas", "tablespoon", "tablespoons", "tbsp"), Unit.TBSP),
    **dict.fromkeys(("cucharadita", "cucharaditas", "teaspoon", "teaspoons", "tsp"), Unit.TSP),
    **dict.fromkeys(("taza", "tazas", "cup", "cups"), Unit.CUP),
    **dict.fromkeys(("rebanada", "rebanadas", "loncha", "lonchas", "slice", "slices"), Unit.SLICE),
    **dict.fromkeys(("manojo", "manojos", "atado", "atados", "bunch", "bunches"), Unit.BUNCH),
    **dict.fromkeys(("diente", "dientes", "clove", "cloves"), Unit.CLOVE),
    **dict.fromkeys(("pizca", "pizcas", "pinch", "pinches"), Unit.PINCH),
    **dict.fromkeys(("racion", "raciones", "porcion", "porciones"), Unit.PORTION),
    **dict.fromkeys(("portion", "portions", "serving", "servings"), Unit.PORTION),
    **dict.fromkeys(POUNDS, Unit.G),
    **dict.fromkeys(OUNCES, Unit.G),
    **dict.fromkeys((*_CENTILITRES, *_DECILITRES), Unit.ML),
}
# How many of its unit one is, where that is not one: the avoirdupois pound and ounce, and metric.
TIMES = {
    **dict.fromkeys(POUNDS, Fraction(4536, 10)),
    **dict.fromkeys(OUNCES, Fraction(2835, 100)),
    **dict.fromkeys(_CENTILITRES, Fraction(10)),
    **dict.fromkeys(_DECILITRES, Fraction(100)),
}
_WEIGHTS_AND_VOLUMES = frozenset({Unit.G, Unit.KG, Unit.ML, Unit.L})
_MEASURED_IN = _WEIGHTS_AND_VOLUMES | {Unit.CUP, Unit.TBSP, Unit.TSP}
# The words of units of weight and volume.
MEASURED = frozenset(word for word, unit in UNITS.items() if unit in _MEASURED_IN)
_SIGNS = frozenset({"x", "×", "*"})
_TOKEN = re.compile(
    r"\d+\s*/\s*\d+|\d+(?:[.,]\d+)?|(?<!\S)[.,]\d+|[¼½¾⅓⅔⅛]|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\S"
)


class Phrase(NamedTuple):
    """`unit` is a piece where none was said, `quantity` is one where no number was."""

    name: str
    quantity: Decimal
    unit: Unit


def phrase_of(text: str) -> Phrase:
    """What `text` says.

    Raises:
        Invalid: it names nothing, its amount is none that can be kept, or more of it is an amount
            than was understood.
    """
    text = _as_said(text)
    tokens = _TOKEN.findall(text)
    words = [_plain(token) for token in tokens]
    packing, number = _multiplied(words, number_at(words, 0))
    amount, unit, at = _measured(words, number)
    at += _word(words, at) in LINKS
    name = _rest(text, tokens[:at])
    if name and unit and packing is not None:
        name = " ".join((*tokens[packing : packing + 2], name))
    unread = _is_unread(words, at, number is not None or unit is not None, unit)
    quantity = Decimal(0)
    if amount <= MOST:
        quantity = rounded(Decimal(amount.numerator) / Decimal(amount.denominator))
    if unread or not name or not quantity:
        raise Invalid("phrase_not_understood", field="text")
    return Phrase(name, quantity, unit or Unit.UNIT)


def _as_said(text: str) -> str:
    """How `text` is said that was written: its amount first, if there is one, in plain figures."""
    said = without_vague_words(plain_numbers(text))
    turned = amount_first(said)
    if turned is None or number_at([_plain(token) for token in _TOKEN.findall(said)], 0):
        return said
    text, unit = turned
    return text if not unit or _plain(unit) in UNITS else said


def _multiplied(words: Sequence[str], number: Read | None) -> tuple[int | None, Read | None]:
    """So many times so much: "2 x 500 g", "3 bricks de 1 l", "una caja de 12"; and the place of the
    container where it was named with what is in it."""
    times, at = number or Read(_ONE, 0)
    if number is not None and _word(words, at) in _SIGNS and _word(words, at + 1):
        each = number_at(words, at + 1)
        return None, Read(times * each.value, each.after) if each else Read(times, at + 1)
    if _word(words, at) in CONTAINERS and _word(words, at + 1) in LINKS:
        each = number_at(words, at + 2)
        if each is not None:
            return at, Read(times * each.value, each.after)
    return None, number


def _measured(words: Sequence[str], number: Read | None) -> tuple[Fraction, Unit | None, int]:
    """The whole amount, its unit, and the place after them."""
    amount, at = number or Read(_ONE, 0)
    if number is None and not _names_an_amount(words):
        return amount, None, 0
    linked = at + (number is not None and _word(words, at) in LINKS)
    unit, times = UNITS.get(_word(words, linked)), TIMES.get(_word(words, linked), _ONE)
    if unit is None or linked + 1 >= len(words):
        return amount, None, at
    at = linked + 1
    at += _word(words, at) == "."
    more, after = with_part(words, Read(amount, at))
    # In "un kilo y media docena" the half is of something else.
    if _word(words, after) in DOZENS or _word(words, after) in UNITS:
        return amount * times, unit, at
    return more * times, unit, after


def _names_an_amount(words: Sequence[str]) -> bool:
    """Whether a unit stands where no number was said: "kilo de papas", "litro y medio"."""
    if _word(words, 0) not in UNITS:
        return False
    return _word(words, 1) in LINKS or with_part(words, Read(_ONE, 1)).after > 1


def _is_unread(words: Sequence[str], at: int, said: bool, unit: Unit | None) -> bool:
    """Whether what is left as a name begins with more of the amount."""
    word, following = _word(words, at), _word(words, at + 1)
    measure = UNITS.get(word)
    if not said:
        # "Kilo papas" and "mil gramos"; "mil hojas" and "thousand island" are names.
        weight = measure in _WEIGHTS_AND_VOLUMES and len(word) > 1 and following != ""
        return weight or (begins_number(words, at) and following in UNITS)
    if word in AND or measure in _MEASURED_IN:
        return True
    if not begins_number(words, at):
        return False
    # "1 tsp five spice" names what it is; "un kilo tres cuartos" and "1 kg 500 g" do not.
    more = not following or following in UNITS or begins_number(words, at + 1)
    return unit is None or more


def _rest(text: str, tokens: Sequence[str]) -> str:
    """What stands after the tokens, as it was written."""
    start = 0
    for token in tokens:
        start = text.index(token, start) + len(token)
    return " ".join(text[start:].split()).strip(" .,;:")


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _plain(token: str) -> str:
    if not token[0].isalpha():
        return token
    marks = unicodedata.combining
    return "".join(c for c in unicodedata.normalize("NFD", token.casefold()) if not marks(c))
