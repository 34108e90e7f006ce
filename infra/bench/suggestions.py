"""How good suggested days are, and what they take.

Small cases are drawn at random, every plan of each is counted out, and the gap is how far, in
hundredths of the best plan's points, the one that was found is behind it: as it is searched, and
with the narrow beam that large kitchens get; `worth` leaves out the points of filled meals. Then
larger kitchens: what 14 days of two meals rescue against no plan, and the time of one suggestion.
Run as
`python -m infra.bench.suggestions [--cases 200] [--kitchens 10]`; exit code 1 where a plan is found
that is better than the best, or the mean gap with filled meals is above a hundredth.
"""

import argparse
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from statistics import mean
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from shared.catalog import foods, recipes
from shared.domain.item import Lot, NewItem
from shared.domain.language import Language
from shared.domain.planning.entries import Cookery
from shared.domain.proposal import RecipeBrief
from shared.domain.stocking import stocked
from shared.domain.suggesting.request import NewSuggestions
from shared.domain.suggesting.search import (
    WIDTH,
    Dish,
    Question,
    ShelfLot,
    Slot,
    Use,
    best_plan,
    every_plan,
)
from shared.domain.suggesting.suggest import Kitchen, suggest

_NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_FIRST = _NOW.date().toordinal()
_SLOTS, _DISHES, _FOODS = 4, 7, 6
_DAYS, _LOTS = 14, 60
_FILLED = 2_000_000
_MOST_MEAN_GAP = 0.01


class Gap(NamedTuple):
    """Shares of the best plan's points that were missed; `worth` without those of filled meals."""

    whole: float
    worth: float


def small_question(rng: random.Random) -> Question:
    """Two days of lunch and dinner, seven dishes and six foods of up to two lots."""
    names = [f"food{n}/g" for n in range(_FOODS)]
    return Question(
        slots=[
            Slot(_FIRST + n // 2, "lunch" if n % 2 == 0 else "dinner", 1440, frozenset())
            for n in range(_SLOTS)
        ],
        dishes=[_dish(rng, n, names) for n in range(_DISHES)],
        shelf={name: _lots(rng) for name in names if rng.random() < 0.8},
        budget=rng.choice((None, 1, 3)),
        repeat_after=rng.choice((0, 1, 4)),
    )


def _dish(rng: random.Random, number: int, names: list[str]) -> Dish:
    chosen = rng.sample(names, rng.randint(1, 4))
    uses = tuple(
        Use(name, rng.randrange(50, 400) * 1000, rng.choice((1, 4, 10))) for name in chosen
    )
    meals = rng.choice((("lunch",), ("dinner",), ("lunch", "dinner")))
    return Dish(f"dish{number}", rng.choice("abc"), 30, frozenset(meals), uses)


def _lots(rng: random.Random) -> list[ShelfLot]:
    found = []
    for _ in range(rng.randint(1, 2)):
        amount, due = rng.randrange(50, 600) * 1000, _FIRST + rng.randrange(4)
        usable = due if rng.random() < 0.5 else _FIRST + 1000
        found.append(ShelfLot(amount, usable, due, amount if rng.random() < 0.7 else 0))
    return sorted(found, key=lambda lot: lot.due)


def gap(question: Question, width: int | None = None) -> Gap:
    """How far behind the best plan the one that is found is.

    Raises:
        AssertionError: it is better than the best.
    """
    best = max(every_plan(question), key=lambda state: state.score)
    found = best_plan(question, width)
    if found.score > best.score:
        raise AssertionError("better than the best")
    missed = best.score - found.score
    filled = _FILLED * sum(one is not None for one in best.chosen)
    worth = max(abs(best.score - filled), 1)
    return Gap(missed / best.score if best.score else 0.0, min(1.0, missed / worth))


def kitchen(rng: random.Random, lots: int = _LOTS) -> Kitchen:
    """A kitchen with usual packs of foods that recipes take, which keep up to twenty days more."""
    known = foods.load()
    book = {recipe.id: recipe for recipe in recipes.load()}
    cookery = Cookery({}, book, known, Language.EN)
    brief = RecipeBrief(
        stock=(),
        servings=2,
        count=1,
        language=Language.EN,
        meal=None,
        difficulty=None,
        max_minutes=None,
        cuisine=None,
        diets=frozenset(),
        allergens=frozenset(),
        excluded_food_ids=frozenset(),
        today=_NOW.date(),
    )
    return Kitchen([_lot(rng, n, cookery) for n in range(lots)], {}, cookery, brief, _NOW)


def _lot(rng: random.Random, number: int, cookery: Cookery) -> Lot:
    used = {one.food_id for recipe in cookery.cookbook.values() for one in recipe.ingredients}
    food = cookery.foods[rng.choice(sorted(used - {"water", "salt"}))]
    new = NewItem(
        name=food.name.en,
        food_id=food.id,
        quantity=food.pack.amount,
        unit=food.pack.unit,
        expires_on=_NOW.date() + timedelta(days=rng.randrange(20)),
    )
    return stocked(new, f"lot{number}", cookery.foods, _NOW, _NOW.date())


def _random(number: int) -> random.Random:
    # The same draws every time; nothing is kept secret with them.
    return random.Random(number)  # noqa: S311


def larger(kitchens: int) -> Table:
    table = Table("kitchen", "meals", "to buy", "at risk g", "rescued g", "share", "CPU s")
    shares = []
    for number in range(kitchens):
        there = kitchen(_random(number))
        begun = time.process_time()
        made = suggest(NewSuggestions(days=_DAYS), there)
        took = time.process_time() - begun
        avoided = made.waste_avoided
        shares.append(float(avoided.grams / avoided.at_risk_grams))
        table.add_row(
            str(number),
            str(made.totals.meals),
            str(made.totals.new_items),
            f"{avoided.at_risk_grams:.0f}",
            f"{avoided.grams:.0f}",
            f"{shares[-1]:.0%}",
            f"{took:.2f}",
        )
    table.caption = f"rescued on average: {mean(shares):.0%}; without a plan, by the rule, nothing"
    return table


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--cases", type=int, default=200)
    options.add_argument("--kitchens", type=int, default=10)
    chosen = options.parse_args()
    questions = [small_question(_random(number)) for number in range(chosen.cases)]
    gaps = [gap(one) for one in questions]
    narrow = [gap(one, WIDTH) for one in questions]
    table = Table("behind the best plan", "mean", "worst", "best plan found")
    for width, found in (("as searched", gaps), (f"beam of {WIDTH}", narrow)):
        for name in Gap._fields:
            each = [getattr(one, name) for one in found]
            exact = f"{sum(not one for one in each)} of {len(each)}"
            table.add_row(f"{width}, {name}", f"{mean(each):.3%}", f"{max(each):.2%}", exact)
    console = Console()
    console.print(table)
    if chosen.kitchens:
        console.print(larger(chosen.kitchens))
    sys.exit(mean(one.whole for one in gaps) > _MOST_MEAN_GAP)


if __name__ == "__main__":
    main()
