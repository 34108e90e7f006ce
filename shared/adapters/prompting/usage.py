"""One log line per call: how much it took and cost, never what was said."""

import json
import logging
import math
from functools import cache
from types import TracebackType
from typing import Self

from shared import telemetry
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.reply import Models
from shared.domain.errors import ProviderFailed
from shared.domain.spending import Usage, price_told
from shared.ports.clock import Clock

_LOG = logging.getLogger("zerowaste.model")
_TIMEOUT = "timeout"
# The fewest characters that a token was seen to hold (`infra.bench.tokens`), and the tokens that a
# photo is taken to be (`infra.bench.day`).
_CHARACTERS = 2.3
_PHOTO_TOKENS = 1_120


class CallLog:
    """Times a call, writes its line at the end, however it ends, and tells the meter; the call is a
    span of the request's trace.

    `count` takes the tokens in and out (thoughts included, they cost the same) that the service
    counted; they stay zero where it does not say. A call that was cut off by the clock is paid for
    too, and nobody counted it: it is taken to have cost all that it might.
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
        usage = self._usage(error)
        self._models.meter.record(usage)
        telemetry.count("model_calls")
        telemetry.count("tokens", usage.input_tokens + usage.output_tokens)
        said: dict[str, telemetry.Said] = {
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

    def _usage(self, error: BaseException | None) -> Usage:
        asked = self._question
        cut_off = _outcome(error) == _TIMEOUT
        if self._models.sold and price_told(asked.model) is None:
            _tell_unpriced(self._models.name, asked.model)
        return Usage(
            self._models.name,
            asked.model,
            *(_most_tokens(asked) if cut_off else self._tokens),
            photos=len(asked.photos),
            pictures=int(asked.schema is None and (error is None or cut_off)),
            sold=self._models.sold,
        )


@cache
def _tell_unpriced(provider: str, model: str) -> None:
    """Once for each model of a process."""
    _LOG.warning(
        "model without a price is counted as the dearest",
        extra={"provider": provider, "model": model},
    )


def _most_tokens(question: Question) -> tuple[int, int]:
    schema = json.dumps(question.schema) if question.schema else ""
    characters = len(question.system) + len(question.text) + len(schema)
    sent = math.ceil(characters / _CHARACTERS) + _PHOTO_TOKENS * len(question.photos)
    return sent, question.max_tokens or 0


def _outcome(error: BaseException | None) -> str:
    if error is None:
        return "ok"
    return error.reason if isinstance(error, ProviderFailed) else "error"
