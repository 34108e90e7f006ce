"""Time and ids."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one source of time and ids."""

    def now(self) -> datetime:
        """The time in UTC, to microseconds."""

    def monotonic(self) -> float:
        """Seconds that never go back."""

    def new_id(self) -> str:
        """An identifier nobody can guess."""

    def new_secret(self) -> str:
        """256 random bits, base64url."""
