"""Recipes of the catalog that use up a food."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.cookbook import CatalogIngredient, CatalogRecipe, Serving, render
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.nutrition import Portion, weight_g

_MOST_IDEAS = 3


class Idea(NamedTuple):
    """A recipe by its id in the catalog, and its title with the food in it."""

    recipe_id: str
    title: str


class _Use(NamedTuple):
    """`share` is the food's part of the recipe's weight, 0 to 1; `instead_of` the food it
    replaces, None where the recipe is written for it."""

    recipe: CatalogRecipe
    share: float
    instead_of: str | None


class IdeaBook:
    """Finds recipes by a food; they are loaded when the first one is asked for."""

    def __init__(self, recipes: Callable[[], Sequence[CatalogRecipe]], foods: FoodCatalog) -> None:
        self._recipes = recipes
        self._foods = foods

    def ideas(self, food_id: str, needs: Needs, language: Language) -> list[Idea]:
        """At most three recipes everybody of the kitchen may eat: those written for the food first,
        and among them those that use most of it."""
        if self._forbidden_food(food_id, needs):
            return []
        uses = self._uses.get(food_id, ())
        fitting = (use for use in uses if not self._forbidden(use.recipe, needs))
        chosen = islice(fitting, _MOST_IDEAS)
        return [self._idea(use, food_id, language) for use in chosen]

    def _idea(self, use: _Use, food_id: str, language: Language) -> Idea:
        swaps = {use.instead_of: food_id} if use.instead_of else {}
        return Idea(
            use.recipe.id, render(use.recipe, language, self._foods, Serving(swaps=swaps)).title
        )

    def _forbidden(self, recipe: CatalogRecipe, needs: Needs) -> bool:
        """Of the recipe as it is written: whoever follows an idea opens that one, swaps undone."""
        return any(self._forbidden_food(one.food_id, needs) for one in recipe.ingredients)

    def _forbidden_food(self, food_id: str, needs: Needs) -> bool:
        return bool(self._foods[food_id].allergens & needs.allergens) or food_id in needs.food_ids

    @cached_property
    def _uses(self) -> Mapping[str, list[_Use]]:
        found: dict[str, list[_Use]] = {}
        for recipe in self._recipes():
            weights = [self._grams(one) for one in recipe.ingredients]
            total = sum(weights)
            for one, grams in zip(recipe.ingredients, weights, strict=True):
                if one.optional or not grams:
                    continue
                found.setdefault(one.food_id, []).append(_Use(recipe, grams / total, None))
                for other in one.alternatives:
                    use = _Use(recipe, grams / total, one.food_id)
                    found.setdefault(other, []).append(use)
        for uses in found.values():
            uses.sort(key=lambda use: (use.instead_of is not None, -use.share, use.recipe.id))
        return found

    def _grams(self, one: CatalogIngredient) -> float:
        return float(weight_g(Portion(self._foods[one.food_id], one.quantity)) or 0)
