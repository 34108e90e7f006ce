"""Outside sources of substances, and where their answers are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.labels.outside import KnownSubstance, OutsideFact, Subject


class SubstanceSource(Protocol):
    name: str

    def look_up(self, subject: Subject, deadline: float) -> Sequence[OutsideFact] | None:
        """What the source states, nothing perhaps; None where it does not know the substance.
        `deadline` in seconds on the monotonic clock.

        Raises:
            ProviderFailed: it did not say, in time or at all.
        """


class SubstanceCache(Protocol):
    name: str

    def get_all(self, ids: Sequence[str]) -> Mapping[str, KnownSubstance]:
        """What is stored of them, expired or not, in one round trip.

        Raises:
            Unavailable: it cannot be read.
        """

    def put(self, known: KnownSubstance) -> None:
        """Stores it over what was there.

        Raises:
            Unavailable: it cannot be written.
        """
