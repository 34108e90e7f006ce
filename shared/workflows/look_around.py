"""Whether what this service stands on answers: asked in parallel, bounded in time, and seldom."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, wait
from threading import Lock
from typing import NamedTuple

from shared.ports.clock import Clock
from shared.ports.health import Probe
from shared.telemetry import Threads

PATIENCE_S = 1.0
KEPT_S = 5.0


class Seen(NamedTuple):
    """`ms` is None for what did not answer in time."""

    name: str
    up: bool
    ms: float | None


class Outlook:
    """Asks each dependency at most every five seconds, whoever asks for it; who comes while it is
    being asked waits for the same answer. What hangs is not asked a second time beside."""

    def __init__(
        self, probes: Mapping[str, Probe], clock: Clock, patience_s: float = PATIENCE_S
    ) -> None:
        self._probes = probes
        self._clock = clock
        self._patience_s = patience_s
        self._pool = Threads(max(1, len(probes)))
        self._asked: dict[str, Future[Seen]] = {}
        self._lock = Lock()
        self._seen: Sequence[Seen] = ()
        self._until = float("-inf")

    def now(self) -> Sequence[Seen]:
        """How each dependency is, by name in the order of the probes."""
        with self._lock:
            if self._clock.monotonic() >= self._until:
                self._seen = self._look()
                self._until = self._clock.monotonic() + KEPT_S
            return self._seen

    def _look(self) -> Sequence[Seen]:
        for name, probe in self._probes.items():
            before = self._asked.get(name)
            if before is None or before.done():
                self._asked[name] = self._pool.submit(self._ask, name, probe)
        wait(self._asked.values(), timeout=self._patience_s)
        return [
            asked.result() if asked.done() else Seen(name, False, None)
            for name, asked in self._asked.items()
        ]

    def _ask(self, name: str, probe: Probe) -> Seen:
        started = self._clock.monotonic()
        try:
            probe()
        except Exception:  # Whatever keeps it from answering: it does not answer.
            up = False
        else:
            up = True
        return Seen(name, up, round((self._clock.monotonic() - started) * 1000, 1))
