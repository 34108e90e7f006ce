"""Cooking a recipe: what it takes for so many servings, and from which lots that comes."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple

from pydantic import Field, StrictBool

from shared.domain.catalog import FoodCatalog
from shared.domain.commit_size import MOST_LOTS, at_most
from shared.domain.convert import convert, convertible
from shared.domain.food import DateKind, Food
from shared.domain.item import Lot
from shared.domain.larder import Larder, missing
from shared.domain.model import Model
from shared.domain.movement import Act, Entry, Movement, Step
from shared.domain.nutrition import Portion as Eaten
from shared.domain.nutrition import impact
from shared.domain.portion import Portion
from shared.domain.proposal import StockLine
from shared.domain.recipe import Impact, Ingredient
from shared.domain.shortage import Shortage
from shared.domain.taking import consumed
from shared.domain.units import Quantity, Unit, rounded

MOST_SERVINGS = 50
# It comes from the tap.
TAP = "water"


class Cooking(Model):
    """How many `servings` were cooked; `partial` takes what there is where something is short."""

    servings: Annotated[int, Field(ge=1, le=MOST_SERVINGS)]
    partial: StrictBool = False


class Cooked(Model):
    """`impact` is that of what was taken from the stock."""

    movements: list[Movement]
    short: list[Shortage]
    impact: Impact


class Need(NamedTuple):
    """What a dish takes of one ingredient. It is `lax` where the dish does without: what is
    optional, a pinch, water."""

    name: str
    food: Food | None
    wanted: Quantity
    lax: bool

    @property
    def key(self) -> Food | str:
        return self.food or self.name


class Plan(NamedTuple):
    """What each lot gives, in its own unit, in the order it is needed, and what is short."""

    taken: dict[str, Decimal]
    short: list[Shortage]


def needs_of(
    ingredients: Iterable[Ingredient], for_servings: int, servings: int, foods: FoodCatalog
) -> list[Need]:
    """What `servings` take of a recipe written `for_servings`; "to taste" takes nothing."""
    return [
        Need(one.name, food, Quantity(wanted, one.unit), _lax(one, food))
        for one in ingredients
        if (wanted := rounded(one.quantity * servings / for_servings)) > 0
        for food in [food_of(one.food_id, one.name, foods)]
    ]


def planned(needs: Sequence[Need], stock: Iterable[StockLine], foods: FoodCatalog) -> Plan:
    """Draws every need from the stock, first-expiring-first; ingredients of the same food share
    its lots, those the dish cannot do without first."""
    larder = Larder(stock, foods)
    taken: dict[str, Decimal] = {}
    short: list[Shortage] = []
    for need in sorted(needs, key=lambda one: one.lax):
        draws = larder.take(need.key, need.wanted)
        for draw in draws:
            lot = draw.line.item_id
            taken[lot] = taken.get(lot, Decimal(0)) + draw.taken
        left = missing(need.wanted.amount, draws)
        if left and not need.lax:
            short.append(_shortage(need, need.wanted.amount - left))
    return Plan(taken, short)


def steps_of(
    plan: Plan,
    lots: Iterable[Lot],
    recipe_id: str | None,
    servings: int,
    foods: FoodCatalog,
    act: Act,
) -> list[Step]:
    """The lots as they become and a movement each, all of one group, which say what was cooked.

    Raises:
        Conflict: `too_many_lots` for one commit.
    """
    at_most(MOST_LOTS, plan.taken)
    by_id = {lot.id: lot for lot in lots}
    steps: list[Step] = []
    for number, (lot_id, amount) in enumerate(plan.taken.items()):
        lot = by_id[lot_id]
        food = food_of(lot.food_id, lot.name, foods)
        numbered = act._replace(id=f"{act.id}-{number}", group_id=act.id)
        step = consumed(lot, Portion(amount, lot.unit), food, numbered)
        said = {
            "recipe_id": recipe_id,
            "servings": servings,
            "grams": _grams(Quantity(amount, lot.unit), food),
        }
        steps.append(step._replace(entry=step.entry.model_copy(update=said)))
    return steps


def shelf_before(entries: Iterable[Entry]) -> Iterator[StockLine]:
    """What movements took, as the stock they were taken from."""
    for entry in entries:
        yield StockLine(
            item_id=entry.id,
            food_id=entry.food_id,
            name=entry.name[:80],
            quantity=entry.exactly,
            unit=entry.unit,
            expires_on=entry.at.date(),
            days_left=0,
            date_kind=DateKind.BEST_BEFORE,
        )


def cooked(entries: Sequence[Entry], short: list[Shortage], foods: FoodCatalog) -> Cooked:
    """The answer to what the movements did."""
    eaten = [
        Eaten(food_of(one.food_id, one.name, foods), Quantity(one.exactly, one.unit))
        for one in entries
    ]
    return Cooked(
        movements=[Movement.of(entry) for entry in entries],
        short=short,
        impact=impact(eaten),
    )


def _lax(one: Ingredient, food: Food | None) -> bool:
    tap = food is not None and food.id == TAP
    return one.optional or one.unit is Unit.PINCH or tap


def _shortage(need: Need, held: Decimal) -> Shortage:
    return Shortage(
        name=need.name,
        food_id=need.food.id if need.food else None,
        needed=need.wanted.amount,
        available=held,
        unit=need.wanted.unit,
    )


def food_of(food_id: str | None, name: str, foods: FoodCatalog) -> Food | None:
    """The food an id means, else a name."""
    return (foods.get(food_id) if food_id else None) or foods.by_name(name)


def _grams(quantity: Quantity, food: Food | None) -> Decimal | None:
    return convert(quantity, Unit.G, food) if convertible(quantity, Unit.G, food) else None
