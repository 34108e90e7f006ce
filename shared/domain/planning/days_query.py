"""Which days are asked for."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from shared.domain.errors import Invalid
from shared.domain.item import Day
from shared.domain.model import DEFERRED, Model

MOST_DAYS = 31
_DAY: TypeAdapter[date] = TypeAdapter(Day, config=DEFERRED)


class DaysQuery(Model):
    """Days from `from` to `to`, both included, at most 31; by default a week from today."""

    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None

    def days(self, today: date) -> tuple[date, date]:
        """Raises Invalid."""
        since = self.since or (self.until or today)
        until = self.until or since + timedelta(days=6)
        if until < since:
            raise Invalid(field="to")
        if (until - since).days >= MOST_DAYS:
            raise Invalid("range_too_long", field="to", most=MOST_DAYS)
        return since, until


def day_named(text: str) -> date:
    """The day that an address names, in the one way there is to write it.

    Raises:
        Invalid: it is none.
    """
    try:
        day = _DAY.validate_strings(text)
    except ValidationError:
        raise Invalid("invalid_date", field="date") from None
    if day.isoformat() != text:
        raise Invalid("invalid_date", field="date")
    return day
