"""`kitchens/{kid}/recognitions`: what was seen in one kitchen's photos."""

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    required,
    to_document,
    translated,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.errors import AlreadyExists
from shared.domain.feedback import StoredFeedback
from shared.domain.listing import Page
from shared.domain.recognition_result import Recognition

_NEWEST_FIRST = Order("created_at", descending=True)
_FINGERPRINT = "fingerprint"


class FirestoreRecognitions:
    """See `shared.ports.Recognitions`. The fingerprint of the request is a field of the document
    that no recognition has."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
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
        return required(self._snapshot(recognition_id), Recognition)

    def page(self, limit: int, cursor: str | None) -> Page[Recognition]:
        return page(self._recognitions, _NEWEST_FIRST, limit, cursor, _recognition)

    def save_feedback(self, feedback: StoredFeedback) -> None:
        with translated():
            self._feedback.document(feedback.id).set(to_document(feedback), **WRITING)

    def _snapshot(self, recognition_id: str) -> Snapshot:
        with translated():
            return self._recognitions.document(recognition_id).get(**READING)


def _same(snapshot: Snapshot, fingerprint: str) -> Recognition:
    recognition = required(snapshot, Recognition)
    if (snapshot.to_dict() or {}).get(_FINGERPRINT) != fingerprint:
        raise AlreadyExists(id=recognition.id, field="id")
    return recognition


def _recognition(snapshot: Snapshot) -> Recognition:
    return from_snapshot(snapshot, Recognition)
