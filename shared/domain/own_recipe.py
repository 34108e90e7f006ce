"""A recipe that a person writes or changes, in as few words as they like."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, StrictBool, StringConstraints, field_validator, model_validator

from shared.domain.catalog import FoodCatalog
from shared.domain.composing import Draft, draft_of, ingredient
from shared.domain.errors import Invalid
from shared.domain.ingredient_list import is_heading, noted, read_lines
from shared.domain.language import Language
from shared.domain.model import AmountOrZero, Identifier, Line, Model
from shared.domain.proposal import Difficulty, Meal
from shared.domain.recipe import Ingredient, RecipeBody, Step
from shared.domain.units import Quantity, Unit

MOST_INGREDIENTS = 40
MOST_STEPS = 40
_MOST_MINUTES = 1440
# Parts of the recipes' paths, which no recipe can have for its id.
_TAKEN = frozenset({"catalog", "generations", "imports"})

Title = Annotated[Line, Field(min_length=2, max_length=120)]
Prose = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=2000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
    ),
]
Sentence = Annotated[Prose, Field(min_length=1)]
Servings = Annotated[int, Field(ge=1, le=50)]
Minutes = Annotated[int, Field(ge=1, le=_MOST_MINUTES)]
IngredientText = Annotated[Line, Field(max_length=200)]


Note = Annotated[Prose, Field(max_length=200)]


class NewIngredient(Model):
    """A food by its name, or `food_id` too; without a quantity, or with zero, "to taste". `note` is
    whatever else is said of it, such as "chopped"."""

    name: Line
    food_id: Identifier | None = None
    quantity: AmountOrZero | None = None
    unit: Unit | None = None
    optional: StrictBool = False
    note: Note = ""

    @model_validator(mode="after")
    def _an_amount_has_a_unit(self) -> Self:
        if (self.quantity is None) is not (self.unit is None):
            raise ValueError("quantity and unit go together")
        return self


class NewStep(Model):
    text: Sentence
    minutes: Annotated[int, Field(ge=0, le=_MOST_MINUTES)] | None = None


Ingredients = Annotated[
    list[NewIngredient | IngredientText], Field(min_length=1, max_length=MOST_INGREDIENTS)
]
Steps = Annotated[list[NewStep | Sentence], Field(max_length=MOST_STEPS)]


class NewRecipe(Model):
    """A recipe of one's own. Ingredients are structured, or lines such as "2 cucharadas de aceite";
    steps are texts, or texts with their minutes. Time and difficulty nobody gave are estimated."""

    id: Identifier | None = None
    title: Title
    summary: Prose = ""
    servings: Servings = 2
    minutes: Minutes | None = None
    difficulty: Difficulty | None = None
    meal: Meal = Meal.LUNCH
    cuisine: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    language: Language | None = None
    ingredients: Ingredients
    steps: Steps = Field(default_factory=list)
    favorite: StrictBool = False

    @field_validator("id")
    @classmethod
    def _id_is_free(cls, given: str | None) -> str | None:
        if given in _TAKEN:
            raise ValueError("this id is reserved")
        return given


class RecipeChange(Model):
    """The fields of a recipe to change; a field left out stays as it is. Ingredients and steps come
    whole."""

    title: Title | None = None
    summary: Prose | None = None
    servings: Servings | None = None
    minutes: Minutes | None = None
    difficulty: Difficulty | None = None
    meal: Meal | None = None
    cuisine: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None
    ingredients: Ingredients | None = None
    steps: Steps | None = None


def drafted(new: NewRecipe, language: Language, foods: FoodCatalog) -> Draft:
    """The recipe with everything understood that was said in words.

    Raises:
        Invalid: an ingredient's food id is not of the catalog, or its line names nothing.
    """
    tongue = new.language or language
    ingredients = understood(new.ingredients, foods, tongue)
    steps = numbered(new.steps)
    minutes = new.minutes or estimated_minutes(steps)
    return Draft(
        title=new.title,
        summary=new.summary,
        servings=new.servings,
        minutes=minutes,
        difficulty=new.difficulty or estimated_difficulty(len(ingredients), len(steps), minutes),
        meal=new.meal,
        cuisine=new.cuisine,
        language=tongue,
        ingredients=ingredients,
        steps=steps,
    )


def changed(recipe: RecipeBody, change: RecipeChange, foods: FoodCatalog) -> Draft:
    """The recipe with the fields that were given.

    Raises:
        Invalid: a null where there must be a value, or see `drafted`.
    """
    said = {name: getattr(change, name) for name in change.model_fields_set}
    for name, value in said.items():
        if value is None:
            raise Invalid("null_not_allowed", field=name)
    if change.ingredients is not None:
        said["ingredients"] = understood(change.ingredients, foods, recipe.language)
    if change.steps is not None:
        said["steps"] = numbered(change.steps)
    return draft_of(recipe)._replace(**said)


def understood(
    given: Sequence[NewIngredient | str], foods: FoodCatalog, language: Language
) -> list[Ingredient]:
    """Ingredients as they are kept.

    Raises:
        Invalid: a food id is not of the catalog, or a line names nothing.
    """
    found: list[Ingredient] = []
    heading = ""
    for place, one in enumerate(given):
        if isinstance(one, NewIngredient):
            found.append(_structured(one, f"ingredients.{place}.food_id", foods, language))
            continue
        if is_heading(one, foods, language) and place + 1 < len(given):
            heading = one
            continue
        lines = read_lines(one, foods, language)
        if not lines:
            raise Invalid("phrase_not_understood", field=f"ingredients.{place}")
        lines[0], heading = noted(lines[0], heading.rstrip(" :")), ""
        found += [
            ingredient(line.name, line.food, line.quantity, optional=line.optional, note=line.note)
            for line in lines
        ]
    return found


def _structured(
    one: NewIngredient, field: str, foods: FoodCatalog, language: Language
) -> Ingredient:
    food = foods.get(one.food_id) if one.food_id else None
    if one.food_id and food is None:
        raise Invalid("unknown_food", field=field)
    if food is None:
        food = next((line.food for line in read_lines(one.name, foods, language)), None)
    unit = one.unit or (food.unit if food else Unit.UNIT)
    quantity = Quantity(one.quantity or Decimal(0), unit)
    return ingredient(one.name, food, quantity, optional=one.optional, note=one.note)


_HOURS = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|horas?|hours?|hrs?)\b", re.IGNORECASE)
_MINUTES = re.compile(
    r"(\d{1,4})(?:\s*(?:-|–|a|to|o|or)\s*(\d{1,4}))?\s*(?:minutos?|minutes?|mins?)\b",
    re.IGNORECASE,
)


def minutes_in(text: str) -> int | None:
    """The minutes a step says it takes, of a span the longer; None where it does not say."""
    hours = sum(float(found.replace(",", ".")) for found in _HOURS.findall(text))
    minutes = sum(int(last or first) for first, last in _MINUTES.findall(text))
    total = round(hours * 60) + minutes
    return total if 0 < total <= _MOST_MINUTES else None


def numbered(steps: Sequence[NewStep | str]) -> list[Step]:
    """The steps in order, each with its minutes where they are given or said in it."""
    found = []
    for order, one in enumerate(steps, 1):
        text, minutes = (one.text, one.minutes) if isinstance(one, NewStep) else (one, None)
        given = minutes if minutes is not None else minutes_in(text)
        found.append(Step(order=order, text=text, minutes=given))
    return found


# What a step without minutes takes: most are a few minutes' work.
_A_STEP = 5
_LEAST = 5
_EASY, _HARD = (10, 6, 45), (16, 12, 150)


def estimated_minutes(steps: Sequence[Step]) -> int:
    known = sum(_A_STEP if step.minutes is None else step.minutes for step in steps)
    return min(_MOST_MINUTES, max(_LEAST, known))


def estimated_difficulty(ingredients: int, steps: int, minutes: int) -> Difficulty:
    """Easy while all three are small, hard once one of them is large."""
    sizes = (ingredients, steps, minutes)
    if all(size <= most for size, most in zip(sizes, _EASY, strict=True)):
        return Difficulty.EASY
    hard = any(size > most for size, most in zip(sizes, _HARD, strict=True))
    return Difficulty.HARD if hard else Difficulty.MEDIUM
