"""What is to be known of a cooked dish: how long it keeps, its energy, what it is made of.

Figures come from the catalog where it has them; what a model said is believed only within what is
physically possible.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.expiry import keeping_days
from shared.domain.food import Category, Food, Storage
from shared.domain.nutrition import Portion, nutrition_per_serving, weight_g
from shared.domain.recognition import DishFacts, DishIngredient, RecognisedItem
from shared.domain.units import Quantity, Unit

MOST_PORTIONS = Decimal(50)
# Grams of one portion of anything.
_LIGHTEST, _HEAVIEST = Decimal(20), Decimal(2000)
_LEAST_KCAL, _MOST_KCAL = Decimal(5), Decimal(3000)
# The energy of pure fat, the most a gram of food can hold (EU 1169/2011, annex XIV).
_KCAL_PER_GRAM = Decimal(9)
# With more of its weight unknown, a sum over the catalog is no figure of the dish.
_LEAST_COVERAGE = 0.8


class KeepingRule(StrEnum):
    """Why a dish keeps as long as it does.

    `cooked`: leftovers keep 3 to 4 days in the fridge (USDA FSIS FoodKeeper 2018, rows 173 to 175);
    the lower end counts. `rice`: eaten within 24 hours, for its spores survive cooking (UK FSA,
    "How to chill, freeze and defrost food safely"). `raw`: raw fish keeps 1 to 2 days (FoodKeeper),
    the lower end. `frozen`: leftovers keep 2 months frozen at least (FoodKeeper, row 173).
    `catalog`: the dish is a food of the catalog, with figures of its own.
    """

    COOKED = "cooked"
    RICE = "rice"
    RAW = "raw"
    FROZEN = "frozen"
    CATALOG = "catalog"


class KcalSource(StrEnum):
    """Added up from the catalog, or a model's estimate that is possible."""

    CATALOG = "catalog"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Kept:
    """How many days, by which rule."""

    days: int
    rule: KeepingRule


@dataclass(frozen=True, slots=True)
class Kcal:
    """Of one portion."""

    amount: int
    source: KcalSource


_FRIDGE_DAYS = {KeepingRule.COOKED: 3, KeepingRule.RICE: 1, KeepingRule.RAW: 1}
_FROZEN_DAYS = 60
_RICE_FOODS = frozenset(
    {"white_rice", "brown_rice", "basmati_rice", "risotto_rice", "cooked_rice", "paella"}
)
_RICE_WORDS = frozenset(map(fold, ("rice", "arroz", "paella", "risotto", "biryani", "pilaf")))
# Made of rice, but not by boiling grains.
_NOT_BOILED = frozenset(
    map(fold, ("noodle", "fideo", "vinegar", "vinagre", "paper", "papel", "flour", "harina"))
)
_RAW_WORDS = frozenset(
    fold(word)
    for words in (
        "sushi sashimi nigiri maki poke",
        "ceviche cebiche tiradito",
        "tartar tartare",
        "tataki carpaccio",
    )
    for word in words.split()
)


def portions_of(item: RecognisedItem) -> Decimal:
    """How many portions there are; one where the amount says nothing of them."""
    counted = item.unit in {Unit.PORTION, Unit.UNIT}
    return min(item.quantity, MOST_PORTIONS) if counted else Decimal(1)


def kept(item: RecognisedItem, foods: FoodCatalog) -> Kept:
    """How long the dish keeps from the day it was seen, the shortest rule that fits it."""
    food = foods.get(item.food_id) if item.food_id else None
    if item.storage is Storage.FREEZER:
        days = keeping_days(food, Category.PREPARED, Storage.FREEZER)
        return Kept(min(days, _FROZEN_DAYS), KeepingRule.FROZEN)
    rule = _fridge_rule(item)
    days = _FRIDGE_DAYS[rule]
    own = keeping_days(food, Category.PREPARED, Storage.FRIDGE) if food else days
    return Kept(own, KeepingRule.CATALOG) if own < days else Kept(days, rule)


def kept_until(item: RecognisedItem, foods: FoodCatalog, today: date) -> date:
    """The last day the dish is expected to be good."""
    return today + timedelta(days=kept(item, foods).days)


def kcal(item: RecognisedItem, foods: FoodCatalog) -> Kcal | None:
    """The energy of one portion; None where nothing believable says it."""
    return _summed(item, foods) or _of_namesake(item, foods) or _told(item, foods)


def weighed(item: RecognisedItem, foods: FoodCatalog) -> list[Portion]:
    """The ingredients with their grams in the whole dish. Weights that no plate holds are unknown,
    all of them, for one wrong figure says that they were not looked at."""
    facts = item.dish or DishFacts()
    total = sum((one.grams or Decimal(0) for one in facts.ingredients), Decimal(0))
    believed = _LIGHTEST <= total / portions_of(item) <= _HEAVIEST
    return [_portion(one, foods, believed) for one in facts.ingredients]


def _portion(one: DishIngredient, foods: FoodCatalog, believed: bool) -> Portion:
    food = foods.get(one.food_id) if one.food_id else None
    if believed and one.grams is not None:
        return Portion(food, Quantity(one.grams, Unit.G))
    # A unit nobody knows the weight of: it counts as unknown in every coverage.
    return Portion(None, Quantity(Decimal(1), Unit.UNIT))


def _fridge_rule(item: RecognisedItem) -> KeepingRule:
    if any(_has(words, _RAW_WORDS) for words in _names(item)):
        return KeepingRule.RAW
    if _food_ids(item) & _RICE_FOODS or any(map(_is_rice, _names(item))):
        return KeepingRule.RICE
    return KeepingRule.COOKED


def _names(item: RecognisedItem) -> Iterator[frozenset[str]]:
    yield frozenset(fold(item.name).split())
    for one in item.dish.ingredients if item.dish else ():
        yield frozenset(fold(one.name).split())


def _food_ids(item: RecognisedItem) -> frozenset[str]:
    ids = [one.food_id for one in item.dish.ingredients] if item.dish else []
    return frozenset(one for one in (item.food_id, *ids) if one)


def _has(words: frozenset[str], wanted: frozenset[str]) -> bool:
    return bool(words & wanted)


def _is_rice(words: frozenset[str]) -> bool:
    return _has(words, _RICE_WORDS) and not _has(words, _NOT_BOILED)


def _summed(item: RecognisedItem, foods: FoodCatalog) -> Kcal | None:
    sums = nutrition_per_serving(weighed(item, foods), 1)
    if sums.kcal is None or sums.coverage < _LEAST_COVERAGE:
        return None
    return _possible(Decimal(sums.kcal) / portions_of(item), KcalSource.CATALOG)


def _of_namesake(item: RecognisedItem, foods: FoodCatalog) -> Kcal | None:
    food: Food | None = foods.get(item.food_id) if item.food_id else None
    grams = weight_g(Portion(food, Quantity(Decimal(1), Unit.PORTION)))
    if food is None or food.nutrition is None or grams is None:
        return None
    return _possible(Decimal(food.nutrition.kcal) * grams / 100, KcalSource.CATALOG)


def _told(item: RecognisedItem, foods: FoodCatalog) -> Kcal | None:
    told = item.dish.kcal if item.dish else None
    if told is None:
        return None
    weights = [weight_g(portion) for portion in weighed(item, foods)]
    if weights and None not in weights:
        total = sum((weight or Decimal(0) for weight in weights), Decimal(0))
        if told > _KCAL_PER_GRAM * total / portions_of(item):
            return None
    return _possible(told, KcalSource.ESTIMATED)


def _possible(amount: Decimal, source: KcalSource) -> Kcal | None:
    return Kcal(round(amount), source) if _LEAST_KCAL <= amount <= _MOST_KCAL else None
