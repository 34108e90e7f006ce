"""Estimating a dish: which one is meant, what its foods cost in this kitchen, and what of the
planet; stored once however often it is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.composing import ingredient
from shared.domain.cooking import needs_of
from shared.domain.digest import digest_of
from shared.domain.errors import Invalid
from shared.domain.estimate import Dish, EstimateRequest, StoredEstimate, estimated, scaled
from shared.domain.food import Category
from shared.domain.language import Language
from shared.domain.own_recipe import understood
from shared.domain.recipe import StoredRecipe
from shared.domain.recipe_search import RecipeFilter, searched_keys
from shared.domain.units import Quantity, Unit
from shared.domain.well_known import WellKnownDishes
from shared.ports.impact import Estimates
from shared.ports.recipes import Recipes
from shared.ports.stock import Items
from shared.workflows.cook import lots_for
from shared.workflows.known_recipe import Cookbook, known_recipe

_LOOKED_THROUGH = 20
_UNNAMED_SERVINGS = 1
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where dishes and prices come from; the books are opened only where they are needed."""

    recipes: Recipes
    items: Items
    foods: FoodCatalog
    cookbook: Callable[[], Cookbook]
    dishes: Callable[[], WellKnownDishes]
    language: Language
    now: datetime


def estimate_impact(
    request: EstimateRequest, estimate_id: str, sources: Sources, estimates: Estimates
) -> StoredEstimate:
    """The estimate, stored; one that was stored before under the id is answered as it was.

    Raises:
        NotFound: there is no such recipe.
        Invalid: nobody knows the title, or an ingredient is not understood.
        AlreadyExists: the id is that of another estimate.
    """
    dish = scaled(_dish(request, sources), request.servings)
    needs = needs_of(dish.ingredients, dish.servings, dish.servings, sources.foods)
    lots = lots_for(needs, sources.items, sources.now.date())
    body = estimated(dish, sources.foods, lots)
    own = {
        "id": estimate_id,
        "recipe_id": dish.recipe_id,
        "title": dish.title,
        "fingerprint": digest_of(request, without={"id"}),
        "created_at": sources.now,
    }
    return estimates.add(StoredEstimate.model_validate(dict(body) | own))


def _dish(request: EstimateRequest, sources: Sources) -> Dish:
    language = request.language or sources.language
    if request.recipe_id is not None:
        return _of_recipe(_recipe(request.recipe_id, language, sources))
    if request.title is not None:
        return _titled(request.title, language, sources)
    ingredients = understood(request.ingredients or (), sources.foods, language)
    return Dish(None, None, request.servings or _UNNAMED_SERVINGS, ingredients)


def _recipe(recipe_id: str, language: Language, sources: Sources) -> StoredRecipe:
    return known_recipe(
        recipe_id,
        language,
        recipes=sources.recipes,
        cookbook=sources.cookbook,
        foods=sources.foods,
    )


def _titled(title: str, language: Language, sources: Sources) -> Dish:
    """The kitchen's own recipe of that title, else the catalog's, else a prepared food, a portion
    of it."""
    own = _own(title, sources)
    if own is not None:
        return _of_recipe(own)
    known = sources.dishes().titled(title)
    if known is not None:
        return _of_recipe(_recipe(known.recipe_id, language, sources))
    food = sources.foods.by_name(title)
    if food is None or food.category is not Category.PREPARED:
        raise Invalid("dish_unknown", field="title")
    name = food.name.of(language)
    portion = ingredient(name, food, Quantity(_ONE, Unit.PORTION), optional=False)
    return Dish(None, name, 1, [portion])


def _own(title: str, sources: Sources) -> StoredRecipe | None:
    keys = searched_keys(title, sources.foods)
    if not keys:
        return None
    page = sources.recipes.page(_LOOKED_THROUGH, None, RecipeFilter(keys=keys))
    return next((one for one in page.items if fold(one.title) == fold(title)), None)


def _of_recipe(recipe: StoredRecipe) -> Dish:
    return Dish(recipe.id, recipe.title, recipe.servings, recipe.ingredients)
