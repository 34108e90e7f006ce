"""One log line per call: how much it took, never what was said."""

import logging
from types import TracebackType
from typing import TYPE_CHECKING, Self

from shared.adapters.prompting.question import Question
from shared.domain.errors import ProviderFailed
from shared.ports.clock import Clock

if TYPE_CHECKING:
    from google.genai.types import GenerateContentResponse

_LOG = logging.getLogger("zerowaste.model")


class CallLog:
    """Times a call and writes its line at the end, however it ends.

    `input_tokens` and `output_tokens` (thoughts included, they cost the same) are those the service
    counted, zero where it did not say.
    """

    def __init__(self, question: Question, clock: Clock) -> None:
        self._question = question
        self._clock = clock
        self._started = clock.monotonic()
        self._input = 0
        self._output = 0

    def count(self, response: "GenerateContentResponse") -> None:
        """Takes the tokens the service counted."""
        usage = response.usage_metadata
        if usage is not None:
            self._input = usage.prompt_token_count or 0
            self._output = (usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _LOG.info(
            "model call",
            extra={
                "provider": "gemini",
                "model": self._question.model,
                "purpose": self._question.purpose,
                "input_tokens": self._input,
                "output_tokens": self._output,
                "images": len(self._question.photos),
                "seconds": round(self._clock.monotonic() - self._started, 3),
                "outcome": _outcome(error),
            },
        )


def _outcome(error: BaseException | None) -> str:
    if error is None:
        return "ok"
    return error.reason if isinstance(error, ProviderFailed) else "error"
