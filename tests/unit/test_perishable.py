"""Names that are no food of the catalog: what they tell of how fast it goes off."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from shared.catalog import foods
from shared.domain.food import Category, DateKind, Storage
from shared.domain.item import ItemChange, NewItem
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.perishable import perishable_category
from shared.domain.recognition import RecognisedItem
from shared.domain.recognition_result import Detail
from shared.domain.seen_items import Audience, seen_item
from shared.domain.stocking import changed, stocked
from shared.domain.units import Unit
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()

TOLD = [
    ("carne picada", "meat"),
    ("Carne", "meat"),
    ("mince", "poultry"),
    ("Beef", "meat"),
    ("pork", "meat"),
    ("liver", "meat"),
    ("hamburguesas", "meat"),
    ("burgers", "meat"),
    ("falda de ternera", "meat"),
    ("secreto ibérico", "meat"),
    ("dry aged beef", "meat"),
    ("macarrones con carne", "meat"),
    ("beef in oyster sauce", "meat"),
    ("turkey", "poultry"),
    ("bandeja de pechugas de pollo", "poultry"),
    ("pack of chicken", "poultry"),
    ("pollo en salsa", "poultry"),
    ("seco de pollo", "poultry"),
    ("pechugas", "poultry"),
    ("pescado", "fish"),
    ("fish", "fish"),
    ("lenguado fresco", "fish"),
    ("fish and chips", "fish"),
    ("marisco", "seafood"),
    ("ostras", "seafood"),
    ("mejillones gallegos", "seafood"),
    ("sobras del domingo", "prepared"),
]
UNTOLD = [
    "Salsa de la abuela Pepa",
    "salsa de ostras picante",
    "Buffalo wings sauce",
    "Patatas sabor jamón",
    "Crisps beef and onion",
    "Ramen instantáneo de pollo",
    "Cubitos de caldo de carne de la casa",
    "Lata de sardinas picantes",
    "Beef jerky",
    "Comida para gatos con pollo",
    "Vegan burger",
    "Coconut meat",
    "Peras conferencia",
    "Queso de vaca",
    "Tomate para ensalada",
    "Zorblax",
]


@pytest.mark.parametrize(("name", "category"), TOLD)
def test_a_word_of_meat_or_fish_is_enough(name: str, category: str) -> None:
    assert perishable_category(name, FOODS) is Category(category)


@pytest.mark.parametrize("name", UNTOLD)
def test_what_keeps_or_only_tastes_of_it_is_none(name: str) -> None:
    assert perishable_category(name, FOODS) is None


def test_every_perishable_food_is_told_of_in_a_longer_name() -> None:
    """Those are not that are words of cookery too: "cebolla dorada" is no sea bream."""
    raw = {Category.MEAT, Category.POULTRY, Category.FISH, Category.SEAFOOD}
    perishable = [f for f in FOODS if f.category in raw and f.date_kind is DateKind.USE_BY]
    missed = {
        f.id for f in perishable if perishable_category(f"{f.name.es} zorblax", FOODS) is None
    }
    assert missed == {"sea_bream"}


def test_no_other_food_is_taken_for_one() -> None:
    plants = {Category.FRUIT, Category.GRAIN, Category.LEGUME, Category.NUT, Category.BEVERAGE}
    names = [name for food in FOODS if food.category in plants for name in food.name]
    assert [n for n in names if perishable_category(f"{n} zorblax", FOODS)] == []


def new(name: str, **said: Any) -> NewItem:
    return NewItem.model_validate({"name": name, "quantity": 1, "unit": "unit"} | said)


@pytest.mark.parametrize(("name", "category"), TOLD)
def test_it_is_put_in_the_fridge_until_a_use_by_date(name: str, category: str) -> None:
    made = stocked(new(name), "a", FOODS, NOW, TODAY)
    assert made.category is Category(category)
    assert (made.storage, made.date_kind) == (Storage.FRIDGE, DateKind.USE_BY)
    assert made.expires_on <= TODAY + timedelta(days=3)


def test_what_was_said_goes_before_what_a_name_tells() -> None:
    made = stocked(new("Carne picada", category="snack", storage="pantry"), "a", FOODS, NOW, TODAY)
    assert (made.category, made.storage) == (Category.SNACK, Storage.PANTRY)
    soap = stocked(new("Crema de manos carne", kind="product"), "b", FOODS, NOW, TODAY)
    assert soap.category is Category.OTHER


def test_a_dish_that_nobody_knows_is_cooked_food() -> None:
    dish = stocked(new("Guiso de Pepa", kind="dish"), "a", FOODS, NOW, TODAY)
    assert (dish.category, dish.storage) == (Category.PREPARED, Storage.FRIDGE)
    assert dish.date_kind is DateKind.USE_BY


def test_a_new_name_that_tells_of_meat_makes_it_perishable() -> None:
    rice = lot(name="Arroz", food_id="white_rice", category=Category.GRAIN)
    named = changed(rice, ItemChange(name="Carne picada"), FOODS, NOW)
    assert (named.category, named.date_kind) == (Category.MEAT, DateKind.USE_BY)
    assert named.expires_on <= TODAY + timedelta(days=2)
    said = ItemChange(name="Carne picada", category=Category.SNACK)
    assert changed(rice, said, FOODS, NOW).category is Category.SNACK


def test_what_a_receipt_printed_is_shown_as_what_it_tells_of() -> None:
    line = RecognisedItem(
        name="Bandeja carne picada",
        food_id=None,
        confidence=0.5,
        quantity=Decimal(1),
        unit=Unit.UNIT,
        storage=Storage.PANTRY,
        category=Category.OTHER,
        price=None,
        currency=None,
        box=None,
        allergens=frozenset(),
        source_text="BANDEJA CARNE PICADA",
        image_index=0,
    )
    audience = Audience(Needs(), Language.ES, Detail.BASIC, TODAY)
    seen = seen_item(line, audience, FOODS)
    assert (seen.category, seen.storage) == (Category.MEAT, Storage.FRIDGE)
    assert seen.expires_on == TODAY + timedelta(days=2)
