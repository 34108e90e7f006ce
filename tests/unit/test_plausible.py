"""Amounts, times, difficulty and figures of recipes, each against what was worked out by hand."""

from decimal import Decimal
from typing import Any

import pytest

from infra.bench.checking import FOODS, asking, written
from shared.catalog import recipes
from shared.domain.check import Verdict, check
from shared.domain.cookbook import CatalogRecipe
from shared.domain.food import Category, DateKind
from shared.domain.language import Language
from shared.domain.nutrition import Portion, nutrition_per_serving
from shared.domain.plausible import difficulty_of, implausible_amounts, too_quick
from shared.domain.proposal import Difficulty, ProposedIngredient, ProposedRecipe, StockLine
from shared.domain.recipe import Nutrition
from shared.domain.units import Quantity, Unit
from tests.samples import TODAY

Amounts = list[tuple[str, str, str]]


def proposed(amounts: Amounts, **changes: Any) -> ProposedRecipe:
    told = tuple(
        {"name": food_id, "food_id": food_id, "quantity": amount, "unit": unit}
        for food_id, amount, unit in amounts
    )
    return ProposedRecipe.model_validate(written(ingredients=told, **changes))


def judged(amounts: Amounts, **changes: Any) -> Verdict:
    return check(proposed(amounts, **changes), asking(Language.EN), FOODS)


# By hand, from the figures per 100 g that USDA SR Legacy gives: potato 77 kcal, 2.02 g protein,
# 17.47 g carbohydrate, 0.09 g fat; egg 143, 12.56, 0.72, 9.51; onion 40, 1.1, 9.34, 0.1; olive oil
# 884, 0, 0, 100; spaghetti 371, 13.04, 74.67, 1.51; tomato 18, 0.88, 3.89, 0.2; garlic 149, 6.36,
# 33.06, 0.5; rice 365, 7.13, 79.95, 0.66; milk 61, 3.15, 4.8, 3.25; sugar 387, 0, 99.98, 0;
# lentils 343, 25.8, 60.08, 1.06. An egg is 50 g, an onion 150 g, a tomato 120 g, a clove 5 g, a
# millilitre of oil 0.91 g and of milk 1.03 g.
@pytest.mark.parametrize(
    ("servings", "amounts", "expected"),
    [
        (
            4,
            [
                ("potato", "600", "g"),
                ("egg", "6", "unit"),
                ("onion", "1", "unit"),
                ("olive_oil", "60", "ml"),
            ],
            (358.4, 12.9, 30.2, 21.0, 1.0),
        ),
        (
            2,
            [
                ("spaghetti", "180", "g"),
                ("tomato", "4", "unit"),
                ("garlic", "2", "clove"),
                ("olive_oil", "2", "tbsp"),
            ],
            (505.2, 14.2, 78.2, 15.5, 1.0),
        ),
        (
            4,
            [("white_rice", "0.2", "kg"), ("whole_milk", "1", "l"), ("sugar", "80", "g")],
            (417.0, 11.7, 72.3, 8.7, 1.0),
        ),
        (4, [("lentils", "320", "g"), ("water", "1", "l")], (274.4, 20.6, 48.1, 0.8, 1.0)),
        (2, [("potato", "400", "g"), ("zorblax", "100", "g")], (154.0, 4.0, 34.9, 0.2, 0.8)),
        (2, [("zorblax", "1", "cup")], (None, None, None, None, 0.0)),
    ],
)
def test_nutrition_is_the_sum_of_what_goes_in(
    servings: int, amounts: Amounts, expected: tuple[float | None, ...]
) -> None:
    portions = [
        Portion(FOODS.get(food_id), Quantity(Decimal(amount), Unit(unit)))
        for food_id, amount, unit in amounts
    ]
    figures = dict(zip(Nutrition.model_fields, expected, strict=True))
    assert nutrition_per_serving(portions, servings).model_dump() == figures


@pytest.mark.parametrize(
    "category", [one for one in Category if one is not Category.OTHER], ids=str
)
def test_every_category_has_an_amount_nobody_eats(category: Category) -> None:
    food = next(food for food in FOODS if food.category is category)
    one = ProposedIngredient(name="x", food_id=food.id, quantity=Decimal(999), unit=Unit.G)
    assert "too much" in next(implausible_amounts([(one, food)], 1))


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ([("potato", "400", "g"), ("salt", "200", "g")], "200 g of salt is too much"),
        ([("potato", "400", "g"), ("basil", "300", "g")], "300 g of basil is too much"),
        ([("potato", "400", "g"), ("olive_oil", "1", "l")], "1 l of olive_oil is too much"),
        ([("spaghetti", "1", "kg")], "1 kg of spaghetti is too much"),
        ([("egg", "30", "unit")], "30 unit of egg is too much"),
        ([("egg", "0.0001", "unit")], "0.0001 unit of egg is nothing"),
        ([("basil", "3", "g")], "3 g is too little"),
        ([("potato", "400", "g"), ("salt", "110", "g")], "110 g of salt is too much"),
        ([("potato", "400", "g"), ("nutmeg", "100", "g")], "100 g of nutmeg is too much"),
        ([("white_rice", "5000", "slice")], "white_rice is not told in slice, but in g, kg"),
        ([("olive_oil", "200", "bunch")], "olive_oil is not told in bunch"),
        ([("whole_milk", "9000", "slice")], "whole_milk is not told in slice"),
        ([("white_rice", "500", "unit")], "white_rice is not told in unit"),
        ([("wheat_flour", "900", "clove")], "wheat_flour is not told in clove"),
        ([("chicken_breast", "500", "bunch")], "chicken_breast is not told in bunch"),
        ([("zorblax", "500", "bunch")], "500 bunch of zorblax is too much"),
        ([("zorblax", "40", "cup")], "40 cup of zorblax is too much"),
    ],
)
def test_what_nobody_eats_is_found(amounts: Amounts, found: str) -> None:
    assert any(found in finding for finding in judged(amounts).findings)


def test_what_the_kitchen_counts_in_packets_may_be_told_so() -> None:
    rice = StockLine(
        item_id="rice",
        food_id="white_rice",
        name="Rice",
        quantity=Decimal(3),
        unit=Unit.UNIT,
        expires_on=TODAY,
        days_left=1,
        date_kind=DateKind.BEST_BEFORE,
    )
    brief = asking(Language.EN, stock=(rice,))
    for amount, shown in (("1", True), ("500", False)):
        told = ({"text": "Boil.", "minutes": 20},)
        packets = proposed([("white_rice", amount, "unit"), ("potato", "300", "g")], steps=told)
        assert (check(packets, brief, FOODS).recipe is not None) is shown


@pytest.mark.parametrize(
    ("food_id", "minutes", "enough"),
    [
        ("chicken_thigh", 5, False),
        ("chicken_thigh", 25, True),
        ("stewing_beef", 20, False),
        ("stewing_beef", 90, True),
        ("kidney_beans", 20, False),
        ("cooked_kidney_beans", 5, True),
        ("white_rice", 8, False),
        ("cooked_rice", 5, True),
        ("salmon", 8, True),
    ],
)
def test_raw_food_gets_the_time_it_takes(food_id: str, minutes: int, enough: bool) -> None:
    for told in (None, minutes):
        recipe = proposed(
            [(food_id, "300", "g")], minutes=minutes, steps=({"text": "1", "minutes": told},)
        )
        foods = [(one, FOODS.get(food_id)) for one in recipe.ingredients]
        assert (not list(too_quick(recipe, foods))) is enough


def test_the_steps_own_minutes_are_what_it_cooks() -> None:
    hasty = proposed(
        [("chicken_thigh", "300", "g")], minutes=40, steps=({"text": "Fry.", "minutes": 1},)
    )
    foods = [(one, FOODS["chicken_thigh"]) for one in hasty.ingredients]
    assert list(too_quick(hasty, foods)) == ["chicken_thigh takes at least 10 minutes, not 1"]


@pytest.mark.parametrize("text", ["Eat raw.", "Serve them raw.", "Sírvelo crudo."])
def test_no_poultry_is_eaten_raw(text: str) -> None:
    step = {"text": text, "minutes": None}
    for food_id, refused in (("chicken_breast", True), ("carrot", False)):
        recipe = proposed([(food_id, "300", "g")], minutes=30, steps=(step,))
        foods = [(one, FOODS[food_id]) for one in recipe.ingredients]
        assert bool(list(too_quick(recipe, foods))) is refused


def test_a_name_alone_may_mean_what_comes_cooked() -> None:
    recipe = proposed([("kidney_beans", "300", "g")], minutes=10)
    by_name = recipe.ingredients[0].model_copy(update={"food_id": None})
    assert not list(too_quick(recipe, [(by_name, FOODS["kidney_beans"])]))


@pytest.mark.parametrize(
    ("said", "steps", "minutes", "shown"),
    [
        ("easy", 4, 10, Difficulty.EASY),
        ("easy", 9, 5, Difficulty.MEDIUM),
        ("easy", 5, 40, Difficulty.MEDIUM),
        ("easy", 12, 5, Difficulty.HARD),
        ("hard", 3, 5, Difficulty.HARD),
    ],
)
def test_no_recipe_is_easier_than_its_work(
    said: str, steps: int, minutes: int, shown: Difficulty
) -> None:
    told = tuple({"text": "Stir.", "minutes": minutes} for _ in range(steps))
    recipe = proposed([("potato", "400", "g")], difficulty=said, steps=told)
    assert difficulty_of(recipe) is shown


def test_what_was_asked_for_easy_is_not_hard() -> None:
    told = tuple({"text": "Stir.", "minutes": 5} for _ in range(12))
    recipe = proposed([("potato", "400", "g")], steps=told)
    verdict = check(recipe, asking(Language.EN, difficulty="easy"), FOODS)
    assert verdict.findings == ("this recipe is hard, not easy",)


def test_steps_are_numbered_with_their_minutes() -> None:
    told = ({"text": "Peel.", "minutes": 5}, {"text": "Boil.", "minutes": 30})
    recipe = judged([("potato", "400", "g")], steps=told).recipe
    assert recipe is not None
    assert [(step.order, step.minutes) for step in recipe.steps] == [(1, 5), (2, 30)]
    assert recipe.minutes == 35


@pytest.mark.parametrize("recipe", recipes.load(), ids=lambda recipe: recipe.id)
def test_the_catalogs_own_recipes_are_plausible(recipe: CatalogRecipe) -> None:
    amounts = [
        (one.food_id, str(one.quantity.amount), one.quantity.unit.value)
        for one in recipe.ingredients
    ]
    told = tuple({"text": "Stir.", "minutes": step.minutes} for step in recipe.steps)
    verdict = judged(
        amounts,
        servings=recipe.servings,
        minutes=recipe.minutes,
        difficulty=recipe.difficulty,
        steps=told,
    )
    assert verdict.findings == ()
    assert verdict.recipe is not None
    assert verdict.recipe.difficulty is recipe.difficulty
    assert verdict.recipe.minutes == recipe.minutes
