"""What a person asks of the recipe writers."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shared.domain.diet import Diet
from shared.domain.language import Language
from shared.domain.model import Amount, Identifier, Line, Model
from shared.domain.proposal import Difficulty, Meal
from shared.domain.units import Unit


class GivenIngredient(Model):
    """A food the person has; without an amount, its usual pack."""

    name: Line
    quantity: Amount | None = None
    unit: Unit | None = None

    @model_validator(mode="after")
    def _an_amount_has_a_unit(self) -> Self:
        if (self.quantity is None) is not (self.unit is None):
            raise ValueError("quantity and unit go together")
        return self


class GenerationRequest(Model):
    """`ingredients` (names, or names with amounts) are cooked with when `source` says so; else the
    kitchen's stock is. `exclude` are names or ids of foods and families of them."""

    id: Identifier | None = None
    source: Literal["inventory", "ingredients"] = "inventory"
    ingredients: Annotated[tuple[GivenIngredient | Line, ...], Field(max_length=60)] = ()
    servings: Annotated[int, Field(ge=1, le=12)] = 2
    meal: Meal | None = None
    difficulty: Difficulty | None = None
    max_minutes: Annotated[int, Field(ge=5, le=480)] | None = None
    cuisine: Annotated[Line, Field(max_length=40)] | None = None
    diets: Annotated[frozenset[Diet], Field(max_length=7)] = frozenset()
    exclude: Annotated[tuple[Line, ...], Field(max_length=40)] = ()
    count: Annotated[int, Field(ge=1, le=5)] = 3
    language: Language | None = None
