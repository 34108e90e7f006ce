"""Whether amounts and times are those of a dish that somebody cooks and eats."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from shared.domain.food import Category, Food
from shared.domain.legible import legible
from shared.domain.nutrition import Portion, weight_g
from shared.domain.proposal import Difficulty, ProposedIngredient, ProposedRecipe, ProposedStep
from shared.domain.units import GRAMS, MILLILITRES, Quantity, Unit, rounded

Resolved = Sequence[tuple[ProposedIngredient, Food | None]]
Held = AbstractSet[tuple[str | None, Unit]]

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
    Category.SPICE: 15,
    Category.BAKING: 350,
    Category.SWEET: 300,
    Category.SNACK: 200,
    Category.BEVERAGE: 900,
    Category.ALCOHOL: 400,
    Category.PREPARED: 700,
}
# What is strong, dear or no food by itself, where a whole category would allow more.
_STRONG_G: dict[str, int] = {
    "baking_powder": 15,
    "bay_leaf": 3,
    "bicarbonate": 5,
    "black_pepper": 8,
    "cayenne": 4,
    "chili_flakes": 5,
    "cinnamon": 8,
    "clove": 3,
    "dried_ancho_chili": 40,
    "dried_guajillo_chili": 40,
    "dry_yeast": 15,
    "food_colouring": 3,
    "fresh_yeast": 30,
    "gelatin_sheet": 20,
    "nutmeg": 3,
    "saffron": 1,
    "salt": 8,
    "star_anise": 4,
    "sweetener": 60,
    "turmeric": 8,
    "vanilla_extract": 15,
    "wasabi": 20,
}
_MOST_OF_ANY_G = 1000
_MOST_IN_ALL_G = 2000
_LEAST_IN_ALL_G = 20
# Per serving, of what has no known weight: packets of a food, pieces of what nobody knows.
_MOST_PACKETS = 4
_MOST_PIECES = 12

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
_NEVER_RAW = frozenset({"minced_meat", "poultry"})
_EATEN_RAW = re.compile(
    r"\b(?:eat|serve|enjoy)(?: it| them)? raw\b"
    r"|\b(?:come|sirve|toma|disfruta)(?:l[oa]s?)? crud[oa]s?\b"
)
# What takes a plain home cook beyond an easy recipe, and beyond one of middling difficulty.
_LEFT_ALONE_MINUTES = 60
_EASY_STEPS, _EASY_FOODS, _EASY_MINUTES = 7, 14, 120
_MEDIUM_STEPS, _MEDIUM_FOODS = 11, 20


def implausible_amounts(
    ingredients: Resolved, servings: int, held: Held = frozenset()
) -> Iterator[str]:
    """What is nothing, more than people eat, or told in a unit that says nothing of it; in words a
    writer can act on. `held` is what the kitchen counts in units of its own: a packet of rice."""
    total = Decimal(0)
    weighed = True
    for one, food in ingredients:
        told = f"{one.quantity} {one.unit} of {one.name}"
        if rounded(one.quantity) <= 0:
            yield f"{told} is nothing"
        weight = weight_g(Portion(food, Quantity(one.quantity, one.unit)))
        if weight is None:
            weighed = False
            yield from _uncounted(one, food, servings, held)
            continue
        total += weight
        if weight > _most_g(food) * servings:
            yield f"{told} is too much for {servings} servings"
    if total > _MOST_IN_ALL_G * servings:
        yield f"{total:.0f} g is too much for {servings} servings"
    if weighed and total < _LEAST_IN_ALL_G * servings:
        yield f"{total:.0f} g is too little for {servings} servings"


def _uncounted(
    one: ProposedIngredient, food: Food | None, servings: int, held: Held
) -> Iterator[str]:
    """An amount whose weight cannot be told; what has no density weighs at most about its water."""
    told = f"{one.quantity} {one.unit} of {one.name}"
    per_ml = MILLILITRES.get(one.unit)
    if per_ml is not None:
        if one.quantity * per_ml > _most_g(food) * servings:
            yield f"{told} is too much for {servings} servings"
    elif food is not None and (food.id, one.unit) not in held:
        units = ", ".join(unit for unit in Unit if unit in GRAMS or unit in food.weights)
        yield f"{one.name} is not told in {one.unit}, but in {units}"
    elif one.quantity > (_MOST_PACKETS if food else _MOST_PIECES) * servings:
        yield f"{told} is too much for {servings} servings"


def _most_g(food: Food | None) -> int:
    if food is None:
        return _MOST_OF_ANY_G
    return _STRONG_G.get(food.id, _MOST_G.get(food.category, _MOST_OF_ANY_G))


def minutes_of(proposed: ProposedRecipe) -> int:
    """The whole time, never less than that of the steps."""
    return max(proposed.minutes, sum(step.minutes or 0 for step in proposed.steps))


def too_quick(proposed: ProposedRecipe, ingredients: Resolved) -> Iterator[str]:
    """The foods that cannot be cooked in the recipe's time, or are said to be eaten raw; of a food
    that only a name stands for ("garbanzos") nobody knows whether it comes cooked."""
    minutes = _minutes_told(proposed)
    raw = any(_EATEN_RAW.search(legible(step.text)) for step in proposed.steps)
    for one, food in ingredients:
        if food is None or food.id != one.food_id:
            continue
        least = _SLOW_MINUTES.get(food.id, _LEAST_MINUTES.get(food.role or "", 0))
        if minutes < least:
            yield f"{food.id} takes at least {least} minutes, not {minutes}"
        if raw and food.role in _NEVER_RAW:
            yield f"{food.id} is not eaten raw"


def _minutes_told(proposed: ProposedRecipe) -> int:
    """The minutes of the steps where each tells its own, else the whole time."""
    told = [step.minutes for step in proposed.steps if step.minutes is not None]
    return sum(told) if len(told) == len(proposed.steps) else minutes_of(proposed)


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
