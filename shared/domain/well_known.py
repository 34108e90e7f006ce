"""Dishes and foods everybody knows: one picture of each serves every kitchen.

What is shared is made from the catalog alone. A title that somebody typed only decides whether it
is one of these, and no word of it, nor of the recipe behind it, reaches a shared picture.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.cookbook import CatalogRecipe, render
from shared.domain.digest import digest
from shared.domain.food import Food
from shared.domain.language import Language
from shared.domain.nutrition import Portion, weight_g
from shared.domain.picture import SINGLE_FOOD, DishBrief, DishIngredient


@dataclass(frozen=True, slots=True)
class WellKnown:
    """A dish or a food of the catalog; `briefs` hold what a painter is told, in each language. Only
    a dish has a recipe; a food's is empty."""

    id: str
    briefs: Mapping[Language, DishBrief]
    recipe_id: str = ""


class WellKnownDishes:
    """The catalog's dishes by their titles, with the foods they are written for."""

    def __init__(self, recipes: Iterable[CatalogRecipe], foods: FoodCatalog) -> None:
        self._recipes = {one.id: one for one in recipes}
        self._foods = foods
        self._made: dict[str, WellKnown] = {}

    def __iter__(self) -> Iterator[WellKnown]:
        return iter(self._all)

    def titled(self, title: str) -> WellKnown | None:
        """The dish whose title this is in either language, whatever its case, accents or number;
        None for every other text. "Ajoblanco con melón" is not the catalog's, with grapes."""
        return self._by_title.get(fold(title))

    def of(self, recipe_ids: Iterable[str]) -> list[WellKnown]:
        """The dishes of these recipes of the catalog, and of no others."""
        return [self._dish(one) for one in recipe_ids if one in self._recipes]

    def _dish(self, recipe_id: str) -> WellKnown:
        if recipe_id not in self._made:
            self._made[recipe_id] = _well_known(self._recipes[recipe_id], self._foods)
        return self._made[recipe_id]

    @cached_property
    def _all(self) -> tuple[WellKnown, ...]:
        return tuple(self.of(self._recipes))

    @cached_property
    def _by_title(self) -> Mapping[str, WellKnown]:
        return {fold(brief.title): one for one in self._all for brief in one.briefs.values()}


def known_food(food: Food) -> WellKnown:
    """A food of the catalog by itself, in the catalog's own words."""
    return WellKnown(
        id=f"food:{food.id}",
        briefs={language: _food_brief(food, language) for language in Language},
    )


def picture_id(dish_id: str, brief: DishBrief, painter: str, words: Language | None) -> str:
    """The id of a dish's or food's picture by one painter (`name:model`) in the brief's style;
    `words` is the language written in the picture, None where it holds no words. Nothing of a
    person is in it."""
    parts = (dish_id, brief.style, painter, words.value if words else "")
    return digest("picture:" + "\x1f".join(parts))


def _well_known(recipe: CatalogRecipe, foods: FoodCatalog) -> WellKnown:
    return WellKnown(
        id=f"dish:{recipe.id}",
        recipe_id=recipe.id,
        briefs={language: _brief(recipe, foods, language) for language in Language},
    )


def _brief(recipe: CatalogRecipe, foods: FoodCatalog, language: Language) -> DishBrief:
    return DishBrief(
        title=render(recipe, language, foods).title,
        language=language,
        meal=recipe.meal,
        minutes=recipe.minutes,
        servings=recipe.servings,
        ingredients=tuple(
            _ingredient(foods, one.food_id, Portion(foods[one.food_id], one.quantity), language)
            for one in recipe.ingredients
        ),
    )


def _food_brief(food: Food, language: Language) -> DishBrief:
    name = food.name.of(language)
    return DishBrief(
        title=name,
        language=language,
        meal="",
        minutes=0,
        servings=0,
        ingredients=(DishIngredient(name, food.category, food.color),),
        style=SINGLE_FOOD,
    )


def _ingredient(
    foods: FoodCatalog, food_id: str, portion: Portion, language: Language
) -> DishIngredient:
    food, weight = foods[food_id], weight_g(portion)
    return DishIngredient(
        name=food.name.of(language),
        category=food.category,
        color=food.color,
        grams=float(weight) if weight is not None else None,
    )
