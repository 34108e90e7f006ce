"""Whoever asks about the same photos while somebody looks at them waits, and is told the same.

Who looks takes a short lease, in the store that every instance shares: a tap that came twice is
paid for once. It is let go when they have looked, whatever came of it, and ends by itself where
they died. Who waited in vain looks for themselves.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from shared.domain.errors import Unavailable
from shared.ports.recognition import Sightings

# Longer than an answer at once may take.
LEASE = timedelta(seconds=30)
# Ten seconds together: whoever then looks has as long again.
WAITS = 20
_PAUSE_SECONDS = 0.5

Seen = TypeVar("Seen")
Pause = Callable[[float], None]


def seen_once(
    key: str,
    kitchen_id: str,
    now: datetime,
    sightings: Sightings,
    *,
    seen: Callable[[], Seen | None],
    look: Callable[[], Seen],
    pause: Pause = time.sleep,
) -> Seen:
    """What `seen` knows already, or what `look` finds out; whatever either raises."""
    for _ in range(WAITS):
        found = seen()
        if found is not None:
            return found
        if _taken(key, kitchen_id, now, sightings):
            return _looked(key, sightings, look)
        pause(_PAUSE_SECONDS)
    return look()


def _taken(key: str, kitchen_id: str, now: datetime, sightings: Sightings) -> bool:
    try:
        return sightings.claim(key, kitchen_id, now, now + LEASE)
    except Unavailable:
        # A store that is down must not keep anybody from looking.
        return True


def _looked(key: str, sightings: Sightings, look: Callable[[], Seen]) -> Seen:
    try:
        return look()
    finally:
        with suppress(Unavailable):
            sightings.release(key)
