"""Answers about substances kept in this process: no I/O, and never more than a fixed number."""

from collections.abc import Mapping, Sequence
from threading import Lock

from cachetools import TTLCache

from shared.domain.labels.outside import KEPT_FOR, KnownSubstance
from shared.ports.clock import Clock

# Of a few kilobytes each: some 10 MB.
_MOST = 4_000


class LocalSubstances:
    """See `shared.ports.substances.SubstanceCache`."""

    name = "process"

    def __init__(self, clock: Clock, most: int = _MOST) -> None:
        self._kept: TTLCache[str, KnownSubstance] = TTLCache(
            most, KEPT_FOR.total_seconds(), timer=clock.monotonic
        )
        self._lock = Lock()

    def get_all(self, ids: Sequence[str]) -> Mapping[str, KnownSubstance]:
        with self._lock:
            return {one: self._kept[one] for one in ids if one in self._kept}

    def put(self, known: KnownSubstance) -> None:
        with self._lock:
            self._kept[known.id] = known
