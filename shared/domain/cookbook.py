"""The catalog's own recipes and how their texts are worded for the foods really used."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.food import Food
from shared.domain.language import Language, Text
from shared.domain.proposal import Difficulty, Meal
from shared.domain.units import Quantity
from shared.domain.wording import capitalised, noun, tidy


class Dish(StrEnum):
    """What kind of dish it is, so that a week does not hold three soups in a row."""

    BAKE = "bake"
    BREAD = "bread"
    CAKE = "cake"
    CURRY = "curry"
    CUSTARD = "custard"
    DIP = "dip"
    DRINK = "drink"
    EGGS = "eggs"
    FRITTER = "fritter"
    FRUIT = "fruit"
    GRAIN = "grain"
    PANCAKE = "pancake"
    PASTA = "pasta"
    PORRIDGE = "porridge"
    RICE = "rice"
    ROAST = "roast"
    SALAD = "salad"
    SOUP = "soup"
    STEW = "stew"
    STIR_FRY = "stir_fry"
    TACO = "taco"
    VEGETABLES = "vegetables"


@dataclass(frozen=True, slots=True)
class CatalogIngredient:
    """One food of a recipe. It may give way to the foods of `alternatives`, best first, and with
    `by_role` to any other food of its catalog role."""

    food_id: str
    quantity: Quantity
    optional: bool
    by_role: bool
    alternatives: tuple[str, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class CatalogStep:
    """A template in both languages and the minutes it takes; None where it runs beside another.

    `{onion}`, `{the:onion}` and `{The:onion}` stand for an ingredient, with `+` for the plural
    (`{the:onion+}`); `[parsley|, with {parsley}]` is left out when that ingredient is.
    """

    text: Text
    minutes: int | None


@dataclass(frozen=True, slots=True)
class CatalogRecipe:
    """A recipe as written, for `servings`; `minutes` is the whole time."""

    id: str
    title: Text
    summary: Text
    servings: int
    minutes: int
    difficulty: Difficulty
    meal: Meal
    cuisine: str
    dish: Dish
    tags: frozenset[str]
    ingredients: tuple[CatalogIngredient, ...]
    steps: tuple[CatalogStep, ...]


class Rendered(NamedTuple):
    """A recipe's texts in one language, with nothing left to fill in."""

    title: str
    summary: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Serving:
    """What became of a recipe's foods: `swaps` maps a food's id to the one used instead, `absent`
    are left out, of `single` there is one piece or less and of `several` more than one."""

    swaps: Mapping[str, str] = field(default_factory=dict)
    absent: AbstractSet[str] = frozenset()
    single: AbstractSet[str] = frozenset()
    several: AbstractSet[str] = frozenset()


AS_WRITTEN = Serving()

_SEGMENTS = re.compile(r"(?:\[\w+\|[^\[\]]*\])+")
_SEGMENT = re.compile(r"\[(\w+)\|([^\[\]]*)\]")
_PLACEHOLDER = re.compile(r"\{([Tt]he:)?([A-Za-z]\w*)(\+?)\}")
_WITH = re.compile(r",? (?:con|with) ")
_AND = {Language.ES: " y ", Language.EN: " and "}


def render(
    recipe: CatalogRecipe, language: Language, foods: FoodCatalog, serving: Serving = AS_WRITTEN
) -> Rendered:
    """The recipe's texts, naming the foods that are really used.

    Raises:
        KeyError: a placeholder names no ingredient of the recipe, or a food is not in the catalog.
    """
    named = {one.food_id: _food(one.food_id, serving, foods) for one in recipe.ingredients}

    def filled(text: Text, counted: Serving) -> str:
        kept = _SEGMENTS.sub(lambda run: _kept(run[0], serving.absent, language), text.of(language))
        worded = _PLACEHOLDER.sub(lambda hit: _worded(hit, named, counted, language), kept)
        return tidy(worded, language)

    return Rendered(
        title=filled(recipe.title, AS_WRITTEN),
        summary=filled(recipe.summary, AS_WRITTEN),
        steps=tuple(filled(step.text, serving) for step in recipe.steps),
    )


def _food(food_id: str, serving: Serving, foods: FoodCatalog) -> Food:
    return foods[serving.swaps.get(food_id, food_id)]


def _kept(run: str, absent: AbstractSet[str], language: Language) -> str:
    """The segments whose food is there; where the last of a list went, the one before it takes
    over its "and", and where the first went, the next takes over its "with"."""
    segments = _SEGMENT.findall(run)
    present = [text for food_id, text in segments if food_id not in absent]
    if not present:
        return ""
    conjunction = _AND[language]
    opening = _WITH.match(segments[0][1])
    if opening and segments[0][0] in absent:
        present[0] = opening[0] + present[0].removeprefix(", ").removeprefix(conjunction)
    lost = segments[-1][0] in absent and segments[-1][1].startswith(conjunction)
    if lost and present[-1].startswith(", ") and not _WITH.match(present[-1]):
        present[-1] = conjunction + present[-1].removeprefix(", ")
    return "".join(present)


def _worded(
    hit: re.Match[str], named: Mapping[str, Food], counted: Serving, language: Language
) -> str:
    article, key, plus = hit.groups()
    food_id = key[:1].lower() + key[1:]
    plural = bool(plus) and food_id not in counted.single
    if article is not None and food_id in counted.several:
        plural = True
    words = noun(named[food_id], language, article=article is not None, plural=plural)
    shouted = key[:1].isupper() or (article or "").startswith("T")
    return capitalised(words) if shouted else words
