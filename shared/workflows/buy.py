"""Buying: what was bought becomes lots and leaves the list in one commit, and plans then take hold
of it.

The holding is no part of the commit. A process that dies in between loses nothing: the list counts
what is free in the stock, cooking takes what is free, and the same purchase sent again holds it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from shared.domain.errors import (
    AlreadyExists,
    Conflict,
    NotFound,
    Unavailable,
    VersionMismatch,
)
from shared.domain.item import Lot
from shared.domain.movement import Act
from shared.domain.planning.day import PlanDay
from shared.domain.shopping.buying import NewPurchase, Purchase, basket, paid, touched
from shared.domain.shopping.line import ShoppingLine
from shared.ports.shopping import ShoppingChange
from shared.workflows.keep_holds import keeping_holds
from shared.workflows.plan_day import Planning, hold_again
from shared.workflows.shop import LOOKS, Shop, read_list

_NOTHING = {"quantity": 0}


class Bought(NamedTuple):
    """A purchase, and its lots as they are now."""

    purchase: Purchase
    lots: Sequence[Lot]


def buy(new: NewPurchase, act: Act, shop: Shop, planning: Planning) -> Bought:
    """Puts what was bought into the stock, with its date and price, and takes it off the list.

    Raises:
        AlreadyExists: another purchase was made under that id.
        Conflict: nothing is ticked.
        Invalid: there is no such line or food.
        Unavailable: every race was lost.
    """
    first, last = new.days(shop.today)
    purchase = _bought(new, act._replace(id=new.id or act.id), shop)
    if purchase.undone_by is None:
        lots = shop.items.find(purchase.lots).values()
        food_ids = {lot.food_id for lot in lots if lot.food_id is not None}
        for day in shop.plans.between(max(first, shop.today), last):
            if _needs_any(day, food_ids):
                hold_again(day.date, planning.holding)
    return _seen(purchase, shop)


def undo_purchase(purchase_id: str, act: Act, shop: Shop) -> Bought:
    """Takes the lots out of the stock again and puts the lines back on the list, all or none; what
    plans hold of them goes to other lots as far as those have it free.

    Raises:
        NotFound: there is no such purchase.
        Conflict: `already_undone`, or `purchase_touched`: something was done to one of the lots.
        Unavailable: every race was lost.
    """
    for _ in range(LOOKS):
        purchase = shop.shopping.purchase(purchase_id)
        if purchase is None:
            raise NotFound
        if purchase.undone_by == act.id:
            return _seen(purchase, shop)
        if purchase.undone_by is not None:
            raise Conflict("already_undone")
        try:
            shop.shopping.commit(_taken_back(purchase, act, shop))
        except VersionMismatch:
            continue
        except Conflict:
            if shop.shopping.purchase(purchase_id) == purchase:
                raise
            continue
        undone = purchase.model_copy(update={"undone_at": act.at, "undone_by": act.id})
        return Bought(undone, [])
    raise Unavailable


def _bought(new: NewPurchase, act: Act, shop: Shop) -> Purchase:
    first, last = new.days(shop.today)
    for _ in range(LOOKS):
        known = shop.shopping.purchase(act.id)
        if known is not None:
            if known.fingerprint != new.fingerprint:
                raise AlreadyExists(id=act.id, field="id")
            return known
        found = read_list(first, last, shop)
        try:
            chosen = basket(new, found.shown, found.written, shop.foods, shop.language, act)
        except Conflict:
            # The same purchase may have emptied the list this very moment.
            if shop.shopping.purchase(act.id) is None:
                raise
            continue
        purchase = Purchase(
            id=act.id,
            fingerprint=new.fingerprint,
            lots=tuple(lot.id for lot in chosen.lots),
            lines=tuple(chosen.lines),
            spent=paid(chosen.lots),
            at=act.at,
            by=act.by,
        )
        gone = [_gone(line, act) for line in chosen.lines]
        try:
            shop.shopping.commit(ShoppingChange(gone, added=chosen.lots, purchase=purchase))
        except VersionMismatch:
            continue
        return purchase
    raise Unavailable


def _gone(line: ShoppingLine, act: Act) -> ShoppingLine:
    return line.model_copy(update={"gone": True, "updated_at": act.at})


def _taken_back(purchase: Purchase, act: Act, shop: Shop) -> ShoppingChange:
    """Raises Conflict."""
    found = shop.items.find(purchase.lots)
    lots = [found[lot_id] for lot_id in purchase.lots if not touched(purchase, found.get(lot_id))]
    if len(lots) < len(purchase.lots):
        raise Conflict("purchase_touched")
    emptied = [lot.model_copy(update=_NOTHING) for lot in lots]
    others = keeping_holds(emptied, shop.today, shop.items, shop.foods)[len(lots) :]
    stored = shop.shopping.find([line.id for line in purchase.lines])
    back = [
        line.model_copy(
            update={"version": stored[line.id].version, "gone": False, "updated_at": act.at}
        )
        for line in purchase.lines
        if line.id in stored and stored[line.id].gone
    ]
    undone = purchase.model_copy(update={"undone_at": act.at, "undone_by": act.id})
    removed = [lot.model_copy(update={"updated_at": act.at}) for lot in lots]
    return ShoppingChange(back, changed=others, removed=removed, purchase=undone)


def _seen(purchase: Purchase, shop: Shop) -> Bought:
    found = shop.items.find(purchase.lots)
    return Bought(purchase, [found[lot_id] for lot_id in purchase.lots if lot_id in found])


def _needs_any(day: PlanDay, food_ids: set[str]) -> bool:
    return any(need.food_id in food_ids for need in day.needs())
