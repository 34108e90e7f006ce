"""How often, and how often again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.idempotency import KeyedRequest
    from shared.domain.limits import Hits, Rate, Standing


class HitLog(Protocol):
    """Windows of moments (see `shared.domain.limits`), by key."""

    def change(self, key: str, step: Callable[[Hits], Hits | None], keep_s: int) -> Hits:
        """Puts what is stored through `step` and stores what comes out, for `keep_s` seconds at
        least, as one atomic change; None changes nothing. Answers what is stored afterwards.

        `step` may be called again when others change the same window meanwhile.
        """


class RateLimiter(Protocol):
    def hit(self, subject: str, rate: Rate, amount: int = 1) -> Standing:
        """Counts so many requests for the subject, all or none; what is not allowed is not
        counted."""

    def give_back(self, subject: str, standing: Standing) -> None:
        """Takes one hit back of those this standing came from."""


class KeyedRequests(Protocol):
    """Requests that came with an `Idempotency-Key`, kept for a day."""

    def create(self, request: KeyedRequest) -> KeyedRequest | None:
        """Stores it with a version; None where its id is taken."""

    def get(self, request_id: str) -> KeyedRequest | None: ...

    def replace(self, request: KeyedRequest) -> KeyedRequest:
        """Raises VersionMismatch unless what is stored still has `request.version`."""
