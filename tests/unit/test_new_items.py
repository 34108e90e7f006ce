"""Items given in words, or by name, quantity and unit, and never both."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.kitchen import Kitchen

MILK = {"name": "Leche", "quantity": 1, "unit": "l"}


@pytest.fixture
def home() -> Kitchen:
    return Kitchen(datetime(2026, 6, 1, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "name", "quantity", "unit", "food"),
    [
        ("2 tomates", "tomates", 2, "unit", "tomato"),
        ("un kilo de papas", "papas", 1, "kg", "potato"),
        ("1 1/2 cups of flour", "flour", 1.5, "cup", "wheat_flour"),
        ("leche", "leche", 1, "unit", "whole_milk"),
        ("media docena de huevos", "huevos", 6, "unit", "egg"),
        ("2 cans of tuna", "cans of tuna", 2, "unit", "canned_tuna"),
        ("una lata de garbanzos", "lata de garbanzos", 1, "unit", "cooked_chickpeas"),
        ("some milk", "milk", 1, "unit", "whole_milk"),
        ("papas 1 kg", "papas", 1, "kg", "potato"),
    ],
)
def test_words_become_name_amount_and_unit(
    home: Kitchen, text: str, name: str, quantity: float, unit: str, food: str
) -> None:
    item = home.add(text=text, storage="pantry")
    told = (item["name"], item["quantity"], item["unit"], item["food_id"], item["storage"])
    assert told == (name, quantity, unit, food, "pantry")


def test_the_same_thing_said_either_way_is_the_same_item(home: Kitchen) -> None:
    first = home.add(id="a", text="2 l de leche")
    again = home.add(id="a", name="leche", quantity=2, unit="l")
    assert first == again


@pytest.mark.parametrize(
    ("item", "wrong"),
    [
        (MILK | {"text": "1 l de leche"}, ["items.0.name", "items.0.quantity", "items.0.unit"]),
        ({"text": "1 l de leche", "unit": "l"}, ["items.0.unit"]),
        ({"text": "2"}, ["items.0.text"]),
        ({"text": "3-4 tomates"}, ["items.0.text"]),
        (MILK | {"quantity": "1_000"}, ["items.0.quantity"]),
        (MILK | {"quantity": "١٢"}, ["items.0.quantity"]),
        (MILK | {"quantity": "many"}, ["items.0.quantity"]),
        (MILK | {"quantity": "Infinity"}, ["items.0.quantity"]),
        ({"text": "0 tomates"}, ["items.0.text"]),
        ({"text": "   "}, ["items.0.text"]),
        ({"text": 7}, ["items.0.text"]),
        ({}, ["items.0.name", "items.0.quantity", "items.0.unit"]),
        ({"text": None, "name": "Leche"}, ["items.0.quantity", "items.0.unit"]),
        ({"name": "Leche", "quantity": None, "unit": "l"}, ["items.0.quantity"]),
        (MILK | {"quantity": -1}, ["items.0.quantity"]),
    ],
)
def test_what_is_lacking_or_said_twice_is_named(
    home: Kitchen, item: dict[str, Any], wrong: list[str]
) -> None:
    answer = home.post("/items", json={"items": [item]})
    assert answer.status_code == 422
    assert [one["field"] for one in answer.get_json()["errors"]] == wrong
    assert not home.items.lots
