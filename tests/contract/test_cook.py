"""Cooking against both stores: nothing below zero, nothing twice, everything back with one undo."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from shared.catalog import foods
from shared.domain.commit_size import MOST_LOTS
from shared.domain.cooking import Cooked, Cooking
from shared.domain.errors import Conflict, Unavailable
from shared.domain.item import Lot
from shared.domain.listing import ItemFilter
from shared.domain.movement import Act
from shared.domain.recipe import Ingredient
from shared.domain.shortage import Short
from shared.domain.units import Unit
from shared.ports.stock import Items, Movements
from shared.workflows.cook import cook
from shared.workflows.move_stock import Stock, undo
from tests.killing import Killed, Plug
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()


@pytest.fixture
def stock(items: Items, movements: Movements) -> Stock:
    return Stock(items, movements, FOODS)


def ingredient(food: str, quantity: str, unit: Unit, **changes: Any) -> Ingredient:
    values: dict[str, Any] = {
        "name": food,
        "food_id": food if food in {one.id for one in FOODS} else None,
        "quantity": Decimal(quantity),
        "unit": unit,
        "in_stock": False,
        "item_ids": [],
        "missing_quantity": Decimal(0),
    }
    return Ingredient.model_validate(values | changes)


def held(name: str, food: str | None, quantity: str, unit: Unit, days: int = 5, **more: Any) -> Lot:
    known = FOODS.get(food) if food else None
    changes: dict[str, Any] = {
        "id": name,
        "food_id": food,
        "name": known.name.es if known else "Queso de la abuela",
        "quantity": Decimal(quantity),
        "unit": unit,
        "expires_on": TODAY + timedelta(days=days),
        "search_keys": ("queso de la",) if known is None else (),
    }
    return lot(**(changes | more))


PANCAKES = [
    ingredient("whole_milk", "250", Unit.ML),
    ingredient("egg", "2", Unit.UNIT),
    ingredient("wheat_flour", "100", Unit.G),
    ingredient("salt", "1", Unit.PINCH),
    ingredient("honey", "1", Unit.TBSP, optional=True),
    ingredient("lemon", "0", Unit.UNIT),
    ingredient("water", "100", Unit.ML),
]


def cooked(
    stock: Stock,
    servings: int = 2,
    name: str = "c1",
    dish: list[Ingredient] = PANCAKES,
    **options: Any,
) -> Cooked:
    cooking = Cooking(servings=servings, **options)
    return cook("pancakes", dish, 2, cooking, Act(name, NOW, "ana"), stock)


def left(stock: Stock) -> dict[str, Decimal]:
    page = stock.items.page(ItemFilter(), 100, None)
    return {one.id: one.quantity for one in page.items}


def fill(stock: Stock) -> None:
    stock.items.add(
        [
            held("late", "whole_milk", "1", Unit.L, days=9),
            held("soon", "whole_milk", "0.2", Unit.L, days=1),
            held("bad", "whole_milk", "1", Unit.L, days=-1, date_kind="use_by"),
            held("eggs", "egg", "6", Unit.UNIT),
            held("flour", "wheat_flour", "1", Unit.KG),
            held("lemons", "lemon", "2", Unit.UNIT),
        ]
    )


def test_a_dish_takes_what_expires_first_and_one_undo_puts_it_back(stock: Stock) -> None:
    fill(stock)
    before = left(stock)
    made = cooked(stock)
    assert made.short == []
    assert [(one.item_id, one.quantity) for one in made.movements] == [
        ("soon", Decimal("0.2")),
        ("late", Decimal("0.05")),
        ("eggs", Decimal(2)),
        ("flour", Decimal("0.1")),
    ]
    assert left(stock) == {
        "bad": Decimal(1),
        "late": Decimal("0.95"),
        "eggs": Decimal(4),
        "flour": Decimal("0.9"),
        "lemons": Decimal(2),
    }
    undo(made.movements[2].id, Act("u1", NOW, "ana"), stock)
    assert left(stock) == before


def test_the_movements_say_what_was_cooked_and_what_it_weighed(stock: Stock) -> None:
    fill(stock)
    made = cooked(stock, servings=4)
    entries = stock.movements.group("c1")
    assert {(one.recipe_id, one.servings) for one in entries} == {("pancakes", 4)}
    weights = {one.item_id: one.grams for one in entries}
    assert weights["flour"] == 200
    milk = FOODS["whole_milk"].density_g_ml
    assert milk is not None
    assert weights["soon"] == 200 * milk
    assert made.impact.co2e_kg is not None
    assert made.impact.co2e_kg > 0


def test_what_is_short_is_listed_and_nothing_taken(stock: Stock) -> None:
    fill(stock)
    before = left(stock)
    with pytest.raises(Short) as error:
        cooked(stock, servings=12)
    assert [(s.food_id, s.needed, s.available, s.unit) for s in error.value.short] == [
        ("whole_milk", Decimal(1500), Decimal(1200), Unit.ML),
        ("egg", Decimal(12), Decimal(6), Unit.UNIT),
    ]
    assert left(stock) == before
    assert stock.movements.page(None, None, 5, None).items == []


def test_partial_takes_what_there_is_and_says_so_again(stock: Stock) -> None:
    fill(stock)
    made = cooked(stock, servings=12, partial=True)
    assert [one.food_id for one in made.short] == ["whole_milk", "egg"]
    assert left(stock) == {"bad": 1, "flour": Decimal("0.4"), "lemons": 2}
    assert cooked(stock, servings=12, partial=True) == made


def test_partial_of_nothing_moves_nothing(stock: Stock) -> None:
    made = cooked(stock, partial=True)
    assert made.movements == []
    assert [one.food_id for one in made.short] == ["whole_milk", "egg", "wheat_flour"]
    assert (made.impact.co2e_kg, made.impact.co2e_coverage) == (None, 0)


def test_ingredients_of_one_food_share_its_lots(stock: Stock) -> None:
    stock.items.add([held("eggs", "egg", "3", Unit.UNIT)])
    twice = [ingredient("egg", "2", Unit.UNIT), ingredient("egg", "1", Unit.UNIT)]
    made = cooked(stock, dish=twice)
    assert [(one.item_id, one.quantity) for one in made.movements] == [("eggs", Decimal(3))]
    stock.items.add([held("more", "egg", "2", Unit.UNIT)])
    with pytest.raises(Short) as error:
        cooked(stock, name="c2", dish=twice)
    assert [(one.needed, one.available) for one in error.value.short] == [(Decimal(1), Decimal(0))]


def test_a_lot_that_cannot_be_told_in_the_unit_is_passed_over(stock: Stock) -> None:
    stock.items.add([held("bunch", "egg", "1", Unit.BUNCH, days=1), held("g", "egg", "1", Unit.KG)])
    made = cooked(stock, dish=[ingredient("egg", "2", Unit.UNIT)])
    assert [one.item_id for one in made.movements] == ["g"]


def test_a_food_the_catalog_does_not_know_goes_by_its_name(stock: Stock) -> None:
    stock.items.add([held("own", None, "300", Unit.G)])
    cheese = ingredient("Queso de la Abuela", "100", Unit.G)
    made = cooked(stock, dish=[cheese])
    assert [(one.item_id, one.quantity) for one in made.movements] == [("own", Decimal(100))]
    with pytest.raises(Short):
        cooked(stock, name="c2", dish=[ingredient("Queso de otra", "1", Unit.G)])


def test_more_lots_than_a_commit_holds_are_refused(stock: Stock) -> None:
    small = [held(f"l{n}", "egg", "1", Unit.UNIT) for n in range(MOST_LOTS + 1)]
    stock.items.add(small[:100])
    stock.items.add(small[100:])
    most = [ingredient("egg", str(MOST_LOTS), Unit.UNIT)]
    with pytest.raises(Conflict) as error:
        cooked(stock, dish=[ingredient("egg", str(MOST_LOTS + 1), Unit.UNIT)])
    assert error.value.code == "too_many_lots"
    made = cooked(stock, dish=most)
    assert len(made.movements) == MOST_LOTS
    undo(made.movements[0].id, Act("u1", NOW, "ana"), stock)
    assert len(left(stock)) == 100


def test_a_repeated_cook_takes_once_wherever_it_died(stock: Stock) -> None:
    fill(stock)
    for at in range(2):
        plug = Plug(at)
        torn = Stock(stock.items, plug.around(stock.movements), FOODS)
        with suppress(Killed):
            cooked(torn)
        assert ("soon" in left(stock)) is (at == 0)
    assert cooked(stock) == cooked(stock)
    assert left(stock)["eggs"] == 4


def test_twenty_cooks_get_exactly_what_there_is(stock: Stock) -> None:
    stock.items.add(
        [
            held("a", "egg", "5", Unit.UNIT, days=1),
            held("b", "egg", "10", Unit.UNIT, days=2),
            held("flour", "wheat_flour", "5", Unit.KG),
        ]
    )
    dish = [ingredient("egg", "2", Unit.UNIT), ingredient("wheat_flour", "50", Unit.G)]

    def succeeds(number: int) -> bool:
        for _ in range(20):
            try:
                cooked(stock, name=f"c{number}", dish=dish)
            except Short:
                return False
            except Unavailable:
                continue
            return True
        raise AssertionError

    with ThreadPoolExecutor(20) as pool:
        successes = sum(pool.map(succeeds, range(20)))
    assert successes == 7
    assert left(stock) == {"b": 1, "flour": Decimal("4.65")}
