"""In-memory pictures of a kitchen."""

from shared.domain.catalog import fold
from shared.domain.errors import AlreadyExists, Conflict, NotFound
from shared.domain.library import MOST_PICTURES, LibraryPicture
from shared.domain.listing import Page
from tests.fakes.versions import page, versioned


class FakeLibrary:
    def __init__(self) -> None:
        self.stored: dict[str, LibraryPicture] = {}

    def admit(self, picture: LibraryPicture) -> None:
        known = self.stored.get(picture.id)
        if known is None and len(self.stored) >= MOST_PICTURES:
            raise Conflict("library_full", most=MOST_PICTURES)
        if known is not None and known.fingerprint != picture.fingerprint:
            raise AlreadyExists(id=picture.id, field="id")

    def add(self, picture: LibraryPicture) -> LibraryPicture:
        self.admit(picture)
        return self.stored.setdefault(picture.id, versioned(picture))

    def get(self, picture_id: str) -> LibraryPicture:
        if picture_id not in self.stored:
            raise NotFound
        return self.stored[picture_id]

    def named(self, name: str) -> LibraryPicture | None:
        found = (one for one in self.stored.values() if fold(name) in one.keys)
        return next(found, None)

    def page(self, limit: int, cursor: str | None) -> Page[LibraryPicture]:
        found = sorted(self.stored.values(), key=lambda one: (one.created_at, one.id), reverse=True)
        return page(found, lambda one: one.id, limit, cursor)

    def remove(self, picture_id: str) -> None:
        self.get(picture_id)
        del self.stored[picture_id]
