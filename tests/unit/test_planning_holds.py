"""Plans and what they hold, against a model that knows nothing but sums."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.food import DateKind
from shared.domain.item import Lot, safe_to_cook
from shared.domain.planning.day import Meals, PlanDay, Planned, Want
from shared.domain.planning.holds import (
    MOST_HOLDS,
    HoldKey,
    days_held,
    fitted,
    holds_of,
)
from shared.domain.planning.reserving import cleared, moved, planned
from shared.domain.units import Unit
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
FOOD_IDS = ("potato", "onion")
ZERO = Decimal(0)


def grams(lot_id: str, quantity: int, days: int = 5, **changes: Any) -> Lot:
    values = {"food_id": "potato", "unit": "g", "expires_on": TODAY + timedelta(days)}
    return lot(id=lot_id, quantity=Decimal(quantity), **(values | changes))


def day_of(day: date, *wants: tuple[str, int], unit: Unit = Unit.G) -> PlanDay:
    """A dinner that takes so many grams of each food, an entry each."""
    entries = tuple(
        Planned(
            id=f"e{number}",
            recipe_id=None,
            title="Cena",
            servings=2,
            minutes=None,
            nutrition_per_serving=None,
            wants=(Want(food_id=food, name=food, quantity=Decimal(amount), unit=unit),),
        )
        for number, (food, amount) in enumerate(wants)
    )
    return PlanDay(date=day, meals=Meals[Planned](dinner=entries), updated_at=NOW)


def held(lots: Iterable[Lot], day: date, entry_id: str) -> Decimal:
    key = HoldKey(day, entry_id)
    return sum((dict(holds_of(one)).get(key, ZERO) for one in lots), ZERO)


class World:
    """A kitchen whose every change is made by the rules that are tested."""

    def __init__(self, lots: Iterable[Lot]) -> None:
        self.lots = {one.id: one for one in lots}
        self.days: dict[date, PlanDay] = {}

    def put(self, lots: Iterable[Lot]) -> None:
        self.lots = self.lots | {one.id: one for one in lots}

    def plan(self, day: PlanDay) -> None:
        before = self.lots
        self.clear(day.date)
        room, self.lots = self.room_on(day.date), before
        self.put(planned(day, list(self.lots.values()), FOODS, TODAY))
        self.days[day.date] = day
        for food in FOOD_IDS:
            wanted = sum((n.quantity.amount for n in day.needs() if n.food_id == food), ZERO)
            got = sum(
                (
                    held(self.lots.values(), day.date, n.key.entry_id)
                    for n in day.needs()
                    if n.food_id == food
                ),
                ZERO,
            )
            assert got == min(wanted, room[food]), "as much as there is, and no more than wanted"

    def room_on(self, day: date) -> dict[str, Decimal]:
        return {
            food: sum(
                (
                    one.free(TODAY)
                    for one in self.lots.values()
                    if one.food_id == food and safe_to_cook(one, day)
                ),
                ZERO,
            )
            for food in FOOD_IDS
        }

    def clear(self, day: date) -> None:
        self.days.pop(day, None)
        self.put(cleared(day, list(self.lots.values())))

    def change(self, lot_id: str, **changes: Any) -> None:
        before = self.lots[lot_id]
        lot_after, freed = fitted(before.model_copy(update=changes), TODAY, before)
        self.put([lot_after])
        total = before.reserved(TODAY)
        assert lot_after.reserved(TODAY) + sum((f.quantity.amount for f in freed), ZERO) == total
        self.put(moved(freed, list(self.lots.values()), FOODS, TODAY))

    def check(self) -> None:
        for one in self.lots.values():
            assert sum(one.holds.values(), ZERO) <= one.quantity
            assert all(safe_to_cook(one, day) for day in days_held(one))
            assert all(amount > 0 for amount in one.holds.values())
            assert set(days_held(one)) <= set(self.days)
        for day in self.days.values():
            for need in day.needs():
                of_entry = held(self.lots.values(), day.date, need.key.entry_id)
                assert of_entry <= need.quantity.amount


amounts = st.integers(1, 600)
lots_of = st.lists(
    st.tuples(
        st.sampled_from(FOOD_IDS), amounts, st.integers(-1, 6), st.sampled_from(list(DateKind))
    ),
    min_size=1,
    max_size=5,
)
wants_of = st.lists(st.tuples(st.sampled_from(FOOD_IDS), amounts), max_size=3)
steps_of = st.lists(
    st.one_of(
        st.tuples(st.just("plan"), st.integers(0, 5), wants_of),
        st.tuples(st.just("clear"), st.integers(0, 5), st.none()),
        st.tuples(st.just("take"), st.integers(0, 4), amounts),
        st.tuples(st.just("date"), st.integers(0, 4), st.integers(-1, 6)),
    ),
    max_size=12,
)


def do(world: World, step: tuple[str, int, Any]) -> None:
    what, number, value = step
    lot_id = f"l{number % len(world.lots)}"
    match what:
        case "plan":
            world.plan(day_of(TODAY + timedelta(number), *value))
        case "clear":
            world.clear(TODAY + timedelta(number))
        case "take":
            left = world.lots[lot_id].quantity
            world.change(lot_id, quantity=left - min(left, Decimal(value)))
        case "date":
            world.change(lot_id, expires_on=TODAY + timedelta(value))


@settings(max_examples=150, deadline=None)
@given(lots_of, steps_of)
def test_no_gram_is_held_twice_whatever_happens(
    lots: list[tuple[str, int, int, DateKind]], steps: list[tuple[str, int, Any]]
) -> None:
    world = World(
        grams(f"l{n}", amount, days, food_id=food, date_kind=kind)
        for n, (food, amount, days, kind) in enumerate(lots)
    )
    for step in steps:
        do(world, step)
        world.check()
    for day in list(world.days):
        world.clear(day)
    assert all(not one.holds for one in world.lots.values()), "released, everything is free again"


def test_what_expires_first_is_held_first_but_never_past_its_use_by() -> None:
    lots = [
        grams("late", 300, 9),
        grams("gone", 300, 1, date_kind="use_by"),
        grams("soon", 300, 3, date_kind="use_by"),
    ]
    after = planned(day_of(TODAY + timedelta(3), ("potato", 400)), lots, FOODS, TODAY)
    assert {one.id: sum(one.holds.values()) for one in after} == {"soon": 300, "late": 100}


def test_units_are_converted_and_the_least_is_held_of_what_is_too_small() -> None:
    oil = lot(food_id="olive_oil", unit="l", quantity=Decimal("0.5"))
    [spoon] = planned(day_of(TODAY, ("olive_oil", 2), unit=Unit.TBSP), [oil], FOODS, TODAY)
    assert list(spoon.holds.values()) == [Decimal("0.03")]
    salt = lot(food_id="salt", unit="kg", quantity=Decimal(1))
    [pinch] = planned(day_of(TODAY, ("salt", 1), unit=Unit.PINCH), [salt], FOODS, TODAY)
    assert list(pinch.holds.values()) == [Decimal("0.001")]


def test_what_cannot_be_converted_or_is_no_food_holds_nothing() -> None:
    lots = [
        grams("a", 5, unit="bunch"),
        grams("b", 500, kind="product"),
        grams("c", 9, food_id="egg"),
    ]
    assert planned(day_of(TODAY, ("potato", 100)), lots, FOODS, TODAY) == []


def test_a_day_that_is_over_holds_nothing() -> None:
    yesterday = TODAY - timedelta(1)
    assert planned(day_of(yesterday, ("potato", 9)), [grams("a", 9)], FOODS, TODAY) == []
    old = grams("a", 9, holds={f"{yesterday}.e0": Decimal(9)})
    assert old.reserved(TODAY) == 0
    assert old.free(TODAY) == 9
    [now] = planned(day_of(TODAY, ("potato", 5)), [old], FOODS, TODAY)
    assert now.holds == {f"{TODAY}.e0": Decimal(5)}


def test_the_latest_day_is_let_go_first_and_moves_where_something_is_free() -> None:
    first, later = TODAY, TODAY + timedelta(2)
    lots = [grams("a", 500), grams("b", 150, 6)]
    for day in (first, later):
        changed = planned(day_of(day, ("potato", 250)), lots, FOODS, TODAY)
        lots = list(({one.id: one for one in lots} | {one.id: one for one in changed}).values())
    eaten, freed = fitted(lots[0].model_copy(update={"quantity": Decimal(300)}), TODAY)
    assert [(str(one.key), one.quantity.amount) for one in freed] == [(f"{later}.e0", Decimal(200))]
    [other] = moved(freed, [eaten, lots[1]], FOODS, TODAY)
    assert other.holds == {f"{later}.e0": Decimal(150)}


def test_another_unit_or_food_holds_nothing_and_a_new_unit_holds_anew() -> None:
    [kept] = planned(day_of(TODAY, ("potato", 250)), [grams("a", 500)], FOODS, TODAY)
    kilos = kept.model_copy(update={"unit": Unit.KG, "quantity": Decimal("0.5")})
    empty, freed = fitted(kilos, TODAY, kept)
    assert empty.holds == {}
    [again] = moved(freed, [empty], FOODS, TODAY)
    assert again.holds == {f"{TODAY}.e0": Decimal("0.25")}


def test_a_lot_holds_a_bounded_number_of_things() -> None:
    full = grams("a", 100, holds={f"{TODAY}.x{n}": Decimal(1) for n in range(MOST_HOLDS)})
    tomorrow = TODAY + timedelta(1)
    assert planned(day_of(tomorrow, ("potato", 9)), [full], FOODS, TODAY) == []
    assert (
        planned(day_of(tomorrow, ("potato", 9)), [full, grams("b", 9)], FOODS, TODAY)[0].id == "b"
    )


@given(
    held=st.lists(st.tuples(st.integers(-3, 9), st.integers(1, 400)), max_size=6),
    quantity=st.integers(0, 900),
    days=st.integers(-2, 9),
    unit=st.sampled_from(["g", "kg", "unit"]),
    food_id=st.sampled_from(["potato", "onion", None]),
)
def test_whatever_becomes_of_a_lot_what_is_available_is_never_below_zero(
    held: list[tuple[int, int]], quantity: int, days: int, unit: str, food_id: str | None
) -> None:
    holds = {f"{TODAY + timedelta(day)}.e{n}": Decimal(much) for n, (day, much) in enumerate(held)}
    was = grams("a", 2400).model_copy(update={"holds": holds})
    changed = {"unit": unit, "food_id": food_id, "date_kind": DateKind.USE_BY}
    after = grams("a", quantity, days, **changed).model_copy(update={"holds": holds})
    kept = fitted(after, TODAY, was).lot
    assert 0 <= kept.free(TODAY) <= kept.quantity
