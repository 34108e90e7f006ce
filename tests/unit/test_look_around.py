"""What the service stands on is asked in parallel, in bounded time, and seldom."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest

from functions import status
from shared.domain.breaker import State
from shared.domain.errors import Unavailable
from shared.workflows.look_around import KEPT_S, Outlook, Seen
from tests.boundary import Boundary
from tests.fakes.clock import FakeClock
from tests.samples import session


class Counted:
    """A probe that counts how often it is asked."""

    def __init__(self, ask: Callable[[], object] = lambda: None) -> None:
        self.times = 0
        self._ask = ask

    def __call__(self) -> None:
        self.times += 1
        self._ask()


def fails(error: Exception) -> Callable[[], None]:
    def ask() -> None:
        raise error

    return ask


@pytest.mark.parametrize("error", [Unavailable(), RuntimeError("no credentials")])
def test_what_fails_is_down_and_the_others_are_up(error: Exception) -> None:
    outlook = Outlook({"good": Counted(), "bad": fails(error)}, FakeClock())
    assert outlook.now() == [Seen("good", True, 0.0), Seen("bad", False, 0.0)]


def test_an_answer_is_kept_for_five_seconds() -> None:
    clock, probe = FakeClock(), Counted()
    outlook = Outlook({"one": probe}, clock)
    outlook.now()
    clock.move(timedelta(seconds=KEPT_S - 1))
    outlook.now()
    assert probe.times == 1
    clock.move(timedelta(seconds=1))
    outlook.now()
    assert probe.times == 2


def test_many_who_ask_at_once_ask_once() -> None:
    begun, go_on = Event(), Event()

    def ask() -> None:
        begun.set()
        go_on.wait(10)

    probe = Counted(ask)
    outlook = Outlook({"one": probe}, FakeClock(), patience_s=10)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(outlook.now) for _ in range(8)]
        begun.wait(10)
        go_on.set()
        assert {one.result()[0].up for one in asked} == {True}
    assert probe.times == 1


def test_dependencies_are_asked_together() -> None:
    together = Barrier(3)
    probes = {name: Counted(lambda: together.wait(10)) for name in "abc"}
    assert all(one.up for one in Outlook(probes, FakeClock(), patience_s=10).now())


def test_what_hangs_is_down_and_not_asked_beside_itself() -> None:
    clock, go_on = FakeClock(), Event()
    hanging = Counted(lambda: go_on.wait(10))
    outlook = Outlook({"hangs": hanging}, clock, patience_s=0.01)
    try:
        for _ in range(3):
            assert outlook.now() == [Seen("hangs", False, None)]
            clock.move(timedelta(seconds=KEPT_S))
        assert hanging.times == 1
    finally:
        go_on.set()


class Admin:
    def get(self, session_id: str) -> object:
        return session(session_id, f"kitchen-of-{session_id}", uid=session_id, admin=True)


def page(probe: Callable[[], None], *, admin: bool, state: State = State.CLOSED) -> object:
    boundary = Boundary(status.ROUTES)
    boundary.put(outlook=Outlook({"firestore": probe}, boundary.clock))
    guard = type("Guard", (), {"state": state})
    boundary.put(_guards={"writer gemini": guard})
    if admin:
        boundary.put(session_states=Admin())
    return boundary.get("").get_json()


@pytest.mark.parametrize(
    ("probe", "state", "told"),
    [
        (Counted(), State.CLOSED, "up"),
        (Counted(), State.OPEN, "degraded"),
        (fails(Unavailable()), State.CLOSED, "degraded"),
    ],
)
def test_people_are_told_how_it_is_and_no_more(
    probe: Callable[[], None], state: State, told: str
) -> None:
    found = page(probe, admin=False, state=state)
    assert found == {"status": told, "revision": "local", "dependencies": None}


def test_administrators_see_latencies_and_breakers() -> None:
    found = page(fails(Unavailable()), admin=True, state=State.OPEN)
    assert found == {
        "status": "degraded",
        "revision": "local",
        "dependencies": [
            {"name": "firestore", "status": "down", "ms": 0.0, "breaker": None},
            {"name": "writer gemini", "status": "down", "ms": None, "breaker": "open"},
        ],
    }


def test_living_touches_nothing() -> None:
    boundary = Boundary(status.ROUTES)
    boundary.put(outlook=None, session_states=None)
    assert boundary.get("/live").get_json() == {"status": "live"}
