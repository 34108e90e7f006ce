"""Not asking a catalog more often than it wants to be asked."""

import math
from threading import Lock

from shared.domain.errors import ProviderFailed, Unavailable
from shared.domain.limits import Rate
from shared.ports.clock import Clock
from shared.ports.limits import RateLimiter

# "15 req/min/IP address for all read product queries": counted over all instances, for they may
# share an address.
RATE = Rate("products", 15, 60)
_WAIT_S = 60.0
_LONGEST_S = 3600.0


class Patience:
    """Counts what is asked, and keeps quiet for as long as a catalog asked for."""

    def __init__(self, limiter: RateLimiter, clock: Clock) -> None:
        self._limiter = limiter
        self._clock = clock
        self._quiet: dict[str, float] = {}
        self._lock = Lock()

    def take(self, name: str) -> None:
        """Raises ProviderFailed where it may not be asked now."""
        with self._lock:
            wait = self._quiet.get(name, 0.0) - self._clock.monotonic()
        if wait > 0:
            raise ProviderFailed("resting", retry_after_s=wait)
        try:
            standing = self._limiter.hit(name, RATE)
        except Unavailable:
            raise ProviderFailed("limits_unavailable") from None
        if not standing.allowed:
            raise ProviderFailed("rate_limited", retry_after_s=standing.reset_s)

    def rest(self, name: str, seconds: float) -> None:
        with self._lock:
            self._quiet[name] = self._clock.monotonic() + seconds


def told_to_wait(header: str | None) -> float:
    """The seconds of a `Retry-After`; a minute where it says none, or a date."""
    try:
        seconds = float(header or "")
    except ValueError:
        return _WAIT_S
    return min(max(seconds, 0.0), _LONGEST_S) if math.isfinite(seconds) else _WAIT_S
