"""One catalog recipe fitted to servings, to who eats it and to what is in the kitchen."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from shared.domain.amounts import at_most, sensible
from shared.domain.catalog import FoodCatalog
from shared.domain.convert import convert, convertible
from shared.domain.cookbook import CatalogIngredient, CatalogRecipe, Serving
from shared.domain.diet import allows
from shared.domain.food import Food
from shared.domain.larder import Larder
from shared.domain.proposal import RecipeBrief
from shared.domain.units import GRAMS, MILLILITRES, Quantity, Unit

# A dish still works with this share of a food; with less, the rest is bought.
_ENOUGH = Decimal("0.7")
_ALL = Decimal(1)
# Ingredients of the catalog's recipes, for as many servings as are usual.
_RECIPES_KEPT = 8_192
# Within so many days, what must go decides which of several foods is used.
_SOON_DAYS = 5
_KEEPS = 10_000
_LEAST_OF_A_PIECE = Decimal("0.5")
_MOST_SPOONED_ML = 60
# From so many pieces on, a weight of them is told in the plural: 300 g of Brussels sprouts.
_SEVERAL = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Used:
    """A food as it goes into the dish: `stands_for` is the id of the recipe's own ingredient and
    `covered` the share of `quantity` that is in stock, 0 to 1."""

    stands_for: str
    food: Food
    quantity: Quantity
    optional: bool
    covered: Decimal

    @property
    def is_single(self) -> bool:
        """Whether it is one piece or less; of the recipe's own foods only pieces are counted."""
        if self.quantity.unit is Unit.UNIT:
            return self.quantity.amount <= 1
        piece_g = self.food.weights.get(Unit.UNIT)
        if piece_g is None or self.quantity.unit is not Unit.G or self.food.id == self.stands_for:
            return False
        return self.quantity.amount <= piece_g

    @property
    def is_several(self) -> bool:
        """Whether it is more than one piece; a recipe's own foods are worded for their weight."""
        if self.quantity.unit is Unit.UNIT:
            return self.quantity.amount > 1
        piece_g = self.food.weights.get(Unit.UNIT)
        if piece_g is None or self.quantity.unit is not Unit.G or self.food.id == self.stands_for:
            return False
        return self.quantity.amount >= piece_g * _SEVERAL


class _Options(NamedTuple):
    """The foods that may be used for an ingredient, the recipe's own first, how much of each is
    measured out, and their ids."""

    measured: tuple[tuple[Food, Quantity], ...]
    food_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Adapted:
    """A recipe fitted to a kitchen; `absent` are the optional foods it does without, `replaced` the
    foods that gave way to others."""

    recipe: CatalogRecipe
    servings: int
    used: tuple[Used, ...]
    absent: frozenset[str]
    replaced: tuple[Food, ...]

    @property
    def serving(self) -> Serving:
        """What the recipe's texts need to know."""
        return Serving(
            swaps={one.stands_for: one.food.id for one in self.used},
            absent=self.absent,
            single=frozenset(one.stands_for for one in self.used if one.is_single),
            several=frozenset(one.stands_for for one in self.used if one.is_several),
        )


def suits(food: Food, brief: RecipeBrief) -> bool:
    """Whether everybody the brief speaks of eats `food`."""
    return (
        food.id not in brief.excluded_food_ids
        and food.allergens.isdisjoint(brief.allergens)
        and all(allows(diet, food) for diet in brief.diets)
    )


def adapt(
    recipe: CatalogRecipe,
    servings: int,
    shunned: AbstractSet[str],
    larder: Larder,
    foods: FoodCatalog,
) -> Adapted | None:
    """The recipe for so many servings, or None where it needs a food that is shunned.

    What is missing is listed in full; of what nearly suffices, all there is goes in. Optional
    foods are left out unless they are there.
    """
    chosen: list[Used] = []
    absent: set[str] = set()
    scale = Decimal(servings) / recipe.servings
    # What the recipe names itself does not stand in for another of its foods.
    named = {one.food_id for one in recipe.ingredients}
    for ingredient in recipe.ingredients:
        taken = {one.food.id for one in chosen} | (named - {ingredient.food_id})
        eaten = [
            option
            for option in _options(ingredient, scale, foods).measured
            if option[0].id not in taken and option[0].id not in shunned
        ]
        # Of foods that are not there the first is bought, so that the others need no look.
        options = [
            _fit(ingredient, food, wanted, larder)
            for place, (food, wanted) in enumerate(eaten)
            if not place or larder.soonest(food)
        ]
        best = _best(options, larder)
        if best is not None and (best.covered >= _ENOUGH or not ingredient.optional):
            chosen.append(best)
        elif ingredient.optional:
            absent.add(ingredient.food_id)
        else:
            return None
    replaced = tuple(foods[one.stands_for] for one in chosen if one.stands_for != one.food.id)
    return Adapted(recipe, servings, tuple(chosen), frozenset(absent), replaced)


def may_use(
    recipe: CatalogRecipe, servings: int, food_ids: AbstractSet[str], foods: FoodCatalog
) -> bool:
    """Whether a fit of the recipe may depend on what there is of these foods."""
    scale = Decimal(servings) / recipe.servings
    return any(
        not _options(ingredient, scale, foods).food_ids.isdisjoint(food_ids)
        for ingredient in recipe.ingredients
    )


@lru_cache(maxsize=_RECIPES_KEPT)
def _options(ingredient: CatalogIngredient, scale: Decimal, foods: FoodCatalog) -> _Options:
    """That is the same for every kitchen, and takes longer to find than all that is asked of one
    afterwards."""
    original = foods.get(ingredient.food_id)
    if original is None:
        return _Options((), frozenset())
    need = Quantity(ingredient.quantity.amount * scale, ingredient.quantity.unit)
    others = (
        (food, instead)
        for food in _alternatives(ingredient, original, foods)
        if (instead := _instead(need, original, food)) is not None
    )
    measured = tuple((food, sensible(amount, food)) for food, amount in ((original, need), *others))
    return _Options(measured, frozenset(food.id for food, _ in measured))


def _alternatives(
    ingredient: CatalogIngredient, original: Food, foods: FoodCatalog
) -> Iterator[Food]:
    for food_id in ingredient.alternatives:
        food = foods.get(food_id)
        if food is not None:
            yield food
    if ingredient.by_role and original.role is not None:
        yield from (food for food in foods.by_role(original.role) if food.id != original.id)


def _instead(need: Quantity, original: Food, food: Food) -> Quantity | None:
    """The same weight of another food, in the unit a cook would use for it."""
    if need.unit in MILLILITRES and not _poured_for_weighed(need.unit, food):
        return need
    weighed = convertible(need, Unit.G, original)
    if not weighed:
        return need if need.unit in MILLILITRES else None
    grams = Quantity(convert(need, Unit.G, original), Unit.G)
    if food.unit in MILLILITRES and convertible(grams, Unit.ML, food):
        return _poured(convert(grams, Unit.ML, food))
    if need.unit not in GRAMS:
        for unit in (need.unit, food.unit):
            if unit not in GRAMS and convertible(grams, unit, food):
                pieces = Quantity(convert(grams, unit, food), unit)
                # A tenth of a cabbage is weighed.
                return pieces if pieces.amount >= _LEAST_OF_A_PIECE else grams
    return grams


def _poured_for_weighed(unit: Unit, food: Food) -> bool:
    """Whether a measuring jug is asked for what is cut and weighed: 200 ml of cream cheese."""
    return unit in {Unit.ML, Unit.L} and food.unit in GRAMS


def _poured(millilitres: Decimal) -> Quantity:
    """Oil for butter is measured in spoons, a drink for another in millilitres."""
    if millilitres > _MOST_SPOONED_ML:
        return Quantity(millilitres, Unit.ML)
    return Quantity(millilitres / MILLILITRES[Unit.TBSP], Unit.TBSP)


def _fit(ingredient: CatalogIngredient, food: Food, wanted: Quantity, larder: Larder) -> Used:
    available = larder.available(food, wanted.unit)
    if 0 < available < wanted.amount:
        on_hand = at_most(Quantity(available, wanted.unit), food)
        if on_hand.amount > 0 and on_hand.amount >= wanted.amount * _ENOUGH:
            wanted = on_hand
    covered = min(_ALL, available / wanted.amount)
    return Used(ingredient.food_id, food, wanted, ingredient.optional, covered)


def _best(options: Sequence[Used], larder: Larder) -> Used | None:
    if len(options) > 1:
        return min(options, key=lambda option: _preference(option, larder))
    return options[0] if options else None


def _preference(option: Used, larder: Larder) -> tuple[bool, int, Decimal]:
    """Lowest first: what is there, what must go soonest, then what is there in part; the order of
    the options decides the rest."""
    if option.covered < 1:
        return True, _KEEPS, -option.covered
    line = larder.soonest(option.food)
    soon = line.days_left if line is not None and line.days_left <= _SOON_DAYS else _KEEPS
    return False, soon, Decimal(0)
