"""What is left of the stock while several recipes are chosen from it."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.convert import convert, convert_finely, convertible
from shared.domain.food import Food
from shared.domain.proposal import StockLine
from shared.domain.units import FINEST, Quantity, Unit, rounded

# The share of a need that rounding of a conversion may leave open: nobody buys half a gram.
_CRUMB = Decimal("0.005")
_NOTHING, _ALL = Decimal(0), Decimal(1)


class _Lot(NamedTuple):
    """What is left of a lot and what it held at first, in a unit that was asked for."""

    line: StockLine
    amount: Decimal
    whole: Decimal


class Draw(NamedTuple):
    """What one lot gives: `amount` in the unit asked for and, finer, `taken` in its own; `share` of
    the whole lot, 0 to 1."""

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
        self._told: dict[str, dict[Unit, list[_Lot]]] = {}
        for line in sorted(stock, key=lambda line: (line.expires_on, line.item_id)):
            food = foods.get(line.food_id) if line.food_id else foods.by_name(line.name)
            self._lots.setdefault(_key(food or line.name), []).append(line)
            self._left[line.item_id] = line.quantity

    def available(self, food: Food | str, unit: Unit) -> Decimal:
        """All that is left of a food, in `unit`; lots that cannot be told in it do not count."""
        return sum((lot.amount for lot in self._in(food, unit)), _NOTHING)

    def soonest(self, food: Food | str) -> StockLine | None:
        """The lot of a food that expires first and still holds something."""
        for line in self._lots.get(_key(food), ()):
            if self._left[line.item_id]:
                return line
        return None

    def shares(self, food: Food | str, wanted: Quantity) -> Iterator[tuple[StockLine, Decimal]]:
        """The lots `wanted` would come from, and the share of each; see `draw`."""
        for lot, given in self._given(food, wanted):
            yield lot.line, min(_ALL, given / lot.whole)

    def draw(self, food: Food | str, wanted: Quantity) -> tuple[Draw, ...]:
        """Which lots `wanted` would come from, changing nothing; less when there is less."""
        return tuple(
            Draw(
                lot.line,
                given,
                self._taken(lot.line, Quantity(given, wanted.unit), given == lot.amount, food),
                min(_ALL, given / lot.whole),
            )
            for lot, given in self._given(food, wanted)
        )

    def take(self, food: Food | str, wanted: Quantity) -> tuple[Draw, ...]:
        """Takes `wanted`, or all there is, and answers what came from where."""
        draws = self.draw(food, wanted)
        for draw in draws:
            self._left[draw.line.item_id] -= draw.taken
        if draws:
            self._told.pop(_key(food))
        return draws

    def _given(self, food: Food | str, wanted: Quantity) -> Iterator[tuple[_Lot, Decimal]]:
        """Lots and what each gives, until there is enough."""
        missing = wanted.amount
        for lot in self._in(food, wanted.unit):
            if missing <= 0:
                break
            given = min(missing, lot.amount)
            yield lot, given
            missing -= given

    def _taken(
        self, line: StockLine, given: Quantity, everything: bool, food: Food | str
    ) -> Decimal:
        """What leaves the lot, in its own unit: all of it where it is all of it in the unit asked
        for, whatever the rounding, and never nothing."""
        left = self._left[line.item_id]
        if everything:
            return left
        return min(left, max(FINEST, convert_finely(given, line.unit, _known(food))))

    def _in(self, food: Food | str, unit: Unit) -> Sequence[_Lot]:
        """The lots of a food that hold something and can be told in a unit; asked for again and
        again while recipes are compared, so it is kept until something is taken."""
        key = _key(food)
        lines = self._lots.get(key)
        if not lines:
            return ()
        told = self._told.setdefault(key, {})
        if unit not in told:
            told[unit] = [lot for line in lines if (lot := self._lot(line, unit, _known(food)))]
        return told[unit]

    def _lot(self, line: StockLine, unit: Unit, food: Food | None) -> _Lot | None:
        left = self._left[line.item_id]
        if left <= 0 or not convertible(Quantity(left, line.unit), unit, food):
            return None
        amount = convert(Quantity(left, line.unit), unit, food)
        whole = convert(Quantity(line.quantity, line.unit), unit, food)
        return _Lot(line, amount, whole) if amount > 0 else None


def _known(food: Food | str) -> Food | None:
    return food if isinstance(food, Food) else None


def _key(food: Food | str) -> str:
    # Ids hold no question mark, so a name never meets one.
    return food.id if isinstance(food, Food) else f"?{fold(food)}"
