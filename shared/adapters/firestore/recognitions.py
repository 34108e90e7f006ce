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
from shared.domain.feedback import StoredFeedback
from shared.domain.listing import Page
from shared.domain.recognition_result import Recognition

_NEWEST_FIRST = Order("created_at", descending=True)


class FirestoreRecognitions:
    """See `shared.ports.Recognitions`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._recognitions = client.collection("kitchens", kitchen_id, "recognitions")
        self._feedback = client.collection("kitchens", kitchen_id, "feedback")

    def save(self, recognition: Recognition) -> Recognition:
        document = self._recognitions.document(recognition.id)
        try:
            with translated():
                document.create(to_document(recognition), **WRITING)
        except DocumentExists:
            return self.get(recognition.id)
        return recognition

    def get(self, recognition_id: str) -> Recognition:
        with translated():
            snapshot = self._recognitions.document(recognition_id).get(**READING)
        return required(snapshot, Recognition)

    def page(self, limit: int, cursor: str | None) -> Page[Recognition]:
        return page(self._recognitions, _NEWEST_FIRST, limit, cursor, _recognition)

    def save_feedback(self, feedback: StoredFeedback) -> None:
        with translated():
            self._feedback.document(feedback.id).set(to_document(feedback), **WRITING)


def _recognition(snapshot: Snapshot) -> Recognition:
    return from_snapshot(snapshot, Recognition)
