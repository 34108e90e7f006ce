"""`cache/{id}`: what was seen in a kitchen's photos, server only and for a while; beside it, under
`{id}-look`, that somebody looks."""

from datetime import datetime

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
from shared.domain.cached_sighting import CachedSighting
from shared.domain.errors import VersionMismatch


class FirestoreSightings:
    """See `shared.ports.Sightings`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._cache = client.collection("cache")

    def get(self, key: str) -> CachedSighting | None:
        with translated():
            snapshot = self._cache.document(key).get(**READING)
        return from_snapshot(snapshot, CachedSighting) if snapshot.exists else None

    def put(self, cached: CachedSighting) -> None:
        with translated():
            self._cache.document(cached.id).set(to_document(cached), **WRITING)

    def claim(self, key: str, kitchen_id: str, now: datetime, until: datetime) -> bool:
        document = self._cache.document(_look(key))
        lease = {"kitchen_id": kitchen_id, "expires_at": until}
        try:
            with translated():
                document.create(lease, **WRITING)
        except DocumentExists:
            return self._taken_over(key, lease, now)
        return True

    def release(self, key: str) -> None:
        with translated():
            self._cache.document(_look(key)).delete(**WRITING)

    def _taken_over(self, key: str, lease: dict[str, object], now: datetime) -> bool:
        """From whoever died looking; who just let go is not waited for twice."""
        document = self._cache.document(_look(key))
        with translated():
            held = document.get(**READING)
        if not held.exists or now < held.get("expires_at"):
            return False
        unchanged = unchanged_since(self._client, version_of(held.update_time))
        try:
            with translated():
                document.update(lease, option=unchanged, **WRITING)
        except VersionMismatch:
            return False
        return True


def _look(key: str) -> str:
    return f"{key}-look"
