"""How much of a lot is meant, exactly or roughly."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from shared.domain.convert import convert, convert_finely, convertible
from shared.domain.errors import Conflict
from shared.domain.food import Food
from shared.domain.item import Lot
from shared.domain.units import FINEST, MILLI, Quantity, Unit, rounded


class Rough(StrEnum):
    """An amount nobody weighed: a quarter of what is left, half of it, all of it."""

    SOME = "some"
    HALF = "half"
    ALL = "all"


_SHARES = {Rough.SOME: Decimal("0.25"), Rough.HALF: Decimal("0.5"), Rough.ALL: Decimal(1)}


class Portion(NamedTuple):
    """`amount` in `unit`, the lot's own where that is None; or a rough share."""

    amount: Decimal | None = None
    unit: Unit | None = None
    rough: Rough | None = None


ALL = Portion(rough=Rough.ALL)


class NotEnough(Conflict):
    """There is less than was asked for; it says how much there is."""

    default_code = "not_enough"

    def __init__(self, available: Decimal, unit: Unit) -> None:
        shown = f"{available.normalize():f}"
        super().__init__(field="quantity", available=shown, unit=unit.value)


def amount_of(portion: Portion, lot: Lot, food: Food | None) -> Decimal:
    """How much of the lot `portion` is, in the lot's unit and to trillionths: never nothing, never
    more than there is. What is all that is told of the lot is all of it, and what would be left
    without being told any more goes with it; a share of it that nobody weighed is in thousandths.

    Raises:
        NotEnough: the lot holds less.
        CannotConvert: a density or weight it takes is not known.
    """
    if portion.rough is not None or portion.amount is None:
        share = _SHARES[portion.rough or Rough.ALL]
        return _of_what_is_told(lot, max(MILLI, rounded(lot.quantity * share)))
    unit = portion.unit or lot.unit
    wanted = max(FINEST, convert_finely(Quantity(portion.amount, unit), lot.unit, food))
    if wanted <= max(lot.quantity, lot.exactly):
        return _of_what_is_told(lot, wanted)
    there = convert(Quantity(lot.quantity, lot.unit), unit, food)
    if there != rounded(portion.amount):
        raise NotEnough(there, unit)
    return lot.exactly


def _of_what_is_told(lot: Lot, amount: Decimal) -> Decimal:
    return amount if rounded(lot.exactly - amount) > 0 else lot.exactly


def told(amount: Decimal, lot: Lot, unit: Unit, food: Food | None) -> Decimal | None:
    """An amount of the lot, told in `unit`; None where it cannot be told so."""
    held = Quantity(amount, lot.unit)
    return convert(held, unit, food) if convertible(held, unit, food) else None
