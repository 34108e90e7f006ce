"""The shopping list: what is needed, how it is bought, and what is left out."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.catalog import foods, recipes
from shared.domain.convert import convert
from shared.domain.food import Category
from shared.domain.item import Lot
from shared.domain.language import Language
from shared.domain.planning.day import Meals, PlanDay, Planned, Want
from shared.domain.planning.entries import Cookery, of_catalog
from shared.domain.planning.view import Circumstances
from shared.domain.shopping.aisles import AISLES
from shared.domain.shopping.buying import BoughtLine, NewPurchase
from shared.domain.shopping.line import (
    LineChange,
    NewLine,
    blank_mark,
    changed_line,
    own_line,
)
from shared.domain.shopping.listing import Reader, ShoppingList, shopping_list
from shared.domain.shopping.needing import Why, needs_of
from shared.domain.shopping.packs import packed, told
from shared.domain.units import Quantity, Unit
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
LAST = TODAY + timedelta(days=6)


def want(food_id: str | None, quantity: object, unit: Unit = Unit.G, name: str = "?") -> Want:
    return Want(food_id=food_id, name=name, quantity=Decimal(str(quantity)), unit=unit)


def entry(entry_id: str, *wants: Want, optional: tuple[Want, ...] = ()) -> Planned:
    return Planned(
        id=entry_id,
        recipe_id=None,
        title="Cena",
        servings=2,
        minutes=None,
        nutrition_per_serving=None,
        wants=wants,
        optional=optional,
    )


def day(number: int, *entries: Planned) -> PlanDay:
    date = TODAY + timedelta(days=number)
    return PlanDay(date=date, meals=Meals[Planned](dinner=entries), updated_at=NOW, version="1")


def listed(
    *days: PlanDay, lots: tuple[Lot, ...] = (), own: tuple[NewLine, ...] = ()
) -> ShoppingList:
    needs = needs_of(days, Circumstances(lots, FOODS, TODAY))
    lines = [own_line(line, f"own{n}", FOODS, NOW) for n, line in enumerate(own)]
    return shopping_list(needs, lines, Reader(FOODS, Language.ES, TODAY, LAST, NOW))


def potatoes(quantity: int, **more: Any) -> Lot:
    facts = {"id": "a", "food_id": "potato", "unit": "g", "expires_on": LAST}
    return lot(**(facts | {"quantity": quantity} | more))


@pytest.mark.parametrize(
    ("food_id", "quantity", "unit", "es", "en"),
    [
        ("egg", 4, Unit.UNIT, "6 huevos", "6 eggs"),
        ("egg", 350, Unit.G, "12 huevos", "12 eggs"),
        ("rice", 300, Unit.G, "1 paquete de 1 kg", "1 pack of 1 kg"),
        ("whole_milk", 1200, Unit.ML, "2 paquetes de 1 l", "2 packs of 1 l"),
        ("onion", 350, Unit.G, "3 cebollas", "3 onions"),
        ("lemon", 0.5, Unit.UNIT, "1 limón", "1 lemon"),
        ("potato", 550, Unit.G, "600 g", "600 g"),
        ("chicken_breast", 1210, Unit.G, "1,3 kg", "1.3 kg"),
        ("parsley", 0.25, Unit.BUNCH, "1 manojo", "1 bunch"),
    ],
)
def test_what_is_needed_is_told_as_one_buys_it(
    food_id: str, quantity: object, unit: Unit, es: str, en: str
) -> None:
    food = FOODS.get(food_id) or FOODS[f"white_{food_id}"]
    packing = packed(Quantity(Decimal(str(quantity)), unit), food)
    assert told(packing, food, Language.ES) == es
    assert told(packing, food, Language.EN) == en


@given(st.sampled_from(list(FOODS)), st.integers(1, 5_000_000))
def test_what_is_bought_suffices(food: Any, thousandths: int) -> None:
    needed = Quantity(Decimal(thousandths) / 1000, food.pack.unit)
    bought = packed(needed, food).quantity
    there = convert(bought, needed.unit, food)
    assert there * Decimal("1.001") + Decimal("0.002") >= needed.amount
    assert all(told(packed(needed, food), food, language) for language in Language)


def test_what_nobody_can_convert_stays_as_it_is() -> None:
    odd = Quantity(Decimal(2), Unit.SLICE)
    assert packed(odd, FOODS["egg"]).quantity == packed(odd, None).quantity == odd
    assert told(packed(odd, None), None, Language.EN) == "2 slices"


def test_every_category_has_its_aisle() -> None:
    assert set(AISLES) == set(Category)
    assert len({name for text in AISLES.values() for name in text}) == 2 * len(Category)


def test_needs_of_a_food_are_merged_after_what_is_free() -> None:
    days = (
        day(1, entry("e", want("potato", 300), want(None, 1, Unit.CUP, "Kvas"))),
        day(2, entry("f", want("potato", "0.5", Unit.KG), want(None, 2, Unit.CUP, "kvas"))),
    )
    found = listed(*days, lots=(potatoes(200),))
    kvas, potato = sorted(found.all(), key=lambda line: line.food_id or "")
    assert (potato.id, potato.quantity, potato.text) == (
        "plan-potato",
        Decimal(600),
        "600 g",
    )
    assert [(use.entry_id, use.quantity, use.unit) for use in potato.needed_for] == [
        ("e", 100, Unit.G),
        ("f", Decimal("0.5"), Unit.KG),
    ]
    assert (kvas.food_id, kvas.name, kvas.quantity) == (None, "Kvas", Decimal(3))
    assert kvas.id.startswith("plan-n-")
    assert [aisle.name for aisle in found.aisles] == ["Otros", "Verdura"]


def test_other_plans_keep_what_they_hold_and_it_is_said() -> None:
    elsewhere = potatoes(500, holds={f"{TODAY + timedelta(days=9)}.x": Decimal(400)})
    [line] = listed(day(1, entry("e", want("potato", 300))), lots=(elsewhere,)).all()
    assert line.needed is not None
    assert line.needed.quantity == 200
    assert line.held_for == [TODAY + timedelta(days=9)]


def test_nothing_past_its_use_by_counts() -> None:
    old = potatoes(500, expires_on=TODAY, date_kind="use_by")
    assert listed(day(1, entry("e", want("potato", 300))), lots=(old,)).lines == 1
    assert listed(day(0, entry("e", want("potato", 300))), lots=(old,)).lines == 0


def test_what_is_left_out_says_why() -> None:
    all_of_them = entry(
        "e",
        want("water", 500, Unit.ML),
        want("salt", 5),
        want("black_pepper", 1, Unit.PINCH),
        want("potato", 200),
        want("egg", 2, Unit.UNIT),
        optional=(want("parsley", 1, Unit.BUNCH),),
    )
    own = (NewLine(food_id="egg"), NewLine(name="Jabón"))
    found = listed(day(1, all_of_them), lots=(potatoes(300),), own=own)
    assert {one.food_id: one.reason for one in found.left_out} == {
        "water": Why.TAP_WATER,
        "salt": Why.STAPLE,
        "black_pepper": Why.PINCH,
        "potato": Why.IN_STOCK,
        "egg": Why.ON_LIST,
        "parsley": Why.OPTIONAL,
    }
    assert all(one.detail and one.name for one in found.left_out)
    assert sorted(line.name for line in found.all()) == ["Jabón", "huevo"]


def test_an_own_line_covers_as_much_as_it_says() -> None:
    eggs = entry("e", want("egg", 10, Unit.UNIT))
    own = NewLine(food_id="egg", quantity=Decimal(6), unit=Unit.UNIT)
    found = {line.id: line for line in listed(day(1, eggs), own=(own,)).all()}
    assert found["plan-egg"].text == "6 huevos"
    assert found["plan-egg"].needed is not None
    assert found["plan-egg"].needed.quantity == 4


def test_cooked_entries_need_nothing() -> None:
    cooked = entry("e", want("egg", 2, Unit.UNIT)).model_copy(update={"cooked_at": NOW})
    assert listed(day(1, cooked)).lines == 0


def test_optional_foods_of_a_recipe_are_kept_with_the_entry() -> None:
    book = {one.id: one for one in recipes.load()}
    cookery = Cookery({}, book, FOODS, Language.EN)
    planned = of_catalog("e", book["pisto_con_huevo"], cookery).serving(2)
    assert [(one.food_id, one.quantity) for one in planned.optional] == [("sugar", Decimal("0.5"))]
    assert "sugar" not in [one.food_id for one in planned.wants]


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (NewLine, {}),
        (NewLine, {"name": "x", "id": "plan-egg"}),
        (NewLine, {"name": "x", "quantity": 1}),
        (LineChange, {"unit": "g"}),
        (BoughtLine, {"id": "a", "name": "x"}),
        (BoughtLine, {"name": "x", "quantity": 1}),
        (BoughtLine, {"name": "x", "price": 1}),
        (NewPurchase, {"lines": []}),
        (NewPurchase, {"lines": [{"id": "a"}, {"id": "a"}]}),
    ],
)
def test_nonsense_is_refused(model: Any, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(values)


def test_a_trace_of_a_food_told_by_the_piece_is_not_said_to_be_written_down() -> None:
    trace = listed(day(0, entry("e", want("egg", "0.01"))))
    assert trace.left_out == []
    assert [line.food_id for line in trace.all()] == ["egg"]


def test_what_rounding_leaves_open_is_not_bought() -> None:
    held = lot(id="o", food_id="onion", unit="g", quantity=Decimal("199.999"), expires_on=LAST)
    found = listed(day(0, entry("e", want("onion", 200))), lots=(held,))
    assert [(one.food_id, one.reason) for one in found.left_out] == [("onion", Why.IN_STOCK)]


@pytest.mark.parametrize(("later", "ticked"), [(0, True), (72, True), (73, False)])
def test_what_was_ticked_and_never_bought_is_needed_again(later: int, ticked: bool) -> None:
    needs = needs_of([day(1, entry("e", want("potato", 500)))], Circumstances((), FOODS, TODAY))
    mark = changed_line(blank_mark("plan-potato", FOODS, NOW), LineChange(ticked=True), NOW)
    now = NOW + timedelta(hours=later)
    found = shopping_list(needs, [mark], Reader(FOODS, Language.ES, TODAY, LAST, now))
    assert (found.lines, found.ticked) == (1, int(ticked))
    again = changed_line(mark, LineChange(ticked=True), now)
    assert again.still_ticked(now)
    assert (again == mark) is ticked


def test_a_line_of_ones_own_stays_ticked() -> None:
    line = own_line(NewLine(name="Jabón"), "own", FOODS, NOW)
    ticked = changed_line(line, LineChange(ticked=True), NOW)
    assert ticked.still_ticked(NOW + timedelta(days=30))
