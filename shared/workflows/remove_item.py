"""Removing a lot that was entered by mistake; other lots take over what plans held of it."""

from datetime import datetime
from decimal import Decimal

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import Unavailable, VersionMismatch
from shared.ports.stock import Items
from shared.workflows.keep_holds import keeping_holds

_LOOKS = 10
_NOTHING = {"quantity": Decimal(0)}


def remove_item(
    item_id: str, if_match: str | None, *, items: Items, foods: FoodCatalog, now: datetime
) -> None:
    """`now` is told in the person's time zone.

    Raises:
    NotFound: there is no such lot, or not any more.
    VersionMismatch: it is not in the version `if_match` names.
    Unavailable: every race was lost.
    """
    for _ in range(_LOOKS):
        lot = items.get(item_id)
        if if_match not in (None, lot.version):
            raise VersionMismatch
        _, *others = keeping_holds([lot.model_copy(update=_NOTHING)], now.date(), items, foods)
        try:
            return items.remove(item_id, lot.version, now, others)
        except VersionMismatch:
            continue
    raise Unavailable
