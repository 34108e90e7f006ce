"""Meals that no recipe fits: what is asked of those who write some, and what came of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, TypeAlias

from shared.domain.catalog import fold
from shared.domain.digest import digest, digest_of
from shared.domain.proposal import Meal, RecipeBrief
from shared.domain.recipe import NOT_DRAWN, RecipeBody, RecipeSource, StoredRecipe
from shared.domain.staples import is_staple
from shared.domain.suggesting.answer import Gap, Suggestions, Unwritten
from shared.domain.suggesting.menu import SERVED, lines
from shared.domain.suggesting.request import MealName, NewSuggestions
from shared.domain.suggesting.suggest import Filled, Kitchen

MOST_QUESTIONS = 2
_MOST_RECIPES = 3
_TOLD = ("title", "servings", "meal", "language", "steps")
_MEASURED = ("name", "food_id", "quantity", "unit", "optional")
_ASKED = {
    MealName.BREAKFAST: Meal.BREAKFAST,
    MealName.LUNCH: Meal.LUNCH,
    MealName.DINNER: Meal.DINNER,
    MealName.SNACKS: Meal.SNACK,
}
# The meals that one recipe may serve.
Course: TypeAlias = frozenset[str]


class Opening(NamedTuple):
    """What is asked for a course."""

    course: Course
    brief: RecipeBrief


def openings(new: NewSuggestions, kitchen: Kitchen, filled: Filled) -> list[Opening]:
    """A question for each course that has gaps, at most two: recipes from what the suggested meals
    leave, as quick as the most hurried of its meals."""
    courses: dict[Course, list[Gap]] = {}
    for gap in filled.answer.gaps:
        courses.setdefault(_course(gap), []).append(gap)
    asked = list(courses.items())[:MOST_QUESTIONS]
    return [Opening(one, _brief(gaps, new, kitchen, filled)) for one, gaps in asked]


def kept(body: RecipeBody, kitchen_id: str, now: datetime) -> StoredRecipe:
    """The recipe as the kitchen keeps it: what says the same has the same id. Its picture is drawn
    when somebody asks for it, since most suggestions are never cooked."""
    said = digest_of(_said(body))
    own = {
        "id": digest(f"{kitchen_id}:{said}"),
        "generation_id": None,
        "fingerprint": said,
        "image": NOT_DRAWN,
        "source": RecipeSource.GENERATED,
        "favorite": False,
        "created_at": now,
        "updated_at": now,
    }
    return StoredRecipe.model_validate(dict(body) | own)


def unlike(written: Iterable[StoredRecipe], kitchen: Kitchen, filled: Filled) -> list[StoredRecipe]:
    """Those that are no dish the kitchen has, has planned or is suggested, each title once."""
    planned = (one.title for day in kitchen.planned.values() for one in day.meals.all())
    suggested = (meal.title for day in filled.answer.days for meal in day.meals)
    own = (recipe.title for recipe in kitchen.cookery.recipes.values())
    known = {fold(title) for title in (*planned, *suggested, *own)}
    found: dict[str, StoredRecipe] = {}
    for recipe in written:
        title = fold(recipe.title)
        if title not in known:
            found.setdefault(title, recipe)
    return list(found.values())


def told(
    answer: Suggestions, authors: Mapping[str, str], why: Mapping[Course, Unwritten]
) -> Suggestions:
    """The answer with who wrote its new recipes, and for what gaps there are why nobody did."""
    days = [
        day.model_copy(
            update={
                "meals": [
                    meal.model_copy(update={"written_by": authors.get(meal.recipe_id)})
                    for meal in day.meals
                ]
            }
        )
        for day in answer.days
    ]
    gaps = [
        gap.model_copy(update={"unwritten": why.get(_course(gap), Unwritten.NOT_ASKED)})
        for gap in answer.gaps
    ]
    return answer.model_copy(update={"days": days, "gaps": gaps})


def _said(body: RecipeBody) -> dict[str, object]:
    """What makes it the recipe that it is, whatever the stock is."""
    told = {name: getattr(body, name) for name in _TOLD}
    lines = [{name: getattr(one, name) for name in _MEASURED} for one in body.ingredients]
    return told | {"ingredients": lines}


def _course(gap: Gap) -> Course:
    return SERVED[_ASKED[gap.meal]]


def _brief(gaps: list[Gap], new: NewSuggestions, kitchen: Kitchen, filled: Filled) -> RecipeBrief:
    minutes = (new.max_minutes[gap.meal] for gap in gaps if gap.meal in new.max_minutes)
    asked = {
        "stock": lines(filled.lots, kitchen.brief, gaps[0].date),
        "count": min(len(gaps), _MOST_RECIPES),
        "meal": _ASKED[gaps[0].meal],
        "max_minutes": min(minutes, default=None),
        "most_to_buy": _left_to_buy(new, kitchen, filled),
    }
    return kitchen.brief.model_copy(update=asked)


def _left_to_buy(new: NewSuggestions, kitchen: Kitchen, filled: Filled) -> int | None:
    if new.budget_new_items is None:
        return None
    foods = kitchen.cookery.foods
    lacking = {
        one.food_id or one.name
        for day in filled.answer.days
        for meal in day.meals
        for one in meal.missing
        if not is_staple(foods.get(one.food_id or ""))
    }
    return max(0, new.budget_new_items - len(lacking))
