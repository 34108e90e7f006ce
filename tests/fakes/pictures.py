"""In-memory shared pictures."""

from collections.abc import Mapping, Sequence

from shared.domain.errors import VersionMismatch
from shared.domain.shared_picture import SharedPicture
from tests.fakes.versions import versioned


class FakeSharedPictures:
    def __init__(self) -> None:
        self.stored: dict[str, SharedPicture] = {}

    def get(self, picture_id: str) -> SharedPicture | None:
        return self.stored.get(picture_id)

    def get_all(self, picture_ids: Sequence[str]) -> Mapping[str, SharedPicture]:
        return {one: self.stored[one] for one in picture_ids if one in self.stored}

    def create(self, picture: SharedPicture) -> SharedPicture:
        if picture.id in self.stored:
            raise VersionMismatch
        return self._put(picture)

    def replace(self, picture: SharedPicture) -> SharedPicture:
        self._same(picture)
        return self._put(picture)

    def remove(self, picture: SharedPicture) -> None:
        self._same(picture)
        del self.stored[picture.id]

    def _same(self, picture: SharedPicture) -> None:
        known = self.stored.get(picture.id)
        if known is None or known.version != picture.version:
            raise VersionMismatch

    def _put(self, picture: SharedPicture) -> SharedPicture:
        self.stored[picture.id] = versioned(picture)
        return self.stored[picture.id]
