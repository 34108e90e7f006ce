"""Removing the photos of labels that nobody came back for."""

from datetime import datetime

from shared.domain.labels.unread import UNREAD, forgotten
from shared.ports.clock import Clock
from shared.ports.media import MediaStore


def forget_photos(media: MediaStore, now: datetime, until: float, clock: Clock) -> int:
    """Removes those that have waited longer than a week, and answers how many; starts none after
    `until` (seconds on the monotonic clock). What waits is all there is to look through."""
    removed = 0
    for name in list(media.names(UNREAD)):
        if clock.monotonic() >= until:
            break
        if forgotten(name, now):
            removed += media.remove_all(name, 1)
    return removed
