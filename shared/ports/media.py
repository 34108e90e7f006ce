"""Pictures: drawn, made small, stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.picture import DishBrief, Picture


class MediaStore(Protocol):
    def put(self, name: str, data: bytes, content_type: str) -> None:
        """Stores the object under its name, over what was there."""

    def get(self, name: str) -> bytes:
        """Raises NotFound."""

    def names(self, prefix: str) -> Iterator[str]:
        """The names of the objects that begin so, read page by page."""

    def remove_all(self, prefix: str, most: int) -> int:
        """Removes at most so many of the objects whose names begin so, and answers how many; 0
        when none is left."""

    def link(self, name: str, lifetime: timedelta) -> str:
        """An address that opens the object without signing in until `lifetime` has passed."""


class NamedPainter(Protocol):
    """Who painted it is part of what a shared picture is."""

    @property
    def name(self) -> str: ...

    @property
    def model(self) -> str: ...


class Painter(Protocol):
    name: str
    model: str

    def paint(self, brief: DishBrief, deadline: float) -> Picture:
        """A picture of the dish.

        Raises:
            ProviderFailed: no usable answer.
        """


class PaintersOf(Protocol):
    def __call__(self, kitchen_id: str) -> Sequence[Painter]:
        """Who paints for that kitchen, at its expense, in the order they are asked."""


class Thumbnailer(Protocol):
    def __call__(self, data: bytes) -> bytes:
        """A small copy of a picture, in the same format."""
