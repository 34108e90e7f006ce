"""Removing a lot that was entered by mistake; other lots take over what plans held of it.

What a phone made and removed while it was offline may come here the other way round: a removal of
what was never stored is remembered, and the creation that arrives after it makes nothing.
"""

from datetime import datetime
from decimal import Decimal

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import NotFound, Unavailable, VersionMismatch
from shared.domain.item import Lot
from shared.ports.stock import Items
from shared.workflows.keep_holds import keeping_holds

_LOOKS = 10
_NOTHING = {"quantity": Decimal(0)}


def remove_item(
    item_id: str, if_match: str | None, *, items: Items, foods: FoodCatalog, now: datetime
) -> None:
    """`now` is told in the person's time zone.

    Raises:
        NotFound: there is no such lot, not yet or not any more.
        VersionMismatch: it is not in the version `if_match` names.
        Unavailable: every race was lost.
    """
    for _ in range(_LOOKS):
        lot = _found(item_id, if_match, items, now)
        if if_match not in (None, lot.version):
            raise VersionMismatch
        _, *others = keeping_holds([lot.model_copy(update=_NOTHING)], now.date(), items, foods)
        try:
            return items.remove(item_id, lot.version, now, others)
        except VersionMismatch:
            continue
    raise Unavailable


def _found(item_id: str, if_match: str | None, items: Items, now: datetime) -> Lot:
    try:
        return items.get(item_id)
    except NotFound:
        # Whoever names a version has seen it: it is gone, and not still to come.
        if if_match is not None or items.bar(item_id, now):
            raise
    # It was stored this very moment, or is gone.
    return items.get(item_id)
