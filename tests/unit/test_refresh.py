"""Refresh: every lost answer, race, replay and end, against the rules written down."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from functions import auth
from shared.domain.errors import NotFound, Unauthenticated, Unavailable, VersionMismatch
from shared.domain.refresh_token import GRACE, presented, refresh_token
from shared.domain.security import SecurityEvent
from shared.domain.session import REFRESH_LIFETIME, EndReason, Session
from shared.workflows.end_sessions import (
    end_all_sessions,
    end_own_session,
    end_session,
    session_of_bearer,
)
from shared.workflows.refresh import Refreshed, refresh
from shared.workflows.session_states import SessionStates
from tests.fakes.clock import FakeClock
from tests.fakes.identity import FakeIdentityProvider, FakeSessions, FakeSigner
from tests.fakes.security import FakeSecurityLog
from tests.samples import NOW, session

KEY = b"k" * 32
INSTANT = timedelta(microseconds=1)


class Service:
    """Everything refresh needs, with one session signed in."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOW)
        self.sessions = FakeSessions()
        self.states = SessionStates(self.sessions, self.clock)
        self.identity = FakeIdentityProvider()
        self.log = FakeSecurityLog()

    def sign_in(self, session_id: str = "s1", uid: str = "u1") -> str:
        made = session(
            session_id,
            "k1",
            uid=uid,
            secret=f"secret-{session_id}",
            created_at=self.clock.now(),
            rotated_at=self.clock.now(),
            expires_at=self.clock.now() + REFRESH_LIFETIME,
        )
        self.sessions.create(made)
        return refresh_token(made, KEY)

    def refresh(self, token: str) -> Refreshed:
        return refresh(
            token,
            key=KEY,
            sessions=self.sessions,
            states=self.states,
            identity_provider=self.identity,
            signer=FakeSigner(),
            security_log=self.log,
            clock=self.clock,
        )

    def stored(self, session_id: str = "s1") -> Session:
        found = self.sessions.get(session_id)
        assert found is not None
        return found

    def logout(self, session_id: str = "s1") -> None:
        end_session(
            self.stored(session_id),
            EndReason.LOGOUT,
            sessions=self.sessions,
            states=self.states,
            security_log=self.log,
            clock=self.clock,
        )

    def refused(self, token: str) -> str:
        with pytest.raises(Unauthenticated) as error:
            self.refresh(token)
        return error.value.code


def test_a_refresh_moves_to_the_next_token() -> None:
    service = Service()
    first = service.sign_in()
    second = service.refresh(first)
    third = service.refresh(second.refresh_token)
    assert len({first, second.refresh_token, third.refresh_token}) == 3
    assert (second.repeated, third.repeated) == (False, False)
    assert service.stored().generation == 3


@pytest.mark.parametrize("after", [timedelta(0), timedelta(seconds=30), GRACE])
def test_a_lost_answer_is_given_again(after: timedelta) -> None:
    service = Service()
    first = service.sign_in()
    second = service.refresh(first)
    service.clock.move(after)
    again = [service.refresh(first) for _ in range(3)]
    assert {one.refresh_token for one in again} == {second.refresh_token}
    assert all(one.repeated for one in again)
    assert service.stored().generation == 2


def test_the_previous_token_beyond_the_grace_ends_the_session() -> None:
    service = Service()
    first = service.sign_in()
    second = service.refresh(first)
    service.clock.move(GRACE + INSTANT)
    assert service.refused(first) == "session_ended"
    assert service.refused(second.refresh_token) == "session_ended"
    assert service.stored().end_reason is EndReason.REUSED
    assert (SecurityEvent.REFRESH_REUSED, "s1") in service.log.events


def test_a_token_two_generations_back_ends_the_session_at_once() -> None:
    service = Service()
    first = service.sign_in()
    second = service.refresh(first)
    third = service.refresh(second.refresh_token)
    assert service.refused(first) == "session_ended"
    assert service.refused(third.refresh_token) == "session_ended"


def test_reuse_ends_that_session_only() -> None:
    service = Service()
    stolen, other = service.sign_in("s1"), service.sign_in("s2")
    service.refresh(service.refresh(stolen).refresh_token)
    service.refused(stolen)
    assert service.refresh(other).session.id == "s2"


def test_logout_beats_the_grace() -> None:
    service = Service()
    first = service.sign_in()
    second = service.refresh(first)
    service.logout()
    assert service.refused(first) == "session_ended"
    assert service.refused(second.refresh_token) == "session_ended"


def test_the_grace_never_outlives_the_session() -> None:
    service = Service()
    first = service.sign_in()
    service.clock.move(REFRESH_LIFETIME - timedelta(seconds=10))
    second = service.refresh(first)
    service.clock.move(timedelta(seconds=10))
    assert service.refused(first) == "session_ended"
    assert service.refused(second.refresh_token) == "session_ended"


def test_rotation_does_not_prolong_the_session() -> None:
    service = Service()
    token = service.sign_in()
    end = service.stored().expires_at
    for _ in range(5):
        service.clock.move(timedelta(days=5))
        token = service.refresh(token).refresh_token
    assert service.stored().expires_at == end


def test_a_user_who_is_gone_cannot_refresh() -> None:
    service = Service()
    first = service.sign_in()
    second = service.refresh(first)
    service.identity.gone.add("u1")
    assert service.refused(first) == "session_ended"
    service.identity.gone.clear()
    assert service.refused(second.refresh_token) == "session_ended"
    assert service.stored().end_reason is EndReason.USER_GONE


@pytest.mark.parametrize(
    "change",
    [
        lambda token: "",
        lambda token: "nonsense",
        lambda token: token + "x",
        lambda token: token[:-1],
        lambda token: token.replace("1.", "2.", 1),
        lambda token: token.replace(".1.", ".2."),
        lambda token: token.replace(".1.", ".0."),
        lambda token: token.replace(".1.", ".01."),
        lambda token: token.replace(".1.", ".-1."),
        lambda token: token.replace(".1.", ".999999999."),
        lambda token: token.replace("s1", "s2"),
        lambda token: token.replace("s1", "../s1"),
        lambda token: token[:-43] + "A" * 43,
        lambda token: token.upper(),
        lambda token: token + "\n",
    ],
)
def test_forged_refresh_tokens_change_nothing(change: Callable[[str], str]) -> None:
    service = Service()
    token = service.sign_in()
    before = service.stored()
    forged = change(token)
    assert forged != token
    assert service.refused(forged) == "token_invalid"
    assert service.stored() == before
    assert service.refresh(token)


def test_a_race_lost_every_time_is_unavailable_and_loses_nothing() -> None:
    service = Service()
    token = service.sign_in()

    class Contended(FakeSessions):
        def rotate(self, session: Session, now: datetime) -> Session:
            raise VersionMismatch

    contended = Contended()
    contended.sessions = service.sessions.sessions
    real, service.sessions = service.sessions, contended
    with pytest.raises(Unavailable):
        service.refresh(token)
    service.sessions = real
    assert service.refresh(token)


def test_everywhere_ends_all_and_nobody_elses() -> None:
    service = Service()
    mine = [service.sign_in(f"s{n}") for n in range(150)]
    other = service.sign_in("o", uid="u2")
    ended = end_all_sessions(
        "u1",
        sessions=service.sessions,
        states=service.states,
        security_log=service.log,
        clock=service.clock,
    )
    assert ended == 150
    assert service.log.ended == {EndReason.EVERYWHERE: 150}
    assert all(service.refused(token) == "session_ended" for token in mine)
    assert service.refresh(other)


def test_a_session_of_the_list_is_ended_by_its_owner_alone() -> None:
    service = Service()
    token = service.sign_in()

    def end(session_id: str, uid: str) -> None:
        end_own_session(
            session_id,
            uid,
            sessions=service.sessions,
            states=service.states,
            security_log=service.log,
            clock=service.clock,
        )

    for session_id, uid in (("s1", "u2"), ("nothing", "u1")):
        with pytest.raises(NotFound):
            end(session_id, uid)
    end("s1", "u1")
    assert service.refused(token) == "session_ended"
    with pytest.raises(NotFound):
        end("s1", "u1")


def test_an_end_is_seen_at_once_on_the_same_instance() -> None:
    service = Service()
    service.sign_in()
    assert service.states.get("s1") is not None
    service.logout()
    found = service.states.get("s1")
    assert found is not None
    assert not found.alive(service.clock.now())


class NoAccessTokens:
    def verify(self, token: str, now: object, *, even_expired: bool = False) -> None:
        raise Unauthenticated


def test_any_refresh_token_of_a_session_leads_to_it_and_a_forged_one_does_not() -> None:
    service = Service()
    first = service.sign_in()
    service.refresh(first)

    def found(credentials: str | None) -> Session | None:
        return session_of_bearer(
            credentials,
            key=KEY,
            access_tokens=NoAccessTokens(),  # type: ignore[arg-type]
            sessions=service.sessions,
            clock=service.clock,
        )

    leaving = found(first)
    assert leaving is not None
    assert leaving.id == "s1"
    assert found(first[:-43] + "A" * 43) is None
    assert found("nonsense") is None
    assert found(None) is None


class Phones(RuleBasedStateMachine):
    """A model of what the phones of one person may expect, against the service.

    `current` and `previous` are the model's own memory of each session's tokens.
    """

    tokens = Bundle("tokens")

    def __init__(self) -> None:
        super().__init__()
        self.service = Service()
        self.current: dict[str, str] = {}
        self.previous: dict[str, str | None] = {}
        self.rotated = dict.fromkeys(self.current, NOW)
        self.born = dict.fromkeys(self.current, NOW)
        self.ended: set[str] = set()
        self.count = 0

    def alive(self, session_id: str) -> bool:
        age = self.service.clock.now() - self.born[session_id]
        return session_id not in self.ended and age < REFRESH_LIFETIME

    @rule(target=tokens)
    def sign_in(self) -> str:
        self.count += 1
        session_id = f"s{self.count}"
        token = self.service.sign_in(session_id)
        self.current[session_id], self.previous[session_id] = token, None
        self.rotated[session_id] = self.born[session_id] = self.service.clock.now()
        return token

    @rule(target=tokens, token=tokens, lost=st.booleans())
    def refresh(self, token: str, lost: bool) -> str:
        """An answer that is lost leaves the phone with the token it had."""
        parts = presented(token)
        assert parts is not None
        name = parts.session_id
        now = self.service.clock.now()
        if not self.alive(name):
            assert self.service.refused(token) == "session_ended"
            return token
        if token == self.current[name]:
            answer = self.service.refresh(token)
            assert not answer.repeated
            self.previous[name], self.current[name] = token, answer.refresh_token
            self.rotated[name] = now
            return token if lost else answer.refresh_token
        if token == self.previous[name] and now - self.rotated[name] <= GRACE:
            answer = self.service.refresh(token)
            assert answer.repeated
            assert answer.refresh_token == self.current[name]
            return token if lost else answer.refresh_token
        assert self.service.refused(token) == "session_ended"
        self.ended.add(name)
        return token

    @rule(token=tokens)
    def logout(self, token: str) -> None:
        parts = presented(token)
        assert parts is not None
        self.service.logout(parts.session_id)
        self.ended.add(parts.session_id)

    @rule(token=tokens)
    def forge(self, token: str) -> None:
        assert self.service.refused(token[:-4] + "AAAA") == "token_invalid"

    @precondition(lambda self: self.count > 1)
    @rule()
    def logout_everywhere(self) -> None:
        end_all_sessions(
            "u1",
            sessions=self.service.sessions,
            states=self.service.states,
            security_log=self.service.log,
            clock=self.service.clock,
        )
        self.ended |= set(self.current)

    @rule(seconds=st.sampled_from([0.5, 20, 59, 60, 61, 3600, 86_400 * 10]))
    def wait(self, seconds: float) -> None:
        self.service.clock.move(timedelta(seconds=seconds))

    @invariant()
    def stored_tokens_are_the_models(self) -> None:
        for name, token in self.current.items():
            stored = self.service.stored(name)
            assert refresh_token(stored, KEY) == token
            assert stored.alive(self.service.clock.now()) is self.alive(name)


TestPhones = Phones.TestCase
TestPhones.settings = settings(max_examples=200, stateful_step_count=50, deadline=None)


@pytest.mark.parametrize(
    ("token", "named"),
    [
        (f"1.s1.1.{'a' * 43}", "s1"),
        ("a.s1.b.c", None),
        ("...", None),
        (f"1.__s1__.1.{'a' * 43}", None),
        (f"1.s1.1.{'a' * 42}", None),
    ],
)
def test_only_a_well_formed_token_names_a_session(token: str, named: str | None) -> None:
    assert auth._session_named(auth.RefreshRequest(refresh_token=token)) == named
