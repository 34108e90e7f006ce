"""How a kitchen's recipes are narrowed down and found by words."""

from collections.abc import Sequence
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.listing import ListQuery
from shared.domain.model import Line
from shared.domain.recipe import RecipeSource, StoredRecipe
from shared.domain.search import search_keys, words_searched

# A document must not grow without bound, and neither must its index entries.
_MOST_KEYS = 500


class RecipeQuery(ListQuery):
    """`q` is a word of the title or of an ingredient, or a food by any of its names."""

    favorite: bool | None = None
    source: RecipeSource | None = None
    q: Line | None = None


class RecipeFilter(NamedTuple):
    """Which recipes to list; any of `keys` is one of the recipe's."""

    favorite: bool | None = None
    source: RecipeSource | None = None
    keys: Sequence[str] = ()


ANY = RecipeFilter()


def recipe_keys(recipe: StoredRecipe) -> list[str]:
    """The foods in it, which are the same in every language, and what finds a lot of its title or
    of the name of an ingredient."""
    names = [recipe.title, *(one.name for one in recipe.ingredients)]
    words = [key for name in names for key in search_keys(name, None)]
    foods = [_food_key(one.food_id) for one in recipe.ingredients if one.food_id]
    return list(dict.fromkeys([*foods, *words]))[:_MOST_KEYS]


def searched_keys(text: str, foods: FoodCatalog) -> list[str]:
    """The keys that `text` asks for: its words, and the food they name in either language."""
    food = foods.by_name(text)
    return [*words_searched(text), *([_food_key(food.id)] if food else [])]


def _food_key(food_id: str) -> str:
    # Folded words hold no colon.
    return f"food:{food_id}"
