"""Cooking a recipe: as the meal it is planned for today, else from what no plan holds."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date

from shared.domain.cooking import Cooked
from shared.domain.errors import Conflict, NotFound, Unavailable
from shared.domain.food import Allergen
from shared.domain.movement import Act
from shared.domain.planning.cooking import (
    CookedRecipe,
    MealCooked,
    PlannedCooking,
    RecipeCooking,
)
from shared.domain.planning.day import Planned
from shared.domain.recipe import StoredRecipe
from shared.ports.planning import Plans
from shared.workflows.cook import cook
from shared.workflows.cook_planned import cook_planned
from shared.workflows.move_stock import Stock

# Each time somebody else cooked or took away the meal that was found.
_LOOKS = 10


def cook_recipe(
    recipe_id: str,
    recipe: Callable[[], StoredRecipe],
    cooking: RecipeCooking,
    act: Act,
    plans: Plans,
    stock: Stock,
    *,
    allergens: Callable[[], AbstractSet[Allergen]] = frozenset,
) -> CookedRecipe:
    """Cooks the first of today's planned meals with the recipe that nobody cooked yet: what is held
    for it goes first, and it takes what it took when it was planned. Without one, or where
    `cooking` says so, the recipe is cooked as it is now, and `recipe` asked for. A repeated act
    answers what it did.

    Raises:
        NotFound: there is no such recipe.
        Conflict, Short, Unavailable: see `cook`.
    """
    today = act.at.date()
    for _ in range(_LOOKS):
        entry = _planned(recipe_id, today, act, plans) if cooking.planned else None
        if entry is None:
            known = recipe()
            parts, servings = known.ingredients, known.servings
            made = cook(recipe_id, parts, servings, cooking, act, stock, allergens=allergens)
            return _told(made, None)
        said = PlannedCooking(servings=cooking.servings, partial=cooking.partial)
        try:
            made = cook_planned(today, entry.id, said, act, plans, stock, allergens=allergens)
        except (Conflict, NotFound):
            if _planned(recipe_id, today, act, plans) == entry:
                raise
            continue
        # An act that cooked before anything was planned cooked no meal.
        meal = _planned(recipe_id, today, act, plans)
        mine = meal is not None and meal.cooked_by == act.id
        return _told(made, MealCooked(date=today, entry_id=entry.id) if mine else None)
    raise Unavailable


def _planned(recipe_id: str, today: date, act: Act, plans: Plans) -> Planned | None:
    """The meal that this very act cooked, else the first that nobody did."""
    day = plans.get(today)
    meals = [one for one in day.meals.all() if one.recipe_id == recipe_id] if day else []
    done = (one for one in meals if one.cooked_by == act.id)
    return next(done, None) or next((one for one in meals if one.cooked_at is None), None)


def _told(made: Cooked, meal: MealCooked | None) -> CookedRecipe:
    return CookedRecipe(**dict(made), meal=meal)
