"""What the recipes written with no model are worth: `python -m infra.bench.cookbook`.

Draws random kitchens from the catalog, always the same ones, and asks for five recipes each. A
recipe counts as good where at least 70 % of what it needs, staples aside, is in stock. `-v` prints
recipes to be read, in both languages.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from shared.catalog import foods, recipes
from shared.domain.check import check
from shared.domain.food import Category, Food
from shared.domain.item import EXPIRING_DAYS
from shared.domain.language import Language
from shared.domain.matching import propose
from shared.domain.proposal import RecipeBrief, StockLine
from shared.domain.recipe import RecipeBody
from shared.domain.staples import STAPLE_KINDS
from tests.samples import TODAY

FOODS = foods.load()
RECIPES = recipes.load()
SIZES = (3, 8, 20, 60)
_KITCHENS_OF_A_SIZE = 25
_ASKED = 5
_GOOD, _ENOUGH = 0.7, 3
_COMMON = 0.7
_LONG = 30
_READ_OF_A_SIZE = 2
# How much of each food there is, in the unit its packs are told in.
_ODD: dict[str, dict[str, int]] = {
    "only condiments": {"ketchup": 400, "mustard": 200, "soy_sauce": 150, "black_olive": 200},
    "only fruit": {"apple": 1, "banana": 1, "orange": 2, "strawberry": 500, "pear": 1},
    "one egg": {"egg": 1},
    "nothing": {},
}


class Cooked(NamedTuple):
    """What a kitchen got: its recipes as they are shown, and the milliseconds they took."""

    stock: tuple[StockLine, ...]
    recipes: list[RecipeBody]
    refused: int
    milliseconds: float


def lot(food: Food, days: int, number: int, amount: Decimal | None = None) -> StockLine:
    """A pack of a food, or so many of its units, that keeps for so many days."""
    quantity, unit = food.pack
    return StockLine(
        item_id=f"{food.id}-{number}",
        food_id=food.id,
        name=food.name.es,
        quantity=amount or quantity,
        unit=unit,
        expires_on=TODAY + timedelta(days=days),
        days_left=days,
        date_kind=food.date_kind,
    )


def kitchen(size: int, seed: int) -> tuple[StockLine, ...]:
    """Lots of foods as kitchens hold them: what recipes use comes up more often than the rest."""
    chance = random.Random(f"{size}:{seed}")  # noqa: S311
    common = [FOODS[one.food_id] for recipe in RECIPES for one in recipe.ingredients]
    anything = [food for food in FOODS if food.category is not Category.OTHER]
    drawn = [chance.choice(common if chance.random() < _COMMON else anything) for _ in range(size)]
    return tuple(
        lot(food, _days(food, chance), number, _opened(food, chance))
        for number, food in enumerate(drawn)
    )


def _days(food: Food, chance: random.Random) -> int:
    """What is fresh may go off any day, what keeps for months does not."""
    keeps = food.shelf_life.days(food.storage) or _LONG
    return chance.randint(0, keeps) if keeps <= _LONG else chance.randint(_LONG, keeps)


def _opened(food: Food, chance: random.Random) -> Decimal:
    share = chance.choice((Decimal(1), Decimal("0.6"), Decimal("0.35")))
    return max(Decimal("0.5"), (food.pack.amount * share).quantize(Decimal("0.1")))


def odd_kitchens() -> Iterator[tuple[str, tuple[StockLine, ...]]]:
    """Kitchens nobody writes recipes for."""
    for name, held in _ODD.items():
        yield (
            name,
            tuple(
                lot(FOODS[food_id], 3, number, Decimal(amount))
                for number, (food_id, amount) in enumerate(held.items())
            ),
        )


def cook(stock: tuple[StockLine, ...], language: Language, **wishes: object) -> Cooked:
    """Proposes and checks, as a request does."""
    asked: dict[str, object] = {
        "stock": stock,
        "servings": 2,
        "count": _ASKED,
        "language": language,
        "diets": frozenset(),
        "allergens": frozenset(),
        "excluded_food_ids": frozenset(),
        "today": TODAY,
    }
    free = dict.fromkeys(("meal", "difficulty", "max_minutes", "cuisine"))
    brief = RecipeBrief.model_validate(asked | free | wishes)
    started = time.perf_counter()
    verdicts = [check(one, brief, FOODS) for one in propose(brief, RECIPES, FOODS)]
    took = (time.perf_counter() - started) * 1000
    kept = [verdict.recipe for verdict in verdicts if verdict.recipe]
    return Cooked(stock, kept, len(verdicts) - len(kept), took)


def good(recipe: RecipeBody) -> bool:
    """Whether most of what the recipe needs, staples aside, is there."""
    needed = [one for one in recipe.ingredients if not one.optional]
    of_note = [one for one in needed if FOODS[one.food_id or ""].category not in STAPLE_KINDS]
    return sum(one.in_stock for one in of_note or needed) >= _GOOD * len(of_note or needed)


def rescued(cooked: Sequence[Cooked]) -> float:
    """The share of the lots that go off soon which some recipe uses."""
    soon = [
        {line.item_id for line in one.stock if line.days_left <= EXPIRING_DAYS} for one in cooked
    ]
    used = [
        {use.item_id for recipe in one.recipes for use in recipe.uses_expiring} for one in cooked
    ]
    both = sum(len(held & taken) for held, taken in zip(soon, used, strict=True))
    return both / max(1, sum(map(len, soon)))


def told(recipe: RecipeBody) -> str:
    """A recipe to be read."""
    lines = [
        f"{recipe.title} [{recipe.minutes} min, {recipe.difficulty}, {recipe.servings} servings]",
        f"  {recipe.summary}",
        f"  {recipe.why}",
        "  - "
        + "; ".join(
            f"{one.quantity.normalize():f} {one.unit} {one.name}{'' if one.in_stock else ' (buy)'}"
            for one in recipe.ingredients
        ),
    ]
    lines += [f"  {step.order}. {step.text} ({step.minutes})" for step in recipe.steps]
    return "\n".join(lines)


def read_aloud() -> Iterator[str]:
    """Recipes of each size of kitchen and of the odd ones, in both languages by turns."""
    stocks = [
        (f"{size} lots", kitchen(size, seed)) for size in SIZES for seed in range(_READ_OF_A_SIZE)
    ]
    for place, (name, stock) in enumerate((*stocks, *odd_kitchens())):
        language = list(Language)[place % 2]
        held = ", ".join(
            f"{line.name} {line.quantity} {line.unit} {line.days_left}d" for line in stock
        )
        yield f"\n=== {name}, {language}: {held}"
        yield from (told(recipe) for recipe in cook(stock, language).recipes)


def main(arguments: list[str]) -> int:
    if "-v" in arguments:
        print(*read_aloud(), sep="\n")
        return 0
    short, refused = 0, 0
    for size in SIZES:
        asked = [cook(kitchen(size, seed), Language.ES) for seed in range(_KITCHENS_OF_A_SIZE)]
        fed = sum(sum(map(good, one.recipes)) >= _ENOUGH for one in asked) / len(asked)
        took = statistics.median(one.milliseconds for one in asked)
        print(
            f"{size:3} lots: {fed:.0%} of {len(asked)} kitchens get {_ENOUGH} good recipes or more,"
            f" {rescued(asked):.0%} of the lots that go off soon are used,"
            f" {took:.0f} ms in the middle"
        )
        short += sum(len(one.recipes) < _ASKED for one in asked)
        refused += sum(one.refused for one in asked)
    print(f"{short} kitchens got fewer than {_ASKED} recipes; the check refused {refused}")
    return int(short + refused > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
