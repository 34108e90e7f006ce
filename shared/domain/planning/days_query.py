"""Which days are asked for."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from shared.domain.errors import Invalid
from shared.domain.item import Day
from shared.domain.model import Model

MOST_DAYS = 31


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
