"""A line of a recipe's ingredients, in Spanish or English: how much of which food, and how sure
that is. It is taken apart as print is (`shared.domain.printed_line`), its amount is read as speech
is (`shared.domain.phrase`), and what was not understood of it is told."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.convert import convertible
from shared.domain.errors import Invalid
from shared.domain.food import Food
from shared.domain.language import Language
from shared.domain.mentions import mentions
from shared.domain.phrase import UNITS
from shared.domain.printed_line import Apart, Aside, amount_first, apart
from shared.domain.spoken_number import begins_number
from shared.domain.told_amount import (
    CLOVES,
    MOST,
    WEIGHED,
    Kind,
    Told,
    told_amount,
    without_preparation,
)
from shared.domain.units import Quantity, Unit, rounded

LONGEST = 200
_NOTHING = Decimal(0)
_OR = re.compile(r"\s+(?:or|o|u)\s+", re.IGNORECASE)
# A figure that is no amount: a share, a grade of flour, a place in the text.
_NO_AMOUNT = re.compile(
    r"\d+(?:[.,]\d+)?\s?%|\b0+\b|\b(?:note|nota|step|paso)s? \d+", re.IGNORECASE
)
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
    counted = told.kind is not Kind.NONE
    if not counted:
        quantity = Quantity(_NOTHING, food.unit if food else Unit.UNIT)
    note = _note(written, line, told, replaced=quantity != told.quantity and counted)
    sure = sure if counted or line.to_taste else sure / 2
    unread = not quantity.amount and _says_an_amount(written)
    return ReadLine(written, name, food, quantity, line.optional, sure, note, unread)


def _told(line: Apart, foods: FoodCatalog, language: Language) -> Told:
    """The name and the amount, wherever in the line that stands.

    Raises:
        Invalid: it names nothing.
    """
    try:
        told = told_amount(line.plain)
        if told.kind is not Kind.NONE:
            return told
    except Invalid:
        # No food is lost, and nobody's allergy with it, for an amount that is not understood.
        if not any(one.food for one in mentions(line.plain, foods, language)):
            raise
        told = Told(line.plain, Quantity(_NOTHING, Unit.UNIT), Kind.NONE, "", "")
    return next(_turned(line), told)


def _turned(line: Apart) -> Iterator[Told]:
    """The line read with its amount first, where all before the name is understood then."""
    for text, name in amount_first(line.plain, line.asides):
        try:
            told = told_amount(text)
        except Invalid:
            continue
        alone = CLOVES.sub(r"\1", without_preparation(name))
        if told.kind is not Kind.NONE and fold(told.name) == fold(alone):
            yield told


def _weighed(told: Told, asides: Sequence[Aside], food: Food | None) -> Quantity:
    """The amount, by what the line says in brackets where that is more exact: metric figures
    beside spoons or ounces, the weight of a can, of each piece, or of pieces of unknown weight."""
    beside = next((one for one in asides if one.amount), None)
    if beside is None or beside.amount is None or beside.amount.quantity.unit not in WEIGHED:
        return told.quantity
    (amount, unit), metric = beside.amount
    if told.kind is Kind.ROUGH:
        return Quantity(amount, unit) if metric and not beside.each else told.quantity
    if told.kind not in (Kind.PIECES, Kind.HELD):
        return told.quantity
    count = told.quantity.amount
    if beside.each or (told.kind is Kind.HELD and count == 1):
        return Quantity(min(MOST, rounded(amount * count)), unit)
    known = told.kind is Kind.HELD or convertible(told.quantity, Unit.G, food)
    return told.quantity if known else Quantity(amount, unit)


def _note(written: str, line: Apart, told: Told, *, replaced: bool) -> str:
    """What stands aside, comes afterwards or is too long for a name: somebody may be allergic to
    it; and the amount that another one took the place of."""
    asides = (one.text for one in line.asides)
    over = told.name[_LONGEST_NAME:]
    parts = (told.before if replaced else "", *line.notes, *asides, told.behind, over)
    note = " ".join(" ".join(parts).split()).replace(" ,", ",").lstrip(" ,;")
    return note if len(note) <= LONGEST else written


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
