"""`kitchens/{kid}/estimates`."""

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    required,
    the_same,
    to_document,
    translated,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.estimate import StoredEstimate
from shared.domain.listing import Page

_NEWEST_FIRST = Order("created_at", descending=True)


class FirestoreEstimates:
    """See `shared.ports.Estimates`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._estimates = client.collection("kitchens", kitchen_id, "estimates")

    def add(self, estimate: StoredEstimate) -> StoredEstimate:
        document = self._estimates.document(estimate.id)
        try:
            with translated():
                document.create(to_document(estimate), **WRITING)
        except DocumentExists:
            with translated():
                snapshot = document.get(**READING)
            return the_same(required(snapshot, StoredEstimate), estimate.fingerprint)
        return estimate

    def page(self, limit: int, cursor: str | None) -> Page[StoredEstimate]:
        return page(self._estimates, _NEWEST_FIRST, limit, cursor, _estimate)


def _estimate(snapshot: Snapshot) -> StoredEstimate:
    return from_snapshot(snapshot, StoredEstimate)
