"""What every store of movements does, the fake and Firestore alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from shared.catalog import foods
from shared.domain.errors import (
    AlreadyExists,
    Conflict,
    Invalid,
    NotFound,
    Unavailable,
    VersionMismatch,
)
from shared.domain.item import ItemChange, Lot
from shared.domain.listing import ItemFilter
from shared.domain.movement import Act, MovementKind, Reason
from shared.domain.movement_request import FoodConsumption
from shared.domain.portion import Portion, Rough
from shared.domain.taking import consumed, discarded
from shared.domain.units import Quantity, Unit
from shared.domain.waste import waste_of
from shared.ports.stock import Items, Movements, StockChange
from shared.workflows.change_item import change_item
from shared.workflows.move_stock import Moved, Stock, consume_food, move, undo
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
ALL = Portion(rough=Rough.ALL)


@pytest.fixture
def stock(items: Items, movements: Movements) -> Stock:
    return Stock(items, movements, FOODS)


def act(name: str, minutes: int = 0) -> Act:
    return Act(name, NOW + timedelta(minutes=minutes), "ana")


def eat(stock: Stock, portion: Portion, name: str, item_id: str = "milk-1") -> Moved:
    return move(
        item_id, lambda lot, food, a: consumed(lot, portion, food, a), act(name), stock, None
    )


def bare(one: Lot) -> dict[str, Any]:
    return one.model_dump(exclude={"version", "updated_at"})


def test_a_movement_is_stored_with_its_lot(stock: Stock) -> None:
    stock.items.add([lot()])
    moved = eat(stock, Portion(Decimal(250), Unit.ML), "m1")
    assert stock.items.get("milk-1") == moved.lots[0]
    assert moved.lots[0].quantity == Decimal("0.5")
    stored = stock.movements.get("m1")
    assert stored.model_copy(update={"version": ""}) == moved.entries[0]
    with pytest.raises(NotFound):
        stock.movements.get("m2")


def test_what_is_used_up_is_in_no_list_and_comes_back_exactly(stock: Stock) -> None:
    stock.items.add([lot()])
    eat(stock, Portion(Decimal("0.25")), "m1")
    eat(stock, ALL, "m2")
    with pytest.raises(NotFound):
        stock.items.get("milk-1")
    assert stock.items.page(ItemFilter(), 10, None).items == []
    assert stock.items.find(["milk-1"])["milk-1"].used_up
    undo("m1", act("u1"), stock)
    assert stock.items.get("milk-1").quantity == Decimal("0.25")
    undo("m2", act("u2"), stock)
    assert bare(stock.items.get("milk-1")) == bare(lot())
    assert [one.id for one in stock.items.page(ItemFilter(), 10, None).items] == ["milk-1"]


def test_a_lot_that_is_gone_is_not_added_again(stock: Stock) -> None:
    stock.items.add([lot(id="a"), lot(id="b")])
    eat(stock, ALL, "m1", "a")
    stock.items.remove("b", None, NOW)
    assert [one.id for one in stock.items.add([lot(id="a"), lot(id="b"), lot(id="c")])] == ["c"]
    for gone in ("a", "b"):
        with pytest.raises(NotFound):
            stock.items.get(gone)
        with pytest.raises(AlreadyExists):
            stock.items.add([lot(id=gone, fingerprint="other")])
    assert "b" not in stock.items.find(["a", "b"])


def test_a_repeated_request_answers_what_it_did(stock: Stock) -> None:
    stock.items.add([lot()])
    for portion, name in ((Portion(Decimal("0.25")), "m1"), (ALL, "m2")):
        first = eat(stock, portion, name)
        again = eat(stock, portion, name)
        assert [e.id for e in again.entries] == [e.id for e in first.entries]
        assert [one.quantity for one in again.lots] == [one.quantity for one in first.lots]
    first = undo("m2", act("u2"), stock)
    again = undo("m2", act("u2"), stock)
    assert [e.id for e in again.entries] == ["u2"]
    assert again.lots == first.lots


def test_an_undo_happens_once(stock: Stock) -> None:
    stock.items.add([lot()])
    eat(stock, Portion(Decimal("0.25")), "m1")
    undo("m1", act("u1"), stock)
    for movement, code in (("m1", "already_undone"), ("u1", "cannot_undo")):
        with pytest.raises(Conflict) as error:
            undo(movement, act("u2"), stock)
        assert error.value.code == code
    assert stock.movements.get("m1").undone_by == "u1"
    assert stock.items.get("milk-1").quantity == Decimal("0.75")


def test_a_lot_that_was_removed_takes_nothing_back(stock: Stock) -> None:
    stock.items.add([lot()])
    eat(stock, Portion(Decimal("0.25")), "m1")
    stock.items.remove("milk-1", None, NOW)
    with pytest.raises(Conflict):
        undo("m1", act("u1"), stock)


def test_a_food_is_taken_first_expiring_first_and_put_back_whole(stock: Stock) -> None:
    lots = [lot(id=f"l{n}", expires_on=TODAY + timedelta(days=9 - n)) for n in range(3)]
    stock.items.add([*lots, lot(id="old", expires_on=TODAY - timedelta(1), date_kind="use_by")])
    moved = consume_food(FOODS["whole_milk"], Quantity(Decimal(1), Unit.L), act("g"), stock)
    assert [(e.item_id, e.quantity) for e in moved.entries] == [
        ("l2", Decimal("0.75")),
        ("l1", Decimal("0.25")),
    ]
    assert [one.id for one in stock.items.page(ItemFilter(), 9, None).items] == ["old", "l1", "l0"]
    undo("g-1", act("u"), stock)
    for one in lots:
        assert bare(stock.items.get(one.id)) == bare(one)
    with pytest.raises(Conflict):
        undo("g-0", act("u2"), stock)


def test_more_than_all_lots_hold_changes_nothing(stock: Stock) -> None:
    stock.items.add([lot(id="a"), lot(id="b")])
    with pytest.raises(Conflict):
        consume_food(FOODS["whole_milk"], Quantity(Decimal(2), Unit.L), act("g"), stock)
    assert stock.items.get("a").quantity == stock.items.get("b").quantity == Decimal("0.75")
    assert stock.movements.page(None, None, 5, None).items == []


def test_a_change_is_stored_whole_or_not_at_all(stock: Stock) -> None:
    first, second = stock.items.add([lot(id="a"), lot(id="b")])
    steps = [consumed(one, ALL, None, act(f"m{one.id}")) for one in (first, second)]
    stale = steps[1].lot.model_copy(update={"version": first.version + "1"})
    with pytest.raises(VersionMismatch):
        stock.movements.commit(StockChange((steps[0].lot, stale), [s.entry for s in steps]))
    assert stock.items.get("a") == first
    with pytest.raises(NotFound):
        stock.movements.get("ma")


def test_movements_are_listed_newest_first(stock: Stock) -> None:
    stock.items.add([lot(id="a", quantity=Decimal(9)), lot(id="b", quantity=Decimal(9))])
    for number in range(6):
        item_id = "ab"[number % 2]
        move(
            item_id,
            lambda lot, food, a: consumed(lot, Portion(Decimal(1)), food, a),
            act(f"m{number}", number),
            stock,
            None,
        )
    undo("m0", act("u0", 9), stock)

    def listed(item_id: str | None, kind: MovementKind | None) -> list[str]:
        seen, cursor = [], None
        while True:
            page = stock.movements.page(item_id, kind, 2, cursor)
            seen += [entry.id for entry in page.items]
            cursor = page.next_cursor
            if cursor is None:
                return seen

    assert listed(None, None) == ["u0", "m5", "m4", "m3", "m2", "m1", "m0"]
    assert listed("b", None) == ["m5", "m3", "m1"]
    assert listed(None, MovementKind.UNDO) == ["u0"]
    assert listed("a", MovementKind.CONSUME) == ["m4", "m2", "m0"]
    with pytest.raises(Invalid):
        stock.movements.page(None, None, 2, "nonsense")


def test_fifty_cooks_never_take_more_than_there_is(stock: Stock) -> None:
    stock.items.add([lot(quantity=Decimal(2))])

    def cook(number: int) -> Decimal:
        try:
            return eat(stock, Portion(Decimal("0.1")), f"m{number}").entries[0].quantity
        except (Conflict, NotFound, Unavailable):
            return Decimal(0)

    with ThreadPoolExecutor(50) as pool:
        taken = sum(pool.map(cook, range(50)), Decimal(0))
    left = stock.items.find(["milk-1"])["milk-1"].quantity
    assert taken + left == 2
    assert taken >= Decimal("0.1")


def test_an_id_of_ones_own_moves_once_and_is_nobody_elses(stock: Stock) -> None:
    stock.items.add([lot(quantity=Decimal(2)), lot(id="b", quantity=Decimal(2))])
    taking = FoodConsumption(id="mine", food_id="whole_milk", quantity=Decimal(3), unit=Unit.L)

    def take(body: FoodConsumption) -> Moved:
        done = body.act(MovementKind.CONSUME, None, "ours", NOW, "ana")
        return consume_food(FOODS["whole_milk"], body.wanted, done, stock)

    first = take(taking)
    assert [entry.id for entry in first.entries] == ["mine-0", "mine-1"]
    assert [one.fingerprint for one in take(taking).entries] == [first.entries[0].fingerprint] * 2
    with pytest.raises(AlreadyExists):
        take(taking.model_copy(update={"quantity": Decimal(1)}))
    left = stock.items.find(["milk-1", "b"]).values()
    assert sum(one.quantity for one in left) == 1


def throw(stock: Stock, portion: Portion, reason: Reason, a: Act, item_id: str = "milk-1") -> None:
    move(item_id, lambda lot, food, act: discarded(lot, portion, reason, food, act), a, stock, None)


def test_waste_is_counted_by_month_food_and_reason_and_undone(stock: Stock) -> None:
    stock.items.add([lot(quantity=Decimal(1)), lot(id="x", food_id=None, name="?", price=None)])
    throw(stock, Portion(Decimal("0.5")), Reason.SPOILED, act("d1"))
    throw(stock, Portion(rough=Rough.HALF), Reason.SPOILED, act("d2"))
    throw(stock, ALL, Reason.EXPIRED, act("d3", minutes=60 * 24 * 40))
    throw(stock, ALL, Reason.OTHER, act("d4"), "x")
    assert stock.movements.waste("2026-01", "2026-05") == {}
    found = waste_of(stock.movements.waste("2026-06", "2026-07"))
    assert [month.month for month in found.months] == ["2026-06", "2026-07"]
    assert found.total.value == {"EUR": Decimal("1.15")}
    assert (found.total.times, found.total.unweighed) == (4, 1)
    assert found.by_reason[Reason.SPOILED].times == 2
    assert found.by_food[0].food_id == "whole_milk"
    milk = FOODS["whole_milk"].density_g_ml
    assert milk is not None
    assert found.by_food[0].loss.grams == 1000 * milk
    for number, movement in enumerate(("d1", "d3", "d2", "d4")):
        undo(movement, act(f"u{number}"), stock)
    assert waste_of(stock.movements.waste("2026-06", "2026-07")).months == []


def test_a_correction_is_a_movement_that_no_figure_counts(stock: Stock) -> None:
    stock.items.add([lot(quantity=Decimal(3))])
    eat(stock, Portion(Decimal(1)), "m1")
    days = NOW.date(), NOW.date()
    eaten = stock.movements.tallies(*days)
    change_item("milk-1", ItemChange(quantity=Decimal(3)), None, act("c1"), stock)
    [count] = stock.movements.page("milk-1", MovementKind.CORRECT, 9, None).items
    assert (count.id, count.corrections) == ("c1", 1)
    with pytest.raises(Conflict):
        undo("m1", act("u1"), stock)
    assert undo("c1", act("u2"), stock).lots[0].quantity == 2
    assert stock.movements.get("c1").undone_by == "u2"
    assert stock.movements.tallies(*days) == eaten
    assert stock.movements.waste("2026-06", "2026-06") == {}
    assert undo("m1", act("u3"), stock).lots[0].quantity == 3


def test_the_summary_counts_what_is_there(stock: Stock) -> None:
    assert stock.items.summary(TODAY).items == 0
    days = (-2, -1, 0, 3, 4, 9)
    stock.items.add(
        [
            lot(id=f"l{day}", expires_on=TODAY + timedelta(day), currency="EUR" if day else "COP")
            for day in days
        ]
    )
    stock.items.add(
        [
            lot(id="used", storage="freezer"),
            lot(id="bread", category="bread", price=None, currency=None),
        ]
    )
    eat(stock, ALL, "m1", "used")
    found = stock.items.summary(TODAY)
    assert found.by_status == {"fresh": 3, "expiring": 2, "expired": 2}
    assert found.by_storage == {"fridge": 7}
    assert found.by_category == {"dairy": 6, "bread": 1}
    assert found.value == {"COP": Decimal("1.15"), "EUR": Decimal("5.75")}
    assert found.items == 7


def test_what_had_no_price_leaves_the_money_counted_before(stock: Stock) -> None:
    stock.items.add([lot(id="a"), lot(id="b", price=None, currency=None)])
    for name in ("a", "b"):
        throw = discarded(stock.items.get(name), ALL, Reason.SPOILED, None, act(name))
        stock.movements.commit(StockChange((throw.lot,), (throw.entry,)))
    total = waste_of(stock.movements.waste("2026-06", "2026-06")).total
    assert (total.times, total.value) == (2, {"EUR": Decimal("1.15")})
