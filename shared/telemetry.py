"""What one request did, counted where it is done, and the id that joins all of its log lines.

Adapters count (`count("reads", 3)`); the boundary opens a trail for each request and writes the
sums into its line. Outside a request counting does nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from threading import Lock
from typing import Any, TypeVar

Result = TypeVar("Result")


class Trail:
    """One request's fields for every line, and its sums."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = fields
        self._sums: Counter[str] = Counter()
        self._lock = Lock()

    def count(self, name: str, amount: int) -> None:
        with self._lock:
            self._sums[name] += amount

    @property
    def sums(self) -> dict[str, int]:
        with self._lock:
            return dict(self._sums)


_current: ContextVar[Trail | None] = ContextVar("trail", default=None)


@contextmanager
def trail(fields: Mapping[str, str]) -> Iterator[Trail]:
    """Everything in the block, and in the `Threads` it starts, belongs to one request."""
    opened = Trail(fields)
    token = _current.set(opened)
    try:
        yield opened
    finally:
        _current.reset(token)


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
