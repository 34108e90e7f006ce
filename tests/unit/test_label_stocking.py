"""Products that were analysed, put into the stock: how long they keep, and what they are."""

from datetime import date
from typing import Any

import pytest

from shared.domain.item import ExpirySource, Kind
from shared.domain.keeping import opened
from shared.domain.labels.judging import read_again
from shared.domain.labels.request import AskedType, Label
from shared.domain.labels.stocking import ProductInStock, months_after_opening, product_lot
from shared.domain.language import Language
from shared.domain.movement import Act
from shared.workflows.analyse_label import analyse
from tests.fakes.labels import FakeAnalyses
from tests.samples import NOW
from tests.unit.test_analyse_label import CREAM, TABLES, desk, request


def stocked(text: str, kind: AskedType = AskedType.COSMETIC, **asked: Any) -> Any:
    label = Label(name="Crema de leche", product_type=kind)
    stored = analyse(request(text=text, label=label), desk(), FakeAnalyses())
    reading = read_again(stored.text, stored.names, stored.asked_type, TABLES)
    body = ProductInStock(**asked)
    return product_lot(stored, body, "lot-1", reading, TABLES.foods, Language.ES, NOW)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("12M", 12),
        ("50 ml 6 M e", 6),
        ("Aqua. 36M", 36),
        ("24M 12M", 12),
        ("500 ml", None),
        ("AM12MB", None),
        ("99M", None),
        ("0M", None),
    ],
)
def test_the_open_jar_is_read(text: str, months: int | None) -> None:
    assert months_after_opening(text) == months


def test_a_cosmetic_is_no_food_whatever_its_name() -> None:
    lot = stocked(CREAM)
    assert (lot.kind, lot.food_id, lot.allergens) == (Kind.PRODUCT, None, frozenset())
    assert lot.expires_on == date(2028, 12, 1)


def test_once_open_it_keeps_for_the_months_of_its_label() -> None:
    lot = stocked(f"{CREAM}\n6M", opened_on=date(2026, 5, 31))
    assert lot.expires_on == date(2026, 11, 30)
    assert lot.expiry_source is ExpirySource.LABEL


@pytest.mark.parametrize(
    ("printed", "until", "source"),
    [
        ("6M", date(2026, 12, 1), ExpirySource.LABEL),
        ("", date(2028, 12, 1), ExpirySource.ESTIMATED),
    ],
)
def test_a_jar_that_is_opened_later_keeps_for_its_months_and_no_food_table_is_asked(
    printed: str, until: date, source: ExpirySource
) -> None:
    lot = stocked(f"{CREAM}\n{printed}")
    assert (lot.opened_on, lot.expires_on) == (None, date(2028, 12, 1))
    after = opened(lot, None, Act("m1", NOW, "ana")).lot
    assert (after.opened_on, after.expires_on, after.expiry_source) == (NOW.date(), until, source)


def test_never_longer_than_the_date_on_the_package() -> None:
    soon = date(2026, 7, 1)
    lot = stocked(f"{CREAM}\n12M", opened_on=date(2026, 5, 31), expires_on=soon)
    assert lot.expires_on == soon


def test_a_food_brings_the_allergens_of_its_label() -> None:
    lot = stocked("Ingredientes: harina de trigo, leche en polvo, azúcar.", AskedType.FOOD)
    assert {"gluten", "milk"} <= lot.allergens
    assert lot.kind is Kind.INGREDIENT


@pytest.mark.parametrize(
    ("said", "allergen"),
    [
        ("Ingredientes: azúcar, salsa zorblax (anacardo tostado), sal.", "nuts"),
        ("Ingredients: sugar, salt, zorblax. Contains: milk.", "milk"),
        ("Ingredientes: azúcar, sal. Puede contener trazas de sésamo.", "sesame"),
        ("Ingrédients : sucre, sel, zorblax aux noisettes.", "nuts"),
    ],
)
def test_what_the_label_says_in_words_alone_goes_into_the_stock_too(
    said: str, allergen: str
) -> None:
    assert stocked(said, AskedType.FOOD, name="Zorblax").allergens == {allergen}
