"""What one request counts under, decided at the earliest point where its subject is known.

| limit    | subject            | decided            | counted in          | trips |
|----------|--------------------|--------------------|---------------------|-------|
| requests | address            | before signing in  | memory (or Redis)   | 0     |
| requests | user               | after signing in   | memory (or Redis)   | 0     |
| auth     | address            | before signing in  | Firestore, or Redis | 2     |
| model    | user               | after signing in   | Firestore, or Redis | 2     |
| redraw   | user               | after signing in   | Firestore, or Redis | 2     |
| bulk     | user               | after signing in   | Firestore, or Redis | 2     |
| refresh  | session or address | after `limit_key`  | Firestore, or Redis | 2     |
| named    | address            | after `limit_key`  | Firestore, or Redis | 2     |

Two trips are a read and a write; a refusal costs the read alone, and a hit given back
(`Call.uncounted`) another read and write.
Whom a body names is not proven: `named` counts the address too, so that nobody gets around
`refresh` by naming somebody else each time.
While the store is down the exact limits refuse (503) and requests are served uncounted.

Headers: draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4.
"""

import math
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from shared.domain.errors import Unavailable
from shared.domain.limits import Limit, Rate, RateLimited, Standing, rates
from shared.domain.security import SecurityEvent
from shared.routes import Route
from shared.wiring import Wiring

_OF_USERS = (Limit.MODEL, Limit.REDRAW, Limit.BULK)


class Throttle:
    """The limits of one request on `route`."""

    def __init__(self, wiring: Wiring, route: Route, address: str) -> None:
        self._wiring = wiring
        self._route = route
        self._address = f"address:{address}"
        self._standings: list[Standing] = []
        self._own: list[tuple[str, Standing]] = []

    def before_signing_in(self) -> None:
        """Raises RateLimited, or Unavailable where the route's own limit cannot be counted."""
        if not self._route.access.of_people:
            return
        self._count(Limit.REQUESTS, self._address)
        early = self._route.limit in (Limit.AUTH, Limit.REFRESH)
        if early and self._route.limit_key is None:
            self._count(self._route.limit, self._address)

    def after_signing_in(self, uid: str) -> None:
        """Raises RateLimited, or Unavailable where the route's own limit cannot be counted."""
        subject = f"user:{uid}"
        self._count(Limit.REQUESTS, subject)
        if self._route.limit in _OF_USERS:
            self._count(self._route.limit, subject)

    def after_reading(self, body: Any) -> None:  # noqa: ANN401
        """Raises RateLimited, or Unavailable where the route's own limit cannot be counted."""
        if self._route.limit_key is not None:
            key = self._route.limit_key(body)
            if key:
                self._count(Limit.NAMED, self._address)
            self._count(self._route.limit, f"key:{key}" if key else self._address)

    def count_as(self, amount: int) -> None:
        """Counts the request as so many under the route's own limit: at most all it allows at once,
        or what asks for more than that could never be asked.

        Raises:
            RateLimited: there is no room; nothing of it was counted.
        """
        for subject, standing in list(self._own):
            more = min(amount, standing.rate.most) - 1
            if more > 0:
                self._count_more(subject, standing.rate, more)

    def _count_more(self, subject: str, rate: Rate, more: int) -> None:
        standing = self._wiring.shared_limiter.hit(subject, rate, more)
        self._standings.append(standing)
        if not standing.allowed:
            self.give_back()
            self._wiring.security_log.record(SecurityEvent.LIMIT_HIT)
            raise RateLimited(rate.seconds)
        self._own += [(subject, standing)] * more

    def give_back(self) -> None:
        """Takes back what the route's own limit counted."""
        while self._own:
            subject, standing = self._own.pop()
            # Counting one too many is no reason to lose an answer that is there.
            with suppress(Unavailable):
                self._wiring.shared_limiter.give_back(subject, standing)

    def headers(self) -> dict[str, str]:
        """`RateLimit-Policy` and `RateLimit`, each rate once, where it is tightest."""
        tightest: dict[Rate, Standing] = {}
        for standing in sorted(self._standings, key=lambda one: -one.remaining):
            tightest[standing.rate] = standing
        if not tightest:
            return {}
        policies = [f'"{rate.name}";q={rate.most};w={rate.seconds}' for rate in tightest]
        left = [
            f'"{rate.name}";r={one.remaining};t={math.ceil(one.reset_s)}'
            for rate, one in tightest.items()
        ]
        return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}

    def _count(self, limit: Limit, subject: str) -> None:
        for rate in rates(limit, self._wiring.settings.limits_times):
            standing = self._hit(limit, subject, rate)
            if standing is None:
                return
            self._standings.append(standing)
            if not standing.allowed:
                self._wiring.security_log.record(SecurityEvent.LIMIT_HIT)
                raise RateLimited(_wait(self._standings))
            if limit is not Limit.REQUESTS:
                self._own.append((subject, standing))

    def _hit(self, limit: Limit, subject: str, rate: Rate) -> Standing | None:
        if limit.exact:
            return self._wiring.shared_limiter.hit(subject, rate)
        try:
            return self._wiring.local_limiter.hit(subject, rate)
        except Unavailable:
            return None


def _wait(standings: Sequence[Standing]) -> int:
    """Whole seconds until every window met so far has room for one more."""
    full = [one.reset_s for one in standings if one.remaining == 0]
    return max(1, math.ceil(max(full, default=0)))
