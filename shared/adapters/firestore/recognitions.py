"""`kitchens/{kid}/recognitions`: what was seen in one kitchen's photos."""

from collections.abc import Sequence

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, WriteBatch

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.errors import AlreadyExists, NotFound, VersionMismatch
from shared.domain.feedback import StoredFeedback
from shared.domain.job import Job
from shared.domain.listing import Page
from shared.domain.recognition_batch import Batch
from shared.domain.recognition_result import Recognition

_NEWEST_FIRST = Order("created_at", descending=True)
_FINGERPRINT = "fingerprint"


class FirestoreRecognitions:
    """See `shared.ports.Recognitions`. The fingerprint of the request is a field of the document
    that no recognition has."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        self._recognitions = client.collection("kitchens", kitchen_id, "recognitions")
        self._feedback = client.collection("kitchens", kitchen_id, "feedback")

    def save(self, recognition: Recognition, fingerprint: str) -> Recognition:
        document = self._recognitions.document(recognition.id)
        try:
            with translated():
                document.create(to_document(recognition) | {_FINGERPRINT: fingerprint}, **WRITING)
        except DocumentExists:
            return _same(self._snapshot(recognition.id), fingerprint)
        return recognition

    def repeated(self, recognition_id: str, fingerprint: str) -> Recognition | None:
        snapshot = self._snapshot(recognition_id)
        return _same(snapshot, fingerprint) if snapshot.exists else None

    def get(self, recognition_id: str) -> Recognition:
        return _found(self._snapshot(recognition_id))

    def page(self, limit: int, cursor: str | None) -> Page[Recognition]:
        return page(self._recognitions, _NEWEST_FIRST, limit, cursor, recognition_of)

    def queue(self, batch: Batch, jobs: Sequence[Job]) -> Recognition:
        writes = self._client.batch()
        writes.create(self._recognitions.document(batch.id), to_document(batch))
        self._create(writes, jobs)
        try:
            with translated():
                writes.commit(**WRITING)
        except DocumentExists:
            known = self.batch(batch.id)
            if known is None or not known.repeats(batch):
                raise AlreadyExists(id=batch.id, field="id") from None
            return known.shown()
        return batch.shown()

    def batch(self, recognition_id: str) -> Batch | None:
        with translated():
            snapshot = self._recognitions.document(recognition_id).get(**READING)
        if not snapshot.exists:
            raise NotFound
        return from_snapshot(snapshot, Batch) if _in_parts(snapshot) else None

    def requeue(self, batch: Batch, jobs: Sequence[Job]) -> None:
        writes = self._client.batch()
        writes.update(
            self._recognitions.document(batch.id),
            to_document(batch),
            option=unchanged_since(self._client, batch.version),
        )
        self._create(writes, jobs)
        try:
            with translated():
                writes.commit(**WRITING)
        except DocumentExists:
            raise VersionMismatch from None

    def _create(self, writes: WriteBatch, jobs: Sequence[Job]) -> None:
        for job in jobs:
            writes.create(self._client.document("jobs", job.id), to_document(job))

    def save_feedback(self, feedback: StoredFeedback) -> None:
        with translated():
            self._feedback.document(feedback.id).set(to_document(feedback), **WRITING)

    def _snapshot(self, recognition_id: str) -> Snapshot:
        with translated():
            return self._recognitions.document(recognition_id).get(**READING)


def _same(snapshot: Snapshot, fingerprint: str) -> Recognition:
    recognition = _found(snapshot)
    if (snapshot.to_dict() or {}).get(_FINGERPRINT) != fingerprint:
        raise AlreadyExists(id=recognition.id, field="id")
    return recognition


def recognition_of(snapshot: Snapshot) -> Recognition:
    """The recognition a document holds, whether it was made at once or in parts."""
    if _in_parts(snapshot):
        return from_snapshot(snapshot, Batch).shown()
    return from_snapshot(snapshot, Recognition)


def _found(snapshot: Snapshot) -> Recognition:
    if not snapshot.exists:
        raise NotFound
    return recognition_of(snapshot)


def _in_parts(snapshot: Snapshot) -> bool:
    return "parts" in (snapshot.to_dict() or {})
