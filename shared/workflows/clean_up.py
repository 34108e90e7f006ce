"""Deleting what has expired, in as many calls as it takes."""

from collections import deque
from datetime import datetime

from shared.domain.leftover import CLEAN_UP_AFTER, CleanUp
from shared.ports.clock import Clock
from shared.ports.jobs import Leftovers

_PAGE = 500


def clean_up(leftovers: Leftovers, now: datetime, until: float, clock: Clock) -> CleanUp:
    """Deletes expired documents page by page, the collections in turn, and starts no page after
    `until` (seconds on the monotonic clock).

    Safe to run twice at once and to be killed anywhere: every page stands alone, and a document is
    deleted only in the version that was seen expired.

    Raises:
        Unavailable: the store is down; what was deleted before stays deleted.
    """
    deleted = dict.fromkeys(leftovers.collections, 0)
    waiting: deque[tuple[str, str | None]] = deque((name, None) for name in deleted)
    while waiting and clock.monotonic() < until:
        collection, cursor = waiting.popleft()
        page = leftovers.page(collection, now - CLEAN_UP_AFTER, _PAGE, cursor)
        deleted[collection] += leftovers.delete(page.items)
        if page.next_cursor is not None:
            waiting.append((collection, page.next_cursor))
    return CleanUp(deleted=deleted, more=bool(waiting))
