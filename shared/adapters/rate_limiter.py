"""Rate limits by the moving window of the library `limits`, on a storage of ours or its own Redis.

Storages of ours are a `HitLog`: the library's own memory keeps every key it ever saw, and it has
none for Firestore.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, cast

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MovingWindowSupport, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from shared.domain.errors import Unavailable
from shared.domain.limits import MICROSECONDS, Hits, Rate, Standing, counted, given_back, live
from shared.ports.clock import Clock
from shared.ports.limits import HitLog

if TYPE_CHECKING:
    from redis import Redis

_REDIS_SECONDS = 1.0
_MOVING_WINDOW_ONLY = "this storage serves the moving window alone"


class HitLogLimiter:
    """See `shared.ports.RateLimiter`; one change of the log a request, none to look."""

    def __init__(self, log: HitLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def hit(self, subject: str, rate: Rate, amount: int = 1) -> Standing:
        # A storage for each decision: it remembers the window it saw, so looking costs nothing.
        window = _Window(self._log, self._now)
        limiter = MovingWindowRateLimiter(window)
        standing = _hit(limiter, subject, rate, amount, self._clock)
        return standing._replace(at=window.newest)

    def give_back(self, subject: str, standing: Standing) -> None:
        key = _item(standing.rate).key_for(subject)
        self._log.change(key, lambda hits: given_back(hits, standing.at), standing.rate.seconds)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * MICROSECONDS)


class RedisLimiter:
    """See `shared.ports.RateLimiter`; the library's own storage, exact across instances."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._clock = clock
        self._storage = RedisStorage(
            url,
            wrap_exceptions=True,
            socket_timeout=_REDIS_SECONDS,
            socket_connect_timeout=_REDIS_SECONDS,
        )
        self._limiter = MovingWindowRateLimiter(self._storage)

    def hit(self, subject: str, rate: Rate, amount: int = 1) -> Standing:
        try:
            return _hit(self._limiter, subject, rate, amount, self._clock)
        except StorageError as error:
            raise Unavailable from error

    def give_back(self, subject: str, standing: Standing) -> None:
        # The library keeps to itself which moment it pushed; the newest is the nearest to it.
        key = self._storage.prefixed_key(_item(standing.rate).key_for(subject))
        try:
            cast("Redis", self._storage.get_connection()).lpop(key)
        except self._storage.base_exceptions as error:
            raise Unavailable from error


class _Window(Storage, MovingWindowSupport):
    """The library's storage over a `HitLog`, for one decision about one key."""

    STORAGE_SCHEME = None

    def __init__(self, log: HitLog, now: Callable[[], int]) -> None:
        super().__init__()
        self._log = log
        self._now = now
        self._seen: Hits = ()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        allowed = False

        def step(hits: Hits) -> Hits | None:
            nonlocal allowed
            changed = counted(hits, self._now(), limit, expiry, amount)
            allowed = changed is not None
            return changed

        self._seen = self._log.change(key, step, expiry)
        return allowed

    @property
    def newest(self) -> int:
        return self._seen[-1] if self._seen else 0

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        hits = live(self._seen, self._now(), expiry)
        start = hits[0] if hits else self._now()
        return start / MICROSECONDS, len(hits)

    @property
    def base_exceptions(self) -> type[Exception]:
        return Unavailable

    def check(self) -> bool:
        return True

    def clear(self, key: str) -> None:
        self._log.change(key, lambda _: (), 0)

    # What other strategies of the library ask for, which count and do not remember.

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise TypeError(_MOVING_WINDOW_ONLY)

    def get(self, key: str) -> int:
        raise TypeError(_MOVING_WINDOW_ONLY)

    def get_expiry(self, key: str) -> float:
        raise TypeError(_MOVING_WINDOW_ONLY)

    def reset(self) -> int | None:
        raise TypeError(_MOVING_WINDOW_ONLY)


def _hit(
    limiter: MovingWindowRateLimiter, subject: str, rate: Rate, amount: int, clock: Clock
) -> Standing:
    item = _item(rate)
    allowed = limiter.hit(item, subject, cost=amount)
    reset, remaining = limiter.get_window_stats(item, subject)
    reset_s = reset - clock.now().timestamp()
    return Standing(rate, allowed, max(0, remaining), max(0.0, reset_s))


@cache
def _item(rate: Rate) -> RateLimitItem:
    return RateLimitItemPerSecond(rate.most, rate.seconds, namespace=rate.name)
