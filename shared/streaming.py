"""An answer that is made while it is being sent, so that its size does not matter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

Whole = TypeVar("Whole", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Streamed(Generic[Whole]):
    """The pieces of a document that reads as a `Whole`, in JSON unless `media_type` says otherwise.

    The status is sent before the first piece is read: a failure on the way cuts the answer short,
    which no client takes for a whole one.
    """

    pieces: Iterator[str]
    media_type: str = "application/json"
