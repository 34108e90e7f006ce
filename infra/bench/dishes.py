"""Recipes for the benchmarks: some that everybody knows, and whatever else is asked for."""

from datetime import datetime
from decimal import Decimal

from shared.domain.language import Language
from shared.domain.proposal import Difficulty, Meal
from shared.domain.recipe import (
    PENDING,
    Impact,
    Ingredient,
    Nutrition,
    RecipeSource,
    Step,
    StoredRecipe,
)
from shared.domain.units import Unit

# Titles of the catalog, in either language.
DISHES = (
    "Tortilla de patatas",
    "Spanish potato omelette",
    "Espaguetis a la carbonara",
    "Torrijas",
    "Shakshuka with ripe tomatoes",
)


def recipe_called(title: str, recipe_id: str, now: datetime) -> StoredRecipe:
    """A recipe of that title whose picture is still to come."""
    potato = Ingredient(
        name="patata",
        food_id="potato",
        quantity=Decimal(400),
        unit=Unit.G,
        in_stock=True,
        item_ids=[],
        missing_quantity=Decimal(0),
    )
    return StoredRecipe(
        id=recipe_id,
        generation_id=None,
        title=title,
        summary="",
        servings=2,
        minutes=30,
        difficulty=Difficulty.EASY,
        meal=Meal.DINNER,
        cuisine="spanish",
        language=Language.ES,
        ingredients=[potato],
        steps=[Step(order=1, text="Cocinar.", minutes=30)],
        nutrition_per_serving=Nutrition(
            kcal=None, protein_g=None, carbs_g=None, fat_g=None, coverage=0
        ),
        allergens=[],
        uses_expiring=[],
        impact=Impact(co2e_kg=None, water_l=None, co2e_coverage=0, water_coverage=0),
        image=PENDING,
        source=RecipeSource.USER,
        favorite=False,
        created_at=now,
        updated_at=now,
    )
