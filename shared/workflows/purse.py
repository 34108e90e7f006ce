"""What a kitchen's models may cost in a day, and what they did."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from shared.domain.errors import ProviderFailed, Unavailable
from shared.domain.spending import BUDGET, Spending, Usage
from shared.ports.clock import Clock
from shared.ports.spending import Ledger

Answer = TypeVar("Answer")

_log = logging.getLogger("zerowaste.spending")
_USAGES: ContextVar[list[Usage] | None] = ContextVar("usages", default=None)


class ThreadMeter:
    """A `Meter` for all models of a process: what is recorded counts for whoever waits for it on
    the same thread."""

    def record(self, usage: Usage) -> None:
        usages = _USAGES.get()
        if usages is not None:
            usages.append(usage)


@contextmanager
def metered() -> Iterator[list[Usage]]:
    """What was used until the end of the block."""
    usages: list[Usage] = []
    token = _USAGES.set(usages)
    try:
        yield usages
    finally:
        _USAGES.reset(token)


class Purse:
    """One kitchen's, with `most_usd` a day (UTC).

    Calls that are under way together may overdraw it by what they cost; a call that was not added
    up because the store was down is in the log.
    """

    def __init__(self, kitchen_id: str, most_usd: float, ledger: Ledger, clock: Clock) -> None:
        self._kitchen_id = kitchen_id
        self._most_micro_usd = round(most_usd * 1_000_000)
        self._ledger = ledger
        self._clock = clock

    def run(self, call: Callable[[], Answer]) -> Answer:
        """What `call` answers, its cost added to the day.

        Raises:
            ProviderFailed: the day's budget is spent.
        """
        today = self._clock.now().date()
        if self._ledger.spent(self._kitchen_id, today).micro_usd >= self._most_micro_usd:
            raise ProviderFailed(BUDGET)
        with metered() as usages:
            try:
                return call()
            finally:
                self._add(Spending.of(usages))

    def _add(self, spending: Spending) -> None:
        if not spending.calls:
            return
        try:
            self._ledger.add(self._kitchen_id, self._clock.now().date(), spending)
        except Unavailable:
            told = spending.model_dump() | {"kitchen": self._kitchen_id}
            _log.warning("spending not added up", extra=told)
