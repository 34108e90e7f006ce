"""A line of a recipe's ingredients, in Spanish or English: how much of which food, and how sure
that is. It is taken apart as print is (`shared.domain.printed_line`), its amount is read as speech
is (`shared.domain.phrase`), and what was not understood of it is told."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.convert import convertible
from shared.domain.errors import Invalid
from shared.domain.food import Food
from shared.domain.ingredient_words import CONTAINERS, MEASURES
from shared.domain.language import Language
from shared.domain.mentions import mentions
from shared.domain.phrase import UNITS, phrase_of
from shared.domain.printed_amount import PRINTED, printed
from shared.domain.printed_line import Apart, Aside, amount_first, apart
from shared.domain.spoken_number import begins_number
from shared.domain.units import Quantity, Unit, rounded

LONGEST = 200
_NOTHING, _MOST = Decimal(0), Decimal(1_000_000)
_LEAST_LETTERS = 2
_OR = re.compile(r"\s+(?:or|o|u)\s+", re.IGNORECASE)
# Everything after these is how it is prepared, not what it is.
_AFTERWARDS = re.compile(
    r",(?!\d).*$|;.*$|\s\+.*$|\s+(?:para|for|m[aá]s|plus|y un poco m[aá]s|cortad[oa]s?"
    r"|(?<!carne )picad[oa]s?|cut into|at room"
    r"|en (?:rodajas|dados|cubos|trozos|juliana|daditos|tiras|l[aá]minas))\b.*$",
    re.IGNORECASE,
)
_CLOVES = re.compile(r"^(garlic) cloves?$", re.IGNORECASE)
_PRINTED = re.compile(PRINTED, re.IGNORECASE)
_LINKED = re.compile(r"\s+(?:de|del|of)\s*$", re.IGNORECASE)
# A figure that is no amount: a share, a grade of flour, a place in the text.
_NO_AMOUNT = re.compile(
    r"\d+(?:[.,]\d+)?\s?%|\b0+\b|\b(?:note|nota|step|paso)s? \d+", re.IGNORECASE
)
_LINKS = frozenset({"de", "del", "of"})
_WEIGHED = frozenset({Unit.G, Unit.KG, Unit.ML, Unit.L})
_SPOONS = frozenset({Unit.CUP, Unit.TBSP, Unit.TSP})
_ENOUGH_ALIKE = 0.9
_LONGEST_NAME = 120


class ReadLine(NamedTuple):
    """`quantity` is zero for "to taste", and where an amount is printed that was not understood:
    then the line is `unread`. `confidence`, 0 to 1, is how sure the food is, and half of that where
    no amount was said. `note` is what the line says beside the amount and the name."""

    text: str
    name: str
    food: Food | None
    quantity: Quantity
    optional: bool
    confidence: float
    note: str
    unread: bool = False


class _Kind(Enum):
    """Of an amount: metric, in spoons, ounces or glasses, in pieces, in containers of any size."""

    NONE = auto()
    EXACT = auto()
    ROUGH = auto()
    PIECES = auto()
    HELD = auto()


class _Told(NamedTuple):
    """A name, its amount and of what kind that is, and what the line says behind them."""

    name: str
    quantity: Quantity
    kind: _Kind
    before: str
    behind: str


def read_line(text: str, foods: FoodCatalog, language: Language) -> ReadLine:
    """What a line says; of a range the larger amount, so that there is enough.

    Raises:
        Invalid: it names nothing.
    """
    written = " ".join(text.split())[:LONGEST]
    line = apart(written, language)
    told = _told(line, foods, language)
    name = told.name[:_LONGEST_NAME]
    food, sure = food_meant(name, foods, language)
    if food is None:
        food, sure = food_meant(line.plain, foods, language)
    quantity = _weighed(told, line.asides, food)
    counted = told.kind is not _Kind.NONE
    if not counted:
        quantity = Quantity(_NOTHING, food.unit if food else Unit.UNIT)
    note = _note(written, line, told, replaced=quantity != told.quantity and counted)
    sure = sure if counted or line.to_taste else sure / 2
    unread = not quantity.amount and _says_an_amount(written)
    return ReadLine(written, name, food, quantity, line.optional, sure, note, unread)


def _told(line: Apart, foods: FoodCatalog, language: Language) -> _Told:
    """The name and the amount, wherever in the line that stands.

    Raises:
        Invalid: it names nothing.
    """
    try:
        told = _amount(line.plain)
        if told.kind is not _Kind.NONE:
            return told
    except Invalid:
        # No food is lost, and nobody's allergy with it, for an amount that is not understood.
        if not any(one.food for one in mentions(line.plain, foods, language)):
            raise
        told = _Told(line.plain, Quantity(_NOTHING, Unit.UNIT), _Kind.NONE, "", "")
    return next(_turned(line), told)


def _turned(line: Apart) -> Iterator[_Told]:
    """The line read with its amount first, where all before the name is understood then."""
    for text, name in amount_first(line.plain, line.asides):
        try:
            told = _amount(text)
        except Invalid:
            continue
        alone = _CLOVES.sub(r"\1", _cut(name))
        if told.kind is not _Kind.NONE and fold(told.name) == fold(alone):
            yield told


def _weighed(told: _Told, asides: Sequence[Aside], food: Food | None) -> Quantity:
    """The amount, by what the line says in brackets where that is more exact: metric figures
    beside spoons or ounces, the weight of a can, of each piece, or of pieces of unknown weight."""
    beside = next((one for one in asides if one.amount), None)
    if beside is None or beside.amount is None or beside.amount.quantity.unit not in _WEIGHED:
        return told.quantity
    (amount, unit), metric = beside.amount
    if told.kind is _Kind.ROUGH:
        return Quantity(amount, unit) if metric and not beside.each else told.quantity
    if told.kind not in (_Kind.PIECES, _Kind.HELD):
        return told.quantity
    count = told.quantity.amount
    if beside.each or (told.kind is _Kind.HELD and count == 1):
        return Quantity(min(_MOST, rounded(amount * count)), unit)
    known = told.kind is _Kind.HELD or convertible(told.quantity, Unit.G, food)
    return told.quantity if known else Quantity(amount, unit)


def _note(written: str, line: Apart, told: _Told, *, replaced: bool) -> str:
    """What stands aside, comes afterwards or is too long for a name: somebody may be allergic to
    it; and the amount that another one took the place of."""
    asides = (one.text for one in line.asides)
    over = told.name[_LONGEST_NAME:]
    parts = (told.before if replaced else "", *line.notes, *asides, told.behind, over)
    note = " ".join(" ".join(parts).split()).replace(" ,", ",").lstrip(" ,;")
    return note if len(note) <= LONGEST else written


def _cut(plain: str) -> str:
    """The line without how its food is prepared."""
    return " ".join((_AFTERWARDS.sub("", plain) or plain).split()).strip(" .,;:")


def _amount(plain: str) -> _Told:
    """What a line says that begins with its amount, if it has one.

    Raises:
        Invalid: there is no name.
    """
    said = _cut(plain)
    name, amount, unit = phrase_of(said)
    quantity, kind = Quantity(amount, unit), _kind(said, unit)
    if name == said:
        kind = _Kind.NONE
    if unit is Unit.UNIT:
        name, quantity, kind = _measured(name, quantity, kind)
    if sum(map(str.isalpha, name)) < _LEAST_LETTERS:
        raise Invalid("phrase_not_understood", field="text")
    behind = _AFTERWARDS.search(plain)
    before = _LINKED.sub("", said[: said.find(name)])
    return _Told(name, quantity, kind, before, behind[0] if behind else "")


def _kind(said: str, unit: Unit) -> _Kind:
    if unit in _WEIGHED:
        figures = _PRINTED.match(said)
        amount = printed(figures[0]) if figures else None
        return _Kind.EXACT if amount is None or amount.metric else _Kind.ROUGH
    return _Kind.ROUGH if unit in _SPOONS else _Kind.PIECES


def _measured(name: str, quantity: Quantity, kind: _Kind) -> tuple[str, Quantity, _Kind]:
    """A measure outside the list of units taken off the name, the amount in one of the list."""
    if kind is not _Kind.NONE and (cloves := _CLOVES.match(name)):
        return cloves[1], Quantity(quantity.amount, Unit.CLOVE), kind
    words = name.split()
    for count in (3, 1):
        measure = fold(" ".join(words[:count]))
        found = MEASURES.get(measure)
        if found is not None and len(words) > count:
            rest = words[count:]
            while len(rest) > 1 and rest[0].casefold() in _LINKS:
                rest = rest[1:]
            amount = min(_MOST, rounded(quantity.amount * found[0]))
            kind = _kind_of(measure, found[1]) if kind is not _Kind.NONE else kind
            return " ".join(rest), Quantity(amount, found[1]), kind
    return name, quantity, kind


def _kind_of(measure: str, unit: Unit) -> _Kind:
    if measure in CONTAINERS:
        return _Kind.HELD
    return _Kind.ROUGH if unit in _WEIGHED | _SPOONS else _Kind.PIECES


def food_meant(name: str, foods: FoodCatalog, language: Language) -> tuple[Food | None, float]:
    """The food a name means: its own, the longest that is named in it, or one nearly alike. Of
    "butter or margarine" it is the first."""
    food = foods.by_name_in(name, language) or foods.by_name(name)
    if food is not None:
        return food, 1.0
    first, *others = _OR.split(name, maxsplit=1)
    for part in (first, name) if others else (name,):
        named = [m for m in mentions(part, foods, language) if m.food is not None]
        if named:
            # The noun stands first in Spanish and last in English.
            ordered = named if language is Language.ES else named[::-1]
            best = max(ordered, key=lambda one: len(one.words.split()))
            return best.food, 0.8
    alike = foods.nearest(name, 1)
    if alike and alike[0][1] >= _ENOUGH_ALIKE:
        return alike[0][0], 0.6
    return None, 0.3


def _says_an_amount(written: str) -> bool:
    """Whether an amount is printed in it, understood or not."""
    plain = _NO_AMOUNT.sub(" ", written)
    if any(map(str.isnumeric, plain)):
        return True
    words = plain.casefold().split()
    return any(begins_number(words, at) and words[at + 1] in UNITS for at in range(len(words) - 1))
