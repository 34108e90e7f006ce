"""The one source of time and ids."""

import secrets
import time
import uuid
from datetime import UTC, datetime


class SystemClock:
    """The machine's own clock and random source; see `shared.ports.Clock`."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def new_id(self) -> str:
        return uuid.uuid4().hex

    def new_secret(self) -> str:
        return secrets.token_urlsafe(32)
