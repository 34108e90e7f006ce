"""The lots as they become when a day is planned, cleared, or when what they held has to move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from shared.domain.catalog import FoodCatalog
from shared.domain.item import Lot
from shared.domain.planning.holds import Freed, without
from shared.domain.planning.placing import Need, changed_only, placed

if TYPE_CHECKING:
    from shared.domain.planning.day import PlanDay


def planned(day: PlanDay, lots: Sequence[Lot], foods: FoodCatalog, today: date) -> list[Lot]:
    """The lots that change when `day` is what that day becomes: what it held before is let go and
    what it needs held anew. `lots` are all that hold something for the day and those of its foods.
    """
    cleared = [without(lot, lambda key: key.day == day.date) for lot in lots]
    return changed_only(lots, placed(day.needs(), cleared, foods, today))


def cleared(day: date, lots: Sequence[Lot]) -> list[Lot]:
    """The lots that change when nothing is planned for the day any more."""
    return changed_only(lots, [without(lot, lambda key: key.day == day) for lot in lots])


def moved(
    freed: Iterable[Freed], lots: Sequence[Lot], foods: FoodCatalog, today: date
) -> list[Lot]:
    """The lots that change when what was let go is held by others as far as they have it free, for
    the soonest day first."""
    needs = [Need(one.key, one.food_id, one.quantity) for one in sorted(freed)]
    return changed_only(lots, placed(needs, lots, foods, today))
