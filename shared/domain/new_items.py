"""What a client puts into the stock."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Self

from pydantic import Field, field_validator

from shared.domain.item import Item, Lot, NewItem
from shared.domain.model import Model


class NewItems(Model):
    items: Annotated[list[NewItem], Field(min_length=1, max_length=100)]

    @field_validator("items")
    @classmethod
    def _ids_differ(cls, items: list[NewItem]) -> list[NewItem]:
        ids = [item.id for item in items if item.id is not None]
        if len(ids) != len(set(ids)):
            raise ValueError("two items have the same id")
        return items


class ItemList(Model):
    items: list[Item]

    @classmethod
    def of(cls, lots: Iterable[Lot], today: date) -> Self:
        return cls(items=[Item.of(lot, today) for lot in lots])
