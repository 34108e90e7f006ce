"""How long nothing was thrown away."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from shared.domain.model import Model

_DAY = timedelta(days=1)
_WEEK = 7


class Streak(Model):
    """Days without waste, from the first day anything was eaten or thrown away: up to the last day
    asked for that has come, and the longest there were. `weeks` are whole weeks of the former;
    `since` is its first day, null where there is none."""

    days: int
    weeks: int
    longest_days: int
    since: date | None


def streak(active: Iterable[date], wasteful: Iterable[date], until: date) -> Streak:
    """Of the days that anything happened on, and those that something was thrown away on."""
    first = min(active, default=None)
    if first is None:
        return Streak(days=0, weeks=0, longest_days=0, since=None)
    breaks = [first - _DAY, *sorted(day for day in wasteful if day <= until), until + _DAY]
    runs = [max(0, (later - earlier).days - 1) for earlier, later in pairwise(breaks)]
    return Streak(
        days=runs[-1],
        weeks=runs[-1] // _WEEK,
        longest_days=max(runs),
        since=breaks[-2] + _DAY if runs[-1] else None,
    )
