"""A session's state is read at most every ten seconds, and never believed for longer."""

from datetime import timedelta

from shared.domain.session import Session
from shared.workflows.session_states import FRESH_SECONDS, SessionStates
from tests.fakes.clock import FakeClock
from tests.fakes.identity import FakeSessions
from tests.samples import NOW, session


class CountingSessions(FakeSessions):
    reads = 0

    def get(self, session_id: str) -> Session | None:
        self.reads += 1
        return super().get(session_id)


def test_one_read_serves_ten_seconds() -> None:
    clock, sessions = FakeClock(NOW), CountingSessions()
    states = SessionStates(sessions, clock)
    sessions.create(session("s1", "k1"))
    assert states.get("s1") == states.get("s1") == sessions.sessions["s1"]
    assert sessions.reads == 1
    clock.move(timedelta(seconds=FRESH_SECONDS))
    states.get("s1")
    assert sessions.reads == 2


def test_a_session_that_ended_is_seen_within_ten_seconds() -> None:
    clock, sessions = FakeClock(NOW), FakeSessions()
    states = SessionStates(sessions, clock)
    sessions.create(session("s1", "k1"))
    states.get("s1")
    sessions.create(session("s1", "k1", ended_at=NOW))
    clock.move(timedelta(seconds=FRESH_SECONDS))
    found = states.get("s1")
    assert found is not None
    assert not found.alive(clock.now())


def test_a_missing_session_is_asked_for_again() -> None:
    clock, sessions = FakeClock(NOW), FakeSessions()
    states = SessionStates(sessions, clock)
    assert states.get("s1") is None
    sessions.create(session("s1", "k1"))
    assert states.get("s1") is not None


def test_a_session_that_ends_while_it_is_read_is_read_again() -> None:
    class Ending(CountingSessions):
        def get(self, session_id: str) -> Session | None:
            found = super().get(session_id)
            if self.reads == 1:
                self.create(session("s1", "k1", ended_at=NOW))
                states.forget("s1")
            return found

    sessions = Ending()
    states = SessionStates(sessions, FakeClock(NOW))
    sessions.create(session("s1", "k1"))
    states.get("s1")
    found = states.get("s1")
    assert found is not None
    assert found.ended_at == NOW
