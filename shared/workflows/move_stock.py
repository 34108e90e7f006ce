"""Moving stock: the lot, the movement that says what happened and the counts go in one commit.

A lot is read, decided on and written by compare-and-set, again after each lost race, so that of any
number of cooks none takes what is not there. What plans held of it and does not fit any more goes
to other lots of the food in the same commit, as far as they have it free. A request that ran before
under the same `Idempotency-Key`, or with the same id of the client's own, finds its movements and
answers them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from shared.domain.catalog import FoodCatalog
from shared.domain.cooking import food_of
from shared.domain.errors import (
    AlreadyExists,
    Conflict,
    DomainError,
    Invalid,
    NotFound,
    Unavailable,
    VersionMismatch,
)
from shared.domain.food import Food
from shared.domain.item import Lot, safe_to_cook
from shared.domain.listing import ItemFilter
from shared.domain.movement import Act, Entry, Step
from shared.domain.portion import told
from shared.domain.taking import consumed_in_order
from shared.domain.undoing import undone
from shared.domain.units import Quantity
from shared.ports.stock import Items, Movements, StockChange
from shared.workflows.keep_holds import keeping_holds

if TYPE_CHECKING:
    from shared.domain.planning.day import PlanDay
    from shared.ports.planning import Plans

# Each lost race means that somebody else's movement was stored.
_LOOKS = 20
_PAGE = 25
_MOST_LOTS = 100

Decision: TypeAlias = Callable[[Lot, Food | None, Act], Step]


@dataclass(frozen=True, slots=True)
class Stock:
    """The stores that a movement touches, and what it looks up."""

    items: Items
    movements: Movements
    foods: FoodCatalog

    def food_of(self, lot: Lot) -> Food | None:
        return food_of(lot.food_id, lot.name, self.foods)


class Moved(NamedTuple):
    """The movements of one request, and the lots as they are afterwards, used up ones included."""

    entries: Sequence[Entry]
    lots: Sequence[Lot]


def move(item_id: str, decide: Decision, act: Act, stock: Stock, if_match: str | None) -> Moved:
    """Does to one lot what `decide` says.

    Raises:
        NotFound: there is no such lot, or it is used up.
        VersionMismatch: it is not in the version `if_match` names.
        Unavailable: every race was lost.
        Conflict, CannotConvert: what `decide` refuses.
    """

    def change() -> StockChange:
        lot = stock.items.get(item_id)
        if if_match is not None and lot.version != if_match:
            raise VersionMismatch
        step = decide(lot, stock.food_of(lot), act)
        return StockChange(lots=(step.lot,), entries=(step.entry,))

    return store(change, act, stock, once=if_match is not None)


def consume_food(food: Food, wanted: Quantity, act: Act, stock: Stock) -> Moved:
    """Takes `wanted` of a food from its lots, first-expiring-first and what no plan holds before
    the rest, all of it or none; what is past its use-by date is left alone.

    Raises:
        NotEnough, CannotConvert: see `consumed_in_order`.
        Unavailable: every race was lost.
    """

    def change() -> StockChange:
        lots = _lots_of(food, wanted, stock, act.at.date())
        steps = consumed_in_order(lots, wanted, food, act)
        return StockChange(tuple(s.lot for s in steps), tuple(s.entry for s in steps))

    return store(change, act, stock)


def undo(movement_id: str, act: Act, stock: Stock, plans: Plans | None = None) -> Moved:
    """Takes back a movement and all that was done with it in one request, each exactly, or none. A
    planned meal that was cooked so is planned again.

    Raises:
        NotFound: there is no such movement.
        Conflict: see `undone`.
        Unavailable: every race was lost.
    """

    def change() -> StockChange:
        try:
            return taken_back()
        except Conflict:
            # Somebody else's undo may have changed the lot after the movement was read.
            if stock.movements.get(movement_id).undone_by:
                raise Conflict("already_undone") from None
            raise

    def taken_back() -> StockChange:
        asked = stock.movements.get(movement_id)
        entries = stock.movements.group(asked.group_id) if asked.group_id else [asked]
        lots = stock.items.find([entry.item_id for entry in entries])
        steps: list[Step] = []
        for number, entry in enumerate(entries):
            this = act if len(entries) == 1 else _numbered(act, number)
            steps.append(undone(entry, lots.get(entry.item_id), this))
        marked = (
            entry.model_copy(update={"undone_by": step.entry.id})
            for entry, step in zip(entries, steps, strict=True)
        )
        return StockChange(
            tuple(s.lot for s in steps),
            tuple(s.entry for s in steps),
            tuple(marked),
            _uncooked(entries[0], plans),
        )

    return store(change, act, stock)


def _uncooked(entry: Entry, plans: Plans | None) -> PlanDay | None:
    """The day of the meal that was cooked, where it is still told to be."""
    if plans is None or entry.planned_on is None or entry.group_id is None:
        return None
    day = plans.get(entry.planned_on)
    again = day.with_uncooked(entry.group_id) if day is not None else None
    return None if again is day else again


def known_food(food_id: str | None, name: str | None, foods: FoodCatalog) -> Food:
    """Raises Invalid for what the catalog does not know."""
    food = foods.get(food_id) if food_id else foods.by_name(name or "")
    if food is None:
        raise Invalid("unknown_food", field="food_id" if food_id else "name")
    return food


def store(
    change: Callable[[], StockChange], act: Act, stock: Stock, *, once: bool = False
) -> Moved:
    """Decides and commits, again after each lost race; `once` says that `change` names a version
    and refuses another. An act that was done before is answered as it was, whatever is refused now:
    it may itself be why.

    Raises:
        VersionMismatch: what `change` named is in another version.
        Unavailable: every race was lost.
        AlreadyExists: another request moved something under the act's id.
        Conflict, Invalid, NotFound: what `change` refuses.
    """
    for _ in range(_LOOKS):
        try:
            decided = change()
        except VersionMismatch as refusal:
            if once:
                return _answered_before(act, stock, refusal)
            continue
        except (Conflict, Invalid, NotFound) as refusal:
            return _answered_before(act, stock, refusal)
        try:
            kept = keeping_holds(decided.lots, act.at.date(), stock.items, stock.foods)
            lots = stock.movements.commit(decided._replace(lots=kept))
        except VersionMismatch:
            # Also where the lot is as it was named: another one, which takes its holds, changed.
            continue
        except (AlreadyExists, Conflict) as refusal:
            return _answered_before(act, stock, refusal)
        return Moved(decided.entries, lots[: len(decided.lots)])
    raise Unavailable


def _answered_before(act: Act, stock: Stock, refusal: DomainError) -> Moved:
    moved = done_before(act, stock)
    if moved is None:
        raise refusal
    return moved


def done_before(act: Act, stock: Stock) -> Moved | None:
    """What an earlier run of the same request moved; None where there was none.

    Raises:
        AlreadyExists: another request moved something under its id.
    """
    entries = stock.movements.of_request(act.id)
    if not entries:
        return None
    if any(entry.fingerprint != act.fingerprint for entry in entries):
        raise AlreadyExists(id=act.id, field="id")
    lots = stock.items.find([entry.item_id for entry in entries])
    return Moved(entries, list(lots.values()))


def _numbered(act: Act, number: int) -> Act:
    return act._replace(id=f"{act.id}-{number}", group_id=act.id)


def _lots_of(food: Food, wanted: Quantity, stock: Stock, today: date) -> list[Lot]:
    """The food's lots, soonest to expire first, no more than it takes to have `wanted` free."""
    lots: list[Lot] = []
    missing, cursor = wanted.amount, None
    while missing > 0 and len(lots) < _MOST_LOTS:
        page = stock.items.page(ItemFilter(food_id=food.id), _PAGE, cursor)
        safe = [lot for lot in page.items if safe_to_cook(lot, today)]
        missing -= sum(told(lot.free(today), lot, wanted.unit, food) or 0 for lot in safe)
        lots += safe
        cursor = page.next_cursor
        if cursor is None:
            break
    return lots
