"""Refresh: the current token in, its successor out, whatever was lost on the way."""

from dataclasses import dataclass

from shared.domain.errors import Unauthenticated, Unavailable, VersionMismatch
from shared.domain.refresh_token import (
    Move,
    Presented,
    genuine,
    move,
    presented,
    refresh_token,
)
from shared.domain.security import SecurityEvent
from shared.domain.session import EndReason, Session
from shared.ports.clock import Clock
from shared.ports.identity import AccessTokenSigner, IdentityProvider, Sessions
from shared.ports.security import SecurityLog
from shared.workflows.session_states import SessionStates

# Each lost race means that somebody else rotated, so a second look nearly always decides.
_LOOKS = 5


@dataclass(frozen=True, slots=True)
class Refreshed:
    """`repeated` where the token was answered before and nothing moved."""

    session: Session
    access_token: str
    refresh_token: str
    repeated: bool


def refresh(
    token: str,
    *,
    key: bytes,
    sessions: Sessions,
    states: SessionStates,
    identity_provider: IdentityProvider,
    signer: AccessTokenSigner,
    security_log: SecurityLog,
    clock: Clock,
) -> Refreshed:
    """Rotates a session by its refresh token.

    One write, a compare-and-set of the generation: dying before it leaves the presented token
    current, dying after it leaves the presented token good for the grace.

    Raises:
        Unauthenticated: the token is not one, its session has ended, or it was used long ago, which
            ends its session.
        Unavailable: the race for the session was lost every time.
    """
    shown = presented(token)
    if shown is None:
        security_log.record(SecurityEvent.REFRESH_REFUSED)
        raise Unauthenticated
    for _ in range(_LOOKS):
        session = _session_of(shown, key, sessions, security_log, clock)
        meaning = move(shown, session, clock.now())
        if meaning is Move.REUSED:
            _end(session, EndReason.REUSED, sessions, states, clock)
            security_log.record(
                SecurityEvent.REFRESH_REUSED, session_id=session.id, reason=EndReason.REUSED
            )
            raise Unauthenticated("session_ended")
        if not identity_provider.still_signed_in(session.uid, session.created_at):
            _end(session, EndReason.USER_GONE, sessions, states, clock)
            security_log.record(
                SecurityEvent.SESSION_ENDED, session_id=session.id, reason=EndReason.USER_GONE
            )
            raise Unauthenticated("session_ended")
        if meaning is Move.REPEAT:
            return _refreshed(session, True, key, signer, clock)
        try:
            rotated = sessions.rotate(session, clock.now())
        except VersionMismatch:
            continue
        return _refreshed(rotated, False, key, signer, clock)
    raise Unavailable


def _session_of(
    shown: Presented, key: bytes, sessions: Sessions, security_log: SecurityLog, clock: Clock
) -> Session:
    session = sessions.get(shown.session_id)
    if session is None or not genuine(shown, session, key):
        security_log.record(SecurityEvent.REFRESH_REFUSED)
        raise Unauthenticated
    if not session.alive(clock.now()):
        raise Unauthenticated("session_ended")
    return session


def _end(
    session: Session, reason: EndReason, sessions: Sessions, states: SessionStates, clock: Clock
) -> None:
    sessions.end(session.id, clock.now(), reason)
    states.forget(session.id)


def _refreshed(
    session: Session, repeated: bool, key: bytes, signer: AccessTokenSigner, clock: Clock
) -> Refreshed:
    return Refreshed(
        session=session,
        access_token=signer.sign(session, clock.now()),
        refresh_token=refresh_token(session, key),
        repeated=repeated,
    )
