"""Importing a recipe: what the app sends and what it is shown before anything is kept."""

from typing import Annotated, Self

from pydantic import Field, StrictBool, StringConstraints, model_validator

from shared.domain.food import Allergen
from shared.domain.found_recipe import LeftOut
from shared.domain.ingredient_line import ReadLine
from shared.domain.language import Language
from shared.domain.model import AmountOrZero, Model
from shared.domain.own_recipe import NewRecipe
from shared.domain.recipe import AllergenAlert, Recipe
from shared.domain.recipe_proposal import LONGEST_RECIPE
from shared.domain.units import Unit

_Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_RECIPE)]
_Html = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]


class RecipeImport(Model):
    """Either the `text` of a recipe, or the `html` of a page as the app loaded it; nothing is
    fetched. With `save` it is kept at once, unless something of it would have to be left out."""

    text: _Text | None = None
    html: _Html | None = None
    language: Language | None = None
    save: StrictBool = False

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.text is None) is (self.html is None):
            raise ValueError("either text or html")
        return self


class UnderstoodLine(Model):
    """An ingredient line and what it was taken for. A `quantity` of zero is "to taste"; where an
    amount was not understood, the line is in `left_out` too. `confidence`, 0 to 1, is how sure the
    food is."""

    text: str
    name: str
    food_id: str | None
    quantity: AmountOrZero
    unit: Unit
    optional: bool
    confidence: Annotated[float, Field(ge=0, le=1)]

    @classmethod
    def of(cls, line: ReadLine) -> Self:
        return cls(
            text=line.text,
            name=line.name,
            food_id=line.food.id if line.food else None,
            quantity=line.quantity.amount,
            unit=line.quantity.unit,
            optional=line.optional,
            confidence=line.confidence,
        )


class Imported(Model):
    """`recipe` can be sent to `POST /recipes` as it is, or corrected first.

    `left_out` is what of the text it does not hold. `allergens` and `allergen_alerts` are those of
    the whole text, with what was left out. `saved` is the recipe that was kept, where that was
    asked for and nothing was left out.
    """

    recipe: NewRecipe
    lines: list[UnderstoodLine]
    left_out: list[LeftOut]
    allergens: list[Allergen]
    allergen_alerts: list[AllergenAlert]
    saved: Recipe | None
