"""Any order of inviting, joining, leaving, removing, roles, sign-ins and deletions, each also in
the middle of another: a kitchen has one owner, and everybody is where their documents say."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from shared.domain.errors import Conflict, Forbidden, NotFound
from shared.domain.invite import MOST_OPEN_INVITES
from shared.domain.membership import Change
from shared.domain.session import Role
from shared.workflows.delete_account import Eraser, delete_account
from shared.workflows.household import Household
from shared.workflows.kitchen_members import give_role, invite, join, remove
from shared.workflows.session_states import SessionStates
from tests.fakes.clock import FakeClock
from tests.fakes.household import FakeContents, FakeDeletions, FakeInvites, FakeKitchens, FakePeople
from tests.fakes.identity import FakeIdentityProvider, FakeSessions
from tests.fakes.media import FakeMedia
from tests.samples import kitchen, person, session

PEOPLE = ("ana", "ben", "eva", "leo")
WHO = st.sampled_from(PEOPLE)
ROLES = st.sampled_from(list(Role))
INVITED = st.sampled_from([Role.MEMBER, Role.VIEWER])


class Interrupted(FakeKitchens):
    """Lets something else happen right before the next change is stored."""

    first: Callable[[], None] | None = None

    def commit(self, change: Change) -> None:
        first, self.first = self.first, None
        if first is not None:
            first()
        super().commit(change)


class KitchenMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock()
        self.people, self.sessions = FakePeople(), FakeSessions()
        self.kitchens = Interrupted(self.people, self.sessions)
        self.household = Household(
            people=self.people,
            kitchens=self.kitchens,
            invites=FakeInvites(self.people),
            sessions=self.sessions,
            states=SessionStates(self.sessions, self.clock),
            clock=self.clock,
        )
        self.codes: list[str] = []
        self.seen: set[str] = set()
        for uid in PEOPLE:
            self.appear(uid)

    def appear(self, uid: str) -> None:
        home = self.clock.new_id()
        self.people.create(person(uid, home), kitchen(home, uid))
        self.sign_in(uid)

    def sign_in(self, uid: str) -> None:
        place = self.people.people[uid].kitchen_id
        role = self.people.kitchens[place].role_of(uid)
        self.sessions.create(session(self.clock.new_id(), place, uid=uid, role=role))

    def attempt(self, act: Callable[[], None]) -> None:
        with suppress(NotFound, Forbidden, Conflict):
            act()

    def invite(self, uid: str, role: Role) -> None:
        self.codes.append(invite(uid, role, self.household)[0])

    def join(self, uid: str, place: int) -> None:
        if self.codes:
            join(uid, self.codes[place % len(self.codes)], self.household)

    def delete(self, uid: str) -> None:
        eraser = Eraser(
            household=self.household,
            deletions=FakeDeletions(self.people, self.sessions),
            contents=FakeContents(),
            media=FakeMedia(),
            identity_provider=FakeIdentityProvider(),
            until=self.clock.monotonic() + 1,
        )
        delete_account(uid, eraser)
        self.appear(uid)

    def act(self, kind: str, uid: str, other: str, role: Role, place: int) -> Callable[[], None]:
        acts: dict[str, Callable[[], None]] = {
            "invite": lambda: self.invite(uid, Role.VIEWER if role is Role.VIEWER else Role.MEMBER),
            "join": lambda: self.join(uid, place),
            "leave": lambda: remove(uid, uid, self.household),
            "remove": lambda: remove(uid, other, self.household),
            "role": lambda: self.give(uid, other, role),
            "sign_in": lambda: self.sign_in(uid),
            "delete": lambda: self.delete(uid),
        }
        return lambda: self.attempt(acts[kind])

    def give(self, uid: str, other: str, role: Role) -> None:
        give_role(uid, other, role, self.household)

    kinds = st.sampled_from(["invite", "join", "join", "leave", "remove", "role", "sign_in"])
    acts = st.tuples(st.one_of(kinds, st.just("delete")), WHO, WHO, ROLES, st.integers(0, 20))

    @rule(acts=acts)
    def one_thing(self, acts: tuple[str, str, str, Role, int]) -> None:
        self.act(*acts)()

    @rule(owner=WHO, guest=WHO, role=INVITED)
    def somebody_comes_in(self, owner: str, guest: str, role: Role) -> None:
        def come() -> None:
            self.invite(owner, role)
            join(guest, self.codes[-1], self.household)

        self.attempt(come)

    @rule(outer=acts, inner=acts)
    def one_thing_in_the_middle_of_another(
        self,
        outer: tuple[str, str, str, Role, int],
        inner: tuple[str, str, str, Role, int],
    ) -> None:
        self.kitchens.first = self.act(*inner)
        self.act(*outer)()
        self.kitchens.first = None

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.clock.move(timedelta(hours=hours))

    @invariant()
    def every_kitchen_has_one_owner(self) -> None:
        for found in self.people.kitchens.values():
            roles = [member.role for member in found.members.values()]
            assert roles.count(Role.OWNER) == 1
            assert len(found.open_invites(self.clock.now())) <= MOST_OPEN_INVITES
            if found.asleep:
                assert len(found.members) == 1
                assert not found.invites

    @invariant()
    def everybody_is_where_their_documents_say(self) -> None:
        places = {
            (uid, found.id, member.away)
            for found in self.people.kitchens.values()
            for uid, member in found.members.items()
        }
        said = {(one.uid, one.kitchen_id, False) for one in self.people.people.values()} | {
            (one.uid, one.home_kitchen_id, True)
            for one in self.people.people.values()
            if one.home_kitchen_id
        }
        assert places == said

    @invariant()
    def every_session_is_in_step(self) -> None:
        for one in self.sessions.sessions.values():
            place = self.people.people[one.uid].kitchen_id
            role = self.people.kitchens[place].role_of(one.uid)
            assert (one.kitchen_id, one.role) == (place, role)

    @invariant()
    def no_kitchen_is_lost(self) -> None:
        there, promised = set(self.people.kitchens), set(self.people.deletions)
        assert there.isdisjoint(promised)
        assert self.seen <= there | promised
        self.seen |= there


TestKitchenMachine = KitchenMachine.TestCase
TestKitchenMachine.settings = settings(
    max_examples=150,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
