"""Windows counted in this process alone: no I/O, and never more than a fixed number of them."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from shared.domain.limits import Hits

# Two windows for each of 10,000 users and 10,000 addresses; the longest unused goes first.
_MOST = 40_000


class LocalHitLog:
    """See `shared.ports.HitLog`."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._windows: OrderedDict[str, Hits] = OrderedDict()
        self._lock = Lock()

    def change(self, key: str, step: Callable[[Hits], Hits | None], keep_s: int) -> Hits:
        with self._lock:
            hits = self._windows.get(key, ())
            changed = step(hits)
            if changed is None:
                return hits
            self._windows[key] = changed
            self._windows.move_to_end(key)
            if len(self._windows) > self._most:
                self._windows.popitem(last=False)
            return changed
