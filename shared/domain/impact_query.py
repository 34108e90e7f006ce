"""Which days an impact summary is about."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.domain.item import Day
from shared.domain.model import Model

MOST_DAYS = 731
_DAY = timedelta(days=1)
_USUAL = timedelta(days=364)
_MOST = timedelta(days=MOST_DAYS - 1)


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"


class ImpactQuery(Model):
    """Days, both included and two years at most; by default the last twelve months. Trends are by
    ISO week or by month."""

    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None
    period: Period = Period.MONTH

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and not timedelta() <= self.until - self.since <= _MOST:
            raise ValueError(f"`to` is at most {MOST_DAYS} days after `from`, and not before it")
        return self

    def days(self, today: date) -> tuple[date, date]:
        if self.since is None:
            until = self.until or today
            return until - _USUAL, until
        return self.since, self.until or max(self.since, min(today, self.since + _MOST))


def whole_months(start: date, end: date, today: date) -> tuple[str, str]:
    """The first and the last month, `YYYY-MM`, of which all days lie between the two, as far as
    they have come; the last is before the first where there is none."""
    first = start if start.day == 1 else _following(start)
    asked = end >= today or (end + _DAY).day == 1
    last = end if asked else end.replace(day=1) - _DAY
    return f"{first:%Y-%m}", f"{last:%Y-%m}"


def _following(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
