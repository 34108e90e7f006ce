"""Amounts as people say them, in Spanish and English: "un kilo de papas", "1 cup of flour",
"media docena de huevos"."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from shared.domain.errors import Invalid
from shared.domain.units import Unit, rounded

_MOST = 1_000_000
_MOST_DIGITS = 20
_NONE = Fraction(0)
_NUMBERS = {
    **dict.fromkeys(("un", "una", "uno", "one", "a", "an"), Fraction(1)),
    **dict.fromkeys(("medio", "media", "half"), Fraction(1, 2)),
    **dict.fromkeys(("cuarto", "cuartos", "quarter", "quarters"), Fraction(1, 4)),
    **dict.fromkeys(("par", "couple", "dos", "two"), Fraction(2)),
    **dict.fromkeys(("tres", "three"), Fraction(3)),
    **dict.fromkeys(("cuatro", "four"), Fraction(4)),
    **dict.fromkeys(("cinco", "five"), Fraction(5)),
    **dict.fromkeys(("seis", "six"), Fraction(6)),
    **dict.fromkeys(("siete", "seven"), Fraction(7)),
    **dict.fromkeys(("ocho", "eight"), Fraction(8)),
    **dict.fromkeys(("nueve", "nine"), Fraction(9)),
    **dict.fromkeys(("diez", "ten"), Fraction(10)),
    **dict.fromkeys(("once", "eleven"), Fraction(11)),
    **dict.fromkeys(("doce", "twelve"), Fraction(12)),
    **dict.fromkeys(("docena", "docenas", "dozen", "dozens"), Fraction(12)),
}
_UNITS = {
    **dict.fromkeys(("g", "gr", "grs", "gramo", "gramos", "gram", "grams"), Unit.G),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogramo", "kilogramos"), Unit.KG),
    **dict.fromkeys(("kilogram", "kilograms"), Unit.KG),
    **dict.fromkeys(("ml", "mililitro", "mililitros", "millilitre", "millilitres"), Unit.ML),
    **dict.fromkeys(("milliliter", "milliliters"), Unit.ML),
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
}
_LINKS = frozenset({"de", "del", "of"})
_ARTICLES = frozenset({"a", "an", "un", "una"})
_FRACTIONS = "¼½¾⅓⅔⅛"
_HALVES = frozenset({"medio", "media", "half"})
_TOKEN = re.compile(r"\d+\s*/\s*\d+|\d+(?:[.,]\d+)?|[¼½¾⅓⅔⅛]|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\S")


class Phrase(NamedTuple):
    """`unit` is a piece where none was said, `quantity` is one where no number was."""

    name: str
    quantity: Decimal
    unit: Unit


def phrase_of(text: str) -> Phrase:
    """What `text` says.

    Raises:
        Invalid: it names nothing, or its amount is none that can be kept.
    """
    reader = _Reader(_TOKEN.findall(text))
    amount = reader.number()
    unit = reader.unit() if amount is not None or reader.names_an_amount() else None
    amount = (1 if amount is None else amount) + reader.and_a_half()
    reader.skip(_LINKS)
    name = reader.rest(text)
    quantity = Decimal(0)
    if amount <= _MOST:
        quantity = rounded(Decimal(amount.numerator) / Decimal(amount.denominator))
    if not name or not quantity:
        raise Invalid("phrase_not_understood", field="text")
    return Phrase(name, quantity, unit or Unit.UNIT)


class _Reader:
    """The words of a phrase, read from the left."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._words = [_plain(token) for token in tokens]
        self._at = 0

    def number(self) -> Fraction | None:
        """The numbers that come next: "1 1/2" is added up, "media docena" multiplied."""
        total: Fraction | None = None
        while (found := self._value()) is not None:
            if total is None:
                total = found
            elif self._words[self._at].isalpha():
                total *= found
            else:
                total += found
            self._at += 1
            if self._words[self._at - 1] in ("half", "quarter"):
                self._at += self._word() in _ARTICLES
            self._at += self._link_to_more()
        return total

    def unit(self) -> Unit | None:
        unit = _UNITS.get(self._word())
        if unit is not None and self._at + 1 < len(self._words):
            self._at += 1
            self._at += self._word() == "."
            return unit
        return None

    def names_an_amount(self) -> bool:
        """Whether a unit stands where no number was said: "kilo de papas"."""
        return self._word() in _UNITS and self._word(1) in (*_LINKS, "y", "and")

    def and_a_half(self) -> Fraction:
        """ "Kilo y medio", "a cup and a half"."""
        if self._word() not in ("y", "and"):
            return Fraction(0)
        step = 2 if self._word(1) in _ARTICLES else 1
        if self._word(step) not in _HALVES:
            return Fraction(0)
        self._at += step + 1
        return Fraction(1, 2)

    def skip(self, words: frozenset[str]) -> None:
        self._at += self._word() in words

    def rest(self, text: str) -> str:
        """What is left, as it was written."""
        start = 0
        for token in self._tokens[: self._at]:
            start = text.index(token, start) + len(token)
        return " ".join(text[start:].split()).strip(" .,;:")

    def _value(self) -> Fraction | None:
        word = self._word()
        if not word:
            return None
        if word[0].isdecimal():
            top, _, bottom = "".join(word.split()).replace(",", ".").partition("/")
            if max(len(top), len(bottom)) > _MOST_DIGITS:
                raise Invalid("phrase_not_understood", field="text")
            below = Fraction(bottom or 1)
            # A zero below makes an amount of zero, which is refused.
            return Fraction(top) / below if below else _NONE
        if word in _FRACTIONS:
            return Fraction(unicodedata.numeric(word[0])).limit_denominator(8)
        return _NUMBERS.get(word)

    def _link_to_more(self) -> bool:
        """Whether a link belongs to the amount: "un par de docenas", "un cuarto de kilo"."""
        following = self._word(1)
        more = following in ("docena", "docenas", "dozen") or following in _UNITS
        return self._word() in _LINKS and more and self._word(2) != ""

    def _word(self, ahead: int = 0) -> str:
        place = self._at + ahead
        return self._words[place] if place < len(self._words) else ""


def _plain(token: str) -> str:
    if not token[0].isalpha():
        return token
    marks = unicodedata.combining
    return "".join(c for c in unicodedata.normalize("NFD", token.casefold()) if not marks(c))
