"""What a model is asked, in this project's own types."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from shared.domain.recognition import Photo

Purpose = Literal["recognise", "write", "paint"]


@dataclass(frozen=True, slots=True)
class Question:
    """`system` holds the rules and `text` the data; `schema` is the JSON Schema of the answer, None
    where a picture is asked for. `max_tokens` bounds the answer, thoughts included."""

    purpose: Purpose
    model: str
    system: str
    text: str
    photos: tuple[Photo, ...] = ()
    schema: Mapping[str, Any] | None = None
    max_tokens: int | None = None
