"""What a recipe writer is asked for and what it proposes.

A proposal is checked before anybody sees it: its bounds here only keep out what no recipe is.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.domain.diet import Diet
from shared.domain.food import Allergen, DateKind
from shared.domain.language import Language
from shared.domain.units import Unit


class Difficulty(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Meal(StrEnum):
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    SNACK = "snack"
    DESSERT = "dessert"


def _line(shortest: int, longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


Amount = Annotated[Decimal, Field(gt=0, le=1_000_000, allow_inf_nan=False)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ProposedIngredient(_Frozen):
    """One food of a recipe and how much of it; `food_id` is of the catalog, None if unknown."""

    name: Annotated[str, _line(1, 80)]
    food_id: Annotated[str, _line(1, 80)] | None
    quantity: Amount
    unit: Unit
    optional: bool = False


class ProposedStep(_Frozen):
    text: Annotated[str, _line(1, 600)]
    minutes: Annotated[int, Field(ge=0, le=600)] | None


class ProposedRecipe(_Frozen):
    """A recipe as written, not yet checked against stock, allergies or diets.

    `minutes` is the whole time; `catalog_id` names the catalog's recipe it was made from.
    """

    title: Annotated[str, _line(3, 90)]
    summary: Annotated[str, _line(0, 300)]
    servings: Annotated[int, Field(ge=1, le=12)]
    minutes: Annotated[int, Field(ge=1, le=480)]
    difficulty: Difficulty
    meal: Meal
    cuisine: Annotated[str, _line(0, 40)]
    ingredients: Annotated[tuple[ProposedIngredient, ...], Field(min_length=1, max_length=25)]
    steps: Annotated[tuple[ProposedStep, ...], Field(min_length=1, max_length=15)]
    catalog_id: Annotated[str, _line(1, 80)] | None = None


class StockLine(_Frozen):
    """A lot in the kitchen. `allergens` are what its own label says, beside those of its food.
    `food_id` is None for what the catalog does not know; `days_left` is
    negative once `expires_on` has passed."""

    item_id: Annotated[str, _line(1, 128)]
    food_id: Annotated[str, _line(1, 80)] | None
    name: Annotated[str, _line(1, 80)]
    quantity: Amount
    unit: Unit
    expires_on: date
    days_left: int
    date_kind: DateKind
    allergens: frozenset[Allergen] = frozenset()


class RecipeBrief(_Frozen):
    """What to write. `stock` holds nothing past its use-by; None means "any".

    `allergens` are those of everybody in the kitchen and the families the request leaves out, such
    as "dairy"; `excluded_food_ids` are those of foods and families with all that holds them, and
    `told_excluded` the few that say as much, None where these are all; `excluded_words` are names
    to leave out that no food of the catalog has. A dish may lack `most_to_buy` different foods,
    staples not counted.
    """

    stock: tuple[StockLine, ...]
    servings: Annotated[int, Field(ge=1, le=12)]
    count: Annotated[int, Field(ge=1, le=5)]
    language: Language
    meal: Meal | None
    difficulty: Difficulty | None
    max_minutes: Annotated[int, Field(ge=1, le=480)] | None
    cuisine: Annotated[str, _line(1, 40)] | None
    diets: frozenset[Diet]
    allergens: frozenset[Allergen]
    excluded_food_ids: frozenset[str]
    excluded_words: frozenset[str] = frozenset()
    told_excluded: frozenset[str] | None = None
    most_to_buy: Annotated[int, Field(ge=0)] | None = None
    today: date
