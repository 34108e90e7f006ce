"""Cooking: what a recipe takes leaves the stock in one commit, all of it or none."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from shared.domain.briefing import stock_of
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.convert import convert, convertible
from shared.domain.cooking import (
    Cooked,
    Cooking,
    Need,
    cooked,
    needs_of,
    planned,
    shelf_before,
    steps_of,
)
from shared.domain.food import Allergen, Food
from shared.domain.item import Lot
from shared.domain.listing import ItemFilter
from shared.domain.movement import Act, Entry
from shared.domain.recipe import Ingredient
from shared.domain.search import words_searched
from shared.domain.shortage import Short, Shortage
from shared.domain.sparing import must_be_spared
from shared.domain.units import Quantity
from shared.ports.stock import Items, StockChange
from shared.telemetry import Threads
from shared.workflows.move_stock import Stock, done_before, store

_PAGE = 10
# Pages looked through for one food: tins of a thing nobody opens, jars past their use-by.
_MOST_PAGES = 20
_AT_ONCE = 16


def cook(
    recipe_id: str,
    ingredients: Sequence[Ingredient],
    for_servings: int,
    cooking: Cooking,
    act: Act,
    stock: Stock,
    *,
    allergens: Callable[[], AbstractSet[Allergen]] = frozenset,
) -> Cooked:
    """Takes the ingredients from their lots, first-expiring-first, scaled to the servings cooked;
    what is past its use-by date is left alone, and so is every lot whose label names one of the
    `allergens` of those who eat there. A repeated act answers what it did.

    Raises:
        Short: something is short and `partial` was not said.
        Conflict: it takes more lots than one commit holds.
        Unavailable: every race was lost.
    """
    needs = needs_of(ingredients, for_servings, cooking.servings, stock.foods)

    decided: list[tuple[Sequence[Entry], list[Shortage]]] = []

    def change() -> StockChange:
        with Threads(1) as pool:
            spared = Spared(pool.submit(allergens).result, stock.foods)
            lots = lots_for(needs, stock.items, act.at.date(), spared)
        plan = planned(needs, stock_of(lots, act.at.date()), stock.foods)
        if plan.short and not cooking.partial:
            raise Short(plan.short)
        steps = steps_of(plan, lots, recipe_id, cooking.servings, stock.foods, act)
        if not steps:
            raise _NothingTaken(plan.short)
        entries = tuple(step.entry for step in steps)
        decided.append((entries, plan.short))
        return StockChange(tuple(step.lot for step in steps), entries)

    try:
        moved = store(change, act, stock)
    except _NothingTaken as nothing:
        before = done_before(act, stock)
        if before is None:
            return cooked((), nothing.short, stock.foods)
        moved = before
    for entries, short in decided:
        if entries is moved.entries:
            return cooked(entries, short, stock.foods)
    repeated = planned(needs, shelf_before(moved.entries), stock.foods)
    return cooked(moved.entries, repeated.short if cooking.partial else [], stock.foods)


class Spared(NamedTuple):
    """The allergens that no lot's label may name, asked for once there is a lot to look at."""

    allergens: Callable[[], AbstractSet[Allergen]]
    foods: FoodCatalog

    def suits(self, lot: Lot) -> bool:
        return not must_be_spared(lot, self.allergens(), self.foods)


def lots_for(
    needs: Sequence[Need], items: Items, today: date, spared: Spared | None = None
) -> list[Lot]:
    """The lots the needs would come from, each food's looked up once and at the same time, no more
    of them than hold what is needed; whatever their labels say where nothing is to be `spared`."""
    wanted: dict[str, list[Need]] = {}
    for need in needs:
        wanted.setdefault(need.food.id if need.food else f"?{fold(need.name)}", []).append(need)
    if not wanted:
        return []
    with Threads(min(_AT_ONCE, len(wanted))) as pool:
        found = pool.map(lambda same: _lots_of(same, items, today, spared), wanted.values())
        return list({lot.id: lot for lots in found for lot in lots}.values())


class _NothingTaken(Exception):
    """There is nothing to commit; `short` is all there is to say."""

    def __init__(self, short: list[Shortage]) -> None:
        super().__init__()
        self.short = short


def _lots_of(needs: Sequence[Need], items: Items, today: date, spared: Spared | None) -> list[Lot]:
    food, name = needs[0].food, needs[0].name
    chosen = _chosen(food, name)
    lots: list[Lot] = []
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        page = items.page(chosen, _PAGE, cursor)
        fitting = [lot for lot in page.items if _fits(lot, food, name, today)]
        lots += [lot for lot in fitting if spared is None or spared.suits(lot)]
        cursor = page.next_cursor
        if cursor is None or _held(needs, lots, food, today):
            break
    return lots


def _chosen(food: Food | None, name: str) -> ItemFilter:
    # No lot has an empty key, so a name without a word finds none.
    return (
        ItemFilter(food_id=food.id)
        if food
        else ItemFilter(search_keys=words_searched(name) or ("",))
    )


def _fits(lot: Lot, food: Food | None, name: str, today: date) -> bool:
    same = food is not None or (lot.food_id is None and fold(lot.name) == fold(name))
    return same and bool(stock_of([lot], today))


def _held(needs: Iterable[Need], lots: Sequence[Lot], food: Food | None, today: date) -> bool:
    """Whether the lots have all the needs free, each told in its own unit; shares of a lot add
    up."""
    held = [Quantity(lot.free(today), lot.unit) for lot in lots]
    shares = sum((_share(need.wanted, held, food) for need in needs), 0.0)
    return shares <= 1


def _share(wanted: Quantity, held: Sequence[Quantity], food: Food | None) -> float:
    """What `wanted` is of all that is held."""
    told = sum(convert(q, wanted.unit, food) for q in held if convertible(q, wanted.unit, food))
    return float(wanted.amount / told) if told else float("inf")
