"""What is left of the stock while several recipes are chosen from it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.convert import convert, convertible
from shared.domain.food import Food
from shared.domain.proposal import StockLine
from shared.domain.units import Quantity, Unit


class Draw(NamedTuple):
    """What one lot gives: `amount` in the unit asked for, `share` of the whole lot, 0 to 1."""

    line: StockLine
    amount: Decimal
    share: Decimal


class Larder:
    """A working copy of the stock, by food, soonest to expire first; `take` lowers it."""

    def __init__(self, stock: Iterable[StockLine], foods: FoodCatalog) -> None:
        self._left: dict[str, Decimal] = {}
        self._lots: dict[str, list[StockLine]] = {}
        for line in sorted(stock, key=lambda line: (line.expires_on, line.item_id)):
            food = foods.get(line.food_id) if line.food_id else foods.by_name(line.name)
            if food is not None:
                self._lots.setdefault(food.id, []).append(line)
                self._left[line.item_id] = line.quantity

    def available(self, food: Food, unit: Unit) -> Decimal:
        """All that is left of a food, in `unit`; lots that cannot be told in it do not count."""
        return sum((amount for _, amount in self._in(food, unit)), Decimal(0))

    def soonest(self, food: Food) -> StockLine | None:
        """The lot of a food that expires first and still holds something."""
        lots = self._lots.get(food.id, ())
        return next((line for line in lots if self._left[line.item_id]), None)

    def draw(self, food: Food, wanted: Quantity) -> tuple[Draw, ...]:
        """Which lots `wanted` would come from, changing nothing; less when there is less."""
        draws: list[Draw] = []
        missing = wanted.amount
        for line, amount in self._in(food, wanted.unit):
            if missing <= 0:
                break
            given = min(missing, amount)
            whole = convert(Quantity(line.quantity, line.unit), wanted.unit, food)
            draws.append(Draw(line, given, min(Decimal(1), given / whole)))
            missing -= given
        return tuple(draws)

    def take(self, food: Food, wanted: Quantity) -> None:
        """Takes `wanted`, or all there is."""
        for draw in self.draw(food, wanted):
            item_id, unit = draw.line.item_id, draw.line.unit
            used = convert(Quantity(draw.amount, wanted.unit), unit, food)
            self._left[item_id] = max(Decimal(0), self._left[item_id] - used)

    def _in(self, food: Food, unit: Unit) -> Iterator[tuple[StockLine, Decimal]]:
        for line in self._lots.get(food.id, ()):
            left = Quantity(self._left[line.item_id], line.unit)
            if left.amount > 0 and convertible(left, unit, food):
                amount = convert(left, unit, food)
                if amount > 0:
                    yield line, amount
