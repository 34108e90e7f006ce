"""A packaged product, as a public catalog knows it by its number."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from shared.domain.food import Allergen
from shared.domain.language import Language, Text
from shared.domain.model import Model
from shared.domain.recognition import Box

FOUND_FOR = timedelta(days=30)
# Somebody may add it any day.
UNKNOWN_FOR = timedelta(days=2)
# Moves when what is kept of a product, or how it is read, changes.
_EDITION = "1"


class Product(Model):
    """`name` is the one of its label, `name_es` and `name_en` where they are known; `amount` the
    print of how much is in it; `categories` go from broad to narrow. `allergens` are empty where
    nobody stated any, which is not the same as none."""

    gtin: str
    name: str
    name_es: str | None
    name_en: str | None
    brand: str | None
    amount: str | None
    categories: tuple[str, ...]
    allergens: frozenset[Allergen]
    traces: frozenset[Allergen]
    edible: bool
    source: str

    def name_in(self, language: Language) -> str:
        return (self.name_es if language is Language.ES else self.name_en) or self.name


class CachedProduct(Model):
    """What a catalog said of a number; `product` is None where none knew it."""

    id: str
    product: Product | None
    expires_at: datetime


def cached_product(gtin: str, product: Product | None, now: datetime) -> CachedProduct:
    """It says nothing about who asked, for everybody finds it."""
    kept = FOUND_FOR if product else UNKNOWN_FOR
    return CachedProduct(id=cache_id(gtin), product=product, expires_at=now + kept)


def cache_id(gtin: str) -> str:
    return f"product-{_EDITION}-{gtin}"


class Barcode(NamedTuple):
    """A number found in a photo, and where."""

    gtin: str
    image_index: int
    box: Box | None


class LookupStatus(StrEnum):
    """`unknown`: no catalog has it. `unavailable`: it could not be looked up. `not_food`: it is no
    food."""

    FOUND = "found"
    UNKNOWN = "unknown"
    UNAVAILABLE = "unavailable"
    NOT_FOOD = "not_food"


class Lookup(NamedTuple):
    """What became of looking a number up."""

    status: LookupStatus
    product: Product | None = None


_HINTS = {
    LookupStatus.UNKNOWN: Text(
        "No conocemos este producto: añádelo a mano.",
        "This product is not known: add it by hand.",
    ),
    LookupStatus.UNAVAILABLE: Text(
        "Ahora no se puede consultar este código: añade el producto a mano.",
        "This code cannot be looked up now: add the product by hand.",
    ),
    LookupStatus.NOT_FOOD: Text(
        "No es un alimento: analiza su etiqueta.",
        "It is no food: have its label analysed.",
    ),
}


def hint(status: LookupStatus, language: Language) -> str | None:
    """What to do where a number gives no food."""
    text = _HINTS.get(status)
    return text.of(language) if text else None
