"""The lots as they become when a day is planned, cleared, or when what they held has to move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING

from shared.domain.catalog import FoodCatalog
from shared.domain.food import Allergen
from shared.domain.item import Lot
from shared.domain.planning.holds import Freed, without
from shared.domain.planning.placing import Need, changed_only, placed
from shared.domain.sparing import must_be_spared

if TYPE_CHECKING:
    from shared.domain.planning.day import PlanDay


def planned(
    day: PlanDay,
    lots: Sequence[Lot],
    foods: FoodCatalog,
    today: date,
    spared: AbstractSet[Allergen] = frozenset(),
) -> list[Lot]:
    """The lots that change when `day` is what that day becomes: what it held before is let go and
    what it needs held anew. `lots` are all that hold something for the day and those of its foods;
    none whose label names one of the `spared` allergens holds anything.
    """
    free = [without(lot, lambda key: key.day == day.date) for lot in lots]
    suited = [lot for lot in free if not must_be_spared(lot, spared, foods)]
    after = {lot.id: lot for lot in (*free, *placed(day.needs(), suited, foods, today))}
    return changed_only(lots, after.values())


def cleared(day: date, lots: Sequence[Lot]) -> list[Lot]:
    """The lots that change when nothing is planned for the day any more."""
    return changed_only(lots, [without(lot, lambda key: key.day == day) for lot in lots])


def moved(
    freed: Iterable[Freed], lots: Sequence[Lot], foods: FoodCatalog, today: date
) -> list[Lot]:
    """The lots that change when what was let go is held by others as far as they have it free, for
    the soonest day first. Nobody is asked here who may eat what, so none takes over whose label
    names an allergen that the first had not."""
    needs = [Need(*one) for one in sorted(freed, key=lambda one: one[:3])]
    return changed_only(lots, placed(needs, lots, foods, today))
