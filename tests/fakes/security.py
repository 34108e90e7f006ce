"""In-memory security."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from shared.domain.errors import (
    Unavailable,
)
from shared.domain.security import Counts, SecurityEvent
from shared.domain.session import EndReason


class FakeSecurityLog:
    def __init__(self) -> None:
        self.events: list[tuple[SecurityEvent, str | None]] = []
        self.ended: Counter[EndReason] = Counter()

    def record(
        self,
        event: SecurityEvent,
        *,
        session_id: str | None = None,
        reason: EndReason | None = None,
        count: int = 1,
    ) -> None:
        self.events.append((event, session_id))
        if reason is not None:
            self.ended[reason] += count


class FakeSecurityCounts:
    """`down` makes it refuse; `adds` is how often it was written."""

    def __init__(self) -> None:
        self.days: dict[date, Counter[SecurityEvent]] = {}
        self.adds = 0
        self.down = False

    def add(self, day: date, counts: Counts) -> None:
        if self.down:
            raise Unavailable
        self.adds += 1
        self.days.setdefault(day, Counter()).update(counts)

    def since(self, day: date) -> Mapping[date, Counts]:
        return {one: counts for one, counts in self.days.items() if one >= day}
