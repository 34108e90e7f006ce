"""Days that are months apart."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last that it has."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def months_between(first: str, last: str) -> int:
    """How many months there are from one to another, `YYYY-MM`, both included; one at least."""
    (year, month), (later_year, later_month) = (map(int, one.split("-")) for one in (first, last))
    return max(1, 12 * (later_year - year) + later_month - month + 1)
