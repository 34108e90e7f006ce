"""Cooking what was planned: lots, movements and the day go in one commit."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from shared.domain.cooking import Cooked, cooked, planned, shelf_before, steps_of
from shared.domain.errors import Conflict, NotFound
from shared.domain.food import Allergen
from shared.domain.item import Lot
from shared.domain.movement import Act, Entry
from shared.domain.planning.cooking import PlannedCooking, cooking_plan, needs_of_entry
from shared.domain.planning.day import PlanDay, Planned
from shared.domain.planning.holds import HoldKey, without
from shared.domain.planning.placing import changed_only
from shared.domain.shortage import Short, Shortage
from shared.ports.planning import Plans
from shared.ports.stock import StockChange
from shared.telemetry import Threads
from shared.workflows.cook import Spared
from shared.workflows.cook import lots_for as lots_for_needs
from shared.workflows.move_stock import Stock, store
from shared.workflows.plan_day import lots_for


def cook_planned(
    day: date,
    entry_id: str,
    cooking: PlannedCooking,
    act: Act,
    plans: Plans,
    stock: Stock,
    *,
    allergens: Callable[[], AbstractSet[Allergen]] = frozenset,
) -> Cooked:
    """Takes what the entry needs, first of what is held for it; what it held and does not need is
    free again. No lot is taken whose label names one of the `allergens` of those who eat there. A
    repeated act answers what it did.

    Raises:
        NotFound: no such entry.
        Conflict: it was cooked already, or takes more lots than one commit holds.
        Short: something is short and `partial` was not said.
        Unavailable: every race was lost.
    """
    key = HoldKey(day, entry_id)
    decided: list[tuple[Sequence[Entry], list[Shortage]]] = []

    def change() -> StockChange:
        found, entry = _entry(plans, key)
        if entry.cooked_at is not None:
            raise Conflict("already_cooked")
        wanted = entry.serving(cooking.servings or entry.servings)
        today = act.at.date()
        with Threads(1) as pool:
            told = pool.submit(allergens)
            lots = _lots(found, wanted, stock, today, Spared(told.result, stock.foods))
        plan = cooking_plan(wanted, key, lots, stock.foods, today, told.result())
        if plan.short and not cooking.partial:
            raise Short(plan.short)
        freed = [without(lot, key.__eq__) for lot in lots]
        steps = steps_of(plan, freed, entry.recipe_id, wanted.servings, stock.foods, act)
        rest = [lot for lot in changed_only(lots, freed) if lot.id not in plan.taken]
        entries = tuple(step.entry.model_copy(update={"planned_on": found.date}) for step in steps)
        decided.append((entries, plan.short))
        return StockChange(
            lots=(*(step.lot for step in steps), *rest),
            entries=entries,
            day=found.with_cooked(wanted, act),
        )

    try:
        entries = store(change, act, stock).entries
    except Conflict:
        # Of an act that found nothing to take, no movement tells.
        if _entry(plans, key)[1].cooked_by != act.id:
            raise
        entries = ()
    for made, short in reversed(decided):
        if made is entries:
            return cooked(entries, short, stock.foods)
    wanted = _entry(plans, key)[1]
    needs = needs_of_entry(wanted.serving(cooking.servings or wanted.servings), stock.foods)
    repeated = planned(needs, shelf_before(entries), stock.foods)
    return cooked(entries, repeated.short, stock.foods)


def _lots(day: PlanDay, wanted: Planned, stock: Stock, today: date, spared: Spared) -> list[Lot]:
    """Those that hold something for the day or are of its foods, and what the entry names without
    a food."""
    needs = zip(wanted.wants, needs_of_entry(wanted, stock.foods), strict=True)
    named = [need for want, need in needs if want.food_id is None]
    found = [*lots_for(day, stock.items), *lots_for_needs(named, stock.items, today, spared)]
    return list({lot.id: lot for lot in found}.values())


def _entry(plans: Plans, key: HoldKey) -> tuple[PlanDay, Planned]:
    day = plans.get(key.day)
    entry = day.entry(key.entry_id) if day is not None else None
    if day is None or entry is None:
        raise NotFound
    return day, entry
