"""What movements do to lots: amounts, prices, dates, and taking them back."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.errors import CannotConvert, Conflict
from shared.domain.food import Category, DateKind, Food, Storage
from shared.domain.item import ExpirySource, Item, ItemChange, Lot
from shared.domain.keeping import frozen, opened, thawed
from shared.domain.model import MOST, MOST_MONEY
from shared.domain.movement import Act, Entry, Movement, Reason
from shared.domain.portion import NotEnough, Portion, Rough
from shared.domain.stocking import changed
from shared.domain.taking import consumed, consumed_in_order, discarded
from shared.domain.undoing import undone
from shared.domain.units import GRAMS, MILLILITRES, Quantity, Unit, rounded
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
ACT = Act("m1", NOW, "ana")


def bare(one: Lot) -> dict[str, Any]:
    return one.model_dump(exclude={"version", "updated_at"})


def tomatoes(quantity: str, **changes: Any) -> Lot:
    chosen = {"food_id": "tomato", "category": Category.VEGETABLE, "unit": Unit.UNIT}
    return lot(quantity=Decimal(quantity), **(chosen | changes))


@pytest.mark.parametrize(
    ("held", "portion", "left"),
    [
        ("0.75", Portion(Decimal("0.25")), "0.5"),
        ("0.75", Portion(Decimal(250), Unit.ML), "0.5"),
        ("0.75", Portion(Decimal(1), Unit.CUP), "0.51"),
        ("0.75", Portion(Decimal(750), Unit.ML), "0"),
        ("0.75", Portion(rough=Rough.SOME), "0.562"),
        ("0.75", Portion(rough=Rough.HALF), "0.375"),
        ("0.75", Portion(rough=Rough.ALL), "0"),
        ("0.001", Portion(rough=Rough.SOME), "0"),
        ("0.75", Portion(Decimal("0.001"), Unit.PINCH), "0.75"),
        ("0.75", Portion(Decimal(2), Unit.PINCH), "0.749"),
        # What is left would not be told any more.
        ("0.001", Portion(Decimal(2), Unit.PINCH), "0"),
        # A third of a cup is 0.08 l: what a client was shown as all of it is all of it.
        ("0.080", Portion(Decimal("0.333"), Unit.CUP), "0"),
    ],
)
def test_how_much_is_left(held: str, portion: Portion, left: str) -> None:
    step = consumed(lot(quantity=Decimal(held)), portion, FOODS["whole_milk"], ACT)
    assert step.lot.quantity == Decimal(left)
    assert step.entry.quantity + step.lot.quantity == Decimal(held)


def test_a_piece_is_taken_from_a_weight() -> None:
    held = tomatoes("1", unit=Unit.KG)
    step = consumed(held, Portion(Decimal(2), Unit.UNIT), FOODS["tomato"], ACT)
    assert step.entry.quantity == 2 * FOODS["tomato"].weights[Unit.UNIT] / 1000


@pytest.mark.parametrize(
    ("portion", "available", "unit"),
    [
        (Portion(Decimal("0.751")), "0.75", "l"),
        (Portion(Decimal(751), Unit.ML), "750", "ml"),
        (Portion(Decimal(4), Unit.CUP), "3.125", "cup"),
    ],
)
def test_more_than_there_is_says_what_there_is(portion: Portion, available: str, unit: str) -> None:
    with pytest.raises(NotEnough) as error:
        consumed(lot(), portion, FOODS["whole_milk"], ACT)
    assert error.value.params == {"available": available, "unit": unit}


def test_an_impossible_unit_says_what_is_missing() -> None:
    with pytest.raises(CannotConvert) as error:
        consumed(lot(), Portion(Decimal(1), Unit.G), None, ACT)
    assert error.value.params["missing"] == "density"


def test_the_price_leaves_with_the_food() -> None:
    step = discarded(lot(), Portion(Decimal("0.25")), Reason.SPOILED, None, ACT)
    assert (step.entry.value, step.entry.currency) == (Decimal("0.383"), "EUR")
    assert step.lot.price == Decimal("0.767")


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        (opened, {"expires_on": TODAY + timedelta(30)}, 5),
        (opened, {"expires_on": TODAY + timedelta(2)}, 2),
        (opened, {"expires_on": TODAY - timedelta(2)}, -2),
        (opened, {"food_id": "tomato", "expires_on": TODAY + timedelta(6)}, 6),
        (frozen, {}, 90),
        (frozen, {"expires_on": TODAY + timedelta(200)}, 200),
        (frozen, {"food_id": "egg", "expires_on": TODAY + timedelta(4)}, 4),
        (frozen, {"expires_on": TODAY - timedelta(1)}, 90),
        (thawed, {"storage": Storage.FREEZER, "expires_on": TODAY + timedelta(80)}, 3),
        (thawed, {"storage": Storage.FREEZER, "expires_on": TODAY + timedelta(1)}, 1),
        (thawed, {"storage": Storage.FREEZER, "expires_on": TODAY - timedelta(9)}, -9),
    ],
)
def test_dates(rule: Any, changes: dict[str, Any], expected: int) -> None:
    held = lot(**changes)
    step = rule(held, FOODS[held.food_id or ""], ACT)
    assert (step.lot.expires_on - TODAY).days == expected
    assert step.entry.before.expires_on == held.expires_on
    assert step.entry.after.expires_on == step.lot.expires_on
    assert bare(undone(step.entry, step.lot, ACT).lot) == bare(held)


@pytest.mark.parametrize(
    ("rule", "changes", "code"),
    [
        (opened, {"opened_on": TODAY}, "already_opened"),
        (frozen, {"storage": Storage.FREEZER}, "already_frozen"),
        (frozen, {"thawed_on": TODAY}, "thawed_before"),
        (
            frozen,
            {"date_kind": DateKind.USE_BY, "expires_on": TODAY - timedelta(1)},
            "past_use_by",
        ),
        (thawed, {}, "not_frozen"),
    ],
)
def test_what_the_state_does_not_allow(rule: Any, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Conflict) as error:
        rule(lot(**changes), FOODS["whole_milk"], ACT)
    assert error.value.code == code


def test_a_date_changed_since_is_not_put_back() -> None:
    step = opened(lot(), FOODS["whole_milk"], ACT)
    later = step.lot.model_copy(update={"expires_on": date(2026, 6, 4)})
    refused(step.entry, later)


def test_a_date_is_put_back_once_the_later_change_was() -> None:
    held = lot()
    first = opened(held, FOODS["whole_milk"], ACT)
    second = frozen(first.lot, FOODS["whole_milk"], ACT)
    refused(first.entry, second.lot)
    back = undone(second.entry, second.lot, ACT)
    assert bare(undone(first.entry, back.lot, ACT).lot) == bare(held)


def refused(entry: Entry, held: Lot | None, code: str = "cannot_undo") -> None:
    with pytest.raises(Conflict) as error:
        undone(entry, held, ACT)
    assert error.value.code == code


def test_what_cannot_be_undone() -> None:
    step = consumed(lot(), Portion(Decimal("0.25")), None, ACT)
    refused(step.entry, None)
    refused(step.entry, step.lot.model_copy(update={"unit": Unit.KG}))
    refused(step.entry.model_copy(update={"undone_by": "m2"}), step.lot, "already_undone")
    back = undone(step.entry, step.lot, ACT)
    refused(back.entry, back.lot)
    dated = opened(lot(), None, ACT)
    refused(dated.entry, consumed(dated.lot, Portion(rough=Rough.ALL), None, ACT).lot)


quantities = st.decimals("0.001", str(MOST), places=3)
prices = st.decimals("0", str(MOST_MONEY), places=3)


@given(
    taken=quantities,
    paid=prices,
    later=quantities | st.just(Decimal(MOST)),
    dearer=prices | st.just(Decimal(MOST_MONEY)),
)
def test_what_is_put_back_makes_a_lot_that_can_be_kept_or_is_refused(
    taken: Decimal, paid: Decimal, later: Decimal, dearer: Decimal
) -> None:
    bought = lot(quantity=taken, price=paid)
    step = consumed(bought, Portion(rough=Rough.ALL), None, ACT)
    since = step.lot.model_copy(update={"quantity": later, "price": dearer})
    if taken + later > MOST or paid + dearer > MOST_MONEY:
        refused(step.entry, since)
    else:
        back = undone(step.entry, since, ACT).lot
        assert (back.quantity, back.price) == (taken + later, paid + dearer)
        assert Lot.model_validate(dict(back)) == back


def test_lots_are_used_up_in_their_order() -> None:
    lots = [tomatoes("2", id="a"), tomatoes("0.5", id="b", unit=Unit.KG), tomatoes("9", id="c")]
    steps = consumed_in_order(lots, Quantity(Decimal(700), Unit.G), FOODS["tomato"], ACT)
    assert [step.lot.id for step in steps] == ["a", "b"]
    assert [step.lot.used_up for step in steps] == [True, False]
    assert [step.entry.id for step in steps] == ["m1-0", "m1-1"]
    assert {step.entry.group_id for step in steps} == {"m1"}
    piece = FOODS["tomato"].weights[Unit.UNIT]
    assert steps[1].entry.quantity == (700 - 2 * piece) / 1000


def test_all_or_nothing_across_lots() -> None:
    with pytest.raises(NotEnough) as error:
        consumed_in_order([lot(), lot(id="b")], Quantity(Decimal(2), Unit.L), None, ACT)
    assert error.value.params == {"available": "1.5", "unit": "l"}
    with pytest.raises(CannotConvert):
        consumed_in_order([lot()], Quantity(Decimal(2), Unit.G), None, ACT)


amounts = st.decimals("0.001", "5000", places=3)
portions = st.one_of(
    st.builds(Portion, rough=st.sampled_from(Rough)),
    st.builds(Portion, amount=amounts, unit=st.sampled_from([None, Unit.ML, Unit.CUP, Unit.TBSP])),
)


@settings(max_examples=300, deadline=None)
@given(
    held=amounts,
    price=st.none() | st.decimals("0", "99999", places=3),
    asked=st.lists(st.tuples(portions, st.booleans()), max_size=40),
    order=st.randoms(use_true_random=False),
)
def test_nothing_is_lost_and_undoing_in_any_order_restores_the_lot(
    held: Decimal, price: Decimal | None, asked: list[tuple[Portion, bool]], order: Any
) -> None:
    food = FOODS["whole_milk"]
    first = lot(quantity=held, price=price, currency=None if price is None else "EUR")
    now, entries = first, []
    for portion, eaten in asked:
        try:
            if eaten:
                now, entry = consumed(now, portion, food, ACT)
            else:
                now, entry = discarded(now, portion, Reason.OTHER, food, ACT)
        except NotEnough:
            continue
        entries.append(entry)
        assert now.quantity >= 0
        if now.used_up:
            break
    assert now.quantity + sum(entry.quantity for entry in entries) == held
    if price is not None and now.price is not None:
        assert now.price + sum(entry.value or 0 for entry in entries) == price
    order.shuffle(entries)
    for entry in entries:
        now = undone(entry, now, ACT).lot
    assert bare(now) == bare(first)


@pytest.mark.parametrize(
    ("food_id", "held_in", "units"),
    [
        ("whole_milk", Unit.L, (Unit.PINCH, Unit.TSP, Unit.CUP, Unit.ML, Unit.L, Unit.G)),
        ("salt", Unit.KG, (Unit.PINCH, Unit.TSP, Unit.G)),
        ("wheat_flour", Unit.KG, (Unit.CUP, Unit.TBSP, Unit.PINCH, Unit.ML, Unit.G)),
        ("garlic", Unit.UNIT, (Unit.CLOVE, Unit.G, Unit.UNIT)),
        ("tomato", Unit.KG, (Unit.UNIT, Unit.G)),
    ],
)
def test_no_drift_over_thousands_of_movements(
    food_id: str, held_in: Unit, units: tuple[Unit, ...]
) -> None:
    food, chance = FOODS[food_id], Random(food_id)
    price = {"price": Decimal("333.333"), "currency": "EUR"}
    first = lot(quantity=Decimal(900_000), unit=held_in, food_id=food_id, **price)
    now, left, entries = first, Fraction(900_000), []
    for _ in range(2000):
        unit = chance.choice(units)
        amount = Decimal(chance.choice(("0.001", "0.5", "1", "2", "2.75", "7.333")))
        before = now
        now, entry = consumed(now, Portion(amount, unit), food, ACT)
        entries.append(entry)
        left -= Fraction(amount) * _size(unit, food) / _size(held_in, food)
        assert abs(Fraction(now.quantity) - left) <= _HALF_A_THOUSANDTH
        assert entry.quantity == before.quantity - now.quantity
        assert Movement.of(entry).quantity > 0
    assert sum(entry.exactly for entry in entries) + now.exactly == 900_000
    chance.shuffle(entries)
    for entry in entries:
        now = undone(entry, now, ACT).lot
    assert bare(now) == bare(first)
    assert now.expiry_source is ExpirySource.ESTIMATED


# Of its unit, with what counting in trillionths leaves open over thousands of takes.
_HALF_A_THOUSANDTH = Fraction(1, 2000) + Fraction(1, 10**8)


def _size(unit: Unit, food: Food) -> Fraction:
    """Grams of one, as fractions have it."""
    if unit in MILLILITRES:
        assert food.density_g_ml is not None
        return Fraction(MILLILITRES[unit]) * Fraction(food.density_g_ml)
    return Fraction(GRAMS.get(unit) or food.weights[unit])


def test_a_thousand_pinches_are_no_kilogram() -> None:
    now = lot(quantity=Decimal(1), unit=Unit.KG, food_id="salt")
    for _ in range(1000):
        now = consumed(now, Portion(Decimal(1), Unit.PINCH), FOODS["salt"], ACT).lot
    gone = MILLILITRES[Unit.PINCH] * (FOODS["salt"].density_g_ml or 0)
    assert now.exactly == 1 - gone
    assert Item.of(now, TODAY).quantity == rounded(1 - gone)


def test_a_food_is_taken_from_its_lots_without_drift() -> None:
    flour = FOODS["wheat_flour"]
    said = {"food_id": flour.id, "unit": Unit.KG}
    lots = [lot(id=name, quantity=Decimal("1.5"), **said) for name in ("one", "two")]
    gone = Fraction(0)
    for number in range(110):
        unit = (Unit.TBSP, Unit.PINCH, Unit.CUP, Unit.G)[number % 4]
        steps = consumed_in_order(lots, Quantity(Decimal("0.5"), unit), flour, ACT)
        after = {step.lot.id: step.lot for step in steps}
        lots = [now for one in lots if not (now := after.get(one.id, one)).used_up]
        gone += Fraction(1, 2) * _size(unit, flour) / 1000
        assert abs(Fraction(sum(one.quantity for one in lots)) - (3 - gone)) <= Fraction(1, 1000)
    assert len(lots) == 1


def test_a_new_count_forgets_what_was_left_beyond_the_old_one() -> None:
    taken = consumed(lot(), Portion(Decimal(1), Unit.PINCH), FOODS["whole_milk"], ACT).lot
    counted = changed(taken, ItemChange(quantity=Decimal("0.5")), foods.load(), NOW)
    assert taken.remainder
    assert counted.exactly == Decimal("0.5")
