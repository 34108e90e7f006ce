"""What is asked of a recogniser and what it saw.

Whoever looks, a model or the embedded OCR, answers with a `Sighting`; what cannot be made out is
missing from it, never guessed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple, Protocol

from shared.domain.food import Allergen, Category, DateKind, Storage
from shared.domain.units import Unit


class RecognitionKind(StrEnum):
    """What the photographs are said to show; with `auto` the recogniser finds out."""

    INGREDIENTS = "ingredients"
    DISHES = "dishes"
    RECEIPT = "receipt"
    AUTO = "auto"


class Box(NamedTuple):
    """A rectangle, as parts (0..1) of the photograph's width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Photo:
    """An upright, re-encoded picture; `width` and `height` in pixels."""

    data: bytes
    content_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line, read from left to right; `confidence` is the reader's own, 0..1."""

    text: str
    confidence: float
    box: Box


class TextReader(Protocol):
    """Reads the text of a photograph, line by line from top to bottom; empty if there is none."""

    def read(self, photo: Photo) -> list[TextLine]: ...


@dataclass(frozen=True, slots=True)
class DishIngredient:
    """A food of a dish; `grams` of it, raw, are in all portions together."""

    name: str
    food_id: str | None
    grams: Decimal | None


@dataclass(frozen=True, slots=True)
class DishFacts:
    """What a dish is made of; `kcal` is what whoever looked thinks one portion has."""

    ingredients: tuple[DishIngredient, ...] = ()
    kcal: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RecognisedItem:
    """One food; `price` is what all of `quantity` cost, after its discounts.

    `food_id` is None where the catalog has no such food; `expires_on` is the date printed on it,
    `date_kind` what the print says of that date. `box` and `source_text` tell where in the
    photograph `image_index` it was found. `dish` is there where it is a cooked dish,
    `gtin` where it is a package whose number was read, which may hold `traces`.
    """

    name: str
    food_id: str | None
    confidence: float
    quantity: Decimal
    unit: Unit
    storage: Storage
    category: Category
    price: Decimal | None
    currency: str | None
    box: Box | None
    allergens: frozenset[Allergen]
    source_text: str | None
    image_index: int
    expires_on: date | None = None
    date_kind: DateKind | None = None
    dish: DishFacts | None = None
    gtin: str | None = None
    traces: frozenset[Allergen] = frozenset()


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """The head and foot of a receipt; `currency` is an ISO 4217 code, `total` what was paid."""

    shop: str | None
    bought_on: date | None
    currency: str | None
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """Everything that was recognised in the photographs of one request; `unread` are the places of
    those that there was no time to look at."""

    kind: Literal["ingredients", "dishes", "receipt"]
    items: tuple[RecognisedItem, ...]
    receipt: ReceiptFacts | None
    unread: tuple[int, ...] = ()
