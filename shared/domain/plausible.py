"""Whether amounts and times are those of a dish that somebody cooks and eats."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shared.domain.food import Category, Food
from shared.domain.nutrition import Portion, weight_g
from shared.domain.proposal import Difficulty, ProposedIngredient, ProposedRecipe, ProposedStep
from shared.domain.units import Quantity, rounded

Resolved = Sequence[tuple[ProposedIngredient, Food | None]]

# Grams per serving of one ingredient: about twice what a generous helping takes, shells, bones and
# the oil of a deep fryer included. Estimates, above every recipe of the catalog.
_MOST_G: dict[Category, int] = {
    Category.FRUIT: 800,
    Category.VEGETABLE: 900,
    Category.HERB: 100,
    Category.MUSHROOM: 500,
    Category.MEAT: 700,
    Category.POULTRY: 700,
    Category.FISH: 600,
    Category.SEAFOOD: 800,
    Category.DAIRY: 700,
    Category.EGG: 400,
    Category.GRAIN: 300,
    Category.BREAD: 400,
    Category.LEGUME: 500,
    Category.PLANT_PROTEIN: 700,
    Category.NUT: 200,
    Category.OIL: 400,
    Category.CONDIMENT: 700,
    Category.SPICE: 60,
    Category.BAKING: 350,
    Category.SWEET: 300,
    Category.SNACK: 200,
    Category.BEVERAGE: 900,
    Category.ALCOHOL: 400,
    Category.PREPARED: 700,
}
_MOST_OF_ANY_G = 1000
_MOST_IN_ALL_G = 2000
_LEAST_IN_ALL_G = 20

# Minutes that a raw food needs over the fire before it is safe or soft, at the very least; thin
# slices and a hot pan included. Estimates, below every recipe of the catalog.
_LEAST_MINUTES: dict[str, int] = {
    "poultry": 10,
    "minced_meat": 8,
    "pulse": 15,
    "short_pasta": 8,
    "grain_side": 5,
}
_SLOW_MINUTES: dict[str, int] = {
    "beef_ribs": 60,
    "black_beans": 40,
    "brown_rice": 20,
    "chickpeas": 40,
    "kidney_beans": 40,
    "lamb_leg": 40,
    "oxtail": 90,
    "pearl_barley": 20,
    "pinto_beans": 40,
    "pork_ribs": 30,
    "pork_shoulder": 30,
    "risotto_rice": 15,
    "soybeans": 40,
    "stewing_beef": 40,
    "white_beans": 40,
    "white_rice": 12,
}
# What takes a plain home cook beyond an easy recipe, and beyond one of middling difficulty.
_LEFT_ALONE_MINUTES = 60
_EASY_STEPS, _EASY_FOODS, _EASY_MINUTES = 7, 14, 120
_MEDIUM_STEPS, _MEDIUM_FOODS = 11, 20


def implausible_amounts(ingredients: Resolved, servings: int) -> Iterator[str]:
    """What is nothing, or more than people eat; in words a writer can act on."""
    total = Decimal(0)
    weighed = True
    for one, food in ingredients:
        if rounded(one.quantity) <= 0:
            yield f"{one.quantity} {one.unit} of {one.name} is nothing"
        weight = weight_g(Portion(food, Quantity(one.quantity, one.unit)))
        if weight is None:
            weighed = False
            continue
        total += weight
        most = _MOST_G.get(food.category, _MOST_OF_ANY_G) if food else _MOST_OF_ANY_G
        if weight > most * servings:
            yield f"{one.quantity} {one.unit} of {one.name} is too much for {servings} servings"
    if total > _MOST_IN_ALL_G * servings:
        yield f"{total:.0f} g is too much for {servings} servings"
    if weighed and total < _LEAST_IN_ALL_G * servings:
        yield f"{total:.0f} g is too little for {servings} servings"


def minutes_of(proposed: ProposedRecipe) -> int:
    """The whole time, never less than that of the steps."""
    return max(proposed.minutes, sum(step.minutes or 0 for step in proposed.steps))


def too_quick(proposed: ProposedRecipe, ingredients: Resolved) -> Iterator[str]:
    """The foods that cannot be cooked in the recipe's time; of a food that only a name stands for
    ("garbanzos") nobody knows whether it comes cooked."""
    minutes = minutes_of(proposed)
    for one, food in ingredients:
        if food is None or food.id != one.food_id:
            continue
        least = _SLOW_MINUTES.get(food.id, _LEAST_MINUTES.get(food.role or "", 0))
        if minutes < least:
            yield f"{food.id} takes at least {least} minutes, not {minutes}"


def difficulty_of(proposed: ProposedRecipe) -> Difficulty:
    """What the writer says, but never easier than so many steps, foods and minutes make it."""
    return max(proposed.difficulty, _least_difficulty(proposed), key=list(Difficulty).index)


def _least_difficulty(proposed: ProposedRecipe) -> Difficulty:
    steps, foods = len(proposed.steps), len(proposed.ingredients)
    if steps > _MEDIUM_STEPS or foods > _MEDIUM_FOODS:
        return Difficulty.HARD
    busy = sum(step.minutes or 0 for step in proposed.steps if not _left_alone(step))
    if steps > _EASY_STEPS or foods > _EASY_FOODS or busy > _EASY_MINUTES:
        return Difficulty.MEDIUM
    return Difficulty.EASY


def _left_alone(step: ProposedStep) -> bool:
    """Whether it takes so long that an oven, a pot or a fridge does it."""
    return (step.minutes or 0) > _LEFT_ALONE_MINUTES
