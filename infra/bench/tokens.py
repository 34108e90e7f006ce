"""What a generation takes and costs: tokens a recipe, and dollars by model.

The real prompt for forty lots of the catalog's foods, and the catalog's recipes in the shape a
model answers with; asked for with one allergy and no wish, with every wish there is, and as a
repair of lots that are called what the shop called them. A tokenizer is a download, so characters
are counted and divided by what a token held when these very texts, in Spanish, were put through
`cl100k_base` on 2026-11-22: 1,004, 1,060 and 1,168 tokens in. Newer vocabularies hold more of
Spanish. Run as `python -m infra.bench.tokens`; exit code 1 when a recipe takes 1,200
tokens in or 900 out, or when the answer is given too little room.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from shared.adapters.prompting.recipes import write_question
from shared.catalog import foods, recipes
from shared.domain.cookbook import render
from shared.domain.diet import Diet
from shared.domain.food import Allergen
from shared.domain.language import Language
from shared.domain.proposal import Difficulty, Meal, RecipeBrief, StockLine
from shared.domain.spending import Usage

# Characters a token holds: English rules, wishes and findings, a stock, a schema, a recipe.
RULES, WISHES, STOCK, SCHEMA, RECIPE = 3.96, 3.27, 2.32, 4.14, 3.27
MOST_IN, MOST_OUT = 1_200, 900
_LOTS = 40
_MODELS = ("gemini-3.5-flash-lite", "gpt-6-luna")
_TODAY = date(2026, 6, 1)
_FINDING = "'ground almonds, toasted in butter {}' cannot be shown to be safe: nobody here knows it"
_WISHES: Mapping[str, object] = {
    "meal": Meal.DINNER,
    "difficulty": Difficulty.EASY,
    "max_minutes": 30,
    "cuisine": "mediterranean",
    "most_to_buy": 3,
    "diets": frozenset({Diet.VEGETARIAN, Diet.GLUTEN_FREE}),
    "excluded_food_ids": frozenset({"red_onion", "garlic", "coriander"}),
    "allergens": frozenset({Allergen.MILK, Allergen.NUTS, Allergen.PEANUT}),
}


class Case(StrEnum):
    """What is asked for besides: nothing, every wish, or that a failed answer be put right where
    lots have their shops' names."""

    BARE = "one allergy"
    WISHES = "every wish"
    REPAIR = "repair, shop names"


class Taken(NamedTuple):
    """Tokens of one generation: what is sent, the longest recipe and the middle one, and the room
    that the answer is given."""

    case: Case
    recipes: int
    sent: int
    longest: int
    usual: int
    room: int


def measured(count: int = 1, language: Language = Language.ES, case: Case = Case.BARE) -> Taken:
    """A generation of so many recipes from forty lots."""
    findings = [_FINDING.format(n) for n in range(20)] if case is Case.REPAIR else []
    question = write_question("any", brief_of(count, language, case), findings, foods.load())
    wishes, stock, lots = question.text.partition('"stock"')
    sent = len(question.system) / RULES + len(_json(question.schema)) / SCHEMA
    sent += len(wishes) / WISHES + len(stock + lots) / STOCK
    written = sorted(len(text) / RECIPE for text in written_recipes(language))
    return Taken(
        case,
        count,
        round(sent),
        round(written[-1]),
        round(written[len(written) // 2]),
        question.max_tokens or 0,
    )


def brief_of(count: int, language: Language, case: Case = Case.BARE) -> RecipeBrief:
    """Forty lots of the catalog's foods, an allergy, and what the case asks for besides."""
    known = list(foods.load())
    stock = tuple(
        StockLine(
            item_id=f"lot-{place}",
            food_id=food.id,
            name=_called(food.name.of(language), case),
            quantity=food.pack.amount,
            unit=food.pack.unit,
            expires_on=_TODAY + timedelta(days=place),
            days_left=place,
            date_kind=food.date_kind,
        )
        for place, food in enumerate(known[:: len(known) // _LOTS][:_LOTS])
    )
    bare = RecipeBrief(
        stock=stock,
        servings=2,
        count=count,
        language=language,
        meal=None,
        difficulty=None,
        max_minutes=None,
        cuisine=None,
        diets=frozenset(),
        allergens=frozenset({Allergen.MILK}),
        excluded_food_ids=frozenset(),
        today=_TODAY,
    )
    return bare if case is Case.BARE else bare.model_copy(update=dict(_WISHES))


def _called(name: str, case: Case) -> str:
    return f"{name} marca de la casa pack familiar"[:80] if case is Case.REPAIR else name


def written_recipes(language: Language) -> Iterator[str]:
    """The catalog's recipes, each in the words and the shape a model answers with."""
    known = foods.load()
    for recipe in recipes.load():
        words = render(recipe, language, known)
        wire = {
            "title": words.title,
            "summary": words.summary,
            "minutes": recipe.minutes,
            "difficulty": recipe.difficulty,
            "meal": recipe.meal,
            "cuisine": recipe.cuisine,
            "ingredients": [
                {
                    "name": known[one.food_id].name.of(language),
                    "quantity": float(one.quantity.amount),
                    "unit": one.quantity.unit,
                    "optional": one.optional,
                }
                for one in recipe.ingredients
            ],
            "steps": [
                {"text": text, "minutes": step.minutes}
                for text, step in zip(words.steps, recipe.steps, strict=True)
            ],
        }
        yield _json(wire)


def main() -> int:
    taken = [measured(count, case=case) for case in Case for count in (1, 3, 5)]
    table = Table(
        "asked for", "recipes", "tokens in", "in a recipe", "out a recipe", "longest", *_MODELS
    )
    for one in taken:
        figures = (one.recipes, one.sent, one.sent // one.recipes, one.usual, one.longest)
        table.add_row(
            one.case, *map(str, figures), *(f"${_usd(one, model):.5f}" for model in _MODELS)
        )
    Console(width=120).print(table)
    return int(not all(map(fits, taken)))


def fits(taken: Taken) -> bool:
    """Whether it keeps to what a recipe may take, and the answer has room for the longest."""
    room = taken.longest * taken.recipes < taken.room
    return taken.sent < MOST_IN and taken.longest < MOST_OUT and room


def _usd(taken: Taken, model: str) -> float:
    return Usage("", model, taken.sent, taken.usual * taken.recipes).micro_usd / 1_000_000


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main())
