"""A request that came with an `Idempotency-Key`: who runs it, until when, and what it answered."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field

from shared.domain.errors import Conflict
from shared.domain.model import Model

KEPT = timedelta(hours=24)
# Longer than any request may run: its deadline, and the last write after it.
LEASE = timedelta(seconds=45)


class KeyState(StrEnum):
    RUNNING = "running"
    DONE = "done"


class KeyRunning(Conflict):
    """The first request with the key has not answered yet."""

    default_code = "idempotency_key_running"
    retry_after_s = 1


class KeyedRequest(Model):
    """`id` stands for kitchen, user, route and key; `fingerprint` for everything else that was
    asked. `seed` gives the ids the request creates. `body` is the answer's, compressed by zlib.

    Until `leased_until` nobody else may run the request; after that, whoever takes it over by
    compare-and-set.
    """

    id: str
    kitchen_id: str
    uid: str
    fingerprint: str
    seed: str
    state: KeyState = KeyState.RUNNING
    leased_until: datetime
    expires_at: datetime
    status: int = 0
    headers: dict[str, str] = Field(default_factory=dict)
    body: bytes = b""
    version: str = ""

    def expired(self, now: datetime) -> bool:
        return now >= self.expires_at

    def held(self, now: datetime) -> bool:
        return self.state is KeyState.RUNNING and now < self.leased_until

    def taken_over(self, now: datetime) -> "KeyedRequest":
        """The same request for its next runner: same seed, so that it makes the same ids."""
        return self.model_copy(update={"leased_until": now + LEASE, "expires_at": now + KEPT})

    def let_go(self, now: datetime) -> "KeyedRequest":
        """The same request, open to its next runner at once."""
        return self.model_copy(update={"leased_until": now})

    def done(self, status: int, headers: dict[str, str], body: bytes) -> "KeyedRequest":
        answer = {"status": status, "headers": headers, "body": body}
        return self.model_copy(update={"state": KeyState.DONE, **answer})
