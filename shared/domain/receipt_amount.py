"""How much of a food a line of a receipt stands for."""

import re
from decimal import Decimal

from shared.domain.food import Category, Food
from shared.domain.receipt_entries import Entry
from shared.domain.receipt_size import Measure, Size, quantity
from shared.domain.units import GRAMS, MILLI, MILLILITRES, Quantity, Unit

BARE_SIZE = re.compile(r"(?<=[A-Za-z.])\s?([1-9]\d[05])\s*$")
# What nobody carries home, in grams, millilitres or pieces.
_MOST = Decimal(60_000)
_PIECEWISE = frozenset({Category.FRUIT, Category.VEGETABLE, Category.HERB, Category.BREAD})
_LIQUID = frozenset({Category.BEVERAGE, Category.ALCOHOL, Category.OIL})


def plausible(amount: Quantity) -> bool:
    """Whether somebody may have bought so much."""
    factor = GRAMS.get(amount.unit) or MILLILITRES.get(amount.unit) or Decimal(1)
    return amount.amount >= MILLI and amount.amount * factor <= _MOST


def amount_of(entry: Entry, size: Size | None, food: Food) -> Quantity:
    """What was weighed, else the count times the printed size, else whole packs."""
    if entry.weight is not None:
        return quantity(entry.weight, _is_liquid(food))
    count = Decimal(entry.count or 1)
    size = size or _bare_size(entry.name, food)
    if size is None:
        loose = count > 1 and food.category in _PIECEWISE and _by_piece(food)
        return Quantity(count, Unit.UNIT) if loose else _packs(food, count)
    if size.measure is Measure.BUNCH:
        bunch = Unit.BUNCH in food.weights or food.unit is Unit.BUNCH
        return Quantity(count, Unit.BUNCH) if bunch else _packs(food, count)
    if size.measure is Measure.PIECE:
        # Some print the thirty eggs of one tray twice: as the count and in the name.
        pieces = count if count == size.amount else count * size.amount
        return Quantity(pieces, Unit.UNIT) if _by_piece(food) else _packs(food, pieces)
    each = quantity(size, _is_liquid(food))
    return Quantity(each.amount * count, each.unit)


def _is_liquid(food: Food) -> bool:
    return food.unit in {Unit.ML, Unit.L} or food.category in _LIQUID


def _by_piece(food: Food) -> bool:
    return food.unit is Unit.UNIT or Unit.UNIT in food.weights


def _packs(food: Food, count: Decimal) -> Quantity:
    return Quantity(food.pack.amount * count, food.pack.unit)


def _bare_size(name: str, food: Food) -> Size | None:
    """`TOMATE TRITURADO 800`: grams or millilitres, as the food is sold."""
    found = BARE_SIZE.search(name)
    if not found or food.pack.unit is Unit.UNIT:
        return None
    liquid = food.pack.unit in {Unit.ML, Unit.L}
    return Size(Decimal(found[1]), Measure.MILLILITRE if liquid else Measure.GRAM)
