"""A deletion is finished wherever it was cut off, and takes nothing of anybody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.errors import NotFound, Unauthenticated, Unavailable
from shared.domain.listing import Page
from shared.domain.session import Role, Session
from shared.workflows.delete_account import Eraser, Resumed, delete_account, resume_deletions
from shared.workflows.household import Household
from shared.workflows.kitchen_members import invite, join, remove
from shared.workflows.placing import settled
from shared.workflows.session_states import SessionStates
from tests.fakes.clock import FakeClock
from tests.fakes.household import FakeContents, FakeDeletions, FakeInvites, FakeKitchens, FakePeople
from tests.fakes.identity import FakeIdentityProvider, FakeSessions
from tests.fakes.media import FakeMedia
from tests.killing import Killed, Plug
from tests.samples import NOW, kitchen, person, session

LONG = timedelta(minutes=20)


class World:
    """Ana's kitchen, shared with Ben, whose own kitchen waits; both hold things and photos."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOW)
        self.people, self.sessions = FakePeople(), FakeSessions()
        self.contents, self.media = FakeContents(), FakeMedia()
        self.identities = FakeIdentityProvider()
        self.household = Household(
            people=self.people,
            kitchens=FakeKitchens(self.people, self.sessions),
            invites=FakeInvites(self.people),
            sessions=self.sessions,
            states=SessionStates(self.sessions, self.clock),
            clock=self.clock,
        )
        for uid in ("ana", "ben"):
            self.people.create(person(uid, f"k-{uid}"), kitchen(f"k-{uid}", uid))
            self.sessions.create(session(f"s-{uid}", f"k-{uid}", uid=uid))
            self.contents.documents[f"k-{uid}", "items"] = {f"i{n}": {} for n in range(450)}
            for n in range(250):
                self.media.put(f"kitchens/k-{uid}/photos/{n}.jpg", b"x", "image/jpeg")
        code, _ = invite("ana", Role.MEMBER, self.household)
        join("ben", code, self.household)

    def eraser(self, plug: Plug | None = None, seconds: float = 60) -> Eraser:
        plug = plug or Plug(at=-1)
        kitchens = plug.around(self.household.kitchens)
        return Eraser(
            household=replace(self.household, kitchens=kitchens),
            deletions=plug.around(FakeDeletions(self.people, self.sessions)),
            contents=plug.around(self.contents),
            media=plug.around(self.media),
            identity_provider=plug.around(self.identities),
            until=self.clock.monotonic() + seconds,
        )

    def resume(self) -> None:
        """Twice: what a person leaves behind is swept again later."""
        for _ in range(2):
            self.clock.move(LONG)
            resume_deletions(self.eraser())

    def left_of(self, kitchen_id: str) -> int:
        documents = self.contents.documents[kitchen_id, "items"]
        return len(documents) + len(list(self.media.names(f"kitchens/{kitchen_id}/")))


def test_nothing_of_the_person_is_left_and_all_of_the_others() -> None:
    world = World()
    assert delete_account("ben", world.eraser()) is True
    assert "ben" in world.identities.gone
    assert set(world.people.people) == {"ana"}
    assert set(world.sessions.sessions) == {"s-ana"}
    assert set(world.people.kitchens) == {"k-ana"}
    assert set(world.people.kitchens["k-ana"].members) == {"ana"}
    assert world.left_of("k-ben") == 0
    assert world.left_of("k-ana") == 700


def test_the_kitchen_passes_on_when_its_owner_goes() -> None:
    world = World()
    delete_account("ana", world.eraser())
    assert world.people.kitchens["k-ana"].owner == "ben"
    assert world.sessions.sessions["s-ben"].role is Role.OWNER
    assert world.left_of("k-ana") == 700


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_killed_between_any_two_writes_it_is_finished_later(who: str) -> None:
    other = "ben" if who == "ana" else "ana"
    deaths = 0
    while True:
        world = World()
        try:
            delete_account(who, world.eraser(Plug(at=deaths)))
        except Killed:
            deaths += 1
        else:
            break
        promised = who in world.people.deletions
        assert promised is (deaths > 1)
        if not promised:
            assert who in world.people.people
            continue
        world.resume()
        assert who not in world.people.people
        assert who in world.identities.gone
        assert set(world.sessions.sessions) == {f"s-{other}"}
        assert world.people.deletions == {}
        assert world.people.kitchens["k-ana"].owner == other
        assert world.left_of("k-ana") == 700
        assert world.left_of("k-ben") == (0 if who == "ben" else 700)
    assert deaths >= 6


def test_the_resuming_may_be_killed_too() -> None:
    world = World()
    with pytest.raises(Killed):
        delete_account("ben", world.eraser(Plug(at=2)))
    world.clock.move(LONG)
    for at in range(20):
        try:
            resume_deletions(world.eraser(Plug(at=at)))
        except Killed:
            continue
    world.resume()
    assert world.people.deletions == {}
    assert world.left_of("k-ben") == 0


def test_what_there_is_no_time_for_is_left_to_the_next_call() -> None:
    world = World()
    assert delete_account("ben", world.eraser(seconds=0)) is True
    assert set(world.people.people) == {"ana"}
    assert world.left_of("k-ben") == 700
    assert resume_deletions(world.eraser()) == Resumed(finished=0, left=0)
    world.clock.move(LONG)
    assert resume_deletions(world.eraser(seconds=0)) == Resumed(finished=0, left=1)
    assert resume_deletions(world.eraser()) == Resumed(finished=1, left=0)
    assert world.left_of("k-ben") == 0


def test_a_store_that_is_down_holds_up_only_what_needs_it() -> None:
    world = World()
    world.media.down = True
    assert delete_account("ben", world.eraser()) is False
    assert "s-ben" not in world.sessions.sessions
    world.clock.move(LONG)
    assert resume_deletions(world.eraser()) == Resumed(finished=1, left=1)
    assert set(world.people.people) == {"ana"}
    world.media.down = False
    world.resume()
    assert world.people.deletions == {}
    assert world.left_of("k-ben") == 0


def test_deleting_twice_is_deleting_once() -> None:
    world = World()
    with pytest.raises(Killed):
        delete_account("ben", world.eraser(Plug(at=3)))
    assert delete_account("ben", world.eraser()) is True
    with pytest.raises(NotFound):
        delete_account("ben", world.eraser())


def test_nothing_is_promised_while_the_store_is_down() -> None:
    world = World()

    class Down(FakeDeletions):
        def begin(self, *values: object) -> None:
            raise Unavailable

    eraser = replace(world.eraser(), deletions=Down(world.people, world.sessions))
    with pytest.raises(Unavailable):
        delete_account("ben", eraser)
    assert not world.people.people["ben"].deleting


def test_a_sign_in_under_way_ends_with_the_account() -> None:
    world = World()
    with pytest.raises(Killed):
        delete_account("ben", world.eraser(Plug(at=2)))
    late = session("late", "k-ana", uid="ben")
    world.sessions.create(late)
    at = world.household
    with pytest.raises(Unauthenticated):
        settled(
            late, people=at.people, kitchens=at.kitchens, sessions=at.sessions, clock=world.clock
        )
    assert world.sessions.sessions["late"].ended_at is not None


def test_a_move_that_is_stored_is_answered_whatever_is_down_afterwards() -> None:
    world = World()

    class Down(FakeSessions):
        def live_of(self, uid: str, limit: int, cursor: str | None) -> Page[Session]:
            if kitchen_of(uid) == "k-ben":
                raise Unavailable
            return world.sessions.live_of(uid, limit, cursor)

    def kitchen_of(uid: str) -> str:
        return world.people.people[uid].kitchen_id

    remove("ben", "ben", replace(world.household, sessions=Down()))
    assert kitchen_of("ben") == "k-ben"


def test_a_session_made_while_its_person_moved_follows() -> None:
    world = World()
    late = session("late", "k-ben", uid="ben", role=Role.OWNER)
    world.sessions.create(late)
    at = world.household
    found = settled(
        late, people=at.people, kitchens=at.kitchens, sessions=at.sessions, clock=world.clock
    )
    assert (found.kitchen_id, found.role) == ("k-ana", Role.MEMBER)


def test_a_session_made_while_its_person_changed_zone_follows() -> None:
    world = World()
    at = world.household
    late = session("late", "k-ana", uid="ben", role=Role.MEMBER)
    world.sessions.create(late)
    ben = world.people.people["ben"]
    moved = ben.profile.model_copy(update={"time_zone": "America/Bogota"})
    world.people.people["ben"] = ben.model_copy(update={"profile": moved})
    found = settled(
        late, people=at.people, kitchens=at.kitchens, sessions=at.sessions, clock=world.clock
    )
    assert found.time_zone == "America/Bogota"
