"""How often somebody may ask: the limits, and the moving window that counts them.

A window is the moments, in microseconds and in order, at which something was counted; a moment
counts for exactly the rate's period, its start included and its end not.
"""

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from shared.domain.errors import DomainError

Hits: TypeAlias = tuple[int, ...]

MICROSECONDS = 1_000_000


class Limit(StrEnum):
    """What is counted: every request by address and by user; the others beside it, each in one
    window of its own: `auth` by address, `refresh` by session or address, `named` by the address
    of whoever named a session, `model`, `redraw` and `bulk` by user."""

    REQUESTS = "requests"
    AUTH = "auth"
    REFRESH = "refresh"
    NAMED = "named"
    MODEL = "model"
    REDRAW = "redraw"
    BULK = "bulk"

    @property
    def exact(self) -> bool:
        """Counted across all instances, and refused when it cannot be counted."""
        return self is not Limit.REQUESTS


class Rate(NamedTuple):
    """At most `most` in any `seconds`."""

    name: str
    most: int
    seconds: int


class Standing(NamedTuple):
    """Where somebody stands under a rate after being counted, or refused.

    `reset_s` is the time until one more is free again than is now; `at` is the moment that was
    counted, in microseconds, 0 where the store does not tell.
    """

    rate: Rate
    allowed: bool
    remaining: int
    reset_s: float
    at: int = 0


class RateLimited(DomainError):
    """More was asked than a limit allows; `retry_after_s` whole seconds from now it is allowed."""

    default_code = "rate_limited"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(seconds=retry_after_s)
        self.retry_after_s = retry_after_s


# The longer window first: a burst it refuses is told the longer wait.
RATES: dict[Limit, tuple[Rate, ...]] = {
    Limit.REQUESTS: (Rate("requests-minute", 100, 60), Rate("requests-second", 10, 1)),
    Limit.AUTH: (Rate("auth", 5, 60),),
    Limit.REFRESH: (Rate("refresh", 10, 60),),
    # Wide enough for many phones behind one address.
    Limit.NAMED: (Rate("refresh-address", 60, 60),),
    Limit.MODEL: (Rate("model", 10, 60),),
    Limit.REDRAW: (Rate("redraw", 10, 86_400),),
    # All there is of a kitchen, or five thousand rows of it, in one request.
    Limit.BULK: (Rate("bulk", 20, 3_600),),
}


def rates(limit: Limit, times: int) -> tuple[Rate, ...]:
    """The rates of a limit, each `times` as wide."""
    return tuple(rate._replace(most=rate.most * times) for rate in RATES[limit])


def live(hits: Hits, now: int, seconds: int) -> Hits:
    """The hits that still count."""
    return hits[bisect_right(hits, now - seconds * MICROSECONDS) :]


def counted(hits: Hits, now: int, most: int, seconds: int, amount: int = 1) -> Hits | None:
    """The window with `amount` more in it; None where that would be more than `most`.

    A hit is never earlier than the one before it, so that clocks that disagree let nobody through.
    """
    now = max(now, hits[-1]) if hits else now
    kept = live(hits, now, seconds)
    return (*kept, *[now] * amount) if len(kept) + amount <= most else None


def given_back(hits: Hits, hit: int) -> Hits | None:
    """The window without one hit of that moment; None where there is none."""
    if hit not in hits:
        return None
    at = hits.index(hit)
    return hits[:at] + hits[at + 1 :]
