"""Cooking a recipe that is planned for today, without a store."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shared.domain.errors import NotFound
from shared.domain.movement import Act
from shared.domain.planning.cooking import CookedRecipe, RecipeCooking
from shared.domain.planning.day import Meals, Planned
from shared.domain.planning.holds import HoldKey
from shared.domain.planning.request import NewDay, NewPlanned
from shared.domain.recipe import StoredRecipe
from shared.domain.shortage import Short
from shared.workflows.cook_recipe import cook_recipe
from shared.workflows.move_stock import undo
from shared.workflows.plan_day import put_day
from tests.fakes.stock import FakePlans
from tests.planned import PlannedKitchen
from tests.samples import NOW, TODAY, lot, stored_recipe

TOMORROW = TODAY + timedelta(days=1)


class Kitchen(PlannedKitchen):
    """Potatoes, and a recipe that takes 400 g of them for two."""

    def __init__(self, grams: int = 1000) -> None:
        potatoes = {"id": "p", "name": "Patata", "food_id": "potato", "category": "vegetable"}
        amount = {"quantity": Decimal(grams), "unit": "g", "allergens": frozenset()}
        super().__init__(lot(**potatoes, **amount, expires_on=TODAY + timedelta(days=9)))
        self.recipes.add(stored_recipe(id="r"))

    def plan(self, day: date = TODAY, *ids: str) -> None:
        entries = tuple(NewPlanned(id=one, recipe_id="r") for one in ids or ("e",))
        put_day(day, NewDay(meals=Meals[NewPlanned](dinner=entries)), None, self.planning)

    def cook(self, name: str = "c", servings: int = 2, **said: Any) -> CookedRecipe:
        cooking = RecipeCooking(servings=servings, **said)
        return cook_recipe("r", self.recipe, cooking, Act(name, NOW, "ana"), self.plans, self.stock)

    def recipe(self) -> StoredRecipe:
        return self.recipes.get("r")

    def entry(self, entry_id: str = "e", day: date = TODAY) -> Planned:
        found = self.plans.get(day)
        entry = found.entry(entry_id) if found else None
        assert entry is not None
        return entry

    @property
    def left(self) -> tuple[float, dict[str, float]]:
        potatoes = self.items.get("p")
        return float(potatoes.quantity), {one: float(n) for one, n in potatoes.holds.items()}


def key(day: date, entry_id: str = "e") -> str:
    return str(HoldKey(day, entry_id))


def test_a_recipe_planned_for_today_takes_what_is_held_for_it() -> None:
    home = Kitchen(grams=400)
    home.plan()
    made = home.cook()
    assert made.meal is not None
    assert (made.meal.date, made.meal.entry_id, made.short) == (TODAY, "e", [])
    assert home.entry().cooked_by == "c"
    assert [one.quantity for one in made.movements] == [400]


def test_fewer_servings_free_the_rest() -> None:
    home = Kitchen()
    home.plan()
    assert home.cook(servings=1).meal is not None
    assert home.left == (800, {})


def test_what_another_day_holds_is_neither_taken_nor_moved() -> None:
    home = Kitchen(grams=900)
    home.plan()
    home.plan(TOMORROW)
    home.cook()
    assert home.left == (500, {key(TOMORROW): 400})
    with pytest.raises(Short):
        home.cook("again")
    assert home.left == (500, {key(TOMORROW): 400})


def test_two_meals_of_one_recipe_are_cooked_one_after_the_other() -> None:
    home = Kitchen()
    home.plan(TODAY, "first", "second")
    met = [home.cook(name).meal for name in ("a", "b")]
    assert [meal.entry_id for meal in met if meal] == ["first", "second"]
    third = home.cook("c", partial=True)
    assert (third.meal, [float(one.quantity) for one in third.movements]) == (None, [200])


def test_beside_the_plan_the_meal_stays_and_keeps_what_it_holds() -> None:
    home = Kitchen()
    home.plan()
    assert home.cook(planned=False).meal is None
    assert home.entry().cooked_at is None
    assert home.left == (600, {key(TODAY): 400})


def test_a_repeated_act_cooks_once_and_says_the_same() -> None:
    home = Kitchen()
    home.plan(TODAY, "first", "second")
    first = home.cook()
    assert home.cook() == first
    assert (home.left[0], home.entry("second").cooked_at) == (600, None)


def test_what_was_cooked_before_it_was_planned_is_not_cooked_again() -> None:
    home = Kitchen()
    first = home.cook()
    home.plan()
    assert home.cook() == first
    assert home.left == (600, {key(TODAY): 400})
    assert home.entry().cooked_at is None


def test_an_undo_puts_everything_back() -> None:
    home = Kitchen()
    home.plan()
    [movement] = home.cook().movements
    undo(movement.id, Act("u", NOW, "ana"), home.stock)
    assert home.left == (1000, {})


def test_a_recipe_that_is_gone_can_still_be_cooked_as_it_was_planned() -> None:
    home = Kitchen()
    home.plan()
    home.recipes.remove("r", None)
    assert home.cook().meal is not None
    with pytest.raises(NotFound):
        home.cook("again")


def test_a_meal_that_somebody_else_cooks_meanwhile_is_not_taken_twice() -> None:
    home = Kitchen()
    home.plan(TODAY, "first", "second")

    class Slow(FakePlans):
        looks = 0

        def get(self, day: date) -> Any:
            self.looks += 1
            found = super().get(day)
            if self.looks == 1:
                home.cook("theirs")
            return found

    slow = Slow(home.items)
    slow.__dict__.update({**home.plans.__dict__, "looks": 0})
    cooking = RecipeCooking(servings=2)
    made = cook_recipe("r", home.recipe, cooking, Act("mine", NOW, "ana"), slow, home.stock)
    assert made.meal is not None
    assert (home.entry("first").cooked_by, made.meal.entry_id) == ("theirs", "second")
    assert home.left == (200, {})
