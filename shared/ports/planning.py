"""The plans of a kitchen's days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.item import Lot
    from shared.domain.planning.calendar import Event
    from shared.domain.planning.day import PlanDay


class Plans(Protocol):
    """A document a day; a day nobody planned has none."""

    def get(self, day: date) -> PlanDay | None: ...

    def between(self, first: date, last: date) -> list[PlanDay]:
        """The days that are planned from day to day, both included, in their order."""

    def latest(self, until: date, most: int) -> list[PlanDay]:
        """At most so many of the days that are planned up to that one, it included, the latest
        first."""

    def commit(self, day: PlanDay, lots: Sequence[Lot]) -> PlanDay:
        """Stores the day and the lots that hold what it needs, all or none; a day without a version
        is a new one.

        Raises:
            VersionMismatch: the day or a lot is not as it was read.
        """

    def remove(self, day: PlanDay, lots: Sequence[Lot]) -> None:
        """Deletes the day and stores the lots, all or none.

        Raises:
            VersionMismatch: the day or a lot is not as it was read.
        """


class CalendarWriter(Protocol):
    def write(self, name: str, events: Sequence[Event]) -> str:
        """The events as one iCalendar text (RFC 5545), whatever their titles hold."""
