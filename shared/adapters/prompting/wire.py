"""The types of what a model answers. A value that does not fit is not an answer."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    field_validator,
)

from shared.domain.food import Allergen, Category, Storage
from shared.domain.proposal import Difficulty, Meal
from shared.domain.units import MILLI, Unit


def one_line(text: str) -> str:
    """The text without control and invisible characters, on one line."""
    printable = (char if char.isprintable() else " " for char in text)
    return " ".join("".join(printable).split())


def _cleaned(value: Any) -> Any:  # noqa: ANN401
    return one_line(value) if isinstance(value, str) else value


Clean = BeforeValidator(_cleaned)
Name = Annotated[str, Clean, StringConstraints(min_length=1, max_length=80)]
Number = WithJsonSchema({"type": "number"})
Amount = Annotated[Decimal, Field(ge=MILLI, le=100_000, allow_inf_nan=False), Number]
Price = Annotated[Decimal, Field(ge=0, le=100_000, allow_inf_nan=False), Number]
Energy = Annotated[Decimal, Field(ge=0, le=10_000, allow_inf_nan=False), Number]
Edge = Annotated[int, Field(ge=0, le=1000)]
_MOST_INGREDIENTS = 15


def _or_none(value: Any, read: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401
    try:
        return read(value)
    except ValidationError:
        return None


Told = TypeVar("Told")
# What is amiss in it is left out, and does not make its item amiss.
Forgiven = Annotated[Told | None, WrapValidator(_or_none)]


class Wire(BaseModel):
    """A part of an answer; what was not asked for is left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class WireDishIngredient(Wire):
    """A food of a dish; `grams` raw, in all portions together."""

    name: Name
    name_en: Name
    grams: Forgiven[Amount] = None


class WireDish(Wire):
    """What a cooked dish is made of; `kcal` of one portion."""

    ingredients: list[WireDishIngredient]
    kcal: Forgiven[Energy] = None

    @field_validator("ingredients", mode="wrap")
    @classmethod
    def _those_that_are_whole(
        cls, value: object, read: ValidatorFunctionWrapHandler
    ) -> list[WireDishIngredient]:
        told = value[:_MOST_INGREDIENTS] if isinstance(value, list) else []
        whole: list[WireDishIngredient] = []
        for one in told:
            with suppress(ValidationError):
                whole += read([one])
        return whole


class WireItem(Wire):
    """A food in a photo. `text` is what is printed for it; `box` is top, left, bottom and right in
    thousandths of the photo; `price` is what all of it cost. `date_text` is the print about how
    long it is good, words and all. `dish` only of cooked dishes."""

    photo: Annotated[int, Field(ge=0, le=19)]
    text: Annotated[str, Clean, StringConstraints(max_length=120)] | None
    name: Name
    name_en: Name
    quantity: Amount
    unit: Unit
    confidence: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    storage: Storage
    category: Category
    allergens: Annotated[list[Allergen], Field(max_length=14)]
    price: Price | None
    box: Annotated[list[Edge], Field(min_length=4, max_length=4)] | None
    date_text: Forgiven[Annotated[str, Clean, StringConstraints(max_length=80)]] = None
    dish: Forgiven[WireDish] = None


class WireReceipt(Wire):
    """The head and foot of a receipt."""

    shop: Name | None
    bought_on: date | None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None
    total: Price | None


class WireSighting(Wire):
    """The whole answer of a recognition."""

    kind: Literal["ingredients", "dishes", "receipt"]
    receipt: WireReceipt | None
    items: list[WireItem]


class WireIngredient(Wire):
    """A food of a recipe, named as in the stock where it is from there."""

    name: Name
    quantity: Amount
    unit: Unit
    optional: bool


class WireStep(Wire):
    text: Annotated[str, Clean, StringConstraints(min_length=1, max_length=600)]
    minutes: Annotated[int, Field(ge=0, le=600)] | None


class WireRecipe(Wire):
    """A recipe; `minutes` is the whole time."""

    title: Annotated[str, Clean, StringConstraints(min_length=3, max_length=90)]
    summary: Annotated[str, Clean, StringConstraints(max_length=300)]
    minutes: Annotated[int, Field(ge=1, le=480)]
    difficulty: Difficulty
    meal: Meal
    cuisine: Annotated[str, Clean, StringConstraints(max_length=40)]
    ingredients: Annotated[list[WireIngredient], Field(min_length=1, max_length=25)]
    steps: Annotated[list[WireStep], Field(min_length=1, max_length=15)]


class WireRecipes(Wire):
    """The whole answer of a writer."""

    recipes: list[WireRecipe]
