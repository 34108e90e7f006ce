"""What every store of people, kitchens, sessions and recognitions does."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shared.catalog import foods
from shared.domain.errors import AlreadyExists, NotFound, VersionMismatch
from shared.domain.food import Allergen
from shared.domain.kitchen import Needs
from shared.domain.person import CalendarAddress
from shared.domain.push_owner import PushOwner
from shared.domain.session import EndReason
from shared.ports.household import Kitchens, People
from shared.ports.identity import Sessions
from shared.ports.messages import PushOwners
from shared.ports.recognition import Recognitions
from tests.samples import NOW, kitchen, person, recognition, session

FOODS = foods.load()


@pytest.fixture
def uid() -> str:
    return f"user.{uuid.uuid4().hex}"


def test_a_person_and_their_kitchen_are_made_together(
    people: People, kitchens: Kitchens, uid: str, kitchen_id: str
) -> None:
    assert people.get(uid) is None
    people.create(person(uid, kitchen_id), kitchen(kitchen_id, uid))
    found = people.get(uid)
    assert found is not None
    assert found.model_copy(update={"version": ""}) == person(uid, kitchen_id)
    assert kitchens.get(kitchen_id).members == kitchen(kitchen_id, uid).members


def test_a_phone_is_stored_with_the_person_who_registers_it(
    people: People, push_owners: PushOwners, uid: str, kitchen_id: str
) -> None:
    people.create(person(uid, kitchen_id), kitchen(kitchen_id, uid))
    ana = people.get(uid)
    assert ana is not None
    mine, before = PushOwner.of(uid, uid, NOW), PushOwner.of(f"{uid}2", uid, NOW)
    people.change(ana.model_copy(update={"name": "Ana Ruiz"}), Needs(), before)
    with pytest.raises(VersionMismatch):
        people.change(ana, Needs(), mine)
    assert push_owners.get_all([mine.id, before.id]) == {before.id: before}
    assert push_owners.get_all([]) == {}
    push_owners.release([before.id, mine.id], "somebody-else")
    assert push_owners.get_all([before.id]) == {before.id: before}
    push_owners.release([before.id, mine.id], uid)
    assert push_owners.get_all([before.id]) == {}


def test_of_many_first_sign_ins_one_makes_the_kitchen(people: People, uid: str) -> None:
    def create(_: int) -> str:
        kitchen_id = uuid.uuid4().hex
        return people.create(person(uid, kitchen_id), kitchen(kitchen_id, uid)).kitchen_id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(create, range(12)))) == 1


def test_needs_reach_the_kitchen_with_the_profile(
    people: People, kitchens: Kitchens, uid: str, kitchen_id: str
) -> None:
    people.create(person(uid, kitchen_id), kitchen(kitchen_id, uid))
    first = people.get(uid)
    assert first is not None
    needs = Needs(allergens=frozenset({Allergen.MILK}), food_ids=frozenset({"kiwi"}))
    profile = first.profile.model_copy(update={"allergies": frozenset({"milk", "kiwi"})})
    changed = people.change(first.model_copy(update={"profile": profile}), needs)
    assert changed.version != first.version
    assert kitchens.get(kitchen_id).needs(FOODS) == needs.widened(FOODS)
    with pytest.raises(VersionMismatch):
        people.change(first, needs)


def test_a_person_is_found_by_the_address_of_their_calendar(
    people: People, uid: str, kitchen_id: str
) -> None:
    people.create(person(uid, kitchen_id), kitchen(kitchen_id, uid))
    first = people.get(uid)
    assert first is not None
    address = CalendarAddress(hash=uuid.uuid4().hex, created_at=NOW)
    assert people.with_calendar(address.hash) is None
    people.change(first.model_copy(update={"calendar": address}), Needs())
    found = people.with_calendar(address.hash)
    assert found is not None
    assert (found.uid, found.calendar) == (uid, address)
    assert found.cooking_in("other", None).calendar is None
    assert found.shell().calendar is None


def test_a_missing_kitchen_is_not_found(kitchens: Kitchens) -> None:
    with pytest.raises(NotFound):
        kitchens.get("nothing")


def test_sessions(sessions: Sessions, kitchen_id: str) -> None:
    assert sessions.get("nothing") is None
    made = session(uuid.uuid4().hex, kitchen_id)
    sessions.create(made)
    found = sessions.get(made.id)
    assert found is not None
    assert found.model_copy(update={"version": ""}) == made


def test_a_session_rotates_by_its_version_alone(sessions: Sessions, kitchen_id: str) -> None:
    made = session(uuid.uuid4().hex, kitchen_id)
    sessions.create(made)
    first = sessions.get(made.id)
    assert first is not None
    moved = sessions.rotate(first, NOW + timedelta(seconds=1))
    assert (moved.generation, moved.rotated_at) == (2, NOW + timedelta(seconds=1))
    assert sessions.get(made.id) == moved
    with pytest.raises(VersionMismatch):
        sessions.rotate(first, NOW)


def test_of_a_hundred_racing_rotations_exactly_one_moves(
    sessions: Sessions, kitchen_id: str
) -> None:
    made = session(uuid.uuid4().hex, kitchen_id)
    sessions.create(made)
    first = sessions.get(made.id)
    assert first is not None

    def rotate(_: int) -> bool:
        try:
            sessions.rotate(first, NOW)
        except VersionMismatch:
            return False
        return True

    with ThreadPoolExecutor(100) as pool:
        assert sum(pool.map(rotate, range(100))) == 1
    found = sessions.get(made.id)
    assert found is not None
    assert found.generation == 2


def test_an_ended_session_cannot_be_rotated_back(sessions: Sessions, kitchen_id: str) -> None:
    made = session(uuid.uuid4().hex, kitchen_id)
    sessions.create(made)
    before = sessions.get(made.id)
    assert before is not None
    sessions.end(made.id, NOW, EndReason.LOGOUT)
    with pytest.raises(VersionMismatch):
        sessions.rotate(before, NOW)
    after = sessions.get(made.id)
    assert after is not None
    assert (after.ended_at, after.end_reason, after.generation) == (NOW, EndReason.LOGOUT, 1)
    sessions.end("nothing", NOW, EndReason.LOGOUT)
    assert sessions.get("nothing") is None


def test_living_sessions_of_a_person(sessions: Sessions, kitchen_id: str, uid: str) -> None:
    for n in range(4):
        made = session(
            f"{kitchen_id}-{n}", kitchen_id, uid=uid, created_at=NOW + timedelta(seconds=n)
        )
        sessions.create(made)
    sessions.end(f"{kitchen_id}-2", NOW, EndReason.LOGOUT)
    first = sessions.live_of(uid, 2, None)
    rest = sessions.live_of(uid, 2, first.next_cursor)
    found = [one.id.rpartition("-")[2] for one in (*first.items, *rest.items)]
    assert found == ["3", "1", "0"]
    assert sessions.live_of("nobody", 2, None).items == []


def test_recognitions_are_saved_once(recognitions: Recognitions) -> None:
    assert recognitions.repeated("seen-1", "f1") is None
    assert recognitions.save(recognition(), "f1") == recognition()
    assert recognitions.save(recognition(engine="gemini"), "f1") == recognition()
    assert recognitions.repeated("seen-1", "f1") == recognition()
    with pytest.raises(AlreadyExists):
        recognitions.save(recognition(engine="gemini"), "f2")
    with pytest.raises(AlreadyExists):
        recognitions.repeated("seen-1", "f2")
    assert recognitions.get("seen-1") == recognition()
    with pytest.raises(NotFound):
        recognitions.get("nothing")


def test_recognitions_come_newest_first(recognitions: Recognitions) -> None:
    for n in range(3):
        recognitions.save(recognition(id=f"s{n}", created_at=NOW + timedelta(seconds=n)), "f1")
    first = recognitions.page(2, None)
    assert [one.id for one in first.items] == ["s2", "s1"]
    assert [one.id for one in recognitions.page(2, first.next_cursor).items] == ["s0"]


def test_a_session_moves_zone_and_is_otherwise_the_same(sessions: Sessions, uid: str) -> None:
    sessions.create(session(f"zone-{uid}", "k1", uid=uid))
    sessions.move_zone(f"zone-{uid}", "America/Bogota")
    sessions.move_zone("no-such-session", "America/Bogota")
    found = sessions.get(f"zone-{uid}")
    assert found is not None
    expected = session(f"zone-{uid}", "k1", uid=uid, time_zone="America/Bogota")
    assert found.model_copy(update={"version": ""}) == expected
    assert sessions.get("no-such-session") is None
