"""`sessions/{sid}`: server only, with a TTL on `expires_at`."""

from contextlib import suppress
from datetime import datetime

from google.cloud.firestore import Client, FieldFilter

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
    version_of,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.errors import VersionMismatch
from shared.domain.listing import Page
from shared.domain.session import EndReason, Session

_NEWEST_FIRST = Order("created_at", descending=True)


class FirestoreSessions:
    """See `shared.ports.Sessions`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._sessions = client.collection("sessions")

    def create(self, session: Session) -> None:
        with translated():
            self._sessions.document(session.id).create(to_document(session), **WRITING)

    def get(self, session_id: str) -> Session | None:
        with translated():
            snapshot = self._sessions.document(session_id).get(**READING)
        return from_snapshot(snapshot, Session) if snapshot.exists else None

    def rotate(self, session: Session, now: datetime) -> Session:
        moved = {"generation": session.generation + 1, "rotated_at": now}
        with translated():
            result = self._sessions.document(session.id).update(
                moved,
                option=unchanged_since(self._client, session.version),
                **WRITING,
            )
        return session.model_copy(update=moved | {"version": version_of(result.update_time)})

    def end(self, session_id: str, now: datetime, reason: EndReason) -> None:
        try:
            with translated():
                self._sessions.document(session_id).update(
                    {"ended_at": now, "end_reason": reason.value}, **WRITING
                )
        except VersionMismatch:
            return

    def move_zone(self, session_id: str, zone: str) -> None:
        with suppress(VersionMismatch), translated():
            self._sessions.document(session_id).update({"time_zone": zone}, **WRITING)

    def live_of(self, uid: str, limit: int, cursor: str | None) -> Page[Session]:
        query = self._sessions.where(filter=FieldFilter("uid", "==", uid)).where(
            filter=FieldFilter("ended_at", "==", None)
        )
        return page(query, _NEWEST_FIRST, limit, cursor, _session)


def _session(snapshot: Snapshot) -> Session:
    return from_snapshot(snapshot, Session)
