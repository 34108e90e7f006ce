"""One log line per call: how much it took and cost, never what was said."""

import logging
from types import TracebackType
from typing import Self

from shared import telemetry
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.reply import Models
from shared.domain.errors import ProviderFailed
from shared.domain.spending import Usage
from shared.ports.clock import Clock

_LOG = logging.getLogger("zerowaste.model")


class CallLog:
    """Times a call, writes its line at the end, however it ends, and tells the meter; the call is a
    span of the request's trace.

    `count` takes the tokens in and out (thoughts included, they cost the same) that the service
    counted; they stay zero where it does not say.
    """

    def __init__(self, models: Models, question: Question, clock: Clock) -> None:
        self._models = models
        self._question = question
        self._clock = clock
        self._started = clock.monotonic()
        self._tokens = (0, 0)
        self._spanning = telemetry.span("model call")

    def count(self, input_tokens: int, output_tokens: int) -> None:
        self._tokens = (input_tokens, output_tokens)

    def __enter__(self) -> Self:
        self._span = self._spanning.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        usage = self._usage(drawn=error is None and self._question.schema is None)
        self._models.meter.record(usage)
        telemetry.count("model_calls")
        telemetry.count("tokens", usage.input_tokens + usage.output_tokens)
        said = {
            "provider": usage.provider,
            "model": usage.model,
            "purpose": self._question.purpose,
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "images": usage.photos,
            "usd": usage.micro_usd / 1_000_000,
            "seconds": round(self._clock.monotonic() - self._started, 3),
            "outcome": _outcome(error),
        }
        _LOG.info("model call", extra=said)
        self._span.note(said)
        self._spanning.__exit__(kind, error, traceback)

    def _usage(self, *, drawn: bool) -> Usage:
        return Usage(
            self._models.name,
            self._question.model,
            *self._tokens,
            photos=len(self._question.photos),
            pictures=int(drawn),
        )


def _outcome(error: BaseException | None) -> str:
    if error is None:
        return "ok"
    return error.reason if isinstance(error, ProviderFailed) else "error"
