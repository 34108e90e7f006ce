"""A lot in the kitchen: what it is, how much is left and until when."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.domain.food import Allergen, Category, DateKind, Storage
from shared.domain.gtin import Gtin
from shared.domain.model import (
    Amount,
    AmountOrZero,
    Currency,
    Identifier,
    Instant,
    Line,
    Model,
    Money,
)
from shared.domain.units import Unit, exact

EXPIRING_DAYS = 3
# Of a use-by date: its last day and the one before, when there is still time to eat or freeze it.
_LAST_DAYS = 1

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))]
Notes = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]


class Kind(StrEnum):
    INGREDIENT = "ingredient"
    DISH = "dish"
    PRODUCT = "product"


class ExpirySource(StrEnum):
    USER = "user"
    LABEL = "label"
    ESTIMATED = "estimated"


class Status(StrEnum):
    FRESH = "fresh"
    EXPIRING = "expiring"
    EXPIRED = "expired"


class Urgency(StrEnum):
    """What to do about an item, from the days it has left and the kind of its date: nothing yet,
    use it `soon`, use or freeze it `now`, `check` it (past its best-before date it may be as good
    as ever), or throw it away (`unsafe`, past its use-by date)."""

    NONE = "none"
    SOON = "soon"
    NOW = "now"
    CHECK = "check"
    UNSAFE = "unsafe"


class ItemFacts(Model):
    """What a client may say of a lot; everything it leaves out comes from the catalog."""

    id: Identifier | None = None
    kind: Kind = Kind.INGREDIENT
    food_id: Identifier | None = None
    category: Category | None = None
    storage: Storage | None = None
    expires_on: Day | None = None
    date_kind: DateKind | None = None
    opened_on: Day | None = None
    price: Money | None = None
    currency: Currency | None = None
    notes: Notes = ""
    allergens: Annotated[frozenset[Allergen], Field(max_length=14)] = frozenset()
    gtin: Gtin | None = None

    @model_validator(mode="after")
    def _a_price_has_a_currency(self) -> Self:
        if (self.price is None) is not (self.currency is None):
            raise ValueError("price and currency go together")
        return self


class NewItem(ItemFacts):
    """A lot to be: what it is and how much."""

    name: Line
    quantity: Amount
    unit: Unit


class ItemChange(Model):
    """The fields of an item to change; a field left out stays as it is."""

    name: Line | None = None
    food_id: Identifier | None = None
    category: Category | None = None
    quantity: Amount | None = None
    unit: Unit | None = None
    storage: Storage | None = None
    expires_on: Day | None = None
    date_kind: DateKind | None = None
    opened_on: Day | None = None
    price: Money | None = None
    currency: Currency | None = None
    notes: Notes | None = None
    allergens: Annotated[frozenset[Allergen] | None, Field(max_length=14)] = None
    gtin: Gtin | None = None


class Lot(Model):
    """A lot as it is stored; one of which nothing is left is used up, and no list shows it.

    `remainder` is what is left beyond `quantity`, in trillionths of the unit, or missing from it:
    lists tell thousandths, and takes add up exactly. `corrections` counts how often somebody said
    anew how much there is, `standing` is the last of them that was not taken back.
    `price` is what the quantity that is left did cost, `gtin` the number of its package's barcode,
    `opened_months` how long its label says that it keeps once open.
    `fingerprint` tells a repeated creation from
    another one under the same id; `search_keys` and `sort_name` are what lists go by; `holds` are
    what plans keep for their days (see `shared.domain.planning.holds`); `version` is the store's
    and never written.
    """

    id: Identifier
    kind: Kind
    name: str
    food_id: str | None
    category: Category
    quantity: AmountOrZero
    unit: Unit
    storage: Storage
    added_at: datetime
    expires_on: date
    date_kind: DateKind
    expiry_source: ExpirySource
    opened_on: date | None
    thawed_on: date | None = None
    price: Money | None
    currency: str | None
    image_url: str | None
    notes: str
    allergens: frozenset[Allergen]
    updated_at: datetime
    fingerprint: str
    search_keys: tuple[str, ...] = ()
    sort_name: str = ""
    holds: Mapping[str, Amount] = Field(default_factory=dict)
    gtin: str | None = None
    opened_months: int | None = None
    remainder: int = 0
    corrections: int = 0
    standing: int = 0
    version: str = ""

    @property
    def exactly(self) -> Decimal:
        """What is left, to trillionths."""
        return exact(self.quantity, self.remainder)

    @property
    def used_up(self) -> bool:
        return not self.quantity

    def reserved(self, today: date) -> Decimal:
        """What plans of today and later hold; a day that is over holds nothing any more."""
        first = today.isoformat()
        return sum((much for name, much in self.holds.items() if name >= first), Decimal(0))

    def free(self, today: date) -> Decimal:
        """What no plan holds."""
        return self.quantity - self.reserved(today)


class Item(Model):
    """A lot as a client sees it on a day. Of its `quantity`, `reserved` is what plans hold and
    `available` the rest; `opened_months` are the months that its label says it keeps once open."""

    id: str
    kind: Kind
    name: str
    food_id: str | None
    category: Category
    quantity: Amount
    reserved: AmountOrZero
    available: AmountOrZero
    unit: Unit
    storage: Storage
    added_at: Instant
    expires_on: date
    date_kind: DateKind
    expiry_source: ExpirySource
    status: Status
    urgency: Urgency
    days_left: int
    opened_on: date | None
    price: Money | None
    currency: str | None
    image_url: str | None
    notes: str
    allergens: list[Allergen]
    updated_at: Instant
    gtin: str | None
    opened_months: int | None

    @classmethod
    def of(cls, lot: Lot, today: date) -> Self:
        seen = {name: getattr(lot, name) for name in Lot.model_fields if name in cls.model_fields}
        return cls(
            **(seen | {"allergens": sorted(lot.allergens)}),
            reserved=lot.reserved(today),
            available=lot.free(today),
            status=status_on(lot, today),
            urgency=urgency_on(lot, today),
            days_left=(lot.expires_on - today).days,
        )


def status_on(lot: Lot, today: date) -> Status:
    """Fresh, expiring (`EXPIRING_DAYS` or fewer left) or expired (its day has passed)."""
    days_left = (lot.expires_on - today).days
    if days_left < 0:
        return Status.EXPIRED
    return Status.EXPIRING if days_left <= EXPIRING_DAYS else Status.FRESH


def urgency_on(lot: Lot, today: date) -> Urgency:
    status, use_by = status_on(lot, today), lot.date_kind is DateKind.USE_BY
    if status is Status.EXPIRED:
        return Urgency.UNSAFE if use_by else Urgency.CHECK
    if status is Status.FRESH:
        return Urgency.NONE
    last = (lot.expires_on - today).days <= _LAST_DAYS
    return Urgency.NOW if use_by and last else Urgency.SOON


def safe_to_cook(lot: Lot, on: date) -> bool:
    """Never past a use-by date; past a best-before date food is only marked."""
    return lot.date_kind is DateKind.BEST_BEFORE or lot.expires_on >= on
