"""A movement: what was taken from a lot, thrown away, or done to its date, and by whom."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Self

from shared.domain.effect import Effect
from shared.domain.food import Category, Storage
from shared.domain.item import ExpirySource, Lot
from shared.domain.model import (
    AmountOrZero,
    Fine,
    Identifier,
    Instant,
    Model,
    Money,
    Thousandths,
)
from shared.domain.units import Unit, exact


class MovementKind(StrEnum):
    CONSUME = "consume"
    DISCARD = "discard"
    OPEN = "open"
    FREEZE = "freeze"
    THAW = "thaw"
    CORRECT = "correct"
    UNDO = "undo"


class Reason(StrEnum):
    """Why something was thrown away."""

    EXPIRED = "expired"
    SPOILED = "spoiled"
    DISLIKED = "disliked"
    SURPLUS = "surplus"
    OTHER = "other"


class Keeping(Model):
    """Where a lot is kept and until when."""

    storage: Storage
    expires_on: date
    expiry_source: ExpirySource
    opened_on: date | None
    thawed_on: date | None

    @classmethod
    def of(cls, lot: Lot) -> Self:
        return cls(**{name: getattr(lot, name) for name in cls.model_fields})


class Holding(Model):
    """How much there is of a lot, and what that did cost; `standing` is the number of the last
    correction of it that was not taken back."""

    quantity: AmountOrZero
    remainder: int
    unit: Unit
    price: Money | None
    currency: str | None
    standing: int

    @property
    def exactly(self) -> Decimal:
        """To trillionths."""
        return exact(self.quantity, self.remainder)

    @classmethod
    def of(cls, lot: Lot) -> Self:
        return cls(**{name: getattr(lot, name) for name in cls.model_fields})


class Held(Model):
    """How much a client was told that there is of a lot, and what that did cost."""

    quantity: AmountOrZero
    unit: Unit
    price: Money | None
    currency: str | None

    @classmethod
    def of(cls, holding: Holding | None) -> Self | None:
        if holding is None:
            return None
        return cls(**{name: getattr(holding, name) for name in cls.model_fields})


class Entry(Model):
    """A movement as it is stored: written once, and marked once when it is undone.

    `quantity` and `value` left the lot, or came back to it in an undo: `quantity` is the change of
    what lists tell of it, in thousandths, and `remainder` the trillionths of its unit by which it
    was more. `grams` is what was thrown away or cooked weighed, where that is known; `recipe_id`
    and `servings` say what was cooked, and `planned_on` the day it was planned for; `before` and
    `after` are there where the date was changed, `held_before` and `held_after` where the amount
    was corrected; `corrections` is how many corrections the lot had seen; `effect` is what was
    eaten or thrown away means to the planet.
    `fingerprint` tells a repeated request from another one under an id that a client made; it is
    empty where we made the id.
    """

    id: Identifier
    kind: MovementKind
    item_id: str
    group_id: str | None
    name: str
    food_id: str | None
    category: Category
    quantity: AmountOrZero
    remainder: int = 0
    unit: Unit
    reason: Reason | None
    value: Money | None
    currency: str | None
    grams: Thousandths | None = None
    recipe_id: str | None = None
    servings: int | None = None
    planned_on: date | None = None
    effect: Effect | None = None
    before: Keeping | None
    after: Keeping | None
    held_before: Holding | None = None
    held_after: Holding | None = None
    corrections: int = 0
    undoes: str | None
    undone_by: str | None
    at: datetime
    day: date | None = None
    by: str
    fingerprint: str = ""
    version: str = ""

    @property
    def exactly(self) -> Decimal:
        """What left the lot or came back to it, to trillionths."""
        return exact(self.quantity, self.remainder)

    @property
    def on(self) -> date:
        """The day it was for the person who did it."""
        return self.day or self.at.date()


class Movement(Model):
    """A movement as a client sees it. `quantity` is exact, so that a pinch of a kilogram is not
    nothing; an item tells thousandths of what is left. `group_id` joins those of one request,
    which are undone together; `recipe_id` and `servings` say what it was cooked into; `undoes` is
    the movement an undo took back. A `correct` takes nothing: `held_before` and `held_after` say
    how much there was, and is."""

    id: str
    kind: MovementKind
    item_id: str
    group_id: str | None
    name: str
    food_id: str | None
    quantity: Fine
    unit: Unit
    reason: Reason | None
    value: Money | None
    currency: str | None
    recipe_id: str | None
    servings: int | None
    before: Keeping | None
    after: Keeping | None
    held_before: Held | None
    held_after: Held | None
    undoes: str | None
    undone: bool
    at: Instant
    by: str

    @classmethod
    def of(cls, entry: Entry) -> Self:
        told = {"quantity", "held_before", "held_after"}
        known = (cls.model_fields.keys() & Entry.model_fields.keys()) - told
        return cls(
            **{name: getattr(entry, name) for name in known},
            quantity=entry.exactly,
            held_before=Held.of(entry.held_before),
            held_after=Held.of(entry.held_after),
            undone=entry.undone_by is not None,
        )


class Act(NamedTuple):
    """Who does something, when, and the ids of what it writes. `at` is told in their time zone, so
    that its date is their day; `fingerprint` is what was asked, where they made the id."""

    id: str
    at: datetime
    by: str
    group_id: str | None = None
    fingerprint: str = ""


class Step(NamedTuple):
    """A lot as it becomes, still in the version that was read, and the movement that says so."""

    lot: Lot
    entry: Entry


def entry_of(act: Act, kind: MovementKind, lot: Lot, **said: object) -> Entry:
    """The movement of `lot`; whatever is not said is nothing."""
    values: dict[str, object] = {
        "id": act.id,
        "kind": kind,
        "item_id": lot.id,
        "group_id": act.group_id,
        "name": lot.name,
        "food_id": lot.food_id,
        "category": lot.category,
        "quantity": 0,
        "unit": lot.unit,
        "corrections": lot.corrections,
        "reason": None,
        "value": None,
        "currency": None,
        "before": None,
        "after": None,
        "undoes": None,
        "undone_by": None,
        "at": act.at,
        "day": act.at.date(),
        "by": act.by,
        "fingerprint": act.fingerprint,
    }
    return Entry.model_validate(values | said)
