"""Not asking a service more often than it wants to be asked."""

import math
from threading import Event, Lock

from shared.domain.errors import ProviderFailed, Unavailable
from shared.domain.limits import Rate
from shared.ports.clock import Clock
from shared.ports.limits import RateLimiter

_WAIT_S = 60.0
_LONGEST_S = 3600.0


class Patience:
    """Counts what is asked, and keeps quiet for as long as a service asked for. Where a service
    counts by the second, `most_wait_s` lets a call wait for its turn."""

    def __init__(
        self, limiter: RateLimiter, clock: Clock, rate: Rate, most_wait_s: float = 0.0
    ) -> None:
        self._limiter = limiter
        self._clock = clock
        self._rate = rate
        self._most_wait_s = most_wait_s
        self._quiet: dict[str, float] = {}
        self._lock = Lock()

    def take(self, name: str, deadline: float) -> None:
        """Raises ProviderFailed where it may not be asked now."""
        with self._lock:
            wait = self._quiet.get(name, 0.0) - self._clock.monotonic()
        if wait > 0:
            raise ProviderFailed("resting", retry_after_s=wait)
        until = min(deadline, self._clock.monotonic() + self._most_wait_s)
        while (wait := self._counted(name)) > 0:
            if self._clock.monotonic() + wait > until:
                raise ProviderFailed("own_limit", retry_after_s=wait)
            Event().wait(wait)

    def rest(self, name: str, seconds: float) -> None:
        with self._lock:
            self._quiet[name] = self._clock.monotonic() + seconds

    def _counted(self, name: str) -> float:
        """0 once it is counted, else the seconds until it may be."""
        try:
            standing = self._limiter.hit(name, self._rate)
        except Unavailable:
            raise ProviderFailed("limits_unavailable") from None
        return 0.0 if standing.allowed else max(standing.reset_s, 0.01)


def told_to_wait(header: str | None) -> float:
    """The seconds of a `Retry-After`; a minute where it says none, or a date."""
    try:
        seconds = float(header or "")
    except ValueError:
        return _WAIT_S
    return min(max(seconds, 0.0), _LONGEST_S) if math.isfinite(seconds) else _WAIT_S
