"""Dishes known by name: the catalog's recipes by their titles, and its prepared foods."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.cookbook import CatalogIngredient, CatalogRecipe, render
from shared.domain.food import Category, Food
from shared.domain.language import Language
from shared.domain.nutrition import Portion, weight_g
from shared.domain.recognition import DishFacts, DishIngredient
from shared.domain.units import rounded


class NamedDish(NamedTuple):
    """A dish that a name means, one portion of it."""

    name: str
    food: Food | None
    facts: DishFacts


class DishNames:
    """Finds a dish by its whole name; recipes are loaded when the first one is asked for."""

    def __init__(self, recipes: Callable[[], Sequence[CatalogRecipe]], foods: FoodCatalog) -> None:
        self._recipes = recipes
        self._foods = foods

    def named(self, text: str, language: Language) -> NamedDish | None:
        """The dish that `text` names in either language, told in `language`."""
        food = self._foods.by_name(text)
        food = food if food is not None and food.category is Category.PREPARED else None
        recipe = self._by_title.get(fold(text))
        if recipe is not None:
            title = render(recipe, language, self._foods).title
            return NamedDish(title, food, self._facts(recipe, language))
        return NamedDish(food.name.of(language), food, DishFacts()) if food else None

    def _facts(self, recipe: CatalogRecipe, language: Language) -> DishFacts:
        used = [one for one in recipe.ingredients if not one.optional]
        return DishFacts(tuple(self._share(one, recipe.servings, language) for one in used))

    def _share(self, one: CatalogIngredient, servings: int, language: Language) -> DishIngredient:
        food = self._foods[one.food_id]
        grams: Decimal | None = weight_g(Portion(food, one.quantity))
        each = None if grams is None else rounded(grams / servings)
        return DishIngredient(food.name.of(language), food.id, each or None)

    @cached_property
    def _by_title(self) -> Mapping[str, CatalogRecipe]:
        return {
            fold(render(recipe, language, self._foods).title): recipe
            for recipe in self._recipes()
            for language in Language
        }
