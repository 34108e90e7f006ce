"""What was estimated for one kitchen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.estimate import StoredEstimate
    from shared.domain.listing import Page


class Estimates(Protocol):
    def add(self, estimate: StoredEstimate) -> StoredEstimate:
        """Stores it, once; one already made for the same request is answered as it was.

        Raises:
            AlreadyExists: the id is that of another estimate.
        """

    def page(self, limit: int, cursor: str | None) -> Page[StoredEstimate]:
        """Newest first. Raises Invalid for a cursor this list did not give."""
