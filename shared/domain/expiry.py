"""When a lot is expected to go off, where nobody read a date."""

from datetime import date, timedelta

from shared.domain.food import Category, DateKind, Food, Storage

# Days for a food the catalog does not know: the shortest of its category in USDA FoodKeeper (2018),
# so that a guess errs on the side of eating it sooner.
_UNKNOWN: dict[Category, tuple[int, int, int]] = {
    Category.FRUIT: (3, 5, 180),
    Category.VEGETABLE: (3, 5, 240),
    Category.HERB: (1, 5, 120),
    Category.MUSHROOM: (1, 4, 240),
    Category.MEAT: (1, 2, 90),
    Category.POULTRY: (1, 1, 180),
    Category.FISH: (1, 1, 60),
    Category.SEAFOOD: (1, 1, 60),
    Category.DAIRY: (1, 7, 60),
    Category.EGG: (7, 21, 120),
    Category.GRAIN: (180, 180, 180),
    Category.BREAD: (3, 7, 90),
    Category.LEGUME: (365, 365, 365),
    Category.PLANT_PROTEIN: (1, 5, 90),
    Category.NUT: (30, 120, 180),
    Category.OIL: (180, 180, 180),
    Category.CONDIMENT: (180, 30, 90),
    Category.SPICE: (365, 365, 365),
    Category.BAKING: (180, 180, 180),
    Category.SWEET: (90, 90, 180),
    Category.SNACK: (30, 30, 90),
    Category.BEVERAGE: (30, 7, 90),
    Category.ALCOHOL: (365, 365, 365),
    Category.PREPARED: (1, 3, 60),
    Category.OTHER: (3, 3, 60),
}
# "Use within a day": USDA FSIS, The Big Thaw, of the most delicate foods.
_THAWED = 1
_PERISHABLE = frozenset(
    {Category.MEAT, Category.POULTRY, Category.FISH, Category.SEAFOOD, Category.PREPARED}
)


def keeping_days(food: Food | None, category: Category, storage: Storage) -> int:
    """Days an unopened lot keeps in `storage`.

    A food kept where its table has no figure gets the shortest one it has: being kept wrongly
    never adds days.
    """
    if food is None:
        pantry, fridge, freezer = _UNKNOWN[category]
        return {Storage.PANTRY: pantry, Storage.FRIDGE: fridge, Storage.FREEZER: freezer}[storage]
    days = food.shelf_life.days(storage)
    if days is not None:
        return days
    return min(d for place in Storage if (d := food.shelf_life.days(place)) is not None)


def estimated_expiry(
    food: Food | None, category: Category, storage: Storage, bought_on: date
) -> date:
    """The last day a lot bought on `bought_on` is expected to be good."""
    return bought_on + timedelta(days=keeping_days(food, category, storage))


def opened_days(food: Food | None, category: Category) -> int | None:
    """Days a lot keeps from opening on; None where opening changes nothing."""
    return _UNKNOWN[category][1] if food is None else food.shelf_life.opened_days


def frozen_days(food: Food | None, category: Category) -> int | None:
    """Days a lot keeps from freezing on; None where nobody says that freezing keeps it."""
    if food is None:
        return keeping_days(None, category, Storage.FREEZER)
    return food.shelf_life.freezer_days


def thawed_days(food: Food | None) -> int:
    """Days a lot keeps from thawing on; a day where nobody says."""
    return _THAWED if food is None else food.shelf_life.thawed_days or _THAWED


def usual_date_kind(food: Food | None, category: Category) -> DateKind:
    """The kind of date the food's label carries."""
    if food is not None:
        return food.date_kind
    return DateKind.USE_BY if category in _PERISHABLE else DateKind.BEST_BEFORE


def usual_storage(category: Category) -> Storage:
    """Where food of a category is kept when nobody said."""
    pantry, fridge, _ = _UNKNOWN[category]
    return Storage.FRIDGE if fridge > pantry or category in _PERISHABLE else Storage.PANTRY
