"""`cache/{id}`: what models proposed to a kitchen, server only and for a while."""

from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    from_snapshot,
    to_document,
    translated,
)
from shared.domain.cached_proposals import CachedProposals


class FirestoreProposals:
    """See `shared.ports.Proposals`."""

    def __init__(self, client: Client) -> None:
        self._cache = client.collection("cache")

    def get(self, key: str) -> CachedProposals | None:
        with translated():
            snapshot = self._cache.document(key).get(**READING)
        return from_snapshot(snapshot, CachedProposals) if snapshot.exists else None

    def put(self, cached: CachedProposals) -> None:
        with translated():
            self._cache.document(cached.id).set(to_document(cached), **WRITING)
