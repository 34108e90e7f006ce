"""What one request did, counted where it is done, the id that joins all of its log lines, and its
place in a trace.

Adapters count (`count("reads", 3)`) and say how long things take (`with span("model call")`); the
boundary opens a trail for each request and writes the sums into its line. Outside a request
counting does nothing, and without a tracer spans are nothing: who keeps them is the wiring's
choice, and no library of theirs is known here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from enum import StrEnum
from threading import Lock
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")
Said = str | int | float | bool


class Kind(StrEnum):
    """Which end of a call took the time."""

    SERVER = "server"
    CLIENT = "client"
    SENDER = "sender"


class Span(Protocol):
    """A piece of a request's time."""

    @property
    def place(self) -> str | None:
        """Where it stands in which trace, as a W3C `traceparent`."""

    def named(self, name: str) -> None:
        """Gives it the name that was not known when it began."""

    def note(self, said: Mapping[str, Said]) -> None:
        """Says what it was about; nothing personal and no secret."""

    def end(self, failure: str | None = None) -> None:
        """It is over; `failure` names what went wrong."""


class Tracer(Protocol):
    """Who keeps spans."""

    def start(self, name: str, kind: Kind, parent: str | None) -> Span:
        """A span that begins now, below `parent`, a `traceparent`; the first of a trace without."""


class _Untraced:
    """What is traced by nobody."""

    place = None

    def named(self, name: str) -> None:
        return

    def note(self, said: Mapping[str, Said]) -> None:
        return

    def end(self, failure: str | None = None) -> None:
        return


class Trail:
    """One request's fields for every line, its sums, and who traces it."""

    def __init__(self, fields: Mapping[str, str], tracer: Tracer | None) -> None:
        self.fields = fields
        self.tracer = tracer
        self._sums: Counter[str] = Counter()
        self._lock = Lock()

    def count(self, name: str, amount: int) -> None:
        with self._lock:
            self._sums[name] += amount

    @property
    def sums(self) -> dict[str, int]:
        with self._lock:
            return dict(self._sums)


_UNTRACED = _Untraced()
_current: ContextVar[Trail | None] = ContextVar("trail", default=None)
_place: ContextVar[str | None] = ContextVar("place", default=None)


@contextmanager
def trail(
    fields: Mapping[str, str], place: str | None = None, tracer: Tracer | None = None
) -> Iterator[Trail]:
    """Everything in the block, and in the `Threads` it starts, belongs to one request, which came
    from `place` in a trace."""
    opened = Trail(fields, tracer)
    tokens = _current.set(opened), _place.set(place)
    try:
        yield opened
    finally:
        _current.reset(tokens[0])
        _place.reset(tokens[1])


def start(name: str, kind: Kind = Kind.CLIENT) -> Span:
    """A span that whoever starts it has to end; what happens meanwhile does not lie within it."""
    current = _current.get()
    if current is None or current.tracer is None:
        return _UNTRACED
    return current.tracer.start(name, kind, _place.get())


@contextmanager
def span(name: str, kind: Kind = Kind.CLIENT) -> Iterator[Span]:
    """A span of everything in the block, and in the `Threads` it starts."""
    opened = start(name, kind)
    token = _place.set(opened.place or _place.get())
    try:
        yield opened
    except BaseException as error:
        opened.end(type(error).__name__)
        raise
    else:
        opened.end()
    finally:
        _place.reset(token)


def place() -> str | None:
    """Where the request is in which trace, as a `traceparent`; None where it belongs to none."""
    return _place.get()


def passed_on() -> Mapping[str, str]:
    """The headers that put what is called into the same trace."""
    now = _place.get()
    return {} if now is None else {"traceparent": now}


def count(name: str, amount: int = 1) -> None:
    """Adds to a sum of the request that is being served, if one is."""
    current = _current.get()
    if current is not None:
        current.count(name, amount)


def fields() -> Mapping[str, str]:
    """What every line of the request that is being served says; nothing outside one."""
    current = _current.get()
    return current.fields if current is not None else {}


class Threads(ThreadPoolExecutor):
    """A pool whose work still belongs to the request that handed it out."""

    def submit(
        self,
        work: Callable[..., Result],
        /,
        *given: Any,  # noqa: ANN401
        **named: Any,  # noqa: ANN401
    ) -> Future[Result]:
        return super().submit(copy_context().run, work, *given, **named)
