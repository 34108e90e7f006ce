"""Who is told what models are used for, and where it is added up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.spending import Spending, Usage


class Meter(Protocol):
    def record(self, usage: Usage) -> None:
        """Takes note of one call, whether it was of use or not: it is paid for."""


class Ledger(Protocol):
    """What kitchens spent, by day."""

    def spent(self, kitchen_id: str, day: date) -> Spending:
        """One read; nothing where nothing was spent."""

    def add(self, kitchen_id: str, day: date, spending: Spending) -> None:
        """Adds to the day, whoever else does at the same time."""
