"""`sessions/{sid}`: server only, with a TTL on `expires_at`."""

from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READ_SECONDS,
    WRITE_SECONDS,
    from_snapshot,
    to_document,
    translated,
)
from shared.domain.session import Session


class FirestoreSessions:
    """See `shared.ports.Sessions`."""

    def __init__(self, client: Client) -> None:
        self._sessions = client.collection("sessions")

    def create(self, session: Session) -> None:
        with translated():
            self._sessions.document(session.id).create(to_document(session), timeout=WRITE_SECONDS)

    def get(self, session_id: str) -> Session | None:
        with translated():
            snapshot = self._sessions.document(session_id).get(timeout=READ_SECONDS)
        return from_snapshot(snapshot, Session) if snapshot.exists else None
