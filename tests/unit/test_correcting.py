"""Counting anew: a movement that no figure counts, and what it does to undoing."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.correcting import corrected
from shared.domain.errors import Conflict
from shared.domain.item import ItemChange, Lot
from shared.domain.model import STORED, to_stored
from shared.domain.movement import Act, Entry, MovementKind, Step
from shared.domain.portion import Portion, Rough
from shared.domain.stocking import changed
from shared.domain.taking import consumed
from shared.domain.undoing import undone
from shared.domain.units import Unit
from tests.kitchen import Kitchen
from tests.samples import NOW, lot

FOODS = foods.load()
ACT = Act("m1", NOW, "ana")
RICE = {"id": "rice", "name": "Arroz", "quantity": 3, "unit": "kg", "price": 6, "currency": "EUR"}


def step(before: Lot, **change: Any) -> Step | None:
    return corrected(before, changed(before, ItemChange(**change), FOODS, NOW), ACT)


def done(before: Lot, **change: Any) -> tuple[Lot, Entry]:
    made = step(before, **change)
    assert made is not None
    return made.lot, made.entry


def eaten(before: Lot, amount: str) -> tuple[Lot, Entry]:
    return consumed(before, Portion(Decimal(amount)), None, ACT)


def bare(one: Lot) -> dict[str, Any]:
    return one.model_dump(exclude={"version", "updated_at", "corrections"})


def refused(entry: Entry, now: Lot) -> None:
    with pytest.raises(Conflict) as error:
        undone(entry, now, ACT)
    assert error.value.code == "cannot_undo"


@pytest.mark.parametrize(
    "change",
    [
        {"quantity": Decimal(2)},
        {"unit": Unit.ML},
        {"quantity": Decimal(2), "price": Decimal(9), "currency": "COP"},
        {"quantity": Decimal(2), "price": None, "currency": None},
    ],
)
def test_a_correction_says_what_there_was_and_is_and_is_taken_back(change: dict[str, Any]) -> None:
    first = lot()
    now, entry = done(first, **change)
    assert entry.kind is MovementKind.CORRECT
    assert (entry.quantity, entry.value, entry.effect) == (Decimal(0), None, None)
    assert entry.held_before is not None and entry.held_after is not None
    for name, value in change.items():
        assert getattr(entry.held_before, name) == getattr(first, name)
        assert getattr(entry.held_after, name) == getattr(now, name) == value
    back, undo = undone(entry, now, ACT)
    assert bare(back) == bare(first)
    assert (undo.undoes, undo.held_before, undo.held_after) == (
        entry.id,
        entry.held_after,
        entry.held_before,
    )
    refused(undo, back)


@pytest.mark.parametrize(
    "change",
    [
        {"notes": "x"},
        {"quantity": Decimal("0.75"), "unit": Unit.L, "notes": "x"},
        {"price": Decimal(3), "currency": "EUR"},
    ],
)
def test_who_says_the_same_amount_corrects_nothing(change: dict[str, Any]) -> None:
    pinched = lot(remainder=-312_500_000)
    assert step(pinched, **change) is None
    assert changed(pinched, ItemChange(**change), FOODS, NOW).exactly == pinched.exactly


def test_what_was_taken_before_somebody_counted_stays_taken() -> None:
    """Three, one eaten; counted, there are three: giving that one back would make four."""
    first, take = eaten(lot(quantity=Decimal(3)), "1")
    counted, count = done(first, quantity=Decimal(3))
    refused(take, counted)
    back = undone(count, counted, ACT).lot
    assert undone(take, back, ACT).lot.quantity == 3


def test_what_was_taken_since_can_be_given_back_whatever_becomes_of_the_correction() -> None:
    counted, count = done(lot(quantity=Decimal(2)), quantity=Decimal(5))
    less, take = eaten(counted, "1")
    assert undone(take, less, ACT).lot.quantity == 5
    back = undone(count, less, ACT).lot
    assert back.quantity == 1
    assert undone(take, back, ACT).lot.quantity == 2


def test_corrections_are_taken_back_the_last_one_first() -> None:
    one, first = done(lot(), quantity=Decimal(5))
    two, second = done(one, quantity=Decimal(7))
    refused(first, two)
    again, third = done(undone(second, two, ACT).lot, quantity=Decimal(9))
    refused(first, again)
    there = undone(third, again, ACT).lot
    assert undone(first, there, ACT).lot.quantity == lot().quantity


@pytest.mark.parametrize(
    ("corrected_to", "taken"),
    [(Decimal("2"), "1.25"), (Decimal("2"), "1.5"), (Decimal("2"), "2")],
)
def test_less_than_nothing_is_not_left(corrected_to: Decimal, taken: str) -> None:
    counted, count = done(lot(), quantity=corrected_to)
    refused(count, eaten(counted, taken)[0])


def test_a_lot_that_is_used_up_since_gets_back_what_it_was_said_not_to_have() -> None:
    counted, count = done(lot(quantity=Decimal(3)), quantity=Decimal(1))
    gone, _ = consumed(counted, Portion(rough=Rough.ALL), None, ACT)
    assert gone.used_up
    back = undone(count, gone, ACT).lot
    assert (back.quantity, back.price) == (Decimal(2), Decimal(0))


def test_another_unit_or_currency_since_is_refused() -> None:
    counted, count = done(lot(), quantity=Decimal(2))
    taken, take = eaten(counted, "1")
    for other in ({"unit": Unit.ML}, {"currency": "COP"}, {"price": None, "currency": None}):
        refused(count, taken.model_copy(update=other))
        refused(take, taken.model_copy(update=other))
    by_unit, count = done(lot(), unit=Unit.ML)
    refused(count, eaten(by_unit, "0.25")[0])


def test_what_cost_nothing_or_had_no_price_comes_back_all_the_same() -> None:
    for price, currency in ((None, None), (Decimal(0), "EUR")):
        less, take = eaten(lot(price=price, currency=currency), "0.25")
        dear = less.model_copy(update={"price": Decimal(5), "currency": "COP"})
        back = undone(take, dear, ACT).lot
        assert (back.quantity, back.price, back.currency) == (Decimal("0.75"), Decimal(5), "COP")


def test_lots_and_movements_of_before_are_read_as_they_were() -> None:
    first, take = eaten(lot(), "0.25")
    older_lot = {k: v for k, v in to_stored(first).items() if k not in ("corrections", "standing")}
    names = ("held_before", "held_after", "corrections", "fingerprint")
    older_take = {k: v for k, v in to_stored(take).items() if k not in names}
    read_lot = Lot.model_validate(older_lot, context=STORED)
    read_take = Entry.model_validate(older_take, context=STORED)
    assert (read_lot, read_take) == (first, take)
    assert undone(read_take, read_lot, ACT).lot.quantity == lot().quantity
    corrected_entry = done(lot(), quantity=Decimal(2))[1]
    stored = Entry.model_validate(to_stored(corrected_entry), context=STORED)
    assert stored == corrected_entry


operations = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.decimals("0.001", "3", places=3)),
        st.tuples(st.just("count"), st.decimals("0.001", "9", places=3)),
        st.tuples(st.just("undo"), st.integers(0, 30)),
    ),
    max_size=30,
)


@settings(max_examples=300, deadline=None)
@given(operations=operations)
def test_whatever_is_undone_the_lot_is_as_if_only_the_rest_had_happened(
    operations: list[tuple[str, Any]],
) -> None:
    """Replays what was not undone: the last count that stands, less what was taken after it."""
    first = now = lot(quantity=Decimal(5), price=None, currency=None)
    history: list[tuple[str, Decimal, Entry | None]] = []
    for kind, value in operations:
        if kind == "take" and value < now.quantity:
            now, entry = eaten(now, str(value))
            history.append((kind, value, entry))
        elif kind == "count" and value != now.quantity:
            now, entry = done(now, quantity=value)
            history.append((kind, value, entry))
        elif kind == "undo" and value < len(history) and history[value][2] is not None:
            entry = history[value][2]
            assert entry is not None
            try:
                now = undone(entry, now, ACT).lot
            except Conflict:
                continue
            history[value] = (history[value][0], history[value][1], None)
        left = first.quantity
        for done_as, amount, there in history:
            if there is not None:
                left = amount if done_as == "count" else left - amount
        assert now.quantity == left


def test_over_http() -> None:
    home = Kitchen(NOW)
    home.add(**RICE)
    taken = home.done("/items/rice/consume", {"quantity": 1})["movement"]
    answer = home.call("PATCH", "/items/rice", json={"quantity": 3})
    assert answer.get_json()["quantity"] == 3
    sums, losses = dict(home.movements.sums), dict(home.movements.losses)
    again = home.call("PATCH", "/items/rice", json={"quantity": 3, "notes": "x"})
    assert again.status_code == 200
    [count] = home.read("/movements?kind=correct")["items"]
    assert count["quantity"] == 0
    assert count["held_before"] == {"quantity": 2, "unit": "kg", "price": 4, "currency": "EUR"}
    assert count["held_after"] == count["held_before"] | {"quantity": 3}
    assert home.post(f"/movements/{taken['id']}/undo", json={}).status_code == 409
    undo = home.done(f"/movements/{count['id']}/undo", {})
    assert undo["items"][0]["quantity"] == 2
    assert (home.movements.sums, home.movements.losses) == (sums, losses)
    home.done(f"/movements/{taken['id']}/undo", {})
    assert home.read("/items/rice")["price"] == 6
    assert [one["kind"] for one in home.read("/movements")["items"]].count(
        MovementKind.CORRECT
    ) == 1
