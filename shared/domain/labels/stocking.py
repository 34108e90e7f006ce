"""A product whose label was analysed, as it goes into the stock.

A cosmetic without a date keeps for more than 30 months unopened (Regulation (EC) 1223/2009, article
19(1)(c)); once opened, for the months that stand in the open jar on its label, "12M".
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from shared.domain.catalog import FoodCatalog
from shared.domain.food import Category, DateKind, Storage
from shared.domain.item import Day, ExpirySource, Kind, Lot, NewItem
from shared.domain.labels.brought import allergens_of
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.reading import Reading
from shared.domain.labels.stored import StoredAnalysis
from shared.domain.language import Language, Text
from shared.domain.model import Amount, Identifier, Line, Model
from shared.domain.months import months_later
from shared.domain.search import search_keys
from shared.domain.stocking import stocked
from shared.domain.units import Unit

_UNOPENED_MONTHS = 30
_AFTER_OPENING = re.compile(r"(?<![\w.,%-])(\d{1,2}) ?M(?![\w%])")
_MOST_MONTHS = 60
_UNNAMED = {
    ProductType.COSMETIC: Text("Cosmético", "Cosmetic"),
    ProductType.FOOD: Text("Alimento", "Food"),
}


class ProductInStock(Model):
    """What the label does not say. `name` is the analysis's by default; `expires_on` the date on
    the package; `id` may be the client's own."""

    id: Identifier | None = None
    name: Line | None = None
    quantity: Amount = Decimal(1)
    unit: Unit = Unit.UNIT
    storage: Storage | None = None
    expires_on: Day | None = None
    opened_on: Day | None = None


def months_after_opening(text: str) -> int | None:
    """The months in the symbol of the open jar; None where it is not on the label."""
    found = {int(months) for months in _AFTER_OPENING.findall(text)}
    likely = [months for months in found if 1 <= months <= _MOST_MONTHS]
    return min(likely) if likely else None


def product_lot(
    stored: StoredAnalysis,
    asked: ProductInStock,
    lot_id: str,
    reading: Reading,
    foods: FoodCatalog,
    language: Language,
    now: datetime,
) -> Lot:
    """The lot of the product, dated and named by its label where the request says nothing."""
    product_type = stored.product_type or reading.product_type
    cosmetic = product_type is ProductType.COSMETIC
    today = now.date()
    new = NewItem(
        kind=Kind.PRODUCT if cosmetic else Kind.INGREDIENT,
        name=asked.name or stored.name or _UNNAMED[product_type].of(language),
        category=Category.OTHER if cosmetic else None,
        quantity=asked.quantity,
        unit=asked.unit,
        storage=asked.storage or (Storage.PANTRY if cosmetic else None),
        expires_on=asked.expires_on,
        date_kind=DateKind.BEST_BEFORE if cosmetic else None,
        opened_on=asked.opened_on,
        allergens=frozenset() if cosmetic else allergens_of(reading, foods, language),
    )
    lot = stocked(new, lot_id, foods, now, today)
    return _cosmetic(lot, stored, today) if cosmetic else lot


def _cosmetic(lot: Lot, stored: StoredAnalysis, today: date) -> Lot:
    """No food, whatever its name, and good for as long as its label says."""
    printed = lot.expires_on if lot.expiry_source is ExpirySource.USER else None
    months = months_after_opening(stored.text or "")
    opened = months_later(lot.opened_on, months) if lot.opened_on and months else None
    return lot.model_copy(
        update={
            "food_id": None,
            "allergens": frozenset(),
            "search_keys": search_keys(lot.name, None, lot.gtin),
            "opened_months": months,
            "expires_on": _soonest((printed or months_later(today, _UNOPENED_MONTHS), opened)),
            "expiry_source": ExpirySource.LABEL if opened else lot.expiry_source,
        }
    )


def _soonest(days: Iterable[date | None]) -> date:
    return min(day for day in days if day is not None)
