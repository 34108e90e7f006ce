"""What outside sources said of substances before: from the nearest level of the cache that knows.

A level that cannot be read is passed over; what a farther one knew is kept in the nearer ones.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from shared import telemetry
from shared.domain.errors import Unavailable
from shared.domain.labels.outside import KnownSubstance
from shared.ports.substances import SubstanceCache

_log = logging.getLogger("zerowaste.substances")


class KnownSubstances:
    """`levels` from near to far. Each counts its hits and misses into the request's log line."""

    def __init__(self, levels: Sequence[SubstanceCache]) -> None:
        self._levels = levels

    def get_all(self, ids: Sequence[str], now: datetime) -> Mapping[str, KnownSubstance]:
        """Those that have not expired."""
        found: dict[str, KnownSubstance] = {}
        for depth, level in enumerate(self._levels):
            missing = [one for one in ids if one not in found]
            if not missing:
                break
            fresh = _fresh(level, missing, now)
            _keep(self._levels[:depth], fresh.values())
            found |= fresh
        return found

    def nearest(self, substance_id: str, now: datetime) -> KnownSubstance | None:
        """What this process itself knows, without a word to any store."""
        found = (_read(level, [substance_id], now) for level in self._levels[:1])
        return next(found, {}).get(substance_id)

    def put(self, known: KnownSubstance) -> None:
        _keep(self._levels, [known])


def _fresh(
    level: SubstanceCache, ids: Sequence[str], now: datetime
) -> Mapping[str, KnownSubstance]:
    found = _read(level, ids, now)
    telemetry.count(f"cache_{level.name}_hits", len(found))
    telemetry.count(f"cache_{level.name}_misses", len(ids) - len(found))
    return found


def _read(level: SubstanceCache, ids: Sequence[str], now: datetime) -> dict[str, KnownSubstance]:
    try:
        stored = level.get_all(ids)
    except Unavailable:
        _log.warning("cache not read", extra={"level": level.name})
        return {}
    return {one: known for one, known in stored.items() if now < known.expires_at}


def _keep(levels: Sequence[SubstanceCache], found: Iterable[KnownSubstance]) -> None:
    for level in levels:
        for known in found:
            try:
                level.put(known)
            except Unavailable:
                _log.warning("cache not written", extra={"level": level.name})
