"""What a movement did to the planet, worked out once, when it happens.

It is kept with the movement, so that undoing takes off exactly what was counted, whatever the
catalog says by then.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from shared.domain.convert import convert, convertible
from shared.domain.food import DateKind, Food
from shared.domain.item import EXPIRING_DAYS, Lot
from shared.domain.model import Model, Thousandths
from shared.domain.units import Quantity, Unit, rounded

_GRAMS_PER_KG = Decimal(1000)


class Effect(Model):
    """Grams, kg CO2e, litres of fresh water and m2 of land of what left the lot; None is "not
    known" or "not assessed", never zero. `rescued` says that it was in its last days."""

    grams: Thousandths | None = None
    co2e_kg: Thousandths | None = None
    water_l: Thousandths | None = None
    land_m2: Thousandths | None = None
    rescued: bool = False


def effect_of(lot: Lot, amount: Decimal, food: Food | None, *, eaten_on: date | None) -> Effect:
    """The effect of `amount` of a lot, eaten that day; None where it was thrown away."""
    quantity = Quantity(amount, lot.unit)
    grams = convert(quantity, Unit.G, food) if convertible(quantity, Unit.G, food) else None
    return Effect(
        grams=grams,
        rescued=eaten_on is not None and in_its_last_days(lot, eaten_on),
        **footprint(food, grams),
    )


def footprint(food: Food | None, grams: Decimal | None) -> dict[str, Any]:
    """Of so many grams, by the catalog's figures per kilogram."""
    if food is None or grams is None:
        return {}
    known = food.footprint
    return {
        "co2e_kg": _of_weight(known.co2e_kg, grams),
        "water_l": _of_weight(known.water_l, grams),
        "land_m2": _of_weight(known.land_m2, grams),
    }


def in_its_last_days(lot: Lot, on: date) -> bool:
    """Whether its date is near enough that every list marks it, or a best-before date has passed;
    nobody is praised for eating what is past its use-by date."""
    left = (lot.expires_on - on).days
    return left <= EXPIRING_DAYS and (left >= 0 or lot.date_kind is DateKind.BEST_BEFORE)


def _of_weight(per_kg: float | None, grams: Decimal) -> Decimal | None:
    return None if per_kg is None else rounded(Decimal(str(per_kg)) * grams / _GRAMS_PER_KG)
