"""Amounts a cook can measure: no 0.6666 eggs."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from shared.domain.food import Category, Food
from shared.domain.units import Quantity, Unit

_HALF = Decimal("0.5")
_QUARTER = Decimal("0.25")
_SMALLER: dict[Unit, Unit] = {Unit.KG: Unit.G, Unit.L: Unit.ML}
_STEPS: dict[Unit, Decimal] = {
    Unit.KG: Decimal("0.05"),
    Unit.L: Decimal("0.05"),
    Unit.UNIT: _HALF,
    Unit.TBSP: _HALF,
    Unit.TSP: _QUARTER,
    Unit.CUP: _QUARTER,
    Unit.SLICE: _HALF,
    Unit.BUNCH: _QUARTER,
    Unit.CLOVE: Decimal(1),
    Unit.PINCH: Decimal(1),
    Unit.PORTION: _HALF,
}
_FINE, _COARSE = Decimal(1), Decimal(5)
# Kitchen scales and measuring cups are read to 5; what is less than this is weighed exactly.
_COARSE_FROM = Decimal(10)
# Half a vegetable is the least anybody weighs up; of a small need a quarter still makes sense.
_SMALL_PIECE = Decimal("0.375")


def sensible(quantity: Quantity, food: Food) -> Quantity:
    """The nearest amount that can be measured, never nothing: grams and millilitres to 5 from 10,
    pieces to halves, eggs whole; less than a kilogram or litre is told in grams or millilitres."""
    amount, unit = quantity
    if unit in _SMALLER and amount < 1:
        amount, unit = amount * 1000, _SMALLER[unit]
    step = _step(amount, unit, food)
    steps = (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return Quantity(_plain(max(step * steps, step)), unit)


def at_most(quantity: Quantity, food: Food) -> Quantity:
    """All of an amount on hand that can be measured, which may be nothing; weights and volumes
    keep their last gram, so that no rest is left to spoil."""
    amount, unit = quantity
    step = _FINE if unit in {Unit.G, Unit.ML} else _step(amount, unit, food)
    if unit in _SMALLER:
        step = Decimal("0.001")
    steps = (amount / step).quantize(Decimal(1), rounding=ROUND_DOWN)
    return Quantity(_plain(step * steps), unit)


def _plain(amount: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent: 2, not 2.00 or 2E+1."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount.normalize()


def _step(amount: Decimal, unit: Unit, food: Food) -> Decimal:
    if unit in {Unit.G, Unit.ML}:
        return _COARSE if amount >= _COARSE_FROM else _FINE
    if unit is Unit.UNIT and food.category is Category.EGG:
        return Decimal(1)
    if unit is Unit.UNIT and amount < _SMALL_PIECE:
        return _QUARTER
    return _STEPS[unit]
