"""What is worth knowing about who came in, and who was kept out."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from shared.domain.model import Model

STATS_RETENTION = timedelta(days=400)


class SecurityEvent(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    TOKEN_REFUSED = "token_refused"  # noqa: S105
    REFRESH_REFUSED = "refresh_refused"
    REFRESH_REUSED = "refresh_reused"
    SESSION_ENDED = "session_ended"
    SESSIONS_ENDED = "sessions_ended"
    SERVICE_TOKEN_REFUSED = "service_token_refused"  # noqa: S105
    LIMIT_HIT = "limit_hit"


# Rare, and only somebody who holds or held a session can cause them: counted before the answer
# goes out, so that no crash loses one.
COUNTED_AT_ONCE = frozenset(
    {
        SecurityEvent.REFRESH_REUSED,
        SecurityEvent.SESSION_ENDED,
        SecurityEvent.SESSIONS_ENDED,
    }
)
# Anybody can cause these, as often as they like: a burst is one line and one write.
GATHERED = frozenset(
    {
        SecurityEvent.SIGN_IN_REFUSED,
        SecurityEvent.TOKEN_REFUSED,
        SecurityEvent.REFRESH_REFUSED,
        SecurityEvent.SERVICE_TOKEN_REFUSED,
        SecurityEvent.LIMIT_HIT,
    }
)
ALARMING = frozenset({SecurityEvent.REFRESH_REUSED})

Counts = Mapping[SecurityEvent, int]


class SecurityDay(Model):
    """How often each event happened on one UTC day, those that did not included as 0."""

    day: date
    counts: dict[SecurityEvent, int]
    total: int


class SecurityStats(Model):
    """The days from `since` to `until`, both included, newest first, and their sums."""

    since: date
    until: date
    days: list[SecurityDay]
    counts: dict[SecurityEvent, int]
    total: int


def stats_of(counted: Mapping[date, Counts], since: date, until: date) -> SecurityStats:
    """The statistics from `since` to `until`; a day that was not counted is all 0."""
    listed = [until - timedelta(days=back) for back in range((until - since).days + 1)]
    shown = [_day(day, counted.get(day, {})) for day in listed]
    sums = {event: sum(day.counts[event] for day in shown) for event in SecurityEvent}
    return SecurityStats(
        since=since, until=until, days=shown, counts=sums, total=sum(sums.values())
    )


def _day(day: date, counts: Counts) -> SecurityDay:
    whole = {event: counts.get(event, 0) for event in SecurityEvent}
    return SecurityDay(day=day, counts=whole, total=sum(whole.values()))
