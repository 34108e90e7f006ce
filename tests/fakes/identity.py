"""In-memory identity."""

from datetime import datetime

from shared.domain.errors import (
    Unauthenticated,
    VersionMismatch,
)
from shared.domain.listing import Page
from shared.domain.session import EndReason, Identity, Session
from tests.fakes.versions import page, version


class FakeSessions:
    def __init__(self) -> None:
        self.sessions: dict[str, Session] = {}

    def create(self, session: Session) -> None:
        self.sessions[session.id] = session.model_copy(update={"version": version()})

    def get(self, session_id: str) -> Session | None:
        return self.sessions.get(session_id)

    def rotate(self, session: Session, now: datetime) -> Session:
        known = self.sessions.get(session.id)
        if known is None or known.version != session.version:
            raise VersionMismatch
        moved = {"generation": session.generation + 1, "rotated_at": now, "version": version()}
        self.sessions[session.id] = known.model_copy(update=moved)
        return self.sessions[session.id]

    def end(self, session_id: str, now: datetime, reason: EndReason) -> None:
        if session_id in self.sessions:
            ended = {"ended_at": now, "end_reason": reason, "version": version()}
            self.sessions[session_id] = self.sessions[session_id].model_copy(update=ended)

    def move_zone(self, session_id: str, zone: str) -> None:
        if session_id in self.sessions:
            moved = {"time_zone": zone, "version": version()}
            self.sessions[session_id] = self.sessions[session_id].model_copy(update=moved)

    def live_of(self, uid: str, limit: int, cursor: str | None) -> Page[Session]:
        living = [s for s in self.sessions.values() if s.uid == uid and s.ended_at is None]
        found = sorted(living, key=lambda one: (one.created_at, one.id), reverse=True)
        return page(found, lambda one: one.id, limit, cursor)


class FakeIdentityProvider:
    """Knows the people it was told of; `gone` are those disabled, deleted or signed out."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    def verify(self, id_token: str) -> Identity:
        if id_token in self.gone:
            raise Unauthenticated
        return Identity(uid=id_token, email=f"{id_token}@example.com", name="Ana")

    def still_signed_in(self, uid: str, since: datetime) -> bool:
        return uid not in self.gone

    def remove(self, uid: str) -> None:
        self.gone.add(uid)


class FakeSigner:
    """Tokens that show what they are of."""

    def sign(self, session: Session, now: datetime) -> str:
        return f"access:{session.id}:{session.generation}:{now.isoformat()}"
