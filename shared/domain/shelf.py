"""What is in the kitchen while a recipe is worked out: taken first-expiring-first, never twice."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.convert import convert, convertible
from shared.domain.food import Food
from shared.domain.proposal import StockLine
from shared.domain.units import Quantity, Unit

# What rounding of a conversion may leave: nobody buys a thousandth of a gram.
_CRUMB = Decimal("0.005")


class Taken(NamedTuple):
    """`lines` are the lots taken from, soonest to expire first; `missing` is in the unit asked."""

    lines: tuple[StockLine, ...]
    missing: Decimal


class Shelf:
    """A working copy of the stock; `take` lowers what is left in it."""

    def __init__(self, stock: Iterable[StockLine]) -> None:
        self._lines = sorted(stock, key=lambda line: (line.expires_on, line.item_id))
        self._left = {line.item_id: line.quantity for line in self._lines}

    def take(self, name: str, food: Food | None, wanted: Quantity) -> Taken:
        """Takes what there is of a food, or of what has that very name where no food is known."""
        missing = wanted.amount
        used: list[StockLine] = []
        for line in self._lines:
            if missing <= 0:
                break
            if not self._fits(line, name, food, wanted.unit):
                continue
            missing -= self._take_from(line, Quantity(missing, wanted.unit), food)
            used.append(line)
        if missing <= wanted.amount * _CRUMB:
            missing = Decimal(0)
        return Taken(tuple(used), missing)

    def _fits(self, line: StockLine, name: str, food: Food | None, unit: Unit) -> bool:
        same = line.food_id == food.id if food else fold(line.name) == fold(name)
        left = Quantity(self._left[line.item_id], line.unit)
        return same and left.amount > 0 and convertible(left, unit, food)

    def _take_from(self, line: StockLine, wanted: Quantity, food: Food | None) -> Decimal:
        """Lowers the line and answers how much of `wanted` it gave, in its unit."""
        available = convert(Quantity(self._left[line.item_id], line.unit), wanted.unit, food)
        if available <= wanted.amount:
            self._left[line.item_id] = Decimal(0)
            return available
        self._left[line.item_id] -= min(self._left[line.item_id], convert(wanted, line.unit, food))
        return wanted.amount


def food_named(food_id: str | None, name: str, foods: FoodCatalog) -> Food | None:
    """The food an ingredient means: by its id where it is one, else by its exact name."""
    return (foods.get(food_id) if food_id else None) or foods.by_name(name)
