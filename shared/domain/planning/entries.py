"""How a recipe, or what somebody typed, becomes an entry of a day."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.cookbook import CatalogRecipe, render
from shared.domain.cooking import TAP
from shared.domain.errors import Invalid
from shared.domain.food import Food
from shared.domain.language import Language
from shared.domain.nutrition import Portion, nutrition_per_serving
from shared.domain.planning.day import MOST_WANTED, Planned, Want
from shared.domain.planning.request import NewPlanned, NewWant
from shared.domain.recipe import Nutrition, StoredRecipe
from shared.domain.units import Quantity

_LONGEST_NAME = 120


class Cookery(NamedTuple):
    """The recipes that a request names, and what they are told with."""

    recipes: Mapping[str, StoredRecipe]
    cookbook: Mapping[str, CatalogRecipe]
    foods: FoodCatalog
    language: Language


def entry_of(entry_id: str, new: NewPlanned, known: Planned | None, cookery: Cookery) -> Planned:
    """The entry that `new` asks for. One that was planned before under that id, of the same recipe,
    stays as it was written down; what was cooked stays as it was cooked, whatever is asked now.

    Raises:
        Invalid: no such recipe, or a `food_id` names no food.
    """
    if known is not None and known.cooked_at is not None:
        return known
    if known is not None and known.recipe_id == new.recipe_id is not None:
        return _cooked_so(known.serving(new.servings or known.servings), new, cookery)
    if new.recipe_id is None:
        return of_words(entry_id, new, cookery)
    if new.recipe_id in cookery.recipes:
        entry = of_recipe(entry_id, cookery.recipes[new.recipe_id])
    elif new.recipe_id in cookery.cookbook:
        entry = of_catalog(entry_id, cookery.cookbook[new.recipe_id], cookery)
    else:
        raise Invalid("unknown_recipe", field="recipe_id")
    return _cooked_so(entry.serving(new.servings or entry.servings), new, cookery)


def _cooked_so(entry: Planned, new: NewPlanned, cookery: Cookery) -> Planned:
    """The entry of a recipe with the ingredients that `new` names in place of its own."""
    if not new.ingredients:
        return entry
    words = of_words(entry.id, new.model_copy(update={"servings": entry.servings}), cookery)
    own = {"wants": words.wants, "nutrition_per_serving": words.nutrition_per_serving}
    return entry.model_copy(update={**own, "title": new.title or entry.title, "optional": ()})


def of_recipe(entry_id: str, recipe: StoredRecipe) -> Planned:
    """An entry for as many as the recipe is written for. What is optional, "to taste" or from the
    tap is not waited for."""
    taken = [one for one in recipe.ingredients if one.quantity > 0 and one.food_id != TAP]

    def wants(optional: bool) -> tuple[Want, ...]:
        found = (
            Want(food_id=one.food_id, name=one.name, quantity=one.quantity, unit=one.unit)
            for one in taken
            if one.optional is optional
        )
        return tuple(found)[:MOST_WANTED]

    return Planned(
        id=entry_id,
        recipe_id=recipe.id,
        title=recipe.title[:_LONGEST_NAME],
        servings=recipe.servings,
        minutes=recipe.minutes,
        nutrition_per_serving=recipe.nutrition_per_serving,
        wants=wants(optional=False),
        optional=wants(optional=True),
    )


def of_catalog(entry_id: str, recipe: CatalogRecipe, cookery: Cookery) -> Planned:
    """As `of_recipe`, of one of the catalog's own."""
    foods, language = cookery.foods, cookery.language

    def taken(optional: bool) -> list[tuple[Food, Quantity]]:
        chosen = (one for one in recipe.ingredients if one.optional is optional)
        return [(foods[one.food_id], one.quantity) for one in chosen]

    def wants(eaten: Iterable[tuple[Food, Quantity]]) -> tuple[Want, ...]:
        found = (
            Want(food_id=food.id, name=food.name.of(language), quantity=much.amount, unit=much.unit)
            for food, much in eaten
            if much.amount > 0 and food.id != TAP
        )
        return tuple(found)[:MOST_WANTED]

    return Planned(
        id=entry_id,
        recipe_id=recipe.id,
        title=render(recipe, language, foods).title[:_LONGEST_NAME],
        servings=recipe.servings,
        minutes=recipe.minutes,
        nutrition_per_serving=_nutrition(taken(optional=False), recipe.servings),
        wants=wants(taken(optional=False)),
        optional=wants(taken(optional=True)),
    )


def of_words(entry_id: str, new: NewPlanned, cookery: Cookery) -> Planned:
    """What somebody typed; its nutrition is that of the ingredients they named. Water comes from
    the tap and is not waited for.

    Raises:
        Invalid: a `food_id` names no food.
    """
    servings = new.servings or 1
    found = [(one, _food_of(one, cookery.foods)) for one in new.ingredients]
    wants = (
        Want(
            food_id=food.id if food else None,
            name=one.name or (food.name.of(cookery.language) if food else ""),
            quantity=one.quantity,
            unit=one.unit,
        )
        for one, food in found
        if food is None or food.id != TAP
    )
    eaten = [(food, Quantity(one.quantity, one.unit)) for one, food in found]
    return Planned(
        id=entry_id,
        recipe_id=None,
        title=new.title or "",
        servings=servings,
        minutes=new.minutes,
        nutrition_per_serving=_nutrition(eaten, servings) if eaten else None,
        wants=tuple(wants),
    )


def _nutrition(eaten: Iterable[tuple[Food | None, Quantity]], servings: int) -> Nutrition:
    return nutrition_per_serving([Portion(food, much) for food, much in eaten], servings)


def _food_of(one: NewWant, foods: FoodCatalog) -> Food | None:
    if one.food_id is None:
        return foods.by_name(one.name or "")
    food = foods.get(one.food_id)
    if food is None:
        raise Invalid("unknown_food", field="food_id")
    return food
