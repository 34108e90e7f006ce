"""The same work asked for by several threads at once is done by the first, for all of them."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


class OneFlight(Generic[Result]):
    """One for each kind of work; keys name what is done."""

    def __init__(self) -> None:
        self._under_way: dict[str, Future[Result]] = {}
        self._lock = Lock()

    def run(self, key: str, work: Callable[[], Result], patience_s: float) -> Result:
        """What `work` gives, done here or by whoever was first; its errors are everybody's.

        Raises:
            TimeoutError: whoever was first took longer than `patience_s`.
        """
        with self._lock:
            flight = self._under_way.get(key)
            first = flight is None
            if flight is None:
                flight = self._under_way[key] = Future()
        if not first:
            return flight.result(timeout=max(0.0, patience_s))
        return self._done(key, flight, work)

    def _done(self, key: str, flight: Future[Result], work: Callable[[], Result]) -> Result:
        try:
            result = work()
        except BaseException as error:
            flight.set_exception(error)
            raise
        else:
            flight.set_result(result)
            return result
        finally:
            with self._lock:
                del self._under_way[key]
