"""When to stop asking a provider that is down: a circuit breaker, as values.

Closed, every call goes through, and once half of the last ten failed it opens. Open, no call goes
through for ten seconds. Then three are tried: all of them good closes it, one failure opens it
again.

Our own because no kept library does this (looked at 2026-11-22): pybreaker 1.4, circuitbreaker 2.1
and purgatory 3.0 count failures in a row instead of a share, aiobreaker has had no release since
2021, and resilient-circuit 0.8 lets any number of calls through after the pause, which is when a
provider that just came back can bear them least.
"""

from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from typing import NamedTuple


class State(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    TRYING = "trying"


class Outcome(Enum):
    """How a call ended; what was not the provider's doing is not counted."""

    GOOD = auto()
    FAILED = auto()
    NOT_COUNTED = auto()


class Rules(NamedTuple):
    """Opens for `pause_s` seconds once `failures` of the last `window` calls failed; `trials` good
    ones in a row close it."""

    window: int = 10
    failures: int = 5
    pause_s: float = 10.0
    trials: int = 3


USUAL = Rules()


@dataclass(frozen=True, slots=True)
class Breaker:
    """`period` grows with every change of state: a call that began in an earlier one says nothing
    of this one. `outcomes` are those of the period, True for a failure; `begun` counts trials.
    Times are seconds on the monotonic clock."""

    rules: Rules = USUAL
    state: State = State.CLOSED
    period: int = 0
    outcomes: tuple[bool, ...] = ()
    begun: int = 0
    open_until: float = 0.0

    def admitted(self, now: float) -> "Breaker | None":
        """The breaker with one more call under way; None where it must not be made."""
        match self.state:
            case State.CLOSED:
                return self
            case State.OPEN if now >= self.open_until:
                return self._changed(State.TRYING, begun=1)
            case State.TRYING if self.begun < self.rules.trials:
                return replace(self, begun=self.begun + 1)
            case _:
                return None

    def ended(self, period: int, outcome: Outcome, now: float) -> "Breaker":
        """The breaker after a call that was admitted in `period`."""
        if period != self.period or self.state is State.OPEN:
            return self
        if outcome is Outcome.NOT_COUNTED:
            return replace(self, begun=max(0, self.begun - 1))
        failed = outcome is Outcome.FAILED
        outcomes = (*self.outcomes, failed)[-self.rules.window :]
        if failed and (self.state is State.TRYING or sum(outcomes) >= self.rules.failures):
            return self._changed(State.OPEN, open_until=now + self.rules.pause_s)
        if self.state is State.TRYING and len(outcomes) >= self.rules.trials:
            return self._changed(State.CLOSED)
        return replace(self, outcomes=outcomes)

    def wait_s(self, now: float) -> float:
        """Seconds until a call may be tried; 0 where one may be now."""
        return max(0.0, self.open_until - now) if self.state is State.OPEN else 0.0

    def _changed(self, state: State, *, begun: int = 0, open_until: float = 0.0) -> "Breaker":
        return Breaker(self.rules, state, self.period + 1, (), begun, open_until)
