"""Cooking what was planned: what is held for it goes first, then what no plan holds."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.item import Kind, Lot, safe_to_cook
from shared.domain.model import Model
from shared.domain.movement import Act, Step
from shared.domain.planning.day import Planned, Servings, Want
from shared.domain.planning.holds import HoldKey, holds_of, without
from shared.domain.planning.placing import changed_only, draws
from shared.domain.portion import Portion
from shared.domain.shortage import Shortage
from shared.domain.taking import consumed
from shared.domain.units import Quantity


class Cooking(Model):
    """How many `servings` were cooked, those planned unless said otherwise; `partial` takes what
    there is where something is short."""

    servings: Servings | None = None
    partial: bool = False


class Taking(NamedTuple):
    """What leaves each lot, in its own unit, and what is short."""

    taken: dict[str, Decimal]
    short: list[Shortage]


def taking(
    entry: Planned, key: HoldKey, lots: Sequence[Lot], foods: FoodCatalog, today: date
) -> Taking:
    """From which lots the entry is cooked: first from what they hold for it, then from what they
    have free, first-expiring-first; nothing past its use-by date today."""
    safe = [lot for lot in _in_order(lots) if _cookable(lot, today)]
    own = {lot.id: dict(holds_of(lot)).get(key, Decimal(0)) for lot in safe}
    free = {lot.id: without(lot, key.__eq__).free(today) - own[lot.id] for lot in safe}
    taken: dict[str, Decimal] = {}
    short: list[Shortage] = []
    for want in entry.wants:
        left = want.quantity
        food = foods.get(want.food_id) if want.food_id else None
        same = [lot for lot in safe if want.food_id is not None and lot.food_id == want.food_id]
        for room in (own, free):
            there = [(lot, room[lot.id]) for lot in same]
            for draw in list(draws(Quantity(left, want.unit), there, food)):
                room[draw.lot_id] -= draw.amount
                taken[draw.lot_id] = taken.get(draw.lot_id, Decimal(0)) + draw.amount
                left -= draw.told
        if left > 0:
            short.append(_shortage(want, want.quantity - left))
    return Taking(taken, short)


def cooked(
    taken: Taking, key: HoldKey, lots: Sequence[Lot], foods: FoodCatalog, act: Act
) -> tuple[list[Step], list[Lot]]:
    """The lots as they become and a movement each, all of one group; and the other lots that held
    something for the entry. None of them does any more."""
    known = {lot.id: without(lot, key.__eq__) for lot in lots}
    steps: list[Step] = []
    for number, (lot_id, amount) in enumerate(taken.taken.items()):
        lot = known.pop(lot_id)
        food = foods.get(lot.food_id) if lot.food_id else None
        numbered = act._replace(id=f"{act.id}-{number}", group_id=act.id)
        steps.append(consumed(lot, Portion(amount, lot.unit), food, numbered))
    return steps, changed_only(lots, known.values())


def _shortage(want: Want, available: Decimal) -> Shortage:
    return Shortage(
        name=want.name,
        food_id=want.food_id,
        needed=want.quantity,
        available=available,
        unit=want.unit,
    )


def _cookable(lot: Lot, today: date) -> bool:
    return lot.kind is not Kind.PRODUCT and safe_to_cook(lot, today)


def _in_order(lots: Iterable[Lot]) -> list[Lot]:
    return sorted(lots, key=lambda lot: (lot.expires_on, lot.id))
