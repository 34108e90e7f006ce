"""The server's own collections whose documents expire.

Firestore's TTL deletes them too, up to a day late and not at all on the emulator. Both need what
`infra/firestore.indexes.json` declares for each of these: a TTL policy and an index of
`expires_at`.
"""

from collections.abc import Sequence
from datetime import datetime

from google.cloud.firestore import Client, FieldFilter
from google.cloud.firestore_v1.bulk_batch import BulkWriteBatch

from shared.adapters.firestore.documents import (
    WRITING,
    Snapshot,
    translated,
    unchanged_since,
    version_of,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.leftover import Leftover
from shared.domain.listing import Page

_FIRST_EXPIRED = Order("expires_at")
_OK = 0


class FirestoreLeftovers:
    """See `shared.ports.Leftovers`."""

    # A session that ended stays until it expires: until then its old refresh tokens may turn up.
    collections: Sequence[str] = (
        "sessions",
        "idempotency",
        "limits",
        "cache",
        "jobs",
        "dead_letters",
        "invites",
        "security_stats",
        "spending",
        "digest_claims",
        "push_owners",
    )

    def __init__(self, client: Client) -> None:
        self._client = client

    def page(
        self, collection: str, before: datetime, limit: int, cursor: str | None
    ) -> Page[Leftover]:
        expired = (
            self._client.collection(collection)
            .where(filter=FieldFilter("expires_at", "<=", before))
            .select(["expires_at"])
        )
        return page(expired, _FIRST_EXPIRED, limit, cursor, _leftover)

    def delete(self, leftovers: Sequence[Leftover]) -> int:
        if not leftovers:
            return 0
        # Not a WriteBatch: there, one document that was renewed would keep all the others.
        batch = BulkWriteBatch(self._client)
        for one in leftovers:
            document = self._client.document(one.collection, one.id)
            batch.delete(document, unchanged_since(self._client, one.version))
        with translated():
            answer = batch.commit(**WRITING)
        return sum(status.code == _OK for status in answer.status)


def _leftover(snapshot: Snapshot) -> Leftover:
    return Leftover(
        collection=snapshot.reference.parent.id,
        id=snapshot.id,
        version=version_of(snapshot.update_time),
    )
