"""`deletions/{id}`: promises to delete a person or a kitchen, server only and without a TTL."""

from collections.abc import Sequence
from datetime import datetime

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, FieldFilter

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
)
from shared.domain.deletion import Deletion, Subject
from shared.domain.person import Person

_PAGE = 200


class FirestoreDeletions:
    """See `shared.ports.Deletions`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._deletions = client.collection("deletions")

    def begin(self, deletion: Deletion, shell: Person) -> None:
        batch = self._client.batch()
        batch.create(self._deletions.document(deletion.id), to_document(deletion))
        batch.update(
            self._client.document("users", shell.uid),
            to_document(shell),
            option=unchanged_since(self._client, shell.version),
        )
        try:
            with translated():
                batch.commit(**WRITING)
        except DocumentExists:
            return

    def due(self, now: datetime, limit: int) -> list[Deletion]:
        query = self._deletions.where(filter=FieldFilter("due_at", "<=", now)).order_by("due_at")
        with translated():
            found: Sequence[Snapshot] = query.limit(limit).get(**READING)
        return [from_snapshot(snapshot, Deletion) for snapshot in found]

    def erase_sessions(self, uid: str) -> list[str]:
        self._erase("idempotency", uid)
        self._erase("digest_claims", uid)
        self._erase("push_owners", uid)
        return self._erase("sessions", uid)

    def finish(self, deletion: Deletion) -> None:
        batch = self._client.batch()
        batch.delete(self._deletions.document(deletion.id))
        if deletion.subject is Subject.PERSON:
            batch.delete(self._client.document("users", deletion.id))
            batch.delete(self._client.document("digests", deletion.id))
        with translated():
            batch.commit(**WRITING)

    def _erase(self, collection: str, uid: str) -> list[str]:
        query = self._client.collection(collection).where(filter=FieldFilter("uid", "==", uid))
        erased: list[str] = []
        while True:
            with translated():
                found: Sequence[Snapshot] = query.select([]).limit(_PAGE).get(**READING)
                batch = self._client.batch()
                for snapshot in found:
                    batch.delete(snapshot.reference)
                batch.commit(**WRITING)
            erased += [snapshot.id for snapshot in found]
            if len(found) < _PAGE:
                return erased
