"""Changing the fields of a lot, in the version that was named or in whichever it has."""

from datetime import datetime

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import Unavailable, VersionMismatch
from shared.domain.item import ItemChange, Lot
from shared.domain.stocking import changed
from shared.ports.stock import Items
from shared.workflows.keep_holds import keeping_holds

# Each lost race means that somebody else's change was stored.
_LOOKS = 10


def change_item(
    item_id: str,
    change: ItemChange,
    if_match: str | None,
    *,
    items: Items,
    foods: FoodCatalog,
    now: datetime,
) -> Lot:
    """The lot with the change in it, stored together with the lots that take over what it cannot
    hold for plans any more.

    Raises:
        NotFound: there is no such lot, or not any more.
        VersionMismatch: it is not in the version `if_match` names.
        Unavailable: every race was lost.
    """
    for _ in range(_LOOKS):
        lot = items.get(item_id)
        if if_match not in (None, lot.version):
            raise VersionMismatch
        try:
            after = changed(lot, change, foods, now)
            kept = keeping_holds([after], now.date(), items, foods, was=lot)
            return items.replace_all(kept)[0]
        except VersionMismatch:
            continue
    raise Unavailable
