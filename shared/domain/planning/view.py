"""A planned day as a client sees it, with what its lots hold for it now."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.cooking import Cooked
from shared.domain.food import Allergen
from shared.domain.item import Lot
from shared.domain.larder import still_missing
from shared.domain.model import Amount, AmountOrZero, Instant, Model
from shared.domain.planning.day import Meals, PlanDay, Planned, Want
from shared.domain.planning.holds import HoldKey, holds_of
from shared.domain.planning.placing import draws
from shared.domain.planning.totals import Totals, Week, totals_of
from shared.domain.recipe import Nutrition
from shared.domain.units import Quantity, Unit


class Hold(Model):
    """What an item keeps for an entry, in the item's unit."""

    item_id: str
    quantity: Amount
    unit: Unit


class WantView(Model):
    """`missing` is in `unit`: what no item holds for it. It is zero once cooked, and for a day that
    is over."""

    food_id: str | None
    name: str
    quantity: Amount
    unit: Unit
    reserved: list[Hold]
    missing: AmountOrZero


class PlannedView(Model):
    """`ready` says that nothing is missing."""

    id: str
    recipe_id: str | None
    title: str
    servings: int
    minutes: int | None
    nutrition_per_serving: Nutrition | None
    ingredients: list[WantView]
    ready: bool
    cooked_at: Instant | None


class DayView(Model):
    """A day nobody planned has empty meals, no `updated_at` and no version."""

    date: date
    meals: Meals[PlannedView]
    totals: Totals
    updated_at: Instant | None


class CookedMeal(Cooked):
    """`day` is as it is now."""

    day: DayView


class DayList(Model):
    """`days` are those that are planned, and `dates` theirs; the others are left out."""

    dates: list[date]
    days: list[DayView]
    weeks: list[Week]
    totals: Totals


class Circumstances(NamedTuple):
    """The lots that hold something for the days shown, and what day it is; a lot whose label names
    one of the `spared` allergens covers nothing by being free."""

    lots: Sequence[Lot]
    foods: FoodCatalog
    today: date
    spared: AbstractSet[Allergen] = frozenset()


def day_view(day: PlanDay, seen: Circumstances) -> DayView:
    meals = {
        name: tuple(_entry_view(one, day.date, seen) for one in entries)
        for name, entries in day.meals.by_name().items()
    }
    return DayView(
        date=day.date,
        meals=Meals[PlannedView](**meals),
        totals=totals_of(day.meals.all()),
        updated_at=day.updated_at if day.version else None,
    )


def _entry_view(entry: Planned, day: date, seen: Circumstances) -> PlannedView:
    wants = list(_want_views(entry, day, seen))
    kept = {name: getattr(entry, name) for name in PlannedView.model_fields if hasattr(entry, name)}
    ready = not any(one.missing for one in wants)
    return PlannedView.model_validate(kept | {"ingredients": wants, "ready": ready})


def _want_views(entry: Planned, day: date, seen: Circumstances) -> Iterable[WantView]:
    over = entry.cooked_at is not None or day < seen.today
    left = {} if over else _held_for(HoldKey(day, entry.id), seen.lots)
    for want in entry.wants:
        holds, told = _reserved(want, left, seen.foods)
        missing = Decimal(0) if over else still_missing(want.quantity, want.quantity - told)
        yield WantView(
            food_id=want.food_id,
            name=want.name,
            quantity=want.quantity,
            unit=want.unit,
            reserved=holds,
            missing=missing,
        )


def _held_for(key: HoldKey, lots: Iterable[Lot]) -> dict[str, tuple[Lot, Decimal]]:
    found = ((lot, dict(holds_of(lot)).get(key)) for lot in _in_order(lots))
    return {lot.id: (lot, amount) for lot, amount in found if amount is not None}


def _reserved(
    want: Want, left: dict[str, tuple[Lot, Decimal]], foods: FoodCatalog
) -> tuple[list[Hold], Decimal]:
    """What is held for a want, and that told in its unit; it is taken off what is left."""
    if want.food_id is None:
        return [], Decimal(0)
    food = foods.get(want.food_id)
    room = [(lot, much) for lot, much in left.values() if lot.food_id == want.food_id]
    drawn = list(draws(Quantity(want.quantity, want.unit), room, food))
    for draw in drawn:
        lot, much = left[draw.lot_id]
        left[draw.lot_id] = lot, much - draw.amount
    holds = [
        Hold(item_id=draw.lot_id, quantity=draw.amount, unit=left[draw.lot_id][0].unit)
        for draw in drawn
    ]
    return holds, sum((draw.told for draw in drawn), Decimal(0))


def _in_order(lots: Iterable[Lot]) -> list[Lot]:
    return sorted(lots, key=lambda lot: (lot.expires_on, lot.id))
