"""What planned days still need after what is held for them and what is free in the stock."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from shared.domain.convert import convert, convertible
from shared.domain.cooking import TAP
from shared.domain.food import Category, Food
from shared.domain.item import Kind, Lot, safe_to_cook
from shared.domain.larder import still_missing
from shared.domain.model import Amount, Model
from shared.domain.planning.day import PlanDay
from shared.domain.planning.holds import holds_of
from shared.domain.planning.placing import draws
from shared.domain.planning.view import Circumstances, WantView, day_view
from shared.domain.shopping.line import need_id
from shared.domain.shopping.packs import base_unit
from shared.domain.sparing import must_be_spared
from shared.domain.staples import STAPLES
from shared.domain.units import MILLI, Quantity, Unit


class Why(StrEnum):
    """Why something that a plan takes is not on the list."""

    OPTIONAL = "optional"
    TAP_WATER = "tap_water"
    STAPLE = "staple"
    PINCH = "pinch"
    IN_STOCK = "in_stock"
    ON_LIST = "on_list"


class NeededFor(Model):
    """An entry of a day, and how much it lacks."""

    date: date
    entry_id: str
    title: str
    quantity: Amount
    unit: Unit


class Spared(NamedTuple):
    """What is not bought, and why."""

    food: Food | None
    name: str
    why: Why


class Needed(NamedTuple):
    """What plans lack of one food; `held_for` are the days after or before these for which plans
    hold what there is of it."""

    id: str
    food: Food | None
    name: str
    category: Category
    quantity: Quantity
    uses: tuple[NeededFor, ...]
    held_for: tuple[date, ...]


class Needs(NamedTuple):
    needed: list[Needed]
    spared: list[Spared]


class _Lack(NamedTuple):
    day: date
    entry_id: str
    title: str
    want: WantView
    food: Food | None


def foods_lacking(days: Sequence[PlanDay], seen: Circumstances) -> list[str]:
    """The foods of which the lots that hold something for the days do not hold enough."""
    found = (lack.want.food_id for lack in _lacks(days, seen))
    return list(dict.fromkeys(food_id for food_id in found if food_id is not None))


def needs_of(days: Sequence[PlanDay], seen: Circumstances) -> Needs:
    """What has to be bought for the days, added up by food. Of `seen.lots` those are that hold
    something for the days and all of the foods that lack."""
    spared = list(_optional(days, seen))
    room = {lot.id: lot.free(seen.today) for lot in seen.lots}
    open_: list[tuple[_Lack, Decimal]] = []
    for lack in _lacks(days, seen):
        why = _spared(lack)
        left = lack.want.missing if why else _left(lack, room, seen)
        if why or not left:
            spared.append(Spared(lack.food, lack.want.name, why or Why.IN_STOCK))
        else:
            open_.append((lack, left))
    dates = {day.date for day in days}
    once = {(one.food.id if one.food else one.name, one.why): one for one in spared}
    return Needs(_merged(open_, dates, seen), list(once.values()))


def coverable(days: Sequence[PlanDay], seen: Circumstances) -> list[date]:
    """The days that lack what the stock has free; `seen` as for `needs_of`."""
    room = {lot.id: lot.free(seen.today) for lot in seen.lots}
    found = (lack.day for lack in _lacks(days, seen) if _left(lack, room, seen) < lack.want.missing)
    return list(dict.fromkeys(found))


def _lacks(days: Sequence[PlanDay], seen: Circumstances) -> Iterator[_Lack]:
    for day in days:
        for entry in day_view(day, seen).meals.all():
            for want in entry.ingredients:
                if want.missing > 0:
                    food = seen.foods.get(want.food_id) if want.food_id else None
                    yield _Lack(day.date, entry.id, entry.title, want, food)


def _optional(days: Sequence[PlanDay], seen: Circumstances) -> Iterator[Spared]:
    for day in days:
        for entry in day.meals.all():
            if entry.cooked_at is None and day.date >= seen.today:
                for want in entry.optional:
                    food = seen.foods.get(want.food_id) if want.food_id else None
                    yield Spared(food, want.name, Why.OPTIONAL)


def _spared(lack: _Lack) -> Why | None:
    if lack.want.food_id == TAP:
        return Why.TAP_WATER
    if lack.want.food_id in STAPLES:
        return Why.STAPLE
    return Why.PINCH if lack.want.unit is Unit.PINCH else None


def _left(lack: _Lack, room: dict[str, Decimal], seen: Circumstances) -> Decimal:
    """What the free stock leaves open; it is taken off `room`."""
    left = lack.want.missing
    free = [
        (lot, room[lot.id])
        for lot in sorted(seen.lots, key=lambda lot: (lot.expires_on, lot.id))
        if lot.food_id == lack.want.food_id is not None and _usable(lot, lack.day, seen)
    ]
    for draw in list(draws(Quantity(left, lack.want.unit), free, lack.food)):
        room[draw.lot_id] -= draw.amount
        left -= draw.told
    return still_missing(lack.want.quantity, left)


def _usable(lot: Lot, day: date, seen: Circumstances) -> bool:
    return (
        lot.kind is not Kind.PRODUCT
        and safe_to_cook(lot, day)
        and not must_be_spared(lot, seen.spared, seen.foods)
    )


def _merged(
    open_: Iterable[tuple[_Lack, Decimal]], dates: set[date], seen: Circumstances
) -> list[Needed]:
    groups: dict[str, Needed] = {}
    for lack, left in open_:
        quantity = Quantity(left, lack.want.unit)
        unit = base_unit(lack.food) if lack.food else None
        if unit is not None and convertible(quantity, unit, lack.food):
            line_id = need_id(lack.food, "")
            # What is too little for the unit is the least there is of it, never nothing.
            quantity = Quantity(max(MILLI, convert(quantity, unit, lack.food)), unit)
        else:
            line_id = need_id(lack.food, lack.want.name, lack.want.unit)
        use = NeededFor(
            date=lack.day,
            entry_id=lack.entry_id,
            title=lack.title,
            quantity=left,
            unit=lack.want.unit,
        )
        known = groups.get(line_id)
        groups[line_id] = Needed(
            id=line_id,
            food=lack.food,
            name=known.name if known else lack.want.name,
            category=lack.food.category if lack.food else Category.OTHER,
            quantity=Quantity(
                quantity.amount + (known.quantity.amount if known else 0), quantity.unit
            ),
            uses=(*(known.uses if known else ()), use),
            held_for=_held_for(lack, dates, seen),
        )
    return list(groups.values())


def _held_for(lack: _Lack, dates: set[date], seen: Circumstances) -> tuple[date, ...]:
    """The other days whose plans hold what could be used."""
    return tuple(
        sorted(
            {
                key.day
                for lot in seen.lots
                if lot.food_id == lack.want.food_id is not None and _usable(lot, lack.day, seen)
                for key, _ in holds_of(lot)
                if key.day >= seen.today and key.day not in dates
            }
        )
    )
