"""Three months of two kitchens with the same purchases and the same appetite.

One takes the product's suggestions: it plans the week on the day of the shopping, and each day
what is still open, cooks what is planned, and snacks on what is about to expire, as the daily
message says. The other cooks, of some dishes that come to mind, those it has most for, and snacks
at random. Both throw away what is past its use-by date, and keep what is past its best-before date
for some days. Nothing is bought beside the week's shopping: what a dish lacks it goes without, and
who is still hungry snacks more. Every figure is the product's own summary of the movements; prices
and habits are inputs and stand below. For scale: by WRAP (2023) UK homes throw away 12 % of what
they buy.

Run as `python -m infra.bench.season [--days 91] [--seed 1]`; the same seed gives the same table.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from shared.catalog import foods, recipes
from shared.domain.briefing import brief_for
from shared.domain.composing import catalog_draft
from shared.domain.convert import convert, convertible
from shared.domain.cooking import Cooking
from shared.domain.food import DateKind, Food
from shared.domain.generation import GenerationRequest
from shared.domain.impact_query import Period
from shared.domain.impact_summary import Counted, ImpactSummary, summarised
from shared.domain.item import Lot, NewItem
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.movement import Act, Reason, Step
from shared.domain.planning.cooking import PlannedCooking
from shared.domain.planning.entries import Cookery
from shared.domain.portion import ALL, Portion
from shared.domain.stocking import stocked
from shared.domain.suggesting.request import NewSuggestions
from shared.domain.suggesting.suggest import Kitchen as LookedAt
from shared.domain.suggesting.suggest import suggest
from shared.domain.taking import consumed, discarded
from shared.domain.units import Quantity, Unit
from shared.domain.waste import waste_of
from shared.workflows.cook import cook
from shared.workflows.cook_planned import cook_planned
from shared.workflows.move_stock import Decision, Stock, move
from shared.workflows.plan_day import Planning, put_day
from shared.workflows.read_plans import read_plans
from tests.fakes.recipes import FakeStore
from tests.fakes.stock import FakeItems, FakeMovements, FakePlans

FOODS = foods.load()
BOOK = recipes.load()
_BY_ID = {recipe.id: recipe for recipe in BOOK}
START = datetime(2026, 1, 5, 18, tzinfo=UTC)
_WEEK = 7
_SERVINGS = 2
_THOUGHT_OF = 40
_MEALS = 2
# What two adults eat in a day, and how much of it is no meal at least.
_APPETITE_G, _SNACK_G = Decimal(1600), Decimal(450)
# How long a lot is kept past its best-before date.
_STILL_GOOD = timedelta(days=4)
_SNACKS = ("banana", "apple", "orange", "natural_yogurt", "whole_milk", "sourdough_bread")


class Purchase(NamedTuple):
    food_id: str
    quantity: str
    unit: Unit
    euros: str


# A week's shopping of two adults; each is bought every week with the chance that stands below.
SHOPPING = (
    Purchase("whole_milk", "2", Unit.L, "2.10"),
    Purchase("natural_yogurt", "500", Unit.G, "1.60"),
    Purchase("egg", "6", Unit.UNIT, "1.90"),
    Purchase("sourdough_bread", "800", Unit.G, "3.20"),
    Purchase("chicken_breast", "500", Unit.G, "4.50"),
    Purchase("salmon", "300", Unit.G, "6.00"),
    Purchase("tomato", "1000", Unit.G, "2.40"),
    Purchase("onion", "700", Unit.G, "1.10"),
    Purchase("carrot", "700", Unit.G, "0.90"),
    Purchase("potato", "1500", Unit.G, "1.80"),
    Purchase("courgette", "500", Unit.G, "1.20"),
    Purchase("red_pepper", "500", Unit.G, "1.60"),
    Purchase("spinach", "300", Unit.G, "1.50"),
    Purchase("mushroom", "300", Unit.G, "1.70"),
    Purchase("lettuce", "400", Unit.G, "1.10"),
    Purchase("banana", "800", Unit.G, "1.40"),
    Purchase("apple", "1000", Unit.G, "1.90"),
    Purchase("orange", "1000", Unit.G, "1.70"),
    Purchase("white_rice", "500", Unit.G, "0.90"),
    Purchase("pasta", "500", Unit.G, "0.90"),
)
_BOUGHT = 0.8


class Habits(NamedTuple):
    """How a day is cooked, and what is snacked on first."""

    cook: Callable[["Kitchen", datetime], None]
    order: Callable[[list[Lot], random.Random], list[Lot]]


def as_suggested(kitchen: "Kitchen", now: datetime) -> None:
    """Plans what is suggested for the week, or for what of the day is open, and cooks the day."""
    planning, today = kitchen.planning(now), now.date()
    shopped = (now - START).days % _WEEK == 0
    new = NewSuggestions(days=_WEEK if shopped else 1, servings=_SERVINGS)
    for suggested in suggest(new, kitchen.looked_at(new, now)).days:
        put_day(suggested.date, suggested.plan, None, planning)
    for day in read_plans(today, today, planning.holding).days:
        for entry in day.meals.all():
            cooking = PlannedCooking(partial=True)
            cook_planned(today, entry.id, cooking, kitchen.act(now), kitchen.plans, kitchen.stock)


def whatever_comes_to_mind(kitchen: "Kitchen", now: datetime) -> None:
    """Of some dishes at random, those of whose foods most are there."""
    there = {lot.food_id for lot in kitchen.lots()}
    thought_of = kitchen.dice.sample(BOOK, _THOUGHT_OF)
    thought_of.sort(key=lambda recipe: -len({one.food_id for one in recipe.ingredients} & there))
    for recipe in thought_of[:_MEALS]:
        draft = catalog_draft(recipe, Language.EN, FOODS)
        cooking = Cooking(servings=_SERVINGS, partial=True)
        lines, servings = draft.ingredients, draft.servings
        cook(draft.title, lines, servings, cooking, kitchen.act(now), kitchen.stock)


def soonest(lots: list[Lot], dice: random.Random) -> list[Lot]:
    return sorted(lots, key=lambda lot: (lot.expires_on, lot.id))


def shuffled(lots: list[Lot], dice: random.Random) -> list[Lot]:
    return dice.sample(lots, len(lots))


GUIDED = Habits(as_suggested, soonest)
AD_HOC = Habits(whatever_comes_to_mind, shuffled)


class Kitchen:
    """A kitchen that lives by its habits, day after day."""

    def __init__(self, habits: Habits, seed: int) -> None:
        self.items = FakeItems()
        self.plans = FakePlans(self.items)
        self.stock = Stock(self.items, FakeMovements(self.items, self.plans), FOODS)
        self.dice = random.Random(f"habits {seed}")  # noqa: S311
        self._habits = habits
        self._recipes = FakeStore().recipes_of("kitchen")
        self._acts = 0

    def live(self, now: datetime, bought: Sequence[Lot]) -> None:
        if bought:
            self.items.add(bought)
        self._clear_out(now)
        before = self._held()
        self._habits.cook(self, now)
        self._snack(now, max(_SNACK_G, _APPETITE_G - before + self._held()))

    def lots(self) -> list[Lot]:
        return sorted(self.items.lots.values(), key=lambda lot: (lot.expires_on, lot.id))

    def act(self, now: datetime) -> Act:
        return Act(self._new_id(), now, "somebody")

    def planning(self, now: datetime) -> Planning:
        return Planning(
            self.plans, self.items, self._recipes, _BY_ID, FOODS, Language.EN, now, self._new_id
        )

    def looked_at(self, new: NewSuggestions, now: datetime) -> LookedAt:
        """What suggestions are made from."""
        request = GenerationRequest(count=1, servings=new.servings)
        brief = brief_for(request, (), Needs(), FOODS, Language.EN, now.date())
        cookery = Cookery({}, _BY_ID, FOODS, Language.EN)
        return LookedAt(self.lots(), self.plans.days, cookery, brief, now)

    def summary(self, days: int) -> ImpactSummary:
        start, end = START.date(), START.date() + timedelta(days=days - 1)
        movements = self.stock.movements
        waste = waste_of(movements.waste(f"{start:%Y-%m}", f"{end:%Y-%m}"))
        counted = Counted(start, end, end, movements.tallies(start, end), waste)
        return summarised(counted, Period.WEEK, FOODS, Language.EN)

    def _snack(self, now: datetime, hungry: Decimal) -> None:
        there = [lot for lot in self.lots() if lot.food_id in _SNACKS]
        for lot in self._habits.order(there, self.dice):
            weight = _grams(lot)
            if hungry <= 0:
                break
            eaten = ALL if weight <= hungry else Portion(hungry, Unit.G)
            self._move(lot, _eat(eaten), now)
            hungry -= weight

    def _clear_out(self, now: datetime) -> None:
        for lot in self.lots():
            kept = timedelta() if lot.date_kind is DateKind.USE_BY else _STILL_GOOD
            if lot.expires_on + kept < now.date():
                self._move(lot, _throw_away, now)

    def _move(self, lot: Lot, decide: Decision, now: datetime) -> None:
        move(lot.id, decide, self.act(now), self.stock, None)

    def _held(self) -> Decimal:
        return sum(map(_grams, self.lots()), Decimal(0))

    def _new_id(self) -> str:
        self._acts += 1
        return f"act-{self._acts}"


def shopping(days: int, seed: int) -> dict[int, list[Lot]]:
    """What is bought on which day, the same for both kitchens."""
    dice = random.Random(f"shopping {seed}")  # noqa: S311
    baskets: dict[int, list[Lot]] = {}
    for day in range(0, days, _WEEK):
        now = START + timedelta(days=day)
        chosen = [one for one in SHOPPING if dice.random() < _BOUGHT]
        baskets[day] = [_bought(one, f"{day}-{one.food_id}", now) for one in chosen]
    return baskets


def season(days: int, seed: int) -> tuple[ImpactSummary, ImpactSummary]:
    """The summaries of the guided kitchen and of the other."""
    guided, ad_hoc = Kitchen(GUIDED, seed), Kitchen(AD_HOC, seed)
    baskets = shopping(days, seed)
    for day in range(days):
        now = START + timedelta(days=day)
        for kitchen in (guided, ad_hoc):
            kitchen.live(now, baskets.get(day, ()))
    return guided.summary(days), ad_hoc.summary(days)


def rows(summary: ImpactSummary) -> dict[str, str]:
    eaten, wasted, saved = summary.total.eaten, summary.total.wasted, summary.total.saved
    both = eaten.grams + wasted.grams
    return {
        "eaten, kg": _kilos(eaten.grams),
        "of it in its last days, kg": _kilos(summary.total.rescued.grams),
        "thrown away, kg": _kilos(wasted.grams),
        "thrown away, % of both": f"{wasted.grams * 100 / both:.1f}" if both else "-",
        "thrown away, EUR": f"{wasted.value.get('EUR', 0):.2f}",
        "thrown away, kg CO2e": f"{wasted.co2e_kg or 0:.1f}",
        "thrown away, m3 of water": f"{(wasted.water_l or 0) / 1000:.1f}",
        "saved against the baseline, kg": _kilos(saved.grams),
        "saved against the baseline, EUR": f"{saved.value.get('EUR', 0):.2f}",
        "saved against the baseline, kg CO2e": f"{saved.co2e_kg:.1f}",
        "longest streak, days": str(summary.streak.longest_days),
        "CO2e coverage of what was eaten": f"{eaten.coverage.co2e}",
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="infra.bench.season", description=__doc__)
    parser.add_argument("--days", type=int, default=91)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    guided, ad_hoc = season(arguments.days, arguments.seed)
    table = Table(title=f"{arguments.days} days, the same purchases, seed {arguments.seed}")
    for name in ("", "as suggested", "ad hoc"):
        table.add_column(name, justify="right" if name else "left")
    others = rows(ad_hoc)
    for name, figure in rows(guided).items():
        table.add_row(name, figure, others[name])
    Console().print(table)


def _eat(portion: Portion) -> Decision:
    return lambda lot, food, act: consumed(lot, portion, food, act)


def _throw_away(lot: Lot, food: Food | None, act: Act) -> Step:
    return discarded(lot, ALL, Reason.EXPIRED, food, act)


def _bought(one: Purchase, lot_id: str, now: datetime) -> Lot:
    new = NewItem(
        name=FOODS[one.food_id].name.en,
        food_id=one.food_id,
        quantity=Decimal(one.quantity),
        unit=one.unit,
        price=Decimal(one.euros),
        currency="EUR",
    )
    return stocked(new, lot_id, FOODS, now, now.date())


def _grams(lot: Lot) -> Decimal:
    food, quantity = FOODS.get(lot.food_id or ""), Quantity(lot.quantity, lot.unit)
    return convert(quantity, Unit.G, food) if convertible(quantity, Unit.G, food) else Decimal(0)


def _kilos(grams: Decimal) -> str:
    return f"{grams / 1000:.1f}"


if __name__ == "__main__":
    main()
