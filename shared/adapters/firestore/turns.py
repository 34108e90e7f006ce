"""`digests/{uid}`: when somebody's next message is due; `digest_claims/{uid}-{day}`: that it was
taken, with a TTL. Both are the server's own."""

from datetime import date, datetime

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, FieldFilter

from shared.adapters.firestore.documents import (
    WRITING,
    Snapshot,
    from_snapshot,
    to_document,
    translated,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.daily import Turn, claim_id
from shared.domain.listing import Page

_FIRST_DUE = Order("next_at")


class FirestoreTurns:
    """See `shared.ports.Turns`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._turns = client.collection("digests")
        self._claims = client.collection("digest_claims")

    def schedule(self, turn: Turn) -> None:
        with translated():
            self._turns.document(turn.uid).set(to_document(turn), **WRITING)

    def cancel(self, uid: str) -> None:
        with translated():
            self._turns.document(uid).delete(**WRITING)

    def due(self, now: datetime, limit: int, cursor: str | None) -> Page[Turn]:
        query = self._turns.where(filter=FieldFilter("next_at", "<=", now))
        return page(query, _FIRST_DUE, limit, cursor, _turn)

    def claim(self, turn: Turn, day: date, expires_at: datetime) -> bool:
        batch = self._client.batch()
        claim = {"uid": turn.uid, "expires_at": expires_at}
        batch.create(self._claims.document(claim_id(turn.uid, day)), claim)
        batch.set(self._turns.document(turn.uid), to_document(turn))
        try:
            with translated():
                batch.commit(**WRITING)
        except DocumentExists:
            return False
        return True

    def release(self, uid: str, day: date) -> None:
        with translated():
            self._claims.document(claim_id(uid, day)).delete(**WRITING)


def _turn(snapshot: Snapshot) -> Turn:
    return from_snapshot(snapshot, Turn)
