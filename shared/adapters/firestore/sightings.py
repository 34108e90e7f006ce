"""`cache/{id}`: what was seen in a kitchen's photos, server only and for a while."""

from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    from_snapshot,
    to_document,
    translated,
)
from shared.domain.cached_sighting import CachedSighting


class FirestoreSightings:
    """See `shared.ports.Sightings`."""

    def __init__(self, client: Client) -> None:
        self._cache = client.collection("cache")

    def get(self, key: str) -> CachedSighting | None:
        with translated():
            snapshot = self._cache.document(key).get(**READING)
        return from_snapshot(snapshot, CachedSighting) if snapshot.exists else None

    def put(self, cached: CachedSighting) -> None:
        with translated():
            self._cache.document(cached.id).set(to_document(cached), **WRITING)
