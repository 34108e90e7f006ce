"""Pages of lists, and what lists of items may be narrowed by."""

from datetime import date
from typing import Generic, NamedTuple, TypeVar

from shared.domain.food import Category, Storage

Thing = TypeVar("Thing")


class Page(NamedTuple, Generic[Thing]):
    """Some of a list, and where the rest begins (None at the end)."""

    items: list[Thing]
    next_cursor: str | None


class ItemFilter(NamedTuple):
    """Which lots to list. Days bound `expires_on`, both inclusive."""

    storage: Storage | None = None
    category: Category | None = None
    food_id: str | None = None
    expires_from: date | None = None
    expires_to: date | None = None
