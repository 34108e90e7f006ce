"""Diets a person may keep, and which foods each one allows."""

from enum import StrEnum
from typing import NamedTuple

from shared.domain.food import Allergen, Food, Origin
from shared.domain.vocabulary import Contents


class Diet(StrEnum):
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    PESCATARIAN = "pescatarian"
    GLUTEN_FREE = "gluten_free"
    DAIRY_FREE = "dairy_free"
    PORK_FREE = "pork_free"
    ALCOHOL_FREE = "alcohol_free"


class _Ban(NamedTuple):
    """What a diet leaves out. Allergens speak for compound foods whose origins name only the
    main one, such as a biscuit with milk in it."""

    origins: frozenset[Origin]
    allergens: frozenset[Allergen]


_FLESH = frozenset({Origin.MEAT, Origin.PORK, Origin.POULTRY, Origin.GELATIN})
_FROM_WATER = _FLESH | {Origin.FISH, Origin.SHELLFISH}
_WATER_ALLERGENS = frozenset({Allergen.FISH, Allergen.CRUSTACEANS, Allergen.MOLLUSCS})

_BANS: dict[Diet, _Ban] = {
    Diet.VEGETARIAN: _Ban(_FROM_WATER, _WATER_ALLERGENS),
    Diet.VEGAN: _Ban(
        _FROM_WATER | {Origin.DAIRY, Origin.EGG, Origin.HONEY},
        _WATER_ALLERGENS | {Allergen.MILK, Allergen.EGG},
    ),
    Diet.PESCATARIAN: _Ban(_FLESH, frozenset()),
    Diet.GLUTEN_FREE: _Ban(frozenset(), frozenset({Allergen.GLUTEN})),
    Diet.DAIRY_FREE: _Ban(frozenset({Origin.DAIRY}), frozenset({Allergen.MILK})),
    # Gelatin is of pig unless its maker says otherwise.
    Diet.PORK_FREE: _Ban(frozenset({Origin.PORK, Origin.GELATIN}), frozenset()),
    Diet.ALCOHOL_FREE: _Ban(frozenset({Origin.ALCOHOL}), frozenset()),
}


def allows(diet: Diet, food: Food | Contents) -> bool:
    """Whether someone who keeps `diet` eats `food`, or whatever a word may stand for."""
    ban = _BANS[diet]
    return ban.origins.isdisjoint(food.origins) and ban.allergens.isdisjoint(food.allergens)
