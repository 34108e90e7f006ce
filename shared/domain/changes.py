"""What has changed in a kitchen since somebody looked: in its stock, on its list."""

from datetime import date, timedelta
from typing import Annotated, Generic, NamedTuple, Self, TypeVar

from pydantic import Field

from shared.domain.item import Item, Lot
from shared.domain.model import Model

# How long it is remembered that a lot is gone.
REMEMBERED = timedelta(days=180)


Thing = TypeVar("Thing")


class Feed(NamedTuple, Generic[Thing]):
    """What is there as it is now, the ids of what is gone, and where to go on; `more` says whether
    there is something to go on with at once."""

    there: list[Thing]
    gone: list[str]
    cursor: str
    more: bool


class Changes(NamedTuple):
    """Lots as they are now, the ids of those that are gone, and where to go on; `more` says whether
    there is something to go on with at once."""

    lots: list[Lot]
    gone: list[str]
    cursor: str
    more: bool


class ChangesQuery(Model):
    """`since` is the `next_since` of the answer before; without it everything there is comes."""

    since: Annotated[str, Field(min_length=1, max_length=400)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 100


class ChangeList(Model):
    """`items` are as they are now, `deleted` the ids of what was used up or removed. `next_since`
    is where to go on, at once while `more` is true."""

    items: list[Item]
    deleted: list[str]
    next_since: str
    more: bool

    @classmethod
    def of(cls, found: Changes, today: date) -> Self:
        items = [Item.of(lot, today) for lot in found.lots]
        return cls(items=items, deleted=found.gone, next_since=found.cursor, more=found.more)
