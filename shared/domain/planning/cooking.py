"""Cooking what was planned: what is held for it goes first, then what no plan holds."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal

from pydantic import StrictBool

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.cooking import Cooked, Cooking, Need, Plan, food_of
from shared.domain.food import Allergen, Food
from shared.domain.item import Day, Kind, Lot, safe_to_cook
from shared.domain.larder import still_missing
from shared.domain.model import Model
from shared.domain.planning.day import Planned, Servings, Want
from shared.domain.planning.holds import HoldKey, holds_of, without
from shared.domain.planning.placing import Draw, draws
from shared.domain.shortage import Shortage
from shared.domain.sparing import must_be_spared
from shared.domain.units import Quantity, Unit

ZERO = Decimal(0)


class PlannedCooking(Model):
    """How many `servings` were cooked, those planned unless said otherwise; `partial` takes what
    there is where something is short."""

    servings: Servings | None = None
    partial: StrictBool = False


class RecipeCooking(Cooking):
    """Unless `planned` is false, a meal that is planned for today with this recipe is what is
    cooked."""

    planned: StrictBool = True


class MealCooked(Model):
    """A planned meal that was cooked."""

    date: Day
    entry_id: str


class CookedRecipe(Cooked):
    """`meal` is the planned meal that was cooked, null where none was."""

    meal: MealCooked | None


class Larders:
    """What the lots hold for one entry, and what they have free; taking lowers it."""

    def __init__(self, key: HoldKey, lots: Iterable[Lot], today: date) -> None:
        ordered = sorted(lots, key=lambda lot: (lot.expires_on, lot.id))
        self.lots = [lot for lot in ordered if _cookable(lot, today)]
        self.own = {lot.id: dict(holds_of(lot)).get(key, ZERO) for lot in self.lots}
        self.free = {
            lot.id: without(lot, key.__eq__).free(today) - self.own[lot.id] for lot in self.lots
        }
        self.taken: dict[str, Decimal] = {}

    def take(self, want: Want, foods: FoodCatalog) -> Decimal:
        """Takes the want, or all there is of it, and answers what is missing, in its unit."""
        left = want.quantity
        food = food_of(want.food_id, want.name, foods)
        same = [lot for lot in self.lots if _gives(lot, want, food, foods)]
        for room in (self.own, self.free):
            there = [(lot, room[lot.id]) for lot in same]
            for draw in list(draws(Quantity(left, want.unit), there, food)):
                room[draw.lot_id] -= draw.amount
                self._take(draw)
                left -= draw.told
        return still_missing(want.quantity, left)

    def _take(self, draw: Draw) -> None:
        """Exactly what was wanted, though a hold is in thousandths: together no more than there
        is."""
        whole = next(lot.quantity for lot in self.lots if lot.id == draw.lot_id)
        taken = self.taken.get(draw.lot_id, ZERO) + draw.exactly
        self.taken[draw.lot_id] = min(whole, taken)


def cooking_plan(
    entry: Planned,
    key: HoldKey,
    lots: Sequence[Lot],
    foods: FoodCatalog,
    today: date,
    spared: AbstractSet[Allergen] = frozenset(),
) -> Plan:
    """From which lots the entry is cooked: first from what they hold for it, then from what they
    have free, first-expiring-first; nothing past its use-by date today, nor whose label names one
    of the `spared` allergens."""
    suited = [lot for lot in lots if not must_be_spared(lot, spared, foods)]
    larders = Larders(key, suited, today)
    left = [(want, larders.take(want, foods)) for want in entry.wants]
    short = [_shortage(want, open_) for want, open_ in left if open_ and not _lax(want)]
    return Plan(larders.taken, short)


def needs_of_entry(entry: Planned, foods: FoodCatalog) -> list[Need]:
    """What the entry takes, as any cooking names it."""
    return [
        Need(
            want.name,
            food_of(want.food_id, want.name, foods),
            Quantity(want.quantity, want.unit),
            _lax(want),
        )
        for want in entry.wants
    ]


def _gives(lot: Lot, want: Want, food: Food | None, foods: FoodCatalog) -> bool:
    """Whether the lot is of what is wanted: of its food, or of its name where the catalog knows
    neither."""
    if want.food_id is not None and lot.food_id == want.food_id:
        return True
    known = food_of(lot.food_id, lot.name, foods)
    if food is None or known is None:
        return food is known and fold(lot.name) == fold(want.name)
    return food.id == known.id


def _lax(want: Want) -> bool:
    return want.unit is Unit.PINCH


def _shortage(want: Want, left: Decimal) -> Shortage:
    return Shortage(
        name=want.name,
        food_id=want.food_id,
        needed=want.quantity,
        available=want.quantity - left,
        unit=want.unit,
    )


def _cookable(lot: Lot, today: date) -> bool:
    return lot.kind is not Kind.PRODUCT and safe_to_cook(lot, today)
