"""Amounts as cookbooks print them, in figures: "1-1/2 cups", "2 lb 4 oz", "225g/8oz", "2 x 400 g
cans". Each is written as one amount that can be read as speech is; what says the same again stands
in brackets behind it."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from shared.domain.ingredient_words import CONTAINER, EXACT
from shared.domain.phrase import MEASURED, OUNCES, POUNDS, TIMES, UNITS
from shared.domain.spoken_number import number_at
from shared.domain.units import GRAMS, MILLILITRES, Quantity, Unit, rounded

_PLAIN = r"\d{1,7}(?:[.,]\d{1,4})?"
NUMBER = rf"(?:\d{{1,7}} \d{{1,4}}/\d{{1,4}}|\d{{1,4}}/\d{{1,4}}|{_PLAIN})"
_COUNT_WORD = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half|una?|dos|tres|cuatro|cinco|seis"
    r"|siete|ocho|nueve|diez|medi[oa])"
)
_BEYOND = {
    form: (Fraction(amount), unit)
    for words, (amount, unit) in EXACT.items()
    for word in words.split("|")
    for form in (word, f"{word}s")
}
_ONE_OF = {word: (times, UNITS[word]) for word, times in TIMES.items()} | _BEYOND
_IMPERIAL = frozenset((*POUNDS, *OUNCES, *_BEYOND))
_METRIC = frozenset({Unit.G, Unit.KG, Unit.ML, Unit.L})
_UNIT = "|".join(sorted((*MEASURED, *_BEYOND), key=len, reverse=True))
# An amount with a unit of weight or volume; a point may end the unit.
PRINTED = rf"(?:{NUMBER}(?: ?- ?| ?)(?:{_UNIT})\b\.?)"
COUNT = rf"(?:{NUMBER}|\b{_COUNT_WORD}\b)"
_AMOUNT = re.compile(rf"(?P<number>{NUMBER})[ -]*(?P<unit>{_UNIT})\b\.?", re.IGNORECASE)

_VULGAR = re.compile(r"\s*([¼-¾⅐-⅞])")
_AND_PART = re.compile(r"(?<![/\d.,])(\d+)(?:-| (?:y|and|&) )(?=\d/\d)", re.IGNORECASE)
_THOUSANDS = re.compile(r"\b([1-9]\d{0,2})[.,](?=\d{3}\s?(?:gr?s?|gramos|grams?|ml|cc)\b)", re.I)
_GLUED = re.compile(rf"(?<=\d)(?=(?:{_UNIT}|cm|mm|tbsps?|tsps?|cdas?|cdtas?)\b)", re.IGNORECASE)
_TIMES_SIGN = re.compile(r"(?<=\d)\s*[x×*]\s*(?=\d)")
_BETWEEN = re.compile(rf"\b(?:entre|between) {NUMBER} (?:y|and) (?={NUMBER})", re.IGNORECASE)
_TO = r"\s*(?:-|–|—|−|\b[aoó]\b|\bto\b|\bor\b)\s*"
_RANGE = re.compile(
    rf"(?:\b(?:de|from) )?(?<![\d/.,])(?P<least>{NUMBER})(?: ?(?:{_UNIT})\b\.?)?{_TO}"
    rf"(?=(?P<most>{NUMBER}))|\b(?P<fewest>\d{{2,}})/(?=(?P<many>\d{{2,}})\b)",
    re.IGNORECASE,
)
_RANGE_IN_WORDS = re.compile(rf"\b{_COUNT_WORD}\b{_TO}(?={_COUNT_WORD}\b)", re.IGNORECASE)
_AND_HALF = re.compile(r"^(\d+|una?) (\w+) y medi[oa]\b", re.IGNORECASE)
_QUARTER_AND_HALF = re.compile(r"\b(?:un )?cuarto y mitad de\b", re.IGNORECASE)
_JOINED = re.compile(
    rf"{PRINTED}(?:(?:\s*(?:\+|\bplus\b|\bm[aá]s\b|\by\b|\band\b|&)\s*|\s+){PRINTED})+",
    re.IGNORECASE,
)
_AGAIN = re.compile(rf"({PRINTED})\s*/\s*({PRINTED})", re.IGNORECASE)
_PRODUCT = re.compile(
    rf"^({COUNT})\s+(?:\(({PRINTED})\)|(?:[x×*]\s+)?({_PLAIN}(?: ?- ?| ?)(?:{_UNIT})\b\.?))"
    r"\s+(?=\w)",
    re.IGNORECASE,
)
_PRODUCT_AT_END = re.compile(rf"(?<= )({NUMBER}) x ({PRINTED})()$", re.IGNORECASE)
_HELD_IN = re.compile(rf"^({PRINTED})\s+{CONTAINER}\b\.?(?:\s+(?:de|of))?\s+(?=\w)", re.IGNORECASE)
_OF_A_SIZE = re.compile(rf"\b({CONTAINER}) (de|of) ({PRINTED})(?=\s|$)", re.IGNORECASE)


_THREE = 3


class Printed(NamedTuple):
    """An amount of weight or volume; `metric` where it was printed in grams or litres."""

    quantity: Quantity
    metric: bool


def plain_figures(text: str) -> str:
    """The line with every figure in digits, apart from its unit; of a range the larger, so that
    there is enough."""
    text = _VULGAR.sub(lambda figure: f" {_slashed(figure[1])}", text.replace("⁄", "/"))
    text = _THOUSANDS.sub(r"\1", _AND_PART.sub(r"\1 ", text.replace("( ", "(")))
    text = _AND_HALF.sub(lambda one: f"{one[1] if one[1].isdecimal() else 1} 1/2 {one[2]}", text)
    text = _TIMES_SIGN.sub(" x ", _GLUED.sub(" ", _QUARTER_AND_HALF.sub("375 g de ", text)))
    text = _RANGE_IN_WORDS.sub("", _RANGE.sub(_the_larger, _BETWEEN.sub("", text)))
    return " ".join(text.split())


def one_amount(text: str) -> str:
    """A line of plain figures with sums and products worked out; an amount that says the same
    again, or how large one is, in brackets."""
    text = _AGAIN.sub(r"\1 (\2)", _JOINED.sub(_summed, text))
    text = _PRODUCT_AT_END.sub(_multiplied, _PRODUCT.sub(_multiplied, text))
    return _OF_A_SIZE.sub(
        lambda held: f"{held[1]} ({of_each(held[3], held[2])})", _HELD_IN.sub(r"\1 ", text)
    )


def of_each(amount: str, word: str) -> str:
    """The amount, told to be that of each piece, in the language of the `word` before it."""
    return f"{amount} {'c/u' if word.strip().casefold() == 'de' else 'each'}"


def printed(text: str) -> Printed | None:
    """The amount that `text` is, and nothing else."""
    found = _AMOUNT.fullmatch(text.strip())
    return _read(found) if found else None


def _the_larger(span: re.Match[str]) -> str:
    """Nothing in place of the smaller amount; what falls is no range."""
    least, most = span["least"] or span["fewest"], span["most"] or span["many"]
    return "" if _value(least) <= _value(most) else span[0]


def _slashed(figure: str) -> str:
    return unicodedata.normalize("NFKC", figure).replace("⁄", "/")


def _summed(amounts: re.Match[str]) -> str:
    """Amounts that stand together, as one; as they are where they are of different kinds, or where
    nothing joins them and the second does not go on from the first."""
    found = list(_AMOUNT.finditer(amounts[0]))
    read = [_read(one) for one in found]
    for one, other in pairwise(found):
        joined = amounts[0][one.end() : other.start()].strip()
        if not joined and not _goes_on(one["unit"], other["unit"]):
            return amounts[0]
    total = _total([one.quantity for one in read])
    return _written(total) if total else amounts[0]


def _goes_on(unit: str, following: str) -> bool:
    """Pounds and ounces, kilograms and grams, litres and millilitres."""
    pair = UNITS.get(unit.casefold()), UNITS.get(following.casefold())
    imperial = unit.casefold() in POUNDS and following.casefold() in OUNCES
    return imperial or pair in ((Unit.KG, Unit.G), (Unit.L, Unit.ML))


def _total(amounts: Sequence[Quantity]) -> Quantity | None:
    """Their sum, in their unit, in grams or in millilitres; None for weight and volume at once."""
    if len({one.unit for one in amounts}) == 1:
        return Quantity(sum((one.amount for one in amounts), Decimal(0)), amounts[0].unit)
    for scale, base in ((GRAMS, Unit.G), (MILLILITRES, Unit.ML)):
        if all(one.unit in scale for one in amounts):
            total = sum((one.amount * scale[one.unit] for one in amounts), Decimal(0))
            return Quantity(total, base)
    return None


def _multiplied(product: re.Match[str]) -> str:
    count, one = number_at(product[1].casefold().split(), 0), printed(product[2] or product[3])
    if count is None or one is None or not count.value:
        return product[0]
    times = Decimal(count.value.numerator) / Decimal(count.value.denominator)
    total = Quantity(rounded(one.quantity.amount * times), one.quantity.unit)
    return f"{_written(total)} "


def _read(amount: re.Match[str]) -> Printed:
    """What it is; one in pounds or pints in grams or millilitres."""
    word = amount["unit"].casefold()
    each, unit = _ONE_OF.get(word) or (Fraction(1), UNITS[word])
    value = each * _value(amount["number"])
    total = rounded(Decimal(value.numerator) / Decimal(value.denominator))
    return Printed(Quantity(total, unit), unit in _METRIC and word not in _IMPERIAL)


def _written(quantity: Quantity) -> str:
    """In four decimals where three would be read as thousands."""
    figure = f"{rounded(quantity.amount).normalize():f}"
    three = len(figure.partition(".")[2]) == _THREE
    return f"{figure}{'0' * three} {quantity.unit.value}"


def _value(number: str) -> Fraction:
    """A zero below makes an amount of zero, which no ingredient has."""
    total = Fraction(0)
    for part in number.replace(",", ".").split():
        top, _, bottom = part.partition("/")
        below = Fraction(bottom or 1)
        total += Fraction(top) / below if below else 0
    return total
