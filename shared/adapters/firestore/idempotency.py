"""`idempotency/{hash}`: requests with a key; server only, TTL on `expires_at`."""

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
    version_of,
)
from shared.domain.idempotency import KeyedRequest


class FirestoreKeyedRequests:
    """See `shared.ports.KeyedRequests`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._requests = client.collection("idempotency")

    def create(self, request: KeyedRequest) -> KeyedRequest | None:
        try:
            with translated():
                result = self._requests.document(request.id).create(to_document(request), **WRITING)
        except DocumentExists:
            return None
        return request.model_copy(update={"version": version_of(result.update_time)})

    def get(self, request_id: str) -> KeyedRequest | None:
        with translated():
            snapshot = self._requests.document(request_id).get(**READING)
        return from_snapshot(snapshot, KeyedRequest) if snapshot.exists else None

    def replace(self, request: KeyedRequest) -> KeyedRequest:
        option = unchanged_since(self._client, request.version)
        with translated():
            result = self._requests.document(request.id).update(
                to_document(request), option=option, **WRITING
            )
        return request.model_copy(update={"version": version_of(result.update_time)})
