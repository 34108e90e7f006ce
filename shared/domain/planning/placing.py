"""Holding what plans need, first-expiring-first, and never the same gram twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.convert import convert, convert_finely, convertible
from shared.domain.food import Allergen, Food
from shared.domain.item import Kind, Lot, safe_to_cook
from shared.domain.planning.holds import MOST_HOLDS, HoldKey, holds_of, with_holds
from shared.domain.sparing import added_allergens
from shared.domain.units import FINEST, MILLI, Quantity, rounded


class Need(NamedTuple):
    """What an entry wants of a food. `label` is all that a lot may name beyond the allergens that
    the food has, where that is limited."""

    key: HoldKey
    food_id: str
    quantity: Quantity
    label: frozenset[Allergen] | None = None


class Draw(NamedTuple):
    """What a lot gives to a need: `amount` in the lot's unit, `told` in the need's. Holding takes
    the amount, in thousandths; cooking takes `exactly` so much."""

    lot_id: str
    amount: Decimal
    told: Decimal
    exactly: Decimal


def placed(
    needs: Iterable[Need], lots: Iterable[Lot], foods: FoodCatalog, today: date
) -> list[Lot]:
    """The lots with as much of the needs held as they have free, the soonest to expire first.

    A lot holds nothing for a day on which it is past its use-by date, nor for one that is over, nor
    more than `MOST_HOLDS` things; what is held of days that are over is let go for it.
    """
    known = {lot.id: lot for lot in sorted(lots, key=lambda lot: (lot.expires_on, lot.id))}
    for need in needs:
        if need.key.day < today:
            continue
        food = foods.get(need.food_id)
        room = {
            lot.id: (lot, lot.free(today))
            for lot in known.values()
            if lot.food_id == need.food_id
            and _may_hold(lot, need.key, today)
            and _labelled_so(lot, need, foods)
        }
        for draw in draws(need.quantity, room.values(), food):
            known[draw.lot_id] = _holding(known[draw.lot_id], need.key, draw.amount, today)
    return list(known.values())


def draws(
    wanted: Quantity, room: Iterable[tuple[Lot, Decimal]], food: Food | None
) -> Iterator[Draw]:
    """What each lot gives of what it may give (in its own unit) until `wanted` is there; lots that
    cannot be told in its unit are passed over. An amount too small for a lot's unit takes the least
    there is of it."""
    left = rounded(wanted.amount)
    for lot, most in room:
        if left <= 0:
            return
        rest = Quantity(left, wanted.unit)
        if most <= 0 or not convertible(rest, lot.unit, food):
            continue
        needed = max(MILLI, convert(rest, lot.unit, food))
        if most >= needed:
            yield Draw(lot.id, needed, left, max(FINEST, convert_finely(rest, lot.unit, food)))
            return
        told = min(left, convert(Quantity(most, lot.unit), wanted.unit, food))
        yield Draw(lot.id, most, told, most)
        left -= told


def changed_only(before: Iterable[Lot], after: Iterable[Lot]) -> list[Lot]:
    """The lots whose holds became others."""
    known: Mapping[str, Lot] = {lot.id: lot for lot in before}
    return [lot for lot in after if dict(lot.holds) != dict(known[lot.id].holds)]


def foods_of(needs: Iterable[Need]) -> Sequence[str]:
    return list(dict.fromkeys(need.food_id for need in needs))


def _may_hold(lot: Lot, key: HoldKey, today: date) -> bool:
    live = [held for held, _ in holds_of(lot) if held.day >= today]
    return (
        lot.kind is not Kind.PRODUCT
        and safe_to_cook(lot, key.day)
        and (key in live or len(live) < MOST_HOLDS)
    )


def _labelled_so(lot: Lot, need: Need, foods: FoodCatalog) -> bool:
    return need.label is None or added_allergens(lot, foods) <= need.label


def _holding(lot: Lot, key: HoldKey, amount: Decimal, today: date) -> Lot:
    live = {held: much for held, much in holds_of(lot) if held.day >= today}
    return with_holds(lot, live | {key: live.get(key, Decimal(0)) + amount})
