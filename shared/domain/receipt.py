"""Reads a grocery receipt: its lines in, foods with amounts and prices out.

No total, tax, discount or payment is ever taken for a food: the list ends at the first total, and
a line with a word of money is never an item, whatever else it says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shared.domain.food import Category, Food, Storage
from shared.domain.language import Language
from shared.domain.receipt_entries import Entry, PlacedLine, entries_of
from shared.domain.receipt_head import facts, language_of
from shared.domain.receipt_kind import LineKind
from shared.domain.receipt_names import FoodNames, Match
from shared.domain.receipt_numbers import money, tidy
from shared.domain.receipt_size import Measure, Size, quantity, sized
from shared.domain.recognition import Box, ReceiptFacts, RecognisedItem
from shared.domain.units import MILLI, Quantity, Unit, rounded

_BARE_SIZE = re.compile(r"(?<=[A-Za-z.])\s?([1-9]\d[05])\s*$")
_LONGEST_NAME = 80
_UNNAMED_CONFIDENCE = 0.3
_UNPRICED_SCORE = 0.85
_MOST_AMOUNT = Decimal(50_000)
_PRODUCE = frozenset({Category.FRUIT, Category.VEGETABLE, Category.HERB, Category.BREAD})
_LIQUIDS = frozenset({Category.BEVERAGE, Category.ALCOHOL, Category.OIL})


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was read; `lines` says how many of its lines bear a price, a mark of a receipt."""

    facts: ReceiptFacts
    items: tuple[RecognisedItem, ...]
    lines: int


def _amount(entry: Entry, size: Size | None, food: Food) -> Quantity:
    """How much of the food was bought: weighed, counted times its size, or whole packs."""
    liquid = food.unit in {Unit.ML, Unit.L} or food.category in _LIQUIDS
    if entry.weight is not None:
        return quantity(entry.weight, liquid)
    count = Decimal(entry.count or 1)
    if size is not None and size.measure is Measure.BUNCH:
        bunch = Unit.BUNCH in food.weights or food.unit is Unit.BUNCH
        return Quantity(count, Unit.BUNCH) if bunch else _packs(food, count)
    if size is not None and size.measure is Measure.PIECE:
        pieces = count if count == size.amount else count * size.amount
        return Quantity(pieces, Unit.UNIT) if _by_piece(food) else _packs(food, pieces)
    if size is not None:
        each = quantity(size, liquid)
        return Quantity(each.amount * count, each.unit)
    if entry.count and food.category in _PRODUCE and _by_piece(food) and entry.count > 1:
        return Quantity(count, Unit.UNIT)
    return _packs(food, count)


def _by_piece(food: Food) -> bool:
    return food.unit is Unit.UNIT or Unit.UNIT in food.weights


def _packs(food: Food, count: Decimal) -> Quantity:
    return Quantity(food.pack.amount * count, food.pack.unit)


def _bare_size(name: str, food: Food) -> tuple[str, Size | None]:
    """`TOMATE TRITURADO 800`: grams or millilitres, as the food is sold."""
    found = _BARE_SIZE.search(name)
    if not found or food.pack.unit is Unit.UNIT:
        return name, None
    liquid = food.pack.unit in {Unit.ML, Unit.L}
    measure = Measure.MILLILITRE if liquid else Measure.GRAM
    return name[: found.start()], Size(Decimal(found[1]), measure)


class ReceiptParser:
    """Reads receipts against one catalog."""

    def __init__(self, names: FoodNames) -> None:
        self._names = names

    def parse(self, placed: Sequence[PlacedLine], language: Language) -> Receipt:
        """`placed` from top to bottom; `language` is that of the answer's names."""
        texts = [each.line.text for each in placed]
        head = facts(texts)
        printed_in = language_of(texts)
        items = [
            self._item(entry, printed_in, language, head.currency) for entry in entries_of(placed)
        ]
        priced = sum(bool((m := money(tidy(text))) and m.exact) for text in texts)
        return Receipt(head, tuple(item for item in items if item), priced)

    def _item(
        self, entry: Entry, printed_in: Language, language: Language, currency: str | None
    ) -> RecognisedItem | None:
        if entry.kind is not LineKind.GOODS:
            return None
        rest, size = sized(entry.name)
        match = self._names.match(_BARE_SIZE.sub(" ", rest), printed_in)
        if match is None:
            return self._unnamed(entry, rest, size, currency)
        if entry.price is None and (match.score < _UNPRICED_SCORE or size is None):
            return None
        if size is None:
            rest, size = _bare_size(entry.name, match.food)
        return _recognised(entry, match, _amount(entry, size, match.food), language, currency)

    def _unnamed(
        self, entry: Entry, rest: str, size: Size | None, currency: str | None
    ) -> RecognisedItem | None:
        """A grocery that the catalog has no food for: kept only with a price, a size and a word
        that no other goods bear."""
        weighed = entry.weight or (size if size and size.measure is not Measure.PIECE else None)
        if (
            entry.price is None
            or entry.price <= 0
            or not weighed
            or not self._names.is_grocery(rest)
        ):
            return None
        amount = quantity(weighed, liquid=False)
        count = 1 if entry.weight else entry.count or 1
        if not 0 < amount.amount * count <= _MOST_AMOUNT:
            return None
        line = entry.placed.line
        return RecognisedItem(
            name=" ".join(rest.split())[:_LONGEST_NAME].capitalize(),
            food_id=None,
            confidence=round(_UNNAMED_CONFIDENCE * line.confidence, 3),
            quantity=rounded(amount.amount * count),
            unit=amount.unit,
            storage=Storage.PANTRY,
            category=Category.OTHER,
            price=entry.price,
            currency=currency,
            box=line.box,
            allergens=frozenset(),
            source_text=tidy(line.text),
            image_index=entry.placed.image_index,
        )


def _recognised(
    entry: Entry, match: Match, amount: Quantity, language: Language, currency: str | None
) -> RecognisedItem | None:
    line, food = entry.placed.line, match.food
    if not MILLI <= amount.amount <= _MOST_AMOUNT or (entry.price is not None and entry.price <= 0):
        return None
    return RecognisedItem(
        name=food.name.of(language),
        food_id=food.id,
        confidence=round(match.score * line.confidence, 3),
        quantity=rounded(amount.amount),
        unit=amount.unit,
        storage=food.storage,
        category=food.category,
        price=entry.price,
        currency=currency,
        box=Box(*line.box),
        allergens=food.allergens,
        source_text=tidy(line.text),
        image_index=entry.placed.image_index,
    )
