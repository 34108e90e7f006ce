"""Nutrition and footprint of a recipe, from the catalog, with the share they rest on."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from shared.domain.convert import grams
from shared.domain.errors import CannotConvert
from shared.domain.food import Food
from shared.domain.recipe import Impact, Nutrition
from shared.domain.units import Quantity

_WATER = "water"


class Portion(NamedTuple):
    """An amount of a food; `food` is None where the catalog has none."""

    food: Food | None
    quantity: Quantity


def weight_g(portion: Portion) -> Decimal | None:
    """Grams of the portion, None where they cannot be told; nothing weighs nothing."""
    if not portion.quantity.amount:
        return Decimal(0)
    try:
        return grams(portion.quantity, portion.food)
    except CannotConvert:
        return None


def nutrition_per_serving(portions: Sequence[Portion], servings: int) -> Nutrition:
    """Sums of USDA figures per 100 g; a portion without weight or figures lowers the coverage, but
    for water, which feeds nobody."""
    sums = {"kcal": 0.0, "protein_g": 0.0, "carbs_g": 0.0, "fat_g": 0.0}
    known = 0.0
    for portion in portions:
        weight = weight_g(portion)
        figures = portion.food.nutrition if portion.food else None
        if weight is not None and portion.food is not None and portion.food.id == _WATER:
            known += float(weight)
            continue
        if weight is None or figures is None:
            continue
        known += float(weight)
        for name in sums:
            sums[name] += getattr(figures, name) * float(weight) / 100
    coverage = _coverage(known, portions)
    if not known:
        return Nutrition(kcal=None, protein_g=None, carbs_g=None, fat_g=None, coverage=0)
    per_serving = {name: round(total / servings, 1) for name, total in sums.items()}
    return Nutrition(**per_serving, coverage=coverage)


def impact(portions: Sequence[Portion]) -> Impact:
    """Of the whole recipe, by Poore & Nemecek (2018) global means per kilogram."""
    co2e, co2e_known, water, water_known = 0.0, 0.0, 0.0, 0.0
    for portion in portions:
        weight = weight_g(portion)
        if weight is None or portion.food is None:
            continue
        footprint = portion.food.footprint
        if footprint.co2e_kg is not None:
            co2e += footprint.co2e_kg * float(weight) / 1000
            co2e_known += float(weight)
        if footprint.water_l is not None:
            water += footprint.water_l * float(weight) / 1000
            water_known += float(weight)
    return Impact(
        co2e_kg=round(co2e, 3) if co2e_known else None,
        water_l=round(water, 1) if water_known else None,
        co2e_coverage=_coverage(co2e_known, portions),
        water_coverage=_coverage(water_known, portions),
    )


# What a portion without a known weight counts for in a coverage, so that it is not overlooked.
_UNKNOWN_WEIGHT_G = 100.0


def _coverage(known_g: float, portions: Sequence[Portion]) -> float:
    weights = (weight_g(portion) for portion in portions)
    total = sum(float(w) if w is not None else _UNKNOWN_WEIGHT_G for w in weights)
    return round(min(1.0, known_g / total), 3) if total else 0.0
