"""A line that people wrote on the list, or what they did to one that plans put there."""

import re
from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.digest import digest, digest_of
from shared.domain.errors import Invalid, NotFound
from shared.domain.food import Category, Food
from shared.domain.item import Notes
from shared.domain.model import Amount, Identifier, Line, Model
from shared.domain.units import Unit

# Of one kitchen, own lines and marks together; a list must not grow without bound.
MOST_LINES = 500
# Ids of what plans put on the list begin so.
PLANNED = "plan-"
_PLANNED_ID = re.compile(r"plan-(?:n-[0-9a-f]{32}|([a-z0-9_]+)(?:-([a-z]+))?)")


def _own(name: str) -> str:
    if name.startswith(PLANNED):
        raise ValueError("this id is reserved")
    return name


TICK_LASTS = timedelta(days=3)


class _Measured(Model):
    quantity: Amount | None = None
    unit: Unit | None = None

    @model_validator(mode="after")
    def _a_quantity_has_a_unit(self) -> Self:
        if (self.quantity is None) is not (self.unit is None):
            raise ValueError("quantity and unit go together")
        return self


class NewLine(_Measured):
    """A line of one's own, a food by `food_id` or anything by `name`; how much may be left open."""

    id: Annotated[Identifier, AfterValidator(_own)] | None = None
    food_id: Identifier | None = None
    name: Line | None = None
    category: Category | None = None
    note: Notes = ""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.food_id is None and self.name is None:
            raise ValueError("food_id or name")
        return self


class NewLines(Model):
    items: Annotated[list[NewLine], Field(min_length=1, max_length=100)]

    @field_validator("items")
    @classmethod
    def _ids_differ(cls, items: list[NewLine]) -> list[NewLine]:
        ids = [item.id for item in items if item.id is not None]
        if len(ids) != len(set(ids)):
            raise ValueError("two lines have the same id")
        return items


class LineChange(_Measured):
    """What to change; a field left out stays. `quantity` and `unit` go together, both null leave it
    open again, which for a planned line means what plans need."""

    ticked: bool | None = None
    note: Notes | None = None


class ShoppingLine(Model):
    """A line as it is stored. One that is not `own` is a mark on what plans need: ticked, noted, or
    in another amount; without any of these it is gone. `version` and `gone` are the store's."""

    id: Identifier
    own: bool
    food_id: str | None
    name: str
    category: Category
    quantity: Amount | None = None
    unit: Unit | None = None
    note: Notes = ""
    ticked: bool = False
    ticked_at: datetime | None = None
    fingerprint: str = ""
    added_at: datetime
    updated_at: datetime
    gone: bool = False
    version: str = ""

    def still_ticked(self, now: datetime) -> bool:
        """Whether what plans need is in the basket. What was ticked and never told to be bought is
        needed again: a tick of last week says nothing of what this week's plans need."""
        lasts = self.own or now - (self.ticked_at or self.updated_at) <= TICK_LASTS
        return self.ticked and lasts

    @property
    def bare(self) -> bool:
        """A mark that says nothing."""
        return not (self.own or self.ticked or self.note or self.quantity is not None)


def need_id(food: Food | None, name: str, unit: Unit | None = None) -> str:
    """The id of what plans need of a food, the same on every phone; `unit` where it cannot be told
    in the food's own."""
    if food is None:
        return f"{PLANNED}n-{digest(f'{fold(name)}.{unit}')}"
    return f"{PLANNED}{food.id}-{unit}" if unit else f"{PLANNED}{food.id}"


def own_line(new: NewLine, line_id: str, foods: FoodCatalog, now: datetime) -> ShoppingLine:
    """Raises Invalid where `food_id` names no food."""
    food = foods.get(new.food_id) if new.food_id else foods.by_name(new.name or "")
    if new.food_id and food is None:
        raise Invalid("unknown_food", field="food_id")
    return ShoppingLine(
        id=line_id,
        own=True,
        food_id=food.id if food else None,
        name=new.name or "",
        category=new.category or (food.category if food else Category.OTHER),
        quantity=new.quantity,
        unit=new.unit,
        note=new.note,
        fingerprint=digest_of(new, without={"id"}),
        added_at=now,
        updated_at=now,
    )


def planned_food(line_id: str, foods: FoodCatalog) -> str | None:
    """The food that the id of a planned line names; None where it names none."""
    hit = _PLANNED_ID.fullmatch(line_id)
    return hit[1] if hit and hit[1] and foods.get(hit[1]) else None


def blank_mark(line_id: str, foods: FoodCatalog, now: datetime) -> ShoppingLine:
    """The mark on what plans need under that id, which says nothing yet.

    Raises:
        NotFound: it is the id of no such line.
    """
    hit = _PLANNED_ID.fullmatch(line_id)
    food = foods.get(hit[1]) if hit and hit[1] else None
    if hit is None or (hit[1] and food is None) or (hit[2] and hit[2] not in list(Unit)):
        raise NotFound
    return ShoppingLine(
        id=line_id,
        own=False,
        food_id=food.id if food else None,
        name="",
        category=food.category if food else Category.OTHER,
        added_at=now,
        updated_at=now,
    )


def changed_line(line: ShoppingLine, change: LineChange, now: datetime) -> ShoppingLine:
    """The line as `change` makes it; the very same one where that is what it is already."""
    given = {name: getattr(change, name) for name in change.model_fields_set}
    for name in ("ticked", "note"):
        if name in given and given[name] is None:
            raise Invalid("null_not_allowed", field=name)
    if given.keys() & {"quantity", "unit"}:
        given |= {"quantity": change.quantity, "unit": change.unit}
    if given.get("ticked") and not line.still_ticked(now):
        given["ticked_at"] = now
    after = line.model_copy(update=given)
    after = after.model_copy(update={"gone": after.bare})
    if after == line:
        return line
    return after.model_copy(update={"updated_at": now})
