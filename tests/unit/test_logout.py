"""Leaving everywhere, also when it fails midway."""

from datetime import datetime

from flask import Response

from functions.auth import ROUTES
from shared.domain.errors import Unavailable
from shared.domain.session import Claims, EndReason
from shared.workflows.session_states import SessionStates
from tests.boundary import Boundary
from tests.fakes.clock import FakeClock
from tests.fakes.household import FakePeople, FakePushOwners
from tests.fakes.identity import FakeSessions
from tests.samples import NOW, session


class Failing(FakeSessions):
    """Ends `left` sessions and then nothing more."""

    left = 2

    def end(self, session_id: str, now: datetime, reason: EndReason) -> None:
        if self.left == 0:
            raise Unavailable
        self.left -= 1
        super().end(session_id, now, reason)


class Tokens:
    def verify(self, token: str, now: datetime, *, even_expired: bool = False) -> Claims:
        return Claims(uid="u1", session_id=token, kitchen_id="k1")


def test_a_logout_everywhere_that_failed_midway_is_repeated() -> None:
    sessions = Failing()
    for number in range(5):
        sessions.create(session(f"s{number}", "k1"))
    at = Boundary(ROUTES)
    clock = FakeClock(NOW)
    at.wiring.clock = clock
    at.put(
        people=(people := FakePeople()),
        push_owners=FakePushOwners(people),
        sessions=sessions,
        session_states=SessionStates(sessions, clock),
        access_tokens=Tokens(),
        refresh_key=b"k" * 32,
    )

    def leave() -> Response:
        return at.post("/logout", user="s4", json={"everywhere": True})

    assert leave().status_code == 503
    assert sessions.sessions["s4"].ended_at is None
    sessions.left = 10
    assert leave().status_code == 204
    assert all(one.ended_at is not None for one in sessions.sessions.values())
    assert sessions.sessions["s4"].end_reason is EndReason.LOGOUT
