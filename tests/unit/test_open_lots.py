"""A lot that is open, or was thawed, is never given the date of a closed one."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.food import Category, Food, Storage
from shared.domain.item import ExpirySource, ItemChange, Lot, NewItem
from shared.domain.keeping import opened, thawed
from shared.domain.movement import Act
from shared.domain.sheet_import import read_sheet
from shared.domain.sheet_plan import planned
from shared.domain.stocking import changed, stocked
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
ACT = Act("m1", NOW, "ana")
KINDS = st.sampled_from([*FOODS, None])


def new(food: Food | None, **said: Any) -> NewItem:
    named = {"name": food.name.es, "food_id": food.id} if food else {"name": "Zorblax"}
    return NewItem.model_validate(named | {"quantity": 1, "unit": "unit"} | said)


def closed(food: Food | None, **said: Any) -> Lot:
    return stocked(new(food, **said), "a", FOODS, NOW, TODAY)


def food_of(one: Lot) -> Food | None:
    return FOODS.get(one.food_id) if one.food_id else None


def open_now(one: Lot) -> Lot:
    return opened(one, food_of(one), ACT).lot


def as_other(one: Lot, food: Food | None) -> Lot:
    named = {"name": food.name.es, "food_id": food.id} if food else {"name": "Zorblax nuevo"}
    return changed(one, ItemChange.model_validate(named), FOODS, NOW)


SAUCE = open_now(closed(FOODS["tomato_sauce"], name="Salsa de tomate"))


@pytest.mark.parametrize(
    "same",
    [
        {"name": "tomate frito"},
        {"name": SAUCE.name},
        {"food_id": SAUCE.food_id},
        {"category": SAUCE.category},
        {"name": "Salsa de mamá", "food_id": SAUCE.food_id},
    ],
)
def test_a_name_that_means_the_same_food_keeps_the_date(same: dict[str, Any]) -> None:
    after = changed(SAUCE, ItemChange.model_validate(same), FOODS, NOW)
    assert (after.food_id, after.category) == (SAUCE.food_id, SAUCE.category)
    assert (after.expires_on, after.date_kind) == (SAUCE.expires_on, SAUCE.date_kind)


def test_the_same_food_keeps_the_category_somebody_gave_it() -> None:
    own = lot(category=Category.OTHER)
    assert changed(own, ItemChange(food_id="whole_milk"), FOODS, NOW).category is Category.OTHER


@given(food=KINDS, storage=st.sampled_from(Storage))
def test_what_is_created_open_keeps_like_what_is_opened(
    food: Food | None, storage: Storage
) -> None:
    created = closed(food, storage=storage, opened_on=TODAY)
    assert created.expires_on == open_now(closed(food, storage=storage)).expires_on
    assert created.expiry_source is ExpirySource.ESTIMATED


@given(food=KINDS, names=st.lists(KINDS, min_size=1, max_size=4))
def test_no_name_gives_an_open_lot_more_than_opening_it_under_that_name(
    food: Food | None, names: list[Food | None]
) -> None:
    shut, begun = closed(food), open_now(closed(food))
    for name in names:
        shut, begun = as_other(shut, name), as_other(begun, name)
        assert begun.expires_on <= open_now(shut).expires_on


@given(food=KINDS, others=st.lists(KINDS, max_size=3))
def test_no_name_gives_a_thawed_lot_more_than_thawing_it_under_that_name(
    food: Food | None, others: list[Food | None]
) -> None:
    frozen = closed(food, storage="freezer")
    soft = thawed(frozen, food, ACT).lot
    for other in others:
        soft, frozen = as_other(soft, other), as_other(frozen, other)
        assert soft.expires_on <= thawed(frozen, food_of(frozen), ACT).lot.expires_on


@given(food=KINDS, place=st.sampled_from(Storage))
def test_what_was_thawed_keeps_no_longer_for_being_moved(food: Food | None, place: Storage) -> None:
    soft = thawed(closed(food, storage="freezer"), food, ACT).lot
    assert changed(soft, ItemChange(storage=place), FOODS, NOW).expires_on <= soft.expires_on


@given(food=KINDS, said=st.booleans())
def test_saying_that_it_is_open_is_opening_it(food: Food | None, said: bool) -> None:
    given_date = {"expires_on": TODAY + timedelta(days=900)} if said else {}
    shut = closed(food, **given_date)
    told = changed(shut, ItemChange(opened_on=TODAY), FOODS, NOW)
    act = open_now(shut)
    assert (told.expires_on, told.expiry_source) == (act.expires_on, act.expiry_source)


def test_a_date_told_with_the_opening_is_believed() -> None:
    until = date(2026, 12, 24)
    told = ItemChange(opened_on=TODAY, expires_on=until)
    assert changed(closed(FOODS["whole_milk"]), told, FOODS, NOW).expires_on == until
    made = closed(FOODS["whole_milk"], opened_on=TODAY, expires_on=until)
    assert (made.expires_on, made.expiry_source) == (until, ExpirySource.USER)


@pytest.mark.parametrize(
    ("name", "column", "days"), [("Tomato sauce", "opened_on", 4), ("Zorblax", "thawed_on", 1)]
)
def test_a_row_of_a_table_that_is_begun_is_dated_as_such(name: str, column: str, days: int) -> None:
    text = f"name,quantity,unit,{column}\n{name},1,kg,{TODAY}\n"
    [row] = planned(read_sheet(text), "i", FOODS, NOW, TODAY)
    assert row.lot is not None
    assert getattr(row.lot, column) == TODAY
    assert row.lot.expires_on == TODAY + timedelta(days=days)
