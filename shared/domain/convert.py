"""Conversion between units, by dimension and by what the catalog knows of a food."""

from decimal import Decimal

from shared.domain.errors import CannotConvert
from shared.domain.food import Food
from shared.domain.units import GRAMS, MILLILITRES, Quantity, Unit, finest, rounded


def convert(quantity: Quantity, to: Unit, food: Food | None) -> Decimal:
    """The amount of `quantity` in the unit `to`, to thousandths.

    Mass to mass and volume to volume need no food; mass to volume needs its density, and counted
    units (unit, slice, bunch, clove, portion) the grams of one.

    Raises:
        CannotConvert: the density or the weight it takes is not known.
    """
    return rounded(_converted(quantity, to, food))


def convert_finely(quantity: Quantity, to: Unit, food: Food | None) -> Decimal:
    """As `convert`, to trillionths: what leaves a lot, and is added up.

    Raises:
        CannotConvert: the density or the weight it takes is not known.
    """
    return finest(_converted(quantity, to, food))


def grams(quantity: Quantity, food: Food | None) -> Decimal:
    """The weight of `quantity` in grams.

    Raises:
        CannotConvert: the density or the weight it takes is not known.
    """
    return convert(quantity, Unit.G, food)


def convertible(quantity: Quantity, to: Unit, food: Food | None) -> bool:
    """Whether `convert` would answer."""
    try:
        convert(quantity, to, food)
    except CannotConvert:
        return False
    return True


def _converted(quantity: Quantity, to: Unit, food: Food | None) -> Decimal:
    amount, unit = quantity
    if unit is to:
        return amount
    if unit in MILLILITRES and to in MILLILITRES:
        return amount * MILLILITRES[unit] / MILLILITRES[to]
    return amount * _grams(unit, to, food) / _grams(to, to, food)


def _grams(unit: Unit, wanted: Unit, food: Food | None) -> Decimal:
    """Grams of one `unit` of `food`."""
    if unit in GRAMS:
        return GRAMS[unit]
    if unit in MILLILITRES:
        if food is None or food.density_g_ml is None:
            raise CannotConvert(unit, wanted, "density")
        return MILLILITRES[unit] * food.density_g_ml
    if food is None or unit not in food.weights:
        raise CannotConvert(unit, wanted, f"weight_of_one_{unit}")
    return food.weights[unit]
