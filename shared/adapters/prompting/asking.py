"""Asks a model until it answers, as often and as long as the deadline allows."""

from typing import NamedTuple

from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_random_exponential

from shared.adapters.prompting.patience import Transient
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.reply import Models, Reply
from shared.adapters.prompting.usage import CallLog
from shared.domain.errors import ProviderFailed
from shared.ports.clock import Clock


class Pace(NamedTuple):
    """How often to try, and the seconds an attempt may take."""

    attempts: int
    attempt_s: float


# A person waits for an answer that is due within half a minute; a worker has time.
_WAITING_S = 30.0
_INTERACTIVE = Pace(attempts=2, attempt_s=12.0)
_WORKER = Pace(attempts=3, attempt_s=75.0)
_BACKOFF = wait_random_exponential(multiplier=0.5, max=8)


def ask(models: Models, clock: Clock, question: Question, deadline: float) -> Reply:
    """The model's whole answer, never later than `deadline`.

    Raises:
        ProviderRefused: it will not answer this, or the request is wrong.
        ProviderFailed: no usable answer; `retry_after_s` where the service asked for patience.
    """
    pace = _pace(deadline - clock.monotonic())

    def too_late(state: RetryCallState) -> bool:
        next_start = clock.monotonic() + state.upcoming_sleep
        return state.attempt_number >= pace.attempts or next_start >= deadline

    attempts = Retrying(
        retry=retry_if_exception_type(Transient), wait=_wait, stop=too_late, reraise=True
    )
    return attempts(_attempt, models, clock, question, deadline, pace.attempt_s)


def _pace(remaining: float) -> Pace:
    return _INTERACTIVE if remaining <= _WAITING_S else _WORKER


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    told = error.retry_after_s if isinstance(error, ProviderFailed) else None
    return _BACKOFF(state) if told is None else told


def _attempt(
    models: Models, clock: Clock, question: Question, deadline: float, attempt_s: float
) -> Reply:
    seconds = min(attempt_s, deadline - clock.monotonic())
    if seconds <= 0:
        raise ProviderFailed("out_of_time")
    with CallLog(models, question, clock) as log:
        return models.send(question, seconds, log.count)
