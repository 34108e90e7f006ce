"""`kitchens/{kid}/images`: the names of a kitchen's own pictures."""

from typing import Any

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, FieldFilter

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    remove,
    required,
    the_same,
    to_document,
    translated,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.catalog import fold
from shared.domain.errors import Conflict, NotFound
from shared.domain.library import MOST_PICTURES, LibraryPicture
from shared.domain.listing import Page

_NEWEST_FIRST = Order("created_at", descending=True)


class FirestoreLibrary:
    """See `shared.ports.Library`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        self._pictures = client.collection("kitchens", kitchen_id, "images")

    def admit(self, picture: LibraryPicture) -> None:
        if self._known(picture) is None and self._count() >= MOST_PICTURES:
            raise Conflict("library_full", most=MOST_PICTURES)

    def add(self, picture: LibraryPicture) -> LibraryPicture:
        self.admit(picture)
        try:
            with translated():
                document = self._pictures.document(picture.id)
                document.create(to_document(picture), **WRITING)
        except DocumentExists:
            known = self._known(picture)
            if known is None:
                raise NotFound from None
            return known
        return picture

    def get(self, picture_id: str) -> LibraryPicture:
        with translated():
            snapshot = self._pictures.document(picture_id).get(**READING)
        return required(snapshot, LibraryPicture)

    def named(self, name: str) -> LibraryPicture | None:
        query = self._pictures.where(filter=FieldFilter("keys", "array_contains", fold(name)))
        with translated():
            found = query.limit(1).get(**READING)
        return _picture(found[0]) if found else None

    def page(self, limit: int, cursor: str | None) -> Page[LibraryPicture]:
        return page(self._pictures, _NEWEST_FIRST, limit, cursor, _picture)

    def remove(self, picture_id: str) -> None:
        remove(self._client, self._pictures.document(picture_id), None)

    def _count(self) -> int:
        # The client's own annotations of an aggregation's answer are wrong.
        question: Any = self._pictures.limit(MOST_PICTURES).count()
        with translated():
            return int(question.get(**READING)[0][0].value)

    def _known(self, picture: LibraryPicture) -> LibraryPicture | None:
        """What the same upload stored. Raises AlreadyExists for another one's."""
        try:
            known = self.get(picture.id)
        except NotFound:
            return None
        return the_same(known, picture.fingerprint)


def _picture(snapshot: Snapshot) -> LibraryPicture:
    return from_snapshot(snapshot, LibraryPicture)
