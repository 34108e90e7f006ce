"""Words that find a lot, and words that do not."""

from decimal import Decimal

import pytest

from shared.catalog import foods
from shared.domain.item import ItemChange, NewItem
from shared.domain.search import search_keys, searched_key
from shared.domain.stocking import changed, stocked
from shared.domain.units import Unit
from tests.samples import NOW, TODAY

FOODS = foods.load()


@pytest.mark.parametrize(
    ("name", "food", "text", "found"),
    [
        ("Leche entera Pascual", "whole_milk", "LECHE", True),
        ("Leche entera Pascual", "whole_milk", "milk", True),
        ("Leche entera Pascual", "whole_milk", "whole milk", True),
        ("Leche entera Pascual", "whole_milk", "pascual", True),
        ("Leche entera Pascual", "whole_milk", "leche entera", True),
        ("Leche entera Pascual", "whole_milk", "soy", False),
        ("Papas", "potato", "patata", True),
        ("Papas", "potato", "potatoes", True),
        ("Plátano", "banana", "platanos", True),
        ("Salsa de la abuela", None, "ABUELAS", True),
        ("Salsa de la abuela", None, "abuelo", False),
        ("Salsa de la abuela Pepa", None, "salsa de la abuela", True),
    ],
)
def test_what_finds_what(name: str, food: str | None, text: str, found: bool) -> None:
    keys = search_keys(name, FOODS[food] if food else None)
    assert (searched_key(text) in keys) is found


def test_punctuation_alone_asks_for_nothing() -> None:
    assert searched_key(" ¿?... ") is None


def test_the_keys_follow_the_name() -> None:
    new = NewItem.model_validate({"name": "Leche", "quantity": 1, "unit": Unit.L})
    lot = stocked(new, "a", FOODS, NOW, TODAY)
    assert "milk" in lot.search_keys
    renamed = changed(lot, ItemChange(name="Zumo raro"), FOODS, NOW)
    assert "raro" in renamed.search_keys
    assert renamed.sort_name == "zumo raro"


@pytest.mark.parametrize("text", ["4006381333931", "04006381333931", "4 006381 333931"])
def test_a_package_is_found_by_its_number(text: str) -> None:
    new = NewItem(name="Rotulador", quantity=Decimal(1), unit=Unit.UNIT, gtin="04006381333931")
    lot = stocked(new, "a", FOODS, NOW, TODAY)
    assert lot.gtin == "4006381333931"
    assert searched_key(text) in lot.search_keys
    other = changed(lot, ItemChange(gtin="96385074"), FOODS, NOW)
    assert searched_key(text) not in other.search_keys
    assert searched_key("96385074") in other.search_keys
    assert changed(other, ItemChange(gtin=None), FOODS, NOW).gtin is None


def test_no_food_has_too_many_keys() -> None:
    assert max(len(search_keys("x", food)) for food in FOODS) < 100
