"""Planning a day: its document and the lots that hold what it needs go in one commit.

Day and lots are read, decided on and written by compare-and-set, again after each lost race: of any
number of plans, meals and cooks at once, no two ever get the same grams.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from shared.domain.catalog import FoodCatalog
from shared.domain.commit_size import MOST_CHANGED, at_most
from shared.domain.cookbook import CatalogRecipe
from shared.domain.errors import Invalid, NotFound, Unavailable, VersionMismatch
from shared.domain.food import Allergen
from shared.domain.item import Lot
from shared.domain.language import Language
from shared.domain.planning.day import UNCOOKED, DayPlanned, Meals, PlanDay, Planned, empty_day
from shared.domain.planning.entries import Cookery, entry_of
from shared.domain.planning.placing import foods_of
from shared.domain.planning.request import NewDay, NewPlanned
from shared.domain.planning.reserving import cleared, planned
from shared.ports.planning import Plans
from shared.ports.recipes import Recipes
from shared.ports.stock import Items
from shared.telemetry import Threads
from shared.workflows.keep_holds import MOST_LOTS

# Each lost race means that somebody else's change was stored.
_LOOKS = 40

# What a day is to become, from what it is.
Decision: TypeAlias = Callable[[PlanDay], PlanDay]


@dataclass(frozen=True, slots=True)
class Holding:
    """The plans and the stock they hold; `today` is somebody's day. `allergens` are those of
    everybody who eats there, read once for each look at the stock."""

    plans: Plans
    items: Items
    foods: FoodCatalog
    today: date
    allergens: Callable[[], AbstractSet[Allergen]] = frozenset


@dataclass(frozen=True, slots=True)
class Planning:
    """The stores that a plan touches, what it looks up, and for whom: `now` is told in their time
    zone, so that its date is their day. `allergens` as for `Holding`."""

    plans: Plans
    items: Items
    recipes: Recipes
    cookbook: Mapping[str, CatalogRecipe]
    foods: FoodCatalog
    language: Language
    now: datetime
    new_id: Callable[[], str]
    allergens: Callable[[], AbstractSet[Allergen]] = frozenset

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def holding(self) -> Holding:
        return Holding(self.plans, self.items, self.foods, self.today, self.allergens)


class Held(NamedTuple):
    """A day, and the lots of which some holds something for it."""

    day: PlanDay
    lots: Sequence[Lot]


def put_day(day: date, new: NewDay, if_match: str | None, planning: Planning) -> Held:
    """The day as `new` says, stored, with what it needs held as far as there is.

    Raises:
        Invalid: no such recipe or food.
        Conflict: `too_many_lots` would hold something for it.
        VersionMismatch: the day is not in the version `if_match` names.
        Unavailable: every race was lost.
    """
    ids = {id(one): one.id or planning.new_id() for one in new.meals.all()}
    named = {one.recipe_id for one in new.meals.all() if one.recipe_id is not None}
    found = {one.id: one for one in planning.recipes.get_all(sorted(named))}
    cookery = Cookery(found, planning.cookbook, planning.foods, planning.language)

    def decide(known: PlanDay) -> PlanDay:
        if if_match not in (None, known.version):
            raise VersionMismatch
        meals = {
            name: tuple(
                entry_of(ids[id(one)], one, known.entry(ids[id(one)]), cookery) for one in entries
            )
            for name, entries in new.meals.by_name().items()
        }
        return _changed(known, Meals[Planned](**meals), planning)

    return _stored(day, decide, planning)


def fill_day(day: date, meals: Mapping[str, NewPlanned], planning: Planning) -> Held:
    """The day with an entry, under its id, at each of these meals for which nothing is planned.

    Raises:
        Invalid: no such recipe or food.
        Unavailable: every race was lost.
    """
    named = sorted({one.recipe_id for one in meals.values() if one.recipe_id is not None})
    found = {one.id: one for one in planning.recipes.get_all(named)}
    cookery = Cookery(found, planning.cookbook, planning.foods, planning.language)

    def decide(known: PlanDay) -> PlanDay:
        there = known.meals.by_name()
        new = {
            name: (entry_of(one.id or name, one, None, cookery),)
            for name, one in meals.items()
            if not there[name]
        }
        return _changed(known, Meals[Planned](**(there | new)), planning)

    return _stored(day, decide, planning)


def copy_day(source: date, target: date, replace: bool, planning: Planning) -> Held:
    """What is planned for one day, planned for another too, uncooked.

    Raises:
        Invalid: the two are one day, which would lose what was cooked.
        NotFound: nothing is planned for the day that is copied.
        DayPlanned: something is for the other, and it is not to be replaced.
        Unavailable: every race was lost.
    """
    if source == target:
        raise Invalid(field="to")
    copied = planning.plans.get(source)
    if copied is None:
        raise NotFound
    ids = {one.id: planning.new_id() for one in copied.meals.all()}

    def decide(known: PlanDay) -> PlanDay:
        again = {one.id for one in known.meals.all()} == set(ids.values())
        if not (known.empty or replace or again):
            raise DayPlanned
        meals = {
            name: tuple(one.model_copy(update={"id": ids[one.id], **UNCOOKED}) for one in entries)
            for name, entries in copied.meals.by_name().items()
        }
        return _changed(known, Meals[Planned](**meals), planning)

    return _stored(target, decide, planning)


def delete_day(day: date, if_match: str | None, planning: Planning) -> None:
    """Nothing is planned for the day any more, and nothing held for it.

    Raises:
        NotFound: nothing was.
        VersionMismatch: the day is not in the version `if_match` names.
        Unavailable: every race was lost.
    """

    def decide(known: PlanDay) -> PlanDay:
        if not known.version:
            raise NotFound
        if if_match not in (None, known.version):
            raise VersionMismatch
        return _changed(known, Meals[Planned](), planning)

    _stored(day, decide, planning)


def hold_again(day: date, holding: Holding) -> None:
    """What the day needs is held anew, of all there is by now; where that changes nothing, nothing
    is written.

    Raises:
        Unavailable: every race was lost.
    """
    for _ in range(_LOOKS):
        known = holding.plans.get(day)
        if known is None:
            return
        changed = planned(known, *_stock_for(known, holding))
        if not changed:
            return
        try:
            holding.plans.commit(known, changed)
        except VersionMismatch:
            continue
        return
    raise Unavailable


def lots_for(day: PlanDay, items: Items) -> list[Lot]:
    """The lots that hold something for the day, and those of its foods."""
    with Threads(2) as pool:
        holding = pool.submit(items.held_on, [day.date])
        of_foods = items.of_foods(foods_of(day.needs()), MOST_LOTS)
        return list({lot.id: lot for lot in (*of_foods, *holding.result())}.values())


def _stored(day: date, decide: Decision, planning: Planning) -> Held:
    for _ in range(_LOOKS):
        known = planning.plans.get(day) or empty_day(day, planning.now)
        after = decide(known)
        stock = _stock_for(after, planning.holding)
        try:
            return _committed(after, stock, planning)
        except VersionMismatch:
            continue
    raise Unavailable


class _Stock(NamedTuple):
    """The lots a day may hold, and what is planned from them, as `planned` takes it."""

    lots: Sequence[Lot]
    foods: FoodCatalog
    today: date
    spared: AbstractSet[Allergen]


def _stock_for(day: PlanDay, holding: Holding) -> _Stock:
    with Threads(1) as pool:
        spared = pool.submit(holding.allergens)
        lots = lots_for(day, holding.items)
        return _Stock(lots, holding.foods, holding.today, spared.result())


def _committed(after: PlanDay, stock: _Stock, planning: Planning) -> Held:
    lots = stock.lots
    if after.empty:
        if after.version:
            planning.plans.remove(after, at_most(MOST_CHANGED, cleared(after.date, lots)))
        return Held(after.model_copy(update={"version": ""}), [])
    changed = at_most(MOST_CHANGED, planned(after, *stock))
    stored = planning.plans.commit(after, changed)
    now = {lot.id: lot for lot in (*lots, *changed)}
    return Held(stored, list(now.values()))


def _changed(known: PlanDay, meals: Meals[Planned], planning: Planning) -> PlanDay:
    return known.model_copy(update={"meals": meals, "updated_at": planning.now})
