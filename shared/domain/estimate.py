"""What a dish costs the planet and the purse, food by food.

Figures per kilogram are the catalog's, each with the source of its row. Those are global means; the
table they come from gives no spread, so `range` is null with the reason, and none is made up.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from shared.domain.catalog import FoodCatalog
from shared.domain.convert import convert, convertible
from shared.domain.cooking import food_of
from shared.domain.effect import footprint
from shared.domain.food import Food
from shared.domain.item import Lot
from shared.domain.language import Language
from shared.domain.model import AmountOrZero, Identifier, Instant, Line, Model, Thousandths
from shared.domain.own_recipe import IngredientText, NewIngredient, Servings
from shared.domain.recipe import Ingredient
from shared.domain.units import Quantity, Unit, rounded

_MOST_INGREDIENTS = 60
_ONE_OF = ("recipe_id", "title", "ingredients")
_MEASURES = ("co2e_kg", "water_l", "land_m2")
ZERO = Decimal(0)


class EstimateRequest(Model):
    """Exactly one of `recipe_id`, `title` (of an own recipe or of the catalog) and `ingredients`,
    which are lines as they stand in a cookbook or structured. Without `servings`, those of the
    recipe; else its amounts are scaled to them."""

    id: Identifier | None = None
    recipe_id: Identifier | None = None
    title: Line | None = None
    ingredients: Annotated[
        list[NewIngredient | IngredientText] | None,
        Field(min_length=1, max_length=_MOST_INGREDIENTS),
    ] = None
    servings: Servings | None = None
    language: Language | None = None

    @model_validator(mode="after")
    def _one_dish(self) -> Self:
        if sum(getattr(self, name) is not None for name in _ONE_OF) != 1:
            raise ValueError("exactly one of recipe_id, title and ingredients")
        return self


class Unknown(StrEnum):
    """Why a figure is null: the catalog has none for the food, the food or its weight is not
    known, or no lot of it in the kitchen has a price."""

    NOT_ASSESSED = "not_assessed"
    FOOD_UNKNOWN = "food_unknown"
    WEIGHT_UNKNOWN = "weight_unknown"
    PRICE_UNKNOWN = "price_unknown"


class Figure(Model):
    """`source` says where `value` comes from, or `unknown` why it is null. `range` would be its
    lowest and highest usual value; `range_reason` says why it is null."""

    value: Thousandths | None
    range: tuple[Thousandths, Thousandths] | None = None
    range_reason: str = "not_in_source"
    source: str | None = None
    unknown: Unknown | None = None


class Cost(Figure):
    """`source` names the lot whose price was taken."""

    currency: str | None = None
    range_reason: str = "one_price"


class EstimatedFood(Model):
    """`grams` is null where the weight is not known, zero for "to taste"."""

    name: str
    food_id: str | None
    quantity: AmountOrZero
    unit: Unit
    grams: Thousandths | None
    co2e_kg: Figure
    water_l: Figure
    land_m2: Figure
    cost: Cost


class Known(Model):
    """Sums of what is known; null where nothing is."""

    co2e_kg: Thousandths | None
    water_l: Thousandths | None
    land_m2: Thousandths | None
    cost: dict[str, Thousandths]


class EstimateCoverage(Model):
    """The share of the foods whose figure is known, 0 to 1; those "to taste" do not count."""

    co2e: float
    water: float
    land: float
    cost: float


class EstimateBody(Model):
    """`total` is for all servings."""

    servings: int
    foods: list[EstimatedFood]
    total: Known
    per_serving: Known
    coverage: EstimateCoverage


class StoredEstimate(EstimateBody):
    id: str
    recipe_id: str | None
    title: str | None
    fingerprint: str
    created_at: datetime


class Estimate(EstimateBody):
    """An estimate as it was made then. `recipe_id` is that of the dish, where it has one."""

    id: str
    recipe_id: str | None
    title: str | None
    created_at: Instant

    @classmethod
    def of(cls, stored: StoredEstimate) -> Self:
        return cls(**{name: getattr(stored, name) for name in cls.model_fields})


class Dish(NamedTuple):
    """What an estimate is about, its `ingredients` being for `servings`."""

    recipe_id: str | None
    title: str | None
    servings: int
    ingredients: Sequence[Ingredient]


def scaled(dish: Dish, servings: int | None) -> Dish:
    """The dish for so many servings."""
    if servings is None or servings == dish.servings:
        return dish
    more = [
        one.model_copy(update={"quantity": rounded(one.quantity * servings / dish.servings)})
        for one in dish.ingredients
    ]
    return dish._replace(servings=servings, ingredients=more)


def estimated(dish: Dish, foods: FoodCatalog, lots: Iterable[Lot]) -> EstimateBody:
    """The figures of a dish; a price is that of the first of the food's `lots` that has one."""
    priced = _priced(lots, foods)
    lines = [_line(one, food_of(one.food_id, one.name, foods), priced) for one in dish.ingredients]
    total = _sums(lines)
    return EstimateBody(
        servings=dish.servings,
        foods=lines,
        total=total,
        per_serving=_shared(total, dish.servings),
        coverage=_coverage(lines),
    )


def _priced(lots: Iterable[Lot], foods: FoodCatalog) -> Mapping[str, Lot]:
    found: dict[str, Lot] = {}
    for lot in lots:
        food = food_of(lot.food_id, lot.name, foods)
        if food is not None and lot.price is not None and lot.quantity:
            found.setdefault(food.id, lot)
    return found


def _line(one: Ingredient, food: Food | None, priced: Mapping[str, Lot]) -> EstimatedFood:
    quantity = Quantity(one.quantity, one.unit)
    grams = convert(quantity, Unit.G, food) if convertible(quantity, Unit.G, food) else None
    grams = grams if one.quantity else ZERO
    effects = footprint(food, grams)
    figures = {name: _figure(food, grams, effects.get(name)) for name in _MEASURES}
    return EstimatedFood(
        name=one.name,
        food_id=food.id if food else None,
        quantity=one.quantity,
        unit=one.unit,
        grams=grams,
        cost=_cost(quantity, food, priced.get(food.id) if food else None),
        **figures,
    )


def _figure(food: Food | None, grams: Decimal | None, value: Decimal | None) -> Figure:
    if food is None:
        return Figure(value=None, unknown=Unknown.FOOD_UNKNOWN)
    if grams is None:
        return Figure(value=None, unknown=Unknown.WEIGHT_UNKNOWN)
    if value is None:
        return Figure(value=None, unknown=Unknown.NOT_ASSESSED)
    return Figure(value=value, source=food.footprint.source)


def _cost(quantity: Quantity, food: Food | None, lot: Lot | None) -> Cost:
    if lot is None or lot.price is None or not convertible(quantity, lot.unit, food):
        return Cost(value=None, unknown=Unknown.PRICE_UNKNOWN)
    amount = convert(quantity, lot.unit, food)
    return Cost(
        value=rounded(lot.price * amount / lot.quantity),
        currency=lot.currency,
        source=f"item:{lot.id}",
    )


def _sums(lines: Sequence[EstimatedFood]) -> Known:
    cost: dict[str, Decimal] = {}
    for line in lines:
        if line.cost.currency is not None and line.cost.value is not None:
            code = line.cost.currency
            cost[code] = cost.get(code, ZERO) + line.cost.value
    sums = {name: _sum(getattr(line, name) for line in lines) for name in _MEASURES}
    return Known(**sums, cost=cost)


def _sum(figures: Iterable[Figure]) -> Decimal | None:
    known = [one.value for one in figures if one.value is not None]
    return sum(known, ZERO) if known else None


def _shared(total: Known, servings: int) -> Known:
    def each(value: Decimal | None) -> Decimal | None:
        return None if value is None else rounded(value / servings)

    sums = {name: each(getattr(total, name)) for name in _MEASURES}
    return Known(**sums, cost={c: rounded(v / servings) for c, v in total.cost.items()})


def _coverage(lines: Sequence[EstimatedFood]) -> EstimateCoverage:
    counted = [line for line in lines if line.quantity]

    def share(name: str) -> float:
        known = sum(getattr(line, name).value is not None for line in counted)
        return round(known / len(counted), 3) if counted else 0.0

    return EstimateCoverage(
        co2e=share("co2e_kg"), water=share("water_l"), land=share("land_m2"), cost=share("cost")
    )
