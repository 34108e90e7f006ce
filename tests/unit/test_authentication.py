"""Who may call what, and which refusals the security log hears of."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from shared.authentication import authenticate
from shared.call import Call
from shared.config import read
from shared.domain.errors import Forbidden, Unauthenticated, Unavailable
from shared.domain.language import Language
from shared.domain.security import SecurityEvent
from shared.domain.session import Claims, Role
from shared.routes import Access
from shared.wiring import Wiring
from shared.workflows.session_states import SessionStates
from tests.fakes.clock import FakeClock
from tests.fakes.identity import FakeIdentityProvider, FakeSessions
from tests.fakes.security import FakeSecurityLog
from tests.samples import NOW, session

WORKER, SCHEDULER = "worker@p", "scheduler@p"
SETTINGS = {
    "GOOGLE_CLOUD_PROJECT": "p",
    "WORKER_BASE_URL": "https://app.test",
    "WORKER_SERVICE_ACCOUNT": WORKER,
    "SCHEDULER_SERVICE_ACCOUNT": SCHEDULER,
}


class Tokens:
    """An access token is a session's id; a service token is its account's address."""

    def verify(self, token: str, meant_for: str | datetime) -> Any:
        if token == "nonsense":
            raise Unauthenticated
        if token == "outage":
            raise Unavailable
        if isinstance(meant_for, str):
            return token
        return Claims(uid="u1", session_id=token, kitchen_id="k1")


@pytest.fixture
def security() -> FakeSecurityLog:
    return FakeSecurityLog()


Caller = Callable[[Access, str | None], Call]


@pytest.fixture
def caller(security: FakeSecurityLog) -> Caller:
    wiring = Wiring(read(SETTINGS), FakeClock(NOW))
    people = FakeIdentityProvider()
    people.gone.add("gone")
    sessions = FakeSessions()
    for one in (
        session("owner", "k1"),
        session("viewer", "k1", role=Role.VIEWER),
        session("admin", "k1", role=Role.VIEWER, admin=True),
        session("ended", "k1", ended_at=NOW, admin=True),
        session("foreign", "k1", uid="u2"),
        session("moved", "k2"),
    ):
        sessions.create(one)
    wiring.__dict__.update(
        security_log=security,
        identity_provider=people,
        access_tokens=Tokens(),
        service_tokens=Tokens(),
        session_states=SessionStates(sessions, wiring.clock),
    )

    def call(access: Access, credentials: str | None) -> Call:
        made = Call(
            wiring=wiring,
            request_id="r1",
            language=Language.EN,
            now=NOW,
            deadline=0.0,
            credentials=credentials,
            if_match=None,
        )
        authenticate(made, access, "/api/v1/thing")
        return made

    return call


@pytest.mark.parametrize(
    ("access", "credentials", "event"),
    [
        (Access.IDENTITY, "gone", SecurityEvent.SIGN_IN_REFUSED),
        (Access.VIEWER, "nonsense", SecurityEvent.TOKEN_REFUSED),
        (Access.MEMBER, "ended", SecurityEvent.TOKEN_REFUSED),
        (Access.OWNER, "unheard-of", SecurityEvent.TOKEN_REFUSED),
        (Access.VIEWER, "foreign", SecurityEvent.TOKEN_REFUSED),
        (Access.ADMIN, "ended", SecurityEvent.TOKEN_REFUSED),
        (Access.ADMIN, SCHEDULER, SecurityEvent.TOKEN_REFUSED),
        (Access.WORKER, "nonsense", SecurityEvent.SERVICE_TOKEN_REFUSED),
        (Access.WORKER, SCHEDULER, SecurityEvent.SERVICE_TOKEN_REFUSED),
        (Access.SCHEDULER, WORKER, SecurityEvent.SERVICE_TOKEN_REFUSED),
        (Access.SCHEDULER, "owner", SecurityEvent.SERVICE_TOKEN_REFUSED),
    ],
)
def test_a_token_that_is_refused_is_recorded_once(
    caller: Caller,
    security: FakeSecurityLog,
    access: Access,
    credentials: str,
    event: SecurityEvent,
) -> None:
    with pytest.raises((Unauthenticated, Forbidden)):
        caller(access, credentials)
    assert security.events == [(event, None)]


@pytest.mark.parametrize(
    ("access", "credentials", "error"),
    [
        *((access, None, Unauthenticated) for access in Access if access is not Access.PUBLIC),
        (Access.MEMBER, "viewer", Forbidden),
        (Access.OWNER, "viewer", Forbidden),
        (Access.ADMIN, "owner", Forbidden),
        (Access.VIEWER, "moved", Unauthenticated),
        (Access.VIEWER, "outage", Unavailable),
        (Access.WORKER, "outage", Unavailable),
    ],
)
def test_what_is_no_refused_token(
    caller: Caller,
    security: FakeSecurityLog,
    access: Access,
    credentials: str | None,
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        caller(access, credentials)
    assert security.events == []


@pytest.mark.parametrize(
    ("access", "credentials"),
    [
        (Access.PUBLIC, None),
        (Access.PUBLIC, "nonsense"),
        (Access.IDENTITY, "ana"),
        (Access.VIEWER, "viewer"),
        (Access.MEMBER, "owner"),
        (Access.OWNER, "owner"),
        (Access.ADMIN, "admin"),
        (Access.WORKER, WORKER),
        (Access.SCHEDULER, SCHEDULER),
    ],
)
def test_who_may_come_in_is_let_in_quietly(
    caller: Caller, security: FakeSecurityLog, access: Access, credentials: str | None
) -> None:
    caller(access, credentials)
    assert security.events == []


def test_the_administrators_right_is_named_when_it_lacks(caller: Caller) -> None:
    with pytest.raises(Forbidden) as refused:
        caller(Access.ADMIN, "owner")
    assert refused.value.code == "admin_required"
