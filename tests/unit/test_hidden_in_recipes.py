"""What a recipe's lines and words say beside its foods is told to whoever may not eat it."""

from typing import Any

import pytest

from shared.catalog import foods
from shared.domain.alerts import alerts
from shared.domain.composing import composed
from shared.domain.food import Allergen
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.own_recipe import NewRecipe, drafted
from shared.domain.recipe import RecipeBody
from shared.domain.recipe_text import found_in, proposed

FOODS = foods.load()
APPLE = {"name": "apple", "food_id": "apple"}


def written(language: Language = Language.EN, **said: Any) -> RecipeBody:
    given = {"title": "Mix 1", "ingredients": [APPLE]} | said
    return composed(drafted(NewRecipe.model_validate(given), language, FOODS), FOODS)


@pytest.mark.parametrize(
    ("line", "language", "allergens"),
    [
        ("200 g rice (with peanuts)", Language.EN, {Allergen.PEANUT}),
        ("200 g arroz (con gambas)", Language.ES, {Allergen.CRUSTACEANS, Allergen.SULPHITES}),
        ("100 g arroz más 50 g de gambas", Language.ES, {Allergen.CRUSTACEANS, Allergen.SULPHITES}),
        ("250 g pasta for a peanut sauce", Language.EN, {Allergen.GLUTEN, Allergen.PEANUT}),
        ("1 yogur, con nueces picadas", Language.ES, {Allergen.MILK, Allergen.NUTS}),
        ("2 eggs; or almond flour", Language.EN, {Allergen.EGG, Allergen.NUTS}),
        ("salt and pepper (with peanuts)", Language.EN, {Allergen.PEANUT}),
        ("200 g rice (washed), sliced", Language.EN, set()),
        ("200 g rice (peanut-free)", Language.EN, set()),
        ("2 dientes de ajo, picados (unos 10 g)", Language.ES, set()),
    ],
)
def test_no_word_of_a_line_is_thrown_away(
    line: str, language: Language, allergens: set[Allergen]
) -> None:
    assert set(written(language, ingredients=[line]).allergens) == allergens


@pytest.mark.parametrize(
    "said",
    [
        {"ingredients": [APPLE | {"name": "apple with peanut butter"}]},
        {"ingredients": [APPLE | {"note": "dipped in peanut butter"}]},
        {"summary": "With peanut butter on top"},
        {"steps": ["Stir in the peanut butter."]},
    ],
)
def test_a_food_says_less_than_the_words_around_it(said: dict[str, Any]) -> None:
    assert written(**said).allergens == [Allergen.PEANUT]


def test_an_imported_line_keeps_what_stands_aside() -> None:
    text = "Rice bowl\n\nIngredients:\n- 200 g rice (with peanuts)\n- 1 onion\n\nSteps:\n1. Boil."
    recipe, *_ = proposed(found_in(text), None, Language.EN, FOODS)
    made = composed(drafted(recipe, Language.EN, FOODS), FOODS)
    assert made.ingredients[0].note == "(with peanuts)"
    assert made.allergens == [Allergen.PEANUT]


@pytest.mark.parametrize(
    "said",
    [
        {"steps": ["Top with sliced kiwi."]},
        {"summary": "With a kiwi."},
        {"ingredients": ["1 apple (or kiwi)"]},
        {"ingredients": [APPLE | {"name": "apple with kiwi"}]},
    ],
)
def test_a_food_to_avoid_is_seen_in_the_words(said: dict[str, Any]) -> None:
    recipe = written(**said)
    told = alerts(recipe, Needs(food_ids=frozenset({"kiwi"})), FOODS)
    assert [(one.food_id, one.certain) for one in told] == [("kiwi", True)]
    assert alerts(recipe, Needs(food_ids=frozenset({"mango"})), FOODS) == []


def test_a_food_to_avoid_is_told_once() -> None:
    recipe = written(ingredients=["2 kiwis"], steps=["Slice the kiwi."])
    told = alerts(recipe, Needs(food_ids=frozenset({"kiwi"})), FOODS)
    assert [(one.ingredient, one.food_id) for one in told] == [("kiwis", "kiwi")]
