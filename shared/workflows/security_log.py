"""The security log: one structured line an event, and a count for its day."""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date

from shared.domain.errors import DomainError
from shared.domain.security import ALARMING, COUNTED_AT_ONCE, GATHERED, SecurityEvent
from shared.domain.session import EndReason
from shared.ports.clock import Clock
from shared.ports.security import SecurityCounts

WRITE_EVERY_SECONDS = 5.0

_log = logging.getLogger("zerowaste.security")
# These lines are kept whatever level the rest is logged at.
_log.setLevel(logging.INFO)


class CountingSecurityLog:
    """See `shared.ports.SecurityLog`.

    - What ends a session is printed and counted before `record` returns.
    - A sign-in is printed at once and counted with the next write: its session document proves it.
    - What anybody can cause (`GATHERED`) is printed once between two writes, the rest of the burst
      as one more line with its count. A million refused tokens cost as many writes as two.

    The next write comes `WRITE_EVERY_SECONDS` after the first event that waits for it, on a thread
    of its own, and at exit; where the platform stops the processor between requests, with the next
    request. A process killed in between loses those counts, never a printed line. Counts that a
    store did not confirm wait for the write after, so those it took in silence count twice.

    `counts` is asked for the store only when there is something to write.
    """

    def __init__(
        self,
        counts: Callable[[], SecurityCounts],
        clock: Clock,
        every: float = WRITE_EVERY_SECONDS,
    ) -> None:
        self._counts = counts
        self._clock = clock
        self._every = every
        self._lock = threading.Lock()
        self._waiting: Counter[tuple[date, SecurityEvent]] = Counter()
        self._unprinted: Counter[SecurityEvent] = Counter()
        self._printed: set[SecurityEvent] = set()
        self._scheduled = False
        atexit.register(self.write)

    def record(
        self,
        event: SecurityEvent,
        *,
        session_id: str | None = None,
        reason: EndReason | None = None,
        count: int = 1,
    ) -> None:
        if self._note(event, count):
            _print(event, count, session_id, reason)
        if event in COUNTED_AT_ONCE:
            self.write()
        self._write_later()

    def write(self) -> None:
        """Prints and counts everything that waits."""
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
            unprinted, self._unprinted = self._unprinted, Counter()
            self._printed.clear()
        for event, count in unprinted.items():
            _print(event, count)
        for day in sorted({day for day, _ in waiting}):
            self._count(day, Counter({e: n for (d, e), n in waiting.items() if d == day}))

    def _note(self, event: SecurityEvent, count: int) -> bool:
        """Whether the event gets a line of its own now."""
        with self._lock:
            self._waiting[self._clock.now().date(), event] += count
            if event in GATHERED and event in self._printed:
                self._unprinted[event] += count
                return False
            self._printed.add(event)
            return True

    def _write_later(self) -> None:
        with self._lock:
            if self._scheduled or not self._waiting:
                return
            self._scheduled = True
        timer = threading.Timer(self._every, self._write_scheduled)
        timer.daemon = True
        timer.start()

    def _write_scheduled(self) -> None:
        with self._lock:
            self._scheduled = False
        self.write()
        self._write_later()

    def _count(self, day: date, counts: Counter[SecurityEvent]) -> None:
        try:
            self._counts().add(day, counts)
        except Exception as error:
            # Whatever went wrong, the request that is being recorded must not fail for it.
            name = error.code if isinstance(error, DomainError) else type(error).__name__
            _log.error("security counts wait", extra={"reason": name, "count": counts.total()})
            with self._lock:
                self._waiting.update({(day, event): count for event, count in counts.items()})


def _print(
    event: SecurityEvent,
    count: int,
    session_id: str | None = None,
    reason: EndReason | None = None,
) -> None:
    level = logging.WARNING if event in ALARMING else logging.INFO
    fields: dict[str, str | int] = {"event": event.value, "count": count}
    if session_id is not None:
        fields["session"] = session_id
    if reason is not None:
        fields["reason"] = reason.value
    _log.log(level, "security", extra=fields)
