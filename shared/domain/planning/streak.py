"""How many days in a row were planned, and cooked."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from shared.domain.model import Model
from shared.domain.planning.day import PlanDay

# Days that are looked back on; a longer streak counts so many.
LOOKED_BACK = 100


class Streaks(Model):
    """Days in a row up to today, or up to yesterday where today is still open; at most 100."""

    planned: int
    cooked: int


def streaks_of(days: Iterable[PlanDay], today: date) -> Streaks:
    """`days` are the latest up to today."""
    filled = [(day.date, list(day.meals.all())) for day in days]
    planned = {day for day, entries in filled if entries}
    cooked = {day for day, entries in filled if any(entry.cooked_at for entry in entries)}
    return Streaks(planned=_run(planned, today), cooked=_run(cooked, today))


def _run(days: Collection[date], today: date) -> int:
    day = today if today in days else today - timedelta(days=1)
    length = 0
    while day in days:
        length += 1
        day -= timedelta(days=1)
    return length
