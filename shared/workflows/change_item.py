"""Changing the fields of a lot, in the version that was named or in whichever it has."""

from shared.domain.correcting import corrected
from shared.domain.errors import Unavailable, VersionMismatch
from shared.domain.item import ItemChange, Lot
from shared.domain.movement import Act
from shared.domain.stocking import changed
from shared.ports.stock import StockChange
from shared.workflows.keep_holds import keeping_holds
from shared.workflows.move_stock import Stock

# Each lost race means that somebody else's change was stored.
_LOOKS = 10


def change_item(
    item_id: str, change: ItemChange, if_match: str | None, act: Act, stock: Stock
) -> Lot:
    """The lot with the change in it, stored together with the lots that take over what it cannot
    hold for plans any more, and with a movement where there is more or less of it now.

    Raises:
        NotFound: there is no such lot, or not any more.
        VersionMismatch: it is not in the version `if_match` names.
        Unavailable: every race was lost.
    """
    for _ in range(_LOOKS):
        lot = stock.items.get(item_id)
        if if_match not in (None, lot.version):
            raise VersionMismatch
        try:
            return _changed(lot, change, act, stock)
        except VersionMismatch:
            continue
    raise Unavailable


def _changed(lot: Lot, change: ItemChange, act: Act, stock: Stock) -> Lot:
    after = changed(lot, change, stock.foods, act.at)
    step = corrected(lot, after, act)
    counted = step.lot if step else after
    kept = keeping_holds([counted], act.at.date(), stock.items, stock.foods, was=lot)
    if step is None:
        return stock.items.replace_all(kept)[0]
    return stock.movements.commit(StockChange(tuple(kept), (step.entry,)))[0]
