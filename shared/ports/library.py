"""A kitchen's own pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.library import LibraryPicture
    from shared.domain.listing import Page


class Library(Protocol):
    """Of one kitchen."""

    def admit(self, picture: LibraryPicture) -> None:
        """Refuses what `add` would refuse, and stores nothing. Raises what `add` raises."""

    def add(self, picture: LibraryPicture) -> LibraryPicture:
        """Stores it once: what the same upload stored before is answered instead.

        Raises:
            AlreadyExists: another upload stored something under its id.
            Conflict: the library is full.
        """

    def get(self, picture_id: str) -> LibraryPicture:
        """Raises NotFound."""

    def named(self, name: str) -> LibraryPicture | None:
        """One that has this name in either language, after folding."""

    def page(self, limit: int, cursor: str | None) -> Page[LibraryPicture]:
        """Newest first. Raises Invalid for a cursor this list did not give."""

    def remove(self, picture_id: str) -> None:
        """Raises NotFound."""


class LibraryOf(Protocol):
    def __call__(self, kitchen_id: str) -> Library:
        """The library of that kitchen."""
