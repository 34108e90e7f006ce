"""The recipe catalog: one JSON file per recipe, read once per process."""

import json
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from shared.domain.cookbook import CatalogIngredient, CatalogRecipe, CatalogStep, Dish
from shared.domain.language import Text
from shared.domain.proposal import Difficulty, Meal
from shared.domain.units import Quantity, Unit


@cache
def load() -> tuple[CatalogRecipe, ...]:
    """Every recipe of the catalog, by id."""
    folder = files("shared.catalog").joinpath("recipes")
    texts = [file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".json")]
    recipes = (_recipe(json.loads(text, parse_float=Decimal)) for text in texts)
    return tuple(sorted(recipes, key=lambda recipe: recipe.id))


def _recipe(row: dict[str, Any]) -> CatalogRecipe:
    return CatalogRecipe(
        id=row["id"],
        title=Text(**row["title"]),
        summary=Text(**row["summary"]),
        servings=row["servings"],
        minutes=row["minutes"],
        difficulty=Difficulty(row["difficulty"]),
        meal=Meal(row["meal"]),
        cuisine=row["cuisine"],
        dish=Dish(row["dish"]),
        tags=frozenset(row["tags"]),
        ingredients=tuple(_ingredient(one) for one in row["ingredients"]),
        steps=tuple(
            CatalogStep(Text(step["es"], step["en"]), step["minutes"]) for step in row["steps"]
        ),
    )


def _ingredient(row: dict[str, Any]) -> CatalogIngredient:
    swap = row.get("swap", False)
    return CatalogIngredient(
        food_id=row["food"],
        quantity=Quantity(Decimal(row["quantity"]), Unit(row["unit"])),
        optional=row.get("optional", False),
        by_role=swap is True,
        alternatives=tuple(swap) if isinstance(swap, list) else (),
        note=Text(**row["note"]) if "note" in row else None,
    )
