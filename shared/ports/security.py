"""What is worth a second look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.security import Counts, SecurityEvent
    from shared.domain.session import EndReason


class SecurityLog(Protocol):
    def record(
        self,
        event: SecurityEvent,
        *,
        session_id: str | None = None,
        reason: EndReason | None = None,
        count: int = 1,
    ) -> None:
        """Writes a structured line and counts the event for its day, as often as it happened; a
        burst of what anybody can cause shares a line. `reason` is why sessions ended. It never
        fails: what is being recorded matters more than the record."""


class SecurityCounts(Protocol):
    def add(self, day: date, counts: Counts) -> None:
        """Adds to the day's counts, whoever else adds at the same time."""

    def since(self, day: date) -> Mapping[date, Counts]:
        """The counts of that day and all after it; days without events may be missing."""
