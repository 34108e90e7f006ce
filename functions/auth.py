"""auth: the identity provider's token in, a session of our own out."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from shared.domain.model import Instant, Line, Model
from shared.domain.person import Device
from shared.domain.refresh_token import presented
from shared.domain.session import ACCESS_LIFETIME, EndReason, Session
from shared.http import Access, Call, Limit, Listed, ListQuery, Route, serve
from shared.workflows.end_sessions import (
    end_all_sessions,
    end_own_session,
    end_session,
    session_of_bearer,
)
from shared.workflows.push_devices import let_go
from shared.workflows.refresh import refresh
from shared.workflows.sign_in import sign_in


class ExchangeRequest(Model):
    device_name: Annotated[Line, Field(max_length=80)] | None = None


class User(Model):
    uid: str
    email: str | None
    name: str | None
    is_new: bool


class Tokens(Model):
    """Both lifetimes are in seconds from now."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105
    expires_in: int
    refresh_token: str
    refresh_expires_in: int
    session_id: str
    kitchen_id: str


class Exchanged(Tokens):
    user: User


class RefreshRequest(Model):
    refresh_token: Annotated[str, Field(min_length=1, max_length=300)]


class LogoutRequest(Model):
    """`everywhere` ends all sessions of the person, this one included."""

    everywhere: StrictBool = False


class SessionView(Model):
    """`current` marks the session that asks."""

    id: str
    device_name: str | None
    created_at: Instant
    last_refresh_at: Instant
    expires_at: Instant
    current: bool


def exchange(call: Call, body: ExchangeRequest) -> Exchanged:
    """Exchange a Firebase ID token for a session.

    The token is the bearer token of the request. At the first sign-in the person gets a kitchen.
    E-mail addresses link nothing: who a person is, is their Firebase uid alone.
    """
    wiring = call.wiring
    signed_in = sign_in(
        call.identified,
        body.device_name,
        call.language,
        people=wiring.people,
        kitchens=wiring.kitchens,
        sessions=wiring.sessions,
        signer=wiring.access_token_signer,
        key=wiring.refresh_key,
        security_log=wiring.security_log,
        clock=wiring.clock,
    )
    person = signed_in.person
    tokens = _tokens(call, signed_in.session, signed_in.access_token, signed_in.refresh_token)
    user = User(uid=person.uid, email=person.email, name=person.name, is_new=signed_in.is_new)
    return Exchanged(**dict(tokens), user=user)


def refresh_session(call: Call, body: RefreshRequest) -> Tokens:
    """Exchange a refresh token for its successor and a new access token.

    The token before the current one is answered with the same successor for 60 seconds, so that a
    lost answer or two racing threads log nobody out; later, or with an older one, the session ends.
    """
    wiring = call.wiring
    refreshed = refresh(
        body.refresh_token,
        key=wiring.refresh_key,
        sessions=wiring.sessions,
        states=wiring.session_states,
        identity_provider=wiring.identity_provider,
        signer=wiring.access_token_signer,
        security_log=wiring.security_log,
        clock=wiring.clock,
    )
    call.notes["repeated"] = refreshed.repeated
    if refreshed.repeated:
        call.uncounted()
    return _tokens(call, refreshed.session, refreshed.access_token, refreshed.refresh_token)


def logout(call: Call, body: LogoutRequest) -> None:
    """End the session whose access or refresh token is the bearer token, expired or not.

    Always 204: a phone that wants to leave is never told that it cannot. It gets no more messages.
    """
    wiring = call.wiring
    session = session_of_bearer(
        call.credentials,
        key=wiring.refresh_key,
        access_tokens=wiring.access_tokens,
        sessions=wiring.sessions,
        clock=wiring.clock,
    )
    if session is None:
        return
    _end(call, session, everywhere=body.everywhere)


def list_sessions(call: Call, query: ListQuery) -> Listed[SessionView]:
    """List the caller's sessions, newest first."""
    page = call.wiring.sessions.live_of(call.signed_in.uid, query.limit, query.cursor)
    shown = [_view(call, one) for one in page.items if one.alive(call.now)]
    return Listed(items=shown, next_cursor=page.next_cursor)


def delete_session(call: Call, id: str) -> None:
    """End one of the caller's sessions; its phone gets no more messages."""
    wiring = call.wiring
    _let_go(call, call.signed_in.uid, lambda device: device.session_id == id)
    end_own_session(
        id,
        call.signed_in.uid,
        sessions=wiring.sessions,
        states=wiring.session_states,
        security_log=wiring.security_log,
        clock=wiring.clock,
    )


def _end(call: Call, session: Session, *, everywhere: bool) -> None:
    wiring = call.wiring
    # Phones first: while the session lives, a logout that failed midway can be repeated.
    if everywhere and session.alive(call.now):
        _let_go(call, session.uid, lambda _: True)
    else:
        _let_go(call, session.uid, lambda device: device.session_id == session.id)
    if everywhere and session.alive(call.now):
        # The own session last: while it lives, a logout that failed midway can be repeated.
        end_all_sessions(
            session.uid,
            sessions=wiring.sessions,
            states=wiring.session_states,
            security_log=wiring.security_log,
            clock=wiring.clock,
            spared=session.id,
        )
    end_session(
        session,
        EndReason.LOGOUT,
        sessions=wiring.sessions,
        states=wiring.session_states,
        security_log=wiring.security_log,
        clock=wiring.clock,
    )


def _let_go(call: Call, uid: str, chosen: Callable[[Device], bool]) -> None:
    let_go(uid, chosen, people=call.wiring.people, owners=call.wiring.push_owners)


def _tokens(call: Call, session: Session, access_token: str, refresh_token: str) -> Tokens:
    return Tokens(
        access_token=access_token,
        expires_in=int(ACCESS_LIFETIME.total_seconds()),
        refresh_token=refresh_token,
        refresh_expires_in=round((session.expires_at - call.wiring.clock.now()).total_seconds()),
        session_id=session.id,
        kitchen_id=session.kitchen_id,
    )


def _session_named(body: RefreshRequest) -> str | None:
    """The session a refresh token says it is of; nothing is believed yet."""
    shown = presented(body.refresh_token)
    return shown.session_id if shown is not None else None


def _view(call: Call, session: Session) -> SessionView:
    return SessionView(
        id=session.id,
        device_name=session.device_name,
        created_at=session.created_at,
        last_refresh_at=session.rotated_at,
        expires_at=session.expires_at,
        current=session.id == call.signed_in.id,
    )


ROUTES = (
    Route("POST", "/exchange", exchange, access=Access.IDENTITY, status=201, limit=Limit.AUTH),
    Route(
        "POST",
        "/refresh",
        refresh_session,
        access=Access.PUBLIC,
        limit=Limit.REFRESH,
        limit_key=_session_named,
    ),
    Route("POST", "/logout", logout, access=Access.PUBLIC),
    Route("GET", "/sessions", list_sessions, access=Access.VIEWER),
    Route("DELETE", "/sessions/{id}", delete_session, access=Access.VIEWER),
)

auth = serve("auth", ROUTES)
