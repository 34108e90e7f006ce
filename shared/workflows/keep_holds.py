"""What plans hold of lots that change: it stays, or goes to other lots of the food, or is free."""

from collections.abc import Sequence
from datetime import date

from shared.domain.catalog import FoodCatalog
from shared.domain.commit_size import MOST_LOTS as MOST_STORED
from shared.domain.commit_size import at_most
from shared.domain.item import Lot
from shared.domain.planning.holds import fitted
from shared.domain.planning.reserving import moved
from shared.ports.stock import Items

# Of the foods that are looked up together.
MOST_LOTS = 300


def keeping_holds(
    lots: Sequence[Lot], today: date, items: Items, foods: FoodCatalog, was: Lot | None = None
) -> list[Lot]:
    """The lots as they are to be stored, and after them the others that change with them. Nothing
    is read where every hold still fits.

    `was` is what the one lot was before, where more than its quantity and date may have changed.

    Raises:
        Conflict: `too_many_lots` for one commit.
    """
    fits = [fitted(lot, today, was) for lot in lots]
    freed = [one for fit in fits for one in fit.freed]
    after = {fit.lot.id: fit.lot for fit in fits}
    if not freed:
        return at_most(MOST_STORED, list(after.values()))
    food_ids = sorted({one.food_id for one in freed})
    others = {lot.id: lot for lot in items.of_foods(food_ids, MOST_LOTS)}
    changed = moved(freed, list((others | after).values()), foods, today)
    stored = after | {lot.id: lot for lot in changed}
    return at_most(MOST_STORED, list(stored.values()))
