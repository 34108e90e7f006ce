"""In-memory clock."""

import itertools
from datetime import UTC, datetime, timedelta


class FakeClock:
    """A clock that stands still until it is moved, and ids in a row."""

    def __init__(self, at: datetime = datetime(2026, 6, 1, 12, tzinfo=UTC)) -> None:
        self.at = at
        self._ids = itertools.count(1)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def new_id(self) -> str:
        return f"id{next(self._ids)}"

    def new_secret(self) -> str:
        return f"secret{next(self._ids)}"

    def move(self, by: timedelta) -> None:
        self.at += by
