"""Which items a client wants listed."""

from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.domain.food import Category, Storage
from shared.domain.item import EXPIRING_DAYS, Status
from shared.domain.listing import ItemFilter, ItemSort, ListQuery
from shared.domain.model import Identifier, Line
from shared.domain.search import words_searched

_DAY = timedelta(days=1)
_SOON = timedelta(days=EXPIRING_DAYS)


class ItemQuery(ListQuery):
    storage: Storage | None = None
    category: Category | None = None
    food_id: Identifier | None = None
    status: Status | None = None
    q: Line | None = None
    sort: ItemSort = ItemSort.EXPIRES_ON

    @model_validator(mode="after")
    def _status_is_about_dates(self) -> Self:
        if self.status is not None and self.sort is not ItemSort.EXPIRES_ON:
            raise ValueError("status sorts by expires_on")
        return self

    def chosen(self, today: date) -> ItemFilter | None:
        """The lots that are meant; None where nothing can be found."""
        keys = words_searched(self.q) if self.q is not None else ()
        if self.q is not None and not keys:
            return None
        days = _days(self.status, today)
        return ItemFilter(self.storage, self.category, self.food_id, *days, keys, self.sort)


class ExpiringQuery(ListQuery):
    """`days` from today, today included; `include_expired` adds what is past its day already."""

    days: Annotated[int, Field(ge=0, le=365)] = EXPIRING_DAYS
    include_expired: bool = False

    def chosen(self, today: date) -> ItemFilter:
        start = None if self.include_expired else today
        return ItemFilter(expires_from=start, expires_to=today + timedelta(days=self.days))


def _days(status: Status | None, today: date) -> tuple[date | None, date | None]:
    """The first and the last day on which what has that status expires."""
    match status:
        case None:
            return None, None
        case Status.EXPIRED:
            return None, today - _DAY
        case Status.EXPIRING:
            return today, today + _SOON
        case Status.FRESH:
            return today + _SOON + _DAY, None
