"""Pages of lists, and what lists of items may be narrowed by."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Generic, NamedTuple, TypeVar

from pydantic import Field

from shared.domain.food import Category, Storage
from shared.domain.model import Model

Thing = TypeVar("Thing")


class Page(NamedTuple, Generic[Thing]):
    """Some of a list, and where the rest begins (None at the end)."""

    items: list[Thing]
    next_cursor: str | None


class ListQuery(Model):
    """`cursor` is the `next_cursor` of the answer before."""

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    cursor: Annotated[str, Field(min_length=1, max_length=400)] | None = None


class Listed(Model, Generic[Thing]):
    """`next_cursor` is null at the end."""

    items: list[Thing]
    next_cursor: str | None


class ItemSort(StrEnum):
    """Soonest to expire, latest added, or by name."""

    EXPIRES_ON = "expires_on"
    ADDED_AT = "added_at"
    NAME = "name"


class ItemFilter(NamedTuple):
    """Which lots to list, and in which order. Days bound `expires_on`, both inclusive, in its own
    order only; any of `search_keys`, where there are some, is one of the lot's (see
    `shared.domain.search`)."""

    storage: Storage | None = None
    category: Category | None = None
    food_id: str | None = None
    expires_from: date | None = None
    expires_to: date | None = None
    search_keys: Sequence[str] = ()
    sort: ItemSort = ItemSort.EXPIRES_ON
