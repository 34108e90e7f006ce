"""`security_stats/{day}-{shard}`: how often each security event happened, server only.

A day is spread over a few documents, because one document takes about one write a second for long.
"""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from google.cloud.firestore import Client, FieldFilter, Increment

from shared.adapters.firestore.documents import READING, translated
from shared.domain.security import STATS_RETENTION, Counts, SecurityEvent

SHARDS = 4
# Counting stands between an ended session and its answer: one try, the log itself tries again
# later. The client's own retries would take three quarters of a minute where the store is down.
_COUNT_SECONDS = 3.0


class FirestoreSecurityCounts:
    """See `shared.ports.SecurityCounts`."""

    def __init__(self, client: Client) -> None:
        self._days = client.collection("security_stats")

    def add(self, day: date, counts: Counts) -> None:
        shard = random.randrange(SHARDS)  # noqa: S311
        fields = {
            "day": day.isoformat(),
            "counts": {event.value: Increment(count) for event, count in counts.items()},
            "expires_at": datetime.combine(day, time(), UTC) + STATS_RETENTION,
        }
        with translated():
            self._days.document(f"{day.isoformat()}-{shard}").set(
                fields, merge=True, retry=None, timeout=_COUNT_SECONDS
            )

    def since(self, day: date) -> Mapping[date, Counts]:
        query = self._days.where(filter=FieldFilter("day", ">=", day.isoformat()))
        found: dict[date, Counter[SecurityEvent]] = {}
        with translated():
            for snapshot in query.get(**READING):
                fields: dict[str, Any] = snapshot.to_dict() or {}
                known = found.setdefault(date.fromisoformat(fields["day"]), Counter())
                known.update(_known(fields["counts"]))
        return found


def _known(counts: Mapping[str, int]) -> Counts:
    """Without the events of another version of this service."""
    return {event: counts[event.value] for event in SecurityEvent if event.value in counts}
