"""Pictures that belong to no kitchen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.shared_picture import SharedPicture


class SharedPictures(Protocol):
    """Of the dishes and foods everybody knows."""

    def get(self, picture_id: str) -> SharedPicture | None: ...

    def get_all(self, picture_ids: Sequence[str]) -> Mapping[str, SharedPicture]:
        """Those that are there, by id."""

    def create(self, picture: SharedPicture) -> SharedPicture:
        """Raises VersionMismatch where there is one already."""

    def replace(self, picture: SharedPicture) -> SharedPicture:
        """Raises VersionMismatch unless the stored one still has `picture.version`."""

    def remove(self, picture: SharedPicture) -> None:
        """Forgets one that was not drawn. Raises VersionMismatch unless it still has its
        version."""
