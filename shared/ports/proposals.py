"""Where proposals of models are kept for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.cached_proposals import CachedProposals


class Proposals(Protocol):
    """Keys are of one kitchen each."""

    def get(self, key: str) -> CachedProposals | None:
        """What is stored, expired or not."""

    def put(self, cached: CachedProposals) -> None:
        """Stores it over what was there."""
