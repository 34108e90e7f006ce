"""Reading plans: what a day lacks and the stock has free by now is held for it first.

Adding to the stock, undoing and clearing another day touch no plan, so that they cost no more for
somebody who plans nothing; who looks at a plan sees what it can have.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from shared.domain.errors import Conflict, Unavailable
from shared.domain.item import Lot
from shared.domain.planning.day import PlanDay
from shared.domain.planning.view import Circumstances
from shared.domain.shopping.needing import coverable, foods_lacking
from shared.workflows.keep_holds import MOST_LOTS
from shared.workflows.plan_day import Holding, hold_again


class Plan(NamedTuple):
    """Days that are planned, and the lots that hold something for those that come."""

    days: Sequence[PlanDay]
    lots: Sequence[Lot]


def read_plans(since: date, until: date, holding: Holding) -> Plan:
    """The plans from `since` to `until`. What cannot be held just now is held at the next look."""
    plan = _read(since, until, holding)
    waiting = _coverable(plan, holding)
    for day in waiting:
        with suppress(Unavailable, Conflict):
            hold_again(day, holding)
    return _read(since, until, holding) if waiting else plan


def _read(since: date, until: date, holding: Holding) -> Plan:
    days = holding.plans.between(since, until)
    ahead = [day.date for day in days if day.date >= holding.today]
    return Plan(days, holding.items.held_on(ahead) if ahead else [])


def _coverable(plan: Plan, holding: Holding) -> list[date]:
    """The days for which more could be held than is."""
    ahead = [day for day in plan.days if day.date >= holding.today]
    lacking = foods_lacking(ahead, Circumstances(plan.lots, holding.foods, holding.today))
    if not lacking:
        return []
    free = holding.items.of_foods(lacking, MOST_LOTS)
    lots = list({lot.id: lot for lot in (*plan.lots, *free)}.values())
    seen = Circumstances(lots, holding.foods, holding.today, holding.allergens())
    return coverable(ahead, seen)
