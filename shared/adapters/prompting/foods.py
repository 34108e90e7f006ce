"""The catalog's food behind a name a model wrote."""

from shared.domain.catalog import FoodCatalog
from shared.domain.food import Food

# Goat milk and oat milk are 0.94 alike, and egg mayonnaise and mayonnaise 0.95.
_LIKE_ENOUGH = 0.96


def food_named(catalog: FoodCatalog, *names: str) -> Food | None:
    """The food one of the names means, those before it going first; a slip of the pen is forgiven,
    another word is not."""
    exact = (catalog.by_name(name) for name in names)
    alike = (_alike(catalog, name) for name in names)
    return next((food for found in (exact, alike) for food in found if food), None)


def _alike(catalog: FoodCatalog, name: str) -> Food | None:
    nearest = catalog.nearest(name, limit=1)
    return nearest[0][0] if nearest and nearest[0][1] >= _LIKE_ENOUGH else None
