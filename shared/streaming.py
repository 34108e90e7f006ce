"""An answer that is made while it is being sent, so that its size does not matter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

Whole = TypeVar("Whole", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Streamed(Generic[Whole]):
    """The pieces of a JSON document that reads as a `Whole`. The status is sent before the first
    piece is read: a failure on the way cuts the answer short, which no client takes for JSON."""

    pieces: Iterator[str]
