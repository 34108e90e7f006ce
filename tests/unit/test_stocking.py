"""From what a client says to a lot, and the dates nobody gave."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.errors import Invalid
from shared.domain.expiry import (
    estimated_expiry,
    keeping_days,
    thawed_days,
    usual_date_kind,
    usual_storage,
)
from shared.domain.food import Category, DateKind, Storage
from shared.domain.item import ExpirySource, Item, ItemChange, NewItem, Status, safe_to_cook
from shared.domain.stocking import changed, fingerprint, stocked
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()


def new(**changes: Any) -> NewItem:
    return NewItem.model_validate({"name": "Leche entera", "quantity": 1, "unit": "l"} | changes)


def test_the_catalog_fills_what_was_not_said() -> None:
    made = stocked(new(), "a", FOODS, NOW, TODAY)
    milk = FOODS["whole_milk"]
    assert (made.food_id, made.category, made.storage) == (
        "whole_milk",
        milk.category,
        milk.storage,
    )
    assert made.expires_on == TODAY + timedelta(days=milk.shelf_life.days(milk.storage) or 0)
    assert made.expiry_source is ExpirySource.ESTIMATED
    assert made.allergens == milk.allergens


def test_what_was_said_is_kept() -> None:
    said = new(storage="freezer", expires_on="2026-12-24", date_kind="use_by", category="other")
    made = stocked(said, "a", FOODS, NOW, TODAY)
    assert (made.storage, made.expires_on) == (Storage.FREEZER, date(2026, 12, 24))
    assert (made.date_kind, made.category) == (DateKind.USE_BY, Category.OTHER)
    assert made.expiry_source is ExpirySource.USER


def test_an_unknown_food_id_is_refused() -> None:
    with pytest.raises(Invalid) as error:
        stocked(new(food_id="nothing"), "a", FOODS, NOW, TODAY)
    assert error.value.field == "food_id"


def test_the_fingerprint_leaves_out_the_id_and_nothing_else() -> None:
    assert fingerprint(new(id="a")) == fingerprint(new(id="b"))
    assert fingerprint(new()) != fingerprint(new(quantity=2))


@given(
    category=st.sampled_from(Category),
    storage=st.sampled_from(Storage),
    day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_every_unknown_food_gets_a_day_to_come(
    category: Category, storage: Storage, day: date
) -> None:
    assert estimated_expiry(None, category, storage, day) > day
    assert usual_storage(category) in Storage
    assert usual_date_kind(None, category) in DateKind


@pytest.mark.parametrize("storage", Storage)
def test_every_food_keeps_some_days_anywhere(storage: Storage) -> None:
    assert all(keeping_days(food, food.category, storage) > 0 for food in FOODS)


@pytest.mark.parametrize(
    ("days", "status"),
    [(-1, "expired"), (0, "expiring"), (3, "expiring"), (4, "fresh"), (400, "fresh")],
)
def test_status_by_days_left(days: int, status: str) -> None:
    item = Item.of(lot(expires_on=TODAY + timedelta(days=days)), TODAY)
    assert (item.status, item.days_left) == (Status(status), days)


@pytest.mark.parametrize(
    ("days", "use_by", "best_before"),
    [
        (-1, "unsafe", "check"),
        (0, "now", "soon"),
        (1, "now", "soon"),
        (2, "soon", "soon"),
        (3, "soon", "soon"),
        (4, "none", "none"),
    ],
)
def test_urgency_by_days_left_and_kind(days: int, use_by: str, best_before: str) -> None:
    until = {"expires_on": TODAY + timedelta(days=days)}
    told = [Item.of(lot(date_kind=kind, **until), TODAY).urgency for kind in DateKind]
    assert told == [use_by, best_before]


@pytest.mark.parametrize(
    ("kind", "days", "safe"),
    [("use_by", 0, True), ("use_by", -1, False), ("best_before", -1, True)],
)
def test_nothing_past_its_use_by_is_cooked(kind: str, days: int, safe: bool) -> None:
    one = lot(date_kind=DateKind(kind), expires_on=TODAY + timedelta(days=days))
    assert safe_to_cook(one, TODAY) is safe


def test_a_change_of_food_makes_the_estimate_anew() -> None:
    change = ItemChange(
        food_id="rice" if FOODS.get("rice") else "white_rice", storage=Storage.PANTRY
    )
    after = changed(lot(), change, FOODS, NOW)
    assert after.expires_on > lot().expires_on
    assert after.category is Category.GRAIN


@pytest.mark.parametrize("field", ["name", "quantity", "unit", "storage", "expires_on", "notes"])
def test_what_a_lot_always_has_cannot_be_null(field: str) -> None:
    with pytest.raises(Invalid):
        changed(lot(), ItemChange.model_validate({field: None}), FOODS, NOW)


def test_half_a_price_is_refused() -> None:
    with pytest.raises(Invalid):
        changed(lot(), ItemChange.model_validate({"price": None}), FOODS, NOW)
    after = changed(lot(), ItemChange.model_validate({"price": None, "currency": None}), FOODS, NOW)
    assert after.price is None


def chicken(days_left: int, **changes: Any) -> Any:
    return lot(
        name="Pechuga de pollo",
        food_id="chicken_breast",
        category=Category.POULTRY,
        date_kind=DateKind.USE_BY,
        expires_on=TODAY + timedelta(days=days_left),
        **changes,
    )


def moved(one: Any, *places: Storage) -> Any:
    for place in places:
        one = changed(one, ItemChange(storage=place), FOODS, NOW)
    return one


def test_freezing_what_is_still_good_keeps_it_longer() -> None:
    assert moved(chicken(1), Storage.FREEZER).expires_on > TODAY + timedelta(days=30)


def test_nothing_past_its_use_by_comes_back_from_the_freezer() -> None:
    old = chicken(-1)
    for place in Storage:
        assert moved(old, place).expires_on == old.expires_on
    assert not safe_to_cook(moved(old, Storage.FREEZER, Storage.FRIDGE), TODAY)


@given(
    days=st.integers(-5, 40),
    places=st.lists(st.sampled_from(Storage), max_size=6),
    food=st.sampled_from(list(FOODS)),
)
def test_moving_to_and_fro_makes_nothing_fresher(
    days: int, places: list[Storage], food: Any
) -> None:
    before = lot(
        food_id=food.id,
        category=food.category,
        storage=food.storage,
        expires_on=TODAY + timedelta(days=days),
    )
    after = moved(before, *places, food.storage)
    thawed = TODAY + timedelta(days=thawed_days(food)) if after.thawed_on else before.expires_on
    assert after.expires_on <= max(before.expires_on, thawed)
    if days < 0:
        assert after.expires_on == before.expires_on


def test_a_new_name_is_a_new_food() -> None:
    rice = lot(name="Arroz", food_id="white_rice", category=Category.GRAIN, allergens=frozenset())
    butter = changed(rice, ItemChange(name="Peanut butter"), FOODS, NOW)
    assert butter.food_id == "peanut_butter"
    assert "peanut" in butter.allergens
    unknown = changed(rice, ItemChange(name="Salsa de Pepa"), FOODS, NOW)
    assert unknown.food_id is None
    same = changed(rice, ItemChange(name="ARROZ"), FOODS, NOW)
    assert same.food_id == "white_rice"


def test_another_food_brings_its_kind_of_date() -> None:
    bread = lot(date_kind=DateKind.BEST_BEFORE)
    now_chicken = changed(bread, ItemChange(food_id="chicken_breast"), FOODS, NOW)
    assert now_chicken.date_kind is DateKind.USE_BY
    told = ItemChange(food_id="chicken_breast", date_kind=DateKind.BEST_BEFORE)
    assert changed(bread, told, FOODS, NOW).date_kind is DateKind.BEST_BEFORE


@pytest.mark.parametrize(
    ("said", "allergens"),
    [
        ({"name": "Arroz con cacahuetes", "food_id": "white_rice"}, {"peanut"}),
        ({"name": "Rice with peanuts", "food_id": "white_rice"}, {"peanut"}),
        ({"name": "Arroz", "food_id": "white_rice"}, set()),
        ({"name": "Arroz sin gluten", "food_id": "white_rice"}, set()),
        ({"name": "Cacahuete zorblax"}, {"peanut"}),
        ({"name": "Peanut shampoo", "kind": "product"}, set()),
    ],
)
def test_what_a_name_says_beside_its_food_is_an_allergen(
    said: dict[str, Any], allergens: set[str]
) -> None:
    assert {a.value for a in stocked(new(**said), "a", FOODS, NOW, TODAY).allergens} == allergens


def test_a_new_name_brings_its_allergens() -> None:
    rice = lot(name="Arroz", food_id="white_rice", allergens=frozenset())
    renamed = ItemChange.model_validate({"name": "Arroz con cacahuetes"})
    assert {a.value for a in changed(rice, renamed, FOODS, NOW).allergens} == {"peanut"}
