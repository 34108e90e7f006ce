"""Opening, freezing, thawing and moving: what they do to the date by which a lot is to be eaten.

Opening and thawing never move a date back; what a label says of its opened jar goes before any
table. Freezing does, by the catalog's freezer days, of food
that is still good: past a use-by date nothing is made safe again, and what was thawed is not frozen
a second time (UK FSA, "How to chill, freeze and defrost food safely"). What is said to be in
another place now was frozen or thawed, or is there with as much of its life as it had left.
"""

from datetime import date, timedelta
from fractions import Fraction

from shared.domain.errors import Conflict
from shared.domain.expiry import (
    estimated_expiry,
    frozen_days,
    keeping_days,
    opened_days,
    thawed_days,
)
from shared.domain.food import Category, Food, Storage
from shared.domain.item import ExpirySource, Kind, Lot, safe_to_cook
from shared.domain.months import months_later
from shared.domain.movement import Act, Keeping, MovementKind, Step, entry_of


def opened(lot: Lot, food: Food | None, act: Act) -> Step:
    """Raises Conflict for a lot that is open already."""
    if lot.opened_on is not None:
        raise Conflict("already_opened")
    today = act.at.date()
    until, source = min(lot.expires_on, _once_open(lot, food, today)), _source_once_open(lot)
    return _kept(lot, act, MovementKind.OPEN, until, source, opened_on=today)


def estimated_of(lot: Lot, food: Food | None, bought_on: date) -> date:
    """The last day of a lot bought on `bought_on` whose date nobody gave; if it is open, or was
    thawed, no later than that leaves it."""
    until = estimated_expiry(food, lot.category, lot.storage, bought_on)
    if lot.opened_on is not None:
        until = min(until, _once_open(lot, food, lot.opened_on))
    if lot.thawed_on is not None:
        until = min(until, lot.thawed_on + timedelta(days=thawed_days(food)))
    return until


def dated_as_open(lot: Lot, food: Food | None) -> Lot:
    """A lot that was said to be open since `opened_on`, with the date that leaves it."""
    if lot.opened_on is None or (until := _once_open(lot, food, lot.opened_on)) >= lot.expires_on:
        return lot
    return lot.model_copy(update={"expires_on": until, "expiry_source": _source_once_open(lot)})


def _once_open(lot: Lot, food: Food | None, since: date) -> date:
    """As far as being open since that day tells; the last of all days where it changes nothing."""
    if lot.opened_months:
        return months_later(since, lot.opened_months)
    days = None if _is_no_food(lot) else opened_days(food, lot.category)
    return date.max if days is None else since + timedelta(days=days)


def _source_once_open(lot: Lot) -> ExpirySource:
    return ExpirySource.LABEL if lot.opened_months else ExpirySource.ESTIMATED


def _is_no_food(lot: Lot) -> bool:
    """Cosmetics and the like: no table of foods says how long they keep."""
    return lot.kind is Kind.PRODUCT and lot.food_id is None and lot.category is Category.OTHER


def frozen(lot: Lot, food: Food | None, act: Act) -> Step:
    """Raises Conflict for a lot that is frozen, was thawed, or is past its use-by date."""
    today = act.at.date()
    if lot.storage is Storage.FREEZER:
        raise Conflict("already_frozen")
    if lot.thawed_on is not None:
        raise Conflict("thawed_before")
    if not safe_to_cook(lot, today):
        raise Conflict("past_use_by")
    until = _once_frozen(lot, food, today)
    return _kept(lot, act, MovementKind.FREEZE, until, storage=Storage.FREEZER)


def thawed(lot: Lot, food: Food | None, act: Act) -> Step:
    """Raises Conflict for a lot that is not frozen."""
    if lot.storage is not Storage.FREEZER:
        raise Conflict("not_frozen")
    today = act.at.date()
    until = _once_thawed(lot, food, today)
    since = lot.thawed_on or today
    return _kept(lot, act, MovementKind.THAW, until, storage=Storage.FRIDGE, thawed_on=since)


def _once_frozen(lot: Lot, food: Food | None, today: date) -> date:
    days = frozen_days(food, lot.category)
    return lot.expires_on if days is None else max(lot.expires_on, today + timedelta(days=days))


def _once_thawed(lot: Lot, food: Food | None, today: date) -> date:
    return min(lot.expires_on, today + timedelta(days=thawed_days(food)))


def moved(lot: Lot, storage: Storage, food: Food | None, today: date) -> Lot:
    """The lot in another place: into the freezer as `frozen`, except that what is not worth
    freezing any more gains nothing by it; out of it as `thawed`."""
    if storage is Storage.FREEZER:
        good = lot.thawed_on is None and lot.expires_on >= today
        until = _once_frozen(lot, food, today) if good else lot.expires_on
        return _estimated(lot, until, storage=storage)
    if lot.storage is Storage.FREEZER:
        out = {"storage": Storage.FRIDGE, "thawed_on": lot.thawed_on or today}
        thawed_lot = _estimated(lot, _once_thawed(lot, food, today), **out)
        return moved(thawed_lot, storage, food, today)
    if lot.expiry_source is not ExpirySource.ESTIMATED:
        return lot.model_copy(update={"storage": storage})
    return _estimated(lot, _share_left(lot, storage, food, today), storage=storage)


def _share_left(lot: Lot, storage: Storage, food: Food | None, today: date) -> date:
    """The same share of its life is left in the new place as in the old one: moving to and fro
    makes nothing fresh again, and nothing past its day comes back."""
    left = (lot.expires_on - today).days
    if left < 0:
        return lot.expires_on
    share = min(Fraction(1), Fraction(left, keeping_days(food, lot.category, lot.storage)))
    until = today + timedelta(days=int(share * keeping_days(food, lot.category, storage)))
    # What was opened or thawed does not keep longer for being moved.
    begun = lot.opened_on is not None or lot.thawed_on is not None
    return min(until, lot.expires_on) if begun else until


def _estimated(lot: Lot, until: date, **changes: object) -> Lot:
    if until != lot.expires_on:
        changes |= {"expires_on": until, "expiry_source": ExpirySource.ESTIMATED}
    return lot.model_copy(update=changes)


def _kept(
    lot: Lot,
    act: Act,
    kind: MovementKind,
    until: date,
    source: ExpirySource = ExpirySource.ESTIMATED,
    **changes: object,
) -> Step:
    if until != lot.expires_on:
        changes |= {"expires_on": until, "expiry_source": source}
    after = lot.model_copy(update=changes | {"updated_at": act.at})
    entry = entry_of(act, kind, lot, before=Keeping.of(lot), after=Keeping.of(after))
    return Step(after, entry)
