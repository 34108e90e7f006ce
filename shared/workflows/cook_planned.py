"""Cooking what was planned: lots, movements and the day go in one commit."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from shared.domain.errors import Conflict, NotFound
from shared.domain.movement import Act, Entry
from shared.domain.planning.cooking import Cooking, cooked, taking
from shared.domain.planning.day import PlanDay, Planned
from shared.domain.planning.holds import HoldKey
from shared.domain.shortage import Short, Shortage
from shared.ports.planning import Plans
from shared.ports.stock import StockChange
from shared.workflows.move_stock import Stock, store
from shared.workflows.plan_day import lots_for


class Made(NamedTuple):
    """What was taken, and what was short of it."""

    entries: Sequence[Entry]
    short: list[Shortage]


def cook_planned(
    day: date, entry_id: str, cooking: Cooking, act: Act, plans: Plans, stock: Stock
) -> Made:
    """Takes what the entry needs, first of what is held for it; what it held and does not need is
    free again. A repeated act answers what it did.

    Raises:
        NotFound: no such entry.
        Conflict: it was cooked already.
        Short: something is short and `partial` was not said.
        Unavailable: every race was lost.
    """
    key = HoldKey(day, entry_id)
    short: list[Shortage] = []

    def change() -> StockChange:
        nonlocal short
        planned, entry = _entry(plans, key)
        lots = lots_for(planned, stock.items)
        wanted = entry.serving(cooking.servings or entry.servings)
        taken = taking(wanted, key, lots, stock.foods, act.at.date())
        short = taken.short
        if short and not cooking.partial:
            raise Short(short)
        steps, released = cooked(taken, key, lots, stock.foods, act)
        return StockChange(
            lots=(*(step.lot for step in steps), *released),
            entries=tuple(step.entry for step in steps),
            day=planned.with_cooked(entry_id, act.at),
        )

    moved = store(change, act, stock)
    return Made(moved.entries, short)


def _entry(plans: Plans, key: HoldKey) -> tuple[PlanDay, Planned]:
    day = plans.get(key.day)
    entry = day.entry(key.entry_id) if day is not None else None
    if day is None or entry is None:
        raise NotFound
    if entry.cooked_at is not None:
        raise Conflict("already_cooked")
    return day, entry
