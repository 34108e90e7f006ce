"""What a client is told of something that moved."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from shared.domain.item import Item, Lot
from shared.domain.model import Model
from shared.domain.movement import Entry, Movement


class MovedItem(Model):
    """`item` is null when nothing is left of it."""

    item: Item | None
    movement: Movement


class MovedItems(Model):
    """`items` are the ones of which something is left."""

    items: list[Item]
    movements: list[Movement]

    @classmethod
    def of(cls, lots: Iterable[Lot], entries: Iterable[Entry], today: date) -> Self:
        return cls(
            items=[Item.of(lot, today) for lot in lots if not lot.used_up],
            movements=[Movement.of(entry) for entry in entries],
        )

    @property
    def only(self) -> MovedItem:
        """The answer about a request that moved one item."""
        return MovedItem(item=self.items[0] if self.items else None, movement=self.movements[0])
