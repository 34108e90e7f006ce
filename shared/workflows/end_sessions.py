"""Ending sessions: one device's, a chosen one's, all of a person's."""

from shared.domain.errors import NotFound, Unauthenticated
from shared.domain.refresh_token import genuine, presented
from shared.domain.security import SecurityEvent
from shared.domain.session import EndReason, Session
from shared.ports.clock import Clock
from shared.ports.identity import AccessTokens, Sessions
from shared.ports.security import SecurityLog
from shared.workflows.session_states import SessionStates

_PAGE = 100
_MOST_PAGES = 100


def session_of_bearer(
    credentials: str | None,
    *,
    key: bytes,
    access_tokens: AccessTokens,
    sessions: Sessions,
    clock: Clock,
) -> Session | None:
    """The session that a phone wants to leave: by its access token, expired or not, or by its
    refresh token, of any generation. None for anything else: leaving never fails."""
    if credentials is None:
        return None
    shown = presented(credentials)
    if shown is not None:
        session = sessions.get(shown.session_id)
        return session if session is not None and genuine(shown, session, key) else None
    try:
        claims = access_tokens.verify(credentials, clock.now(), even_expired=True)
    except Unauthenticated:
        return None
    session = sessions.get(claims.session_id)
    return session if session is not None and session.uid == claims.uid else None


def end_session(
    session: Session,
    reason: EndReason,
    *,
    sessions: Sessions,
    states: SessionStates,
    security_log: SecurityLog,
    clock: Clock,
) -> None:
    """Ends one session; repeating it changes nothing."""
    if session.ended_at is None:
        sessions.end(session.id, clock.now(), reason)
        security_log.record(SecurityEvent.SESSION_ENDED, session_id=session.id, reason=reason)
    states.forget(session.id)


def end_own_session(
    session_id: str,
    uid: str,
    *,
    sessions: Sessions,
    states: SessionStates,
    security_log: SecurityLog,
    clock: Clock,
) -> None:
    """Ends a session out of a person's list.

    Raises:
        NotFound: it is not theirs, or not there.
    """
    session = sessions.get(session_id)
    if session is None or session.uid != uid or not session.alive(clock.now()):
        raise NotFound
    end_session(
        session,
        EndReason.REVOKED,
        sessions=sessions,
        states=states,
        security_log=security_log,
        clock=clock,
    )


def end_all_sessions(
    uid: str,
    *,
    sessions: Sessions,
    states: SessionStates,
    security_log: SecurityLog,
    clock: Clock,
    spared: str | None = None,
) -> int:
    """Ends every session of a person but the one `spared`, and answers how many there were.

    What was ended leaves the list, so the first page is read until nothing is left to end; dying
    midway is mended by calling it again.
    """
    ended = 0
    for _ in range(_MOST_PAGES):
        page = sessions.live_of(uid, _PAGE, None)
        found = [session for session in page.items if session.id != spared]
        for session in found:
            sessions.end(session.id, clock.now(), EndReason.EVERYWHERE)
            states.forget(session.id)
        ended += len(found)
        if not found:
            break
    if ended:
        security_log.record(SecurityEvent.SESSIONS_ENDED, reason=EndReason.EVERYWHERE, count=ended)
    return ended
