"""What is left of the stock while several recipes are chosen from it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.convert import convert_finely, convertible
from shared.domain.food import Food
from shared.domain.proposal import StockLine
from shared.domain.units import FINEST, Quantity, Unit, rounded

# The share of a need that rounding of a conversion may leave open: nobody buys half a gram.
_CRUMB = Decimal("0.005")


class Draw(NamedTuple):
    """What one lot gives: `amount` in the unit asked for and `taken` in its own, `share` of the
    whole lot, 0 to 1."""

    line: StockLine
    amount: Decimal
    taken: Decimal
    share: Decimal


def missing(wanted: Decimal, draws: Iterable[Draw]) -> Decimal:
    """What the draws leave open of `wanted`; what rounding of a conversion may leave is nothing."""
    return still_missing(wanted, wanted - sum((draw.amount for draw in draws), Decimal(0)))


def still_missing(wanted: Decimal, left: Decimal) -> Decimal:
    """What is missing of `wanted` where so much of it is `left` open; see `missing`."""
    exact = rounded(left)
    return Decimal(0) if exact <= wanted * _CRUMB else exact


class Larder:
    """A working copy of the stock, soonest to expire first; `take` lowers it.

    Lots are asked for by their food, or by name where the catalog has no such food.
    """

    def __init__(self, stock: Iterable[StockLine], foods: FoodCatalog) -> None:
        self._left: dict[str, Decimal] = {}
        self._lots: dict[str, list[StockLine]] = {}
        for line in sorted(stock, key=lambda line: (line.expires_on, line.item_id)):
            food = foods.get(line.food_id) if line.food_id else foods.by_name(line.name)
            self._lots.setdefault(_key(food or line.name), []).append(line)
            self._left[line.item_id] = line.quantity

    def available(self, food: Food | str, unit: Unit) -> Decimal:
        """All that is left of a food, in `unit`; lots that cannot be told in it do not count."""
        return rounded(sum((amount for _, amount in self._in(food, unit)), Decimal(0)))

    def soonest(self, food: Food | str) -> StockLine | None:
        """The lot of a food that expires first and still holds something."""
        lots = self._lots.get(_key(food), ())
        return next((line for line in lots if self._left[line.item_id]), None)

    def draw(self, food: Food | str, wanted: Quantity) -> tuple[Draw, ...]:
        """Which lots `wanted` would come from, changing nothing; less when there is less."""
        draws: list[Draw] = []
        missing = wanted.amount
        for line, amount in self._in(food, wanted.unit):
            if missing <= 0:
                break
            given = min(missing, amount)
            whole = convert_finely(Quantity(line.quantity, line.unit), wanted.unit, _known(food))
            taken = self._taken(line, Quantity(given, wanted.unit), given == amount, food)
            draws.append(Draw(line, given, taken, min(Decimal(1), given / whole)))
            missing -= given
        return tuple(draws)

    def take(self, food: Food | str, wanted: Quantity) -> tuple[Draw, ...]:
        """Takes `wanted`, or all there is, and answers what came from where."""
        draws = self.draw(food, wanted)
        for draw in draws:
            self._left[draw.line.item_id] -= draw.taken
        return draws

    def _taken(
        self, line: StockLine, given: Quantity, everything: bool, food: Food | str
    ) -> Decimal:
        """What leaves the lot, in its own unit: all of it where it is all of it in the unit asked
        for, whatever the rounding, and never nothing."""
        left = self._left[line.item_id]
        if everything:
            return left
        return min(left, max(FINEST, convert_finely(given, line.unit, _known(food))))

    def _in(self, food: Food | str, unit: Unit) -> Iterator[tuple[StockLine, Decimal]]:
        for line in self._lots.get(_key(food), ()):
            left = Quantity(self._left[line.item_id], line.unit)
            if left.amount > 0 and convertible(left, unit, _known(food)):
                amount = convert_finely(left, unit, _known(food))
                if amount > 0:
                    yield line, amount


def _known(food: Food | str) -> Food | None:
    return food if isinstance(food, Food) else None


def _key(food: Food | str) -> str:
    # Ids hold no question mark, so a name never meets one.
    return food.id if isinstance(food, Food) else f"?{fold(food)}"
