"""`cache/{id}`: what public catalogs said of products, server only and for a while."""

from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    from_snapshot,
    to_document,
    translated,
)
from shared.domain.product import CachedProduct


class FirestoreCachedProducts:
    """See `shared.ports.products.CachedProducts`."""

    def __init__(self, client: Client) -> None:
        self._cache = client.collection("cache")

    def get(self, key: str) -> CachedProduct | None:
        with translated():
            snapshot = self._cache.document(key).get(**READING)
        return from_snapshot(snapshot, CachedProduct) if snapshot.exists else None

    def put(self, cached: CachedProduct) -> None:
        with translated():
            self._cache.document(cached.id).set(to_document(cached), **WRITING)
