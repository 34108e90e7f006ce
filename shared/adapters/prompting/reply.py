"""What came back of a question, and who sends one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from shared.adapters.prompting.question import Question
from shared.ports.spending import Meter

# Takes the tokens in and out that a provider counted, as soon as they are known.
Count = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model answered: its text, and the bytes of its first picture if it made one."""

    text: str
    picture: bytes | None


class Models(Protocol):
    """The models of one provider; `sold` says that whatever it is asked is paid for."""

    name: str
    sold: bool
    meter: Meter

    def send(self, question: Question, seconds: float, count: Count) -> Reply:
        """The answer, if all of it came within `seconds`; one call.

        Raises:
            Transient: out of time, unreachable, or a status that may pass.
            ProviderRefused: it will not answer this, or the request is wrong.
            ProviderFailed: any other status, or no usable answer.
        """


class Unmetered:
    """Nobody adds up."""

    def record(self, usage: object) -> None:
        return
