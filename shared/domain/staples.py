"""What a kitchen has, or buys without a thought: it counts for little when a dish is chosen."""

from collections.abc import Iterable

from shared.domain.catalog import FoodCatalog
from shared.domain.cooking import food_of
from shared.domain.food import Category, Food
from shared.domain.recipe import Ingredient

# What every kitchen has, though nobody enters it.
STAPLES = frozenset({"salt"})
# What most kitchens have though nobody enters it: lacking it costs little.
STAPLE_KINDS = frozenset({Category.OIL, Category.SPICE, Category.CONDIMENT, Category.BAKING})


def is_staple(food: Food | None) -> bool:
    return food is not None and (food.id in STAPLES or food.category in STAPLE_KINDS)


def to_buy(ingredients: Iterable[Ingredient], foods: FoodCatalog) -> frozenset[str]:
    """The different foods that a dish lacks and does not do without, staples not counted."""
    lacking = (one for one in ingredients if one.missing_quantity > 0 and not one.optional)
    found = ((one, food_of(one.food_id, one.name, foods)) for one in lacking)
    return frozenset(food.id if food else one.name for one, food in found if not is_staple(food))
