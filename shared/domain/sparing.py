"""Which lots nobody may be served unasked: those whose label names an allergen of a member."""

from collections.abc import Set as AbstractSet

from shared.domain.beyond import allergens_beyond
from shared.domain.catalog import FoodCatalog
from shared.domain.cooking import food_of
from shared.domain.food import Allergen
from shared.domain.item import Lot


def added_allergens(lot: Lot, foods: FoodCatalog) -> frozenset[Allergen]:
    """What its label names beyond what the food has anyway: rice "may contain nuts", but not the
    milk of milk, which whoever names milk asked for. What the catalog does not know is asked for by
    its name, and so is what that name says."""
    food = food_of(lot.food_id, lot.name, foods)
    own = food.allergens if food else allergens_beyond(lot.name, None, foods)
    return lot.allergens - own


def must_be_spared(lot: Lot, allergens: AbstractSet[Allergen], foods: FoodCatalog) -> bool:
    """Whether the lot is never chosen for a dish where these allergens are somebody's. Who wants it
    nevertheless takes that very lot out of the stock."""
    return bool(lot.allergens & allergens and added_allergens(lot, foods) & allergens)
