"""The one dish that saves most of what expires."""

from collections.abc import Iterable, Set
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.check import check
from shared.domain.cookbook import CatalogRecipe
from shared.domain.daily import Rescue
from shared.domain.diet import allows
from shared.domain.matching import propose
from shared.domain.proposal import RecipeBrief

# Fitting a dish to the stock takes milliseconds, and a tick has many people.
_MOST_FITTED = 12


class _Hope(NamedTuple):
    """A dish with the expiring lots of its own foods: it can save no more."""

    recipe: CatalogRecipe
    lots: frozenset[str]


def best_rescue(
    recipes: Iterable[CatalogRecipe], brief: RecipeBrief, expiring: Set[str], foods: FoodCatalog
) -> Rescue | None:
    """The recipe of the catalog that suits everybody as it is written and takes most of the lots
    `expiring`; of several the one that needs least beside the stock. None where none takes any.

    Dishes are fitted to the stock in the order of what they could save at most, and no longer than
    one of them could save more than the best so far.
    """
    best: Rescue | None = None
    for hope in _by_hope(recipes, brief, expiring, foods)[:_MOST_FITTED]:
        if best is not None and len(hope.lots) <= best.lots:
            break
        best = max(best, _fitted(hope, brief, foods), key=lambda one: one.lots if one else 0)
    return best


def _by_hope(
    recipes: Iterable[CatalogRecipe], brief: RecipeBrief, expiring: Set[str], foods: FoodCatalog
) -> list[_Hope]:
    there = {line.food_id for line in brief.stock}
    hopes = [
        _Hope(recipe, lots)
        for recipe in recipes
        if (lots := _its_own(recipe, brief) & expiring) and _suits_as_written(recipe, brief, foods)
    ]
    return sorted(
        hopes, key=lambda one: (-len(one.lots), _lacking(one.recipe, there), one.recipe.id)
    )


def _its_own(recipe: CatalogRecipe, brief: RecipeBrief) -> frozenset[str]:
    named = {one.food_id for one in recipe.ingredients}
    return frozenset(line.item_id for line in brief.stock if line.food_id in named)


def _lacking(recipe: CatalogRecipe, there: Set[str | None]) -> int:
    return sum(1 for one in recipe.ingredients if one.food_id not in there)


def _fitted(hope: _Hope, brief: RecipeBrief, foods: FoodCatalog) -> Rescue | None:
    """What the dish takes once it is fitted and checked; of foods that took another's place the
    message, which opens the recipe as it is written, says nothing."""
    for proposal in propose(brief, [hope.recipe], foods):
        recipe = check(proposal, brief, foods).recipe
        taken = {lot for one in recipe.ingredients for lot in one.item_ids} if recipe else set()
        saved = len(taken & hope.lots)
        if saved and proposal.catalog_id:
            return Rescue(proposal.catalog_id, proposal.title, saved)
    return None


def _suits_as_written(recipe: CatalogRecipe, brief: RecipeBrief, foods: FoodCatalog) -> bool:
    """Whether the recipe suits everybody with no food swapped."""
    return all(
        not food.allergens & brief.allergens
        and food.id not in brief.excluded_food_ids
        and all(allows(diet, food) for diet in brief.diets)
        for food in (foods[one.food_id] for one in recipe.ingredients)
    )
