"""What every store of kitchens, invites, deletions, contents and media does."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shared.domain.deletion import Deletion
from shared.domain.errors import NotFound, VersionMismatch
from shared.domain.food import Allergen
from shared.domain.invite import Invite
from shared.domain.kitchen import Needs
from shared.domain.membership import Change, Place, departed, given_role, invited
from shared.domain.session import Role
from shared.ports.household import Contents, Deletions, Invites, Kitchens, People
from shared.ports.identity import Sessions
from shared.ports.media import MediaStore
from shared.wiring import Wiring
from tests.fakes.household import FakeContents, FakeDeletions, FakeInvites, FakeKitchens, FakePeople
from tests.fakes.identity import FakeSessions
from tests.fakes.media import FakeMedia
from tests.samples import NOW, kitchen, lot, person, session


@pytest.fixture
def uid() -> str:
    return f"user.{uuid.uuid4().hex}"


@pytest.fixture
def kitchens(emulated: Wiring | None, people: People, sessions: Sessions) -> Kitchens:
    if emulated:
        return emulated.kitchens
    assert isinstance(people, FakePeople)
    assert isinstance(sessions, FakeSessions)
    return FakeKitchens(people, sessions)


@pytest.fixture
def invites(emulated: Wiring | None, people: People) -> Invites:
    if emulated:
        return emulated.invites
    assert isinstance(people, FakePeople)
    return FakeInvites(people)


@pytest.fixture
def deletions(emulated: Wiring | None, people: People, sessions: Sessions) -> Deletions:
    if emulated:
        return emulated.deletions
    assert isinstance(people, FakePeople)
    assert isinstance(sessions, FakeSessions)
    return FakeDeletions(people, sessions)


@pytest.fixture
def media(emulated: Wiring | None) -> MediaStore:
    return emulated.media if emulated else FakeMedia()


@pytest.fixture
def home(people: People, kitchens: Kitchens, uid: str, kitchen_id: str) -> str:
    """A kitchen with its owner."""
    people.create(person(uid, kitchen_id), kitchen(kitchen_id, uid))
    return kitchen_id


def an_invite(kitchen_id: str) -> Invite:
    return Invite(
        id=uuid.uuid4().hex,
        kitchen_id=kitchen_id,
        slot="slot",
        role=Role.MEMBER,
        created_at=NOW,
        expires_at=NOW + timedelta(hours=24),
    )


def test_a_change_is_stored_whole(
    kitchens: Kitchens, invites: Invites, sessions: Sessions, uid: str, home: str
) -> None:
    made = session(uuid.uuid4().hex, home, uid=uid)
    sessions.create(made)
    stored = sessions.get(made.id)
    assert stored is not None
    invite = an_invite(home)
    change = invited(kitchens.get(home), invite)
    moved = Place("elsewhere", Role.VIEWER).of(stored)
    moved = moved.model_copy(update={"time_zone": "Europe/Madrid"})
    kitchens.commit(change + Change(sessions=(moved,)))
    assert kitchens.get(home).invites == {"slot": invite.expires_at}
    found = invites.get(invite.id)
    assert found is not None
    assert found.model_copy(update={"version": ""}) == invite
    after = sessions.get(made.id)
    assert after is not None
    assert (after.kitchen_id, after.role) == ("elsewhere", Role.VIEWER)
    assert after.time_zone == "Europe/Madrid"
    assert after.secret == made.secret


def test_a_change_of_what_has_changed_stores_nothing(
    kitchens: Kitchens, invites: Invites, home: str
) -> None:
    stale = kitchens.get(home)
    first, second = an_invite(home), an_invite(home)
    kitchens.commit(invited(stale, first))
    with pytest.raises(VersionMismatch):
        kitchens.commit(invited(stale, second))
    assert invites.get(second.id) is None
    with pytest.raises(VersionMismatch):
        kitchens.commit(Change(invites=(first,)))


def test_of_many_changes_of_one_version_one_is_stored(kitchens: Kitchens, home: str) -> None:
    stale = kitchens.get(home)

    def commit(_: int) -> bool:
        try:
            kitchens.commit(invited(stale, an_invite(home)))
        except VersionMismatch:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(commit, range(12))) == 1


def test_a_closed_kitchen_leaves_its_promise(
    kitchens: Kitchens, deletions: Deletions, uid: str, home: str
) -> None:
    kitchens.commit(departed(kitchens.get(home), uid, NOW))
    with pytest.raises(NotFound):
        kitchens.get(home)
    promise = Deletion.of_kitchen(home, NOW)
    assert promise in deletions.due(promise.due_at, 1000)
    assert promise not in deletions.due(promise.due_at - timedelta(seconds=1), 1000)
    deletions.finish(promise)
    assert promise not in deletions.due(promise.due_at, 1000)


def test_a_profile_change_is_seen_by_a_change_of_the_kitchen(
    people: People, kitchens: Kitchens, uid: str, home: str
) -> None:
    stale = kitchens.get(home)
    found = people.get(uid)
    assert found is not None
    people.change(found, Needs(allergens=frozenset({Allergen.MILK})))
    with pytest.raises(VersionMismatch):
        kitchens.commit(invited(stale, an_invite(home)))
    assert given_role(kitchens.get(home), uid, Role.OWNER) == Change()


def test_a_deletion_begins_once_and_takes_what_is_personal(
    people: People, deletions: Deletions, sessions: Sessions, uid: str, home: str
) -> None:
    found = people.get(uid)
    assert found is not None
    promise = Deletion.of_person(uid, NOW)
    with pytest.raises(VersionMismatch):
        deletions.begin(promise, found.shell().model_copy(update={"version": "1"}))
    deletions.begin(promise, found.shell())
    deletions.begin(promise, found.shell())
    shell = people.get(uid)
    assert shell is not None
    assert (shell.deleting, shell.email, shell.kitchen_id) == (True, None, home)
    for n in range(3):
        sessions.create(session(f"{uid}-{n}", home, uid=uid))
    assert sorted(deletions.erase_sessions(uid)) == [f"{uid}-{n}" for n in range(3)]
    assert deletions.erase_sessions(uid) == []
    assert sessions.get(f"{uid}-0") is None
    deletions.finish(promise)
    deletions.finish(promise)
    assert people.get(uid) is None


def test_contents_are_read_in_pages_and_erased(emulated: Wiring | None, home: str) -> None:
    contents: Contents = emulated.contents if emulated else FakeContents()
    other = uuid.uuid4().hex
    for where in (home, other):
        if isinstance(contents, FakeContents):
            rows = {f"i{n}": {"quantity": 0.75} for n in range(5)}
            contents.documents[where, "items"] = rows
        elif emulated:
            emulated.items(where).add([lot(id=f"i{n}") for n in range(5)])
    first = contents.page(home, "items", 3, None)
    second = contents.page(home, "items", 3, first.next_cursor)
    assert [one["id"] for one in (*first.items, *second.items)] == [f"i{n}" for n in range(5)]
    assert {one["quantity"] for one in first.items} == {0.75}
    assert second.next_cursor is None
    assert contents.page(home, "recipes", 3, None).items == []
    assert [contents.erase(home, 3) for _ in range(3)] == [3, 2, 0]
    assert len(contents.page(other, "items", 10, None).items) == 5


def test_media_is_named_and_removed_by_its_folder(media: MediaStore, home: str) -> None:
    folder = f"kitchens/{home}/"
    for n in range(5):
        media.put(f"{folder}photos/{n}.jpg", b"x", "image/jpeg")
    media.put(f"kitchens/{home}x/photos/0.jpg", b"x", "image/jpeg")
    assert sorted(media.names(folder)) == [f"{folder}photos/{n}.jpg" for n in range(5)]
    removed = [media.remove_all(folder, 3) for _ in range(3)]
    assert sum(removed) == 5
    assert removed[-1] == 0
    assert list(media.names(folder)) == []
    assert len(list(media.names(f"kitchens/{home}x/"))) == 1
