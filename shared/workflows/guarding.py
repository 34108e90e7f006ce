"""What stands between this process and the services it calls: places, and circuit breakers.

A service that hangs takes as many threads as it has places and no more, so that the others go on
being served; who finds none is told at once to come back. A provider that is down is not asked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar, cast

from shared.domain.breaker import USUAL, Breaker, Outcome, Rules, State
from shared.domain.errors import DomainError, Overloaded, ProviderFailed, ProviderRefused
from shared.domain.spending import BUDGET
from shared.ports.clock import Clock
from shared.workflows.purse import Purse

Answer = TypeVar("Answer")
Port = TypeVar("Port")

CIRCUIT_OPEN = "circuit_open"
# The provider was not even asked.
_NOT_ASKED = frozenset(
    {"out_of_time", BUDGET, "resting", "own_limit", "limits_unavailable", CIRCUIT_OPEN}
)
# A key or a model's name that is wrong is no reader's doing, and as lasting as an outage.
_MISCONFIGURED = frozenset({"http_401", "http_403", "http_404"})


class Places:
    """At most `most` calls at once."""

    def __init__(self, most: int, patience_s: float) -> None:
        self._free = BoundedSemaphore(most)
        self._patience_s = patience_s

    @contextmanager
    def one(self) -> Iterator[None]:
        """Holds a place.

        Raises:
            Overloaded: none came free in time.
        """
        if not self._free.acquire(timeout=self._patience_s):
            raise Overloaded
        try:
            yield
        finally:
            self._free.release()

    def run(self, call: Callable[[], Answer]) -> Answer:
        with self.one():
            return call()


class Guard:
    """The breaker of one provider, and the places it shares with others."""

    def __init__(self, clock: Clock, places: Places, rules: Rules = USUAL) -> None:
        self._clock = clock
        self._places = places
        self._breaker = Breaker(rules)
        self._lock = Lock()

    @property
    def state(self) -> State:
        return self._breaker.state

    def run(self, call: Callable[[], Answer]) -> Answer:
        """What `call` answers.

        Raises:
            ProviderFailed: the breaker is open; `retry_after_s` until it tries again.
            Overloaded: there is no place.
        """
        period = self._admit()
        outcome = Outcome.FAILED
        try:
            answer = self._places.run(call)
            outcome = Outcome.GOOD
        except DomainError as error:
            outcome = outcome_of(error)
            raise
        else:
            return answer
        finally:
            with self._lock:
                self._breaker = self._breaker.ended(period, outcome, self._clock.monotonic())

    def _admit(self) -> int:
        with self._lock:
            now = self._clock.monotonic()
            admitted = self._breaker.admitted(now)
            if admitted is None:
                raise ProviderFailed(CIRCUIT_OPEN, retry_after_s=self._breaker.wait_s(now))
            self._breaker = admitted
            return admitted.period


def outcome_of(error: DomainError) -> Outcome:
    """Whether the provider is to blame: not for a photo nobody can read, nor for its policy."""
    match error:
        case ProviderRefused():
            failed = error.reason in _MISCONFIGURED
        case ProviderFailed():
            failed = error.reason not in _NOT_ASKED
        case _:
            failed = False
    return Outcome.FAILED if failed else Outcome.NOT_COUNTED


def guarded(port: Port, guard: Guard) -> Port:
    """The same provider, its calls made through `guard`."""
    return cast(Port, _Around(port, guard.run))


def paid(port: Port, purse: Purse) -> Port:
    """The same provider, its calls paid from `purse`."""
    return cast(Port, _Around(port, purse.run))


def bounded(port: Port, places: Places) -> Port:
    """The same service, each call taking one of `places`; an iterator holds its place only until
    it is handed out."""
    return cast(Port, _Around(port, places.run))


class _Around:
    """Every method of a port, called through `around`; what is no method is the port's own."""

    def __init__(self, port: object, around: Callable[[Callable[[], Any]], Any]) -> None:
        self._port = port
        self._around = around

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        found = getattr(self._port, name)
        return partial(self._call, found) if callable(found) else found

    def _call(self, method: Callable[..., Any], *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._around(partial(method, *arguments, **named))
