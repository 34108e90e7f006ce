"""Writing a recipe reads the stock once, and answers what is in stock whoever wrote it first; the
reason to cook it is that of the day it is read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from shared.catalog import foods
from shared.domain.item import Lot
from shared.domain.language import Language
from shared.domain.listing import ItemFilter, Page
from shared.domain.own_recipe import NewRecipe, RecipeChange
from shared.workflows.write_recipe import (
    Desk,
    Held,
    change_recipe,
    held_against_stock,
    keep_favorite,
    write_recipe,
)
from tests.fakes.recipes import FakeStore
from tests.fakes.stock import FakeItems
from tests.samples import NOW, lot, stored_recipe

FOODS = foods.load()
RECIPE = NewRecipe(
    title="Lentejas", ingredients=["200 g de lentejas secas", "1 cebolla"], steps=["Cuece."]
)


class CountedItems(FakeItems):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str | None] = []

    def page(self, chosen: ItemFilter, limit: int, cursor: str | None) -> Page[Lot]:
        self.asked.append(chosen.food_id)
        return super().page(chosen, limit, cursor)


class Kitchen:
    def __init__(self) -> None:
        self.items = CountedItems()
        self.add("sack", quantity=150)
        recipes = FakeStore().recipes_of("k1")
        self.desk = Desk(recipes, self.items, FOODS, dict, Language.ES, NOW)

    def add(self, name: str, **changes: Any) -> None:
        sack = {"food_id": "lentils", "name": "Lentejas", "unit": "g"}
        self.items.add([lot(id=name, **sack, **changes)])

    def write(self) -> Held:
        self.items.asked.clear()
        return write_recipe(RECIPE, "r1", self.desk)


def missing(held: Held) -> list[float]:
    return [float(one.missing_quantity) for one in held.recipe.ingredients]


def test_the_stock_is_read_once_for_each_food() -> None:
    kitchen = Kitchen()
    held = kitchen.write()
    assert sorted(kitchen.items.asked, key=str) == ["lentils", "onion"]
    assert missing(held) == [50, 1]
    assert {line.item_id for line in held.stock} == {"sack"}
    assert held.recipe.version


def test_a_change_reads_it_once_too() -> None:
    kitchen = Kitchen()
    kitchen.write()
    kitchen.items.asked.clear()
    change = RecipeChange(ingredients=["120 g de lentejas secas"])
    held = change_recipe("r1", change, None, kitchen.desk)
    assert kitchen.items.asked == ["lentils"]
    assert missing(held) == [0]


def test_what_was_written_before_is_held_against_the_stock_of_now() -> None:
    kitchen = Kitchen()
    kitchen.write()
    kitchen.add("second", quantity=100)
    again = kitchen.write()
    assert missing(again) == [0, 1]
    assert {line.item_id for line in again.stock} == {"sack", "second"}


def test_what_was_changed_since_is_held_by_its_own_ingredients() -> None:
    kitchen = Kitchen()
    kitchen.write()
    change_recipe("r1", RecipeChange(ingredients=["160 g de lentejas secas"]), None, kitchen.desk)
    assert missing(kitchen.write()) == [10]


def test_a_favourite_is_held_against_the_stock_whether_it_was_one_or_not() -> None:
    kitchen = Kitchen()
    kitchen.write()
    kitchen.add("second", quantity=100)
    for _ in range(2):
        kitchen.items.asked.clear()
        held = keep_favorite("r1", kitchen.desk)
        assert (held.recipe.favorite, missing(held)) == (True, [0, 1])
        assert sorted(kitchen.items.asked, key=str) == ["lentils", "onion"]


def potatoes(kitchen: Kitchen, **changes: Any) -> None:
    values = {"id": "bag", "food_id": "potato", "name": "Patata", "quantity": 400, "unit": "g"}
    kitchen.items.add([lot(**values | changes)])


def test_the_reason_to_cook_it_is_that_of_today_in_the_readers_language() -> None:
    kitchen = Kitchen()
    potatoes(kitchen)
    recipe = stored_recipe(why="Usa 3 productos que caducan el jueves.")
    desk = replace(kitchen.desk, now=NOW + timedelta(days=3))
    told = held_against_stock(recipe, desk).recipe
    assert told.why == "Usa 1 producto que caduca mañana: Patata; no hay que comprar nada."
    told = held_against_stock(recipe, replace(desk, language=Language.EN)).recipe
    assert told.why == "Uses 1 item that expires tomorrow: Patata; nothing to buy."


def test_where_nothing_expires_there_is_no_reason_until_something_does() -> None:
    kitchen = Kitchen()
    kitchen.desk.recipes.add(stored_recipe(why="Usa 3 productos que caducan el jueves."))
    kept = keep_favorite("recipe-1", kitchen.desk).recipe
    assert (kept.uses_expiring, kept.why) == ([], "")
    potatoes(kitchen, expires_on="2026-06-02")
    again = held_against_stock(kept, kitchen.desk).recipe
    assert again.uses_expiring
    assert again.why.startswith("Usa 1 producto")


def test_a_recipe_that_nobody_chose_for_them_has_no_reason() -> None:
    kitchen = Kitchen()
    potatoes(kitchen, expires_on="2026-06-02")
    for own in ({"source": "user"}, {"source": "catalog"}, {"edited": True}):
        told = held_against_stock(stored_recipe(**own), kitchen.desk).recipe
        assert told.uses_expiring
        assert told.why == ""
