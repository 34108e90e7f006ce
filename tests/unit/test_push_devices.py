"""A phone belongs to whoever registered it last, whatever dies in between."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Response

from functions.auth import ROUTES
from shared.domain.errors import Unavailable
from shared.domain.person import Device, Person, Platform
from shared.domain.push_owner import KEPT, PushOwner
from shared.domain.session import Claims
from shared.workflows.push_devices import let_go, register, still_theirs
from shared.workflows.session_states import SessionStates
from tests.boundary import Boundary
from tests.fakes.clock import FakeClock
from tests.fakes.household import FakePeople, FakePushOwners
from tests.fakes.identity import FakeSessions
from tests.samples import NOW, kitchen, person, session
from tests.unit.test_digests import Town, somebody

PHONE = "token-of-the-phone"


def device(token: str = PHONE, session_id: str = "s1") -> Device:
    return Device(token=token, platform=Platform.IOS, session_id=session_id, added_at=NOW)


def down(*_: object) -> None:
    raise Unavailable


class Street:
    """Ana and Bo, each with a kitchen."""

    def __init__(self) -> None:
        self.people = FakePeople()
        self.owners = FakePushOwners(self.people)
        for uid in ("ana", "bo"):
            self.people.create(person(uid, f"k-{uid}"), kitchen(f"k-{uid}", uid))

    def register(self, uid: str, one: Device, at: datetime = NOW) -> Person:
        return register(uid, one, at, people=self.people, owners=self.owners)

    def reached(self, uid: str, at: datetime = NOW) -> list[str]:
        found = self.people.get(uid)
        assert found is not None
        return still_theirs(found, at, self.owners)

    def let_go(self, uid: str, chosen: Callable[[Device], bool] = lambda _: True) -> None:
        let_go(uid, chosen, people=self.people, owners=self.owners)


def test_a_phone_that_another_account_registers_is_theirs_alone() -> None:
    street = Street()
    street.register("ana", device("other-phone"))
    street.register("ana", device())
    street.register("bo", device())
    assert (street.reached("ana"), street.reached("bo")) == (["other-phone"], [PHONE])
    street.register("ana", device())
    assert (sorted(street.reached("ana")), street.reached("bo")) == (["other-phone", PHONE], [])


def test_a_registration_that_fails_leaves_the_phone_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    street = Street()
    street.register("ana", device())
    with monkeypatch.context() as meanwhile, pytest.raises(Unavailable):
        meanwhile.setattr(street.people, "change", down)
        street.register("bo", device())
    assert (street.reached("ana"), street.reached("bo")) == ([PHONE], [])


def test_what_the_earlier_owner_lets_go_stays_the_others() -> None:
    street = Street()
    street.register("ana", device())
    street.register("bo", device())
    street.let_go("ana")
    assert street.reached("bo") == [PHONE]
    assert getattr(street.people.get("ana"), "devices", None) == ()


def test_letting_go_that_dies_between_its_steps_reaches_nobody_and_can_be_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    street = Street()
    street.register("ana", device())
    with monkeypatch.context() as meanwhile, pytest.raises(Unavailable):
        meanwhile.setattr(street.people, "change", down)
        street.let_go("ana")
    assert street.reached("ana") == []
    street.let_go("ana")
    assert getattr(street.people.get("ana"), "devices", None) == ()


def test_registering_again_writes_nothing_until_it_grows_old() -> None:
    street = Street()
    first = street.register("ana", device())
    assert street.register("ana", device()).version == first.version
    later = NOW + timedelta(days=40)
    assert street.register("ana", device(), later).version != first.version
    assert street.reached("ana", NOW + KEPT + timedelta(days=1)) == [PHONE]
    assert street.reached("ana", later + KEPT) == []


def test_somebody_who_is_gone_lets_go_of_nothing() -> None:
    street = Street()
    street.let_go("nobody")
    assert street.people.phones == {}


def test_a_message_leaves_out_and_forgets_what_changed_hands() -> None:
    town = Town(somebody(tokens=("token-old", PHONE)))
    taken = PushOwner.of(PHONE, "bo", town.clock.now())
    town.people.phones[taken.id] = taken
    assert town.tick(hours=5).sent == 1
    assert [token for token, _ in town.messages.sent] == ["token-old"]
    assert [one.token for one in town.people.people["ana"].devices] == ["token-old"]
    assert town.people.phones[taken.id] == taken


def test_who_has_no_phone_left_gets_no_message_and_no_turn() -> None:
    town = Town(somebody(tokens=(PHONE,)))
    taken = PushOwner.of(PHONE, "bo", town.clock.now())
    town.people.phones[taken.id] = taken
    assert town.tick(hours=5).sent == 0
    assert town.tick(hours=24).sent == 0
    assert (town.messages.sent, town.turns.turns) == ([], {})


class Tokens:
    def verify(self, token: str, now: datetime, *, even_expired: bool = False) -> Claims:
        return Claims(uid="ana", session_id=token, kitchen_id="k-ana")


class Office:
    """Ana's sessions `s1` and `s2`, each with a phone, and the function that ends them."""

    def __init__(self) -> None:
        self.street = Street()
        self.sessions = FakeSessions()
        clock = FakeClock(NOW)
        for number in ("1", "2"):
            self.sessions.create(session(f"s{number}", "k-ana", uid="ana"))
            self.street.register("ana", device(f"the-phone-{number}", f"s{number}"))
        self.at = Boundary(ROUTES)
        self.at.wiring.clock = clock
        self.at.put(
            people=self.street.people,
            push_owners=self.street.owners,
            sessions=self.sessions,
            session_states=SessionStates(self.sessions, clock),
            access_tokens=Tokens(),
            refresh_key=b"k" * 32,
        )

    def leave(self, **body: Any) -> Response:
        return self.at.post("/logout", user="s1", json=body)


@pytest.mark.parametrize(("body", "left"), [({}, ["the-phone-2"]), ({"everywhere": True}, [])])
def test_a_logout_takes_the_phones_of_what_it_ends(
    body: dict[str, Any], left: Sequence[str]
) -> None:
    office = Office()
    assert office.leave(**body).status_code == 204
    assert office.street.reached("ana") == left
    assert office.leave(**body).status_code == 204


def test_a_logout_that_dies_after_the_phones_can_be_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(office.sessions, "end", down)
        assert office.leave().status_code == 503
    assert office.street.reached("ana") == ["the-phone-2"]
    assert office.leave().status_code == 204
    assert office.sessions.sessions["s1"].ended_at is not None
