"""`kitchens/{kid}/recognitions`: what was seen in one kitchen's photos."""

from collections.abc import Sequence

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, WriteBatch

from shared.adapters.firestore.documents import (
    READ_SECONDS,
    WRITE_SECONDS,
    Snapshot,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.errors import NotFound, VersionMismatch
from shared.domain.feedback import StoredFeedback
from shared.domain.job import Job
from shared.domain.listing import Page
from shared.domain.recognition_batch import Batch
from shared.domain.recognition_result import Recognition

_NEWEST_FIRST = Order("created_at", descending=True)


class FirestoreRecognitions:
    """See `shared.ports.Recognitions`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        self._recognitions = client.collection("kitchens", kitchen_id, "recognitions")
        self._feedback = client.collection("kitchens", kitchen_id, "feedback")

    def save(self, recognition: Recognition) -> Recognition:
        document = self._recognitions.document(recognition.id)
        try:
            with translated():
                document.create(to_document(recognition), timeout=WRITE_SECONDS)
        except DocumentExists:
            return self.get(recognition.id)
        return recognition

    def get(self, recognition_id: str) -> Recognition:
        with translated():
            snapshot = self._recognitions.document(recognition_id).get(timeout=READ_SECONDS)
        return _found(snapshot)

    def page(self, limit: int, cursor: str | None) -> Page[Recognition]:
        return page(self._recognitions, _NEWEST_FIRST, limit, cursor, recognition_of)

    def queue(self, batch: Batch, jobs: Sequence[Job]) -> Recognition:
        writes = self._client.batch()
        writes.create(self._recognitions.document(batch.id), to_document(batch))
        self._create(writes, jobs)
        try:
            with translated():
                writes.commit(timeout=WRITE_SECONDS)
        except DocumentExists:
            return self.get(batch.id)
        return batch.shown()

    def batch(self, recognition_id: str) -> Batch | None:
        with translated():
            snapshot = self._recognitions.document(recognition_id).get(timeout=READ_SECONDS)
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
                writes.commit(timeout=WRITE_SECONDS)
        except DocumentExists:
            raise VersionMismatch from None

    def _create(self, writes: WriteBatch, jobs: Sequence[Job]) -> None:
        for job in jobs:
            writes.create(self._client.document("jobs", job.id), to_document(job))

    def save_feedback(self, feedback: StoredFeedback) -> None:
        with translated():
            self._feedback.document(feedback.id).set(to_document(feedback), timeout=WRITE_SECONDS)


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
