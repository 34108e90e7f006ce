"""Who moves where when somebody joins, leaves, is removed or gets another role.

Each rule takes documents as they were read and answers the `Change` that has to be stored whole, in
the versions that were read, or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, Self

from shared.domain.deletion import Deletion
from shared.domain.errors import Conflict, NotFound
from shared.domain.invite import MOST_OPEN_INVITES, Invite
from shared.domain.kitchen import MOST_MEMBERS, Kitchen, Member
from shared.domain.needs import needs_of
from shared.domain.person import Person
from shared.domain.session import Role, Session


class Place(NamedTuple):
    """Where a person cooks, and as what; every session of theirs carries it."""

    kitchen_id: str
    role: Role

    def of(self, session: Session) -> Session:
        return session.model_copy(update=self._asdict())


@dataclass(frozen=True, slots=True)
class Change:
    """Documents stored together: those without a version are new, the others are replaced in the
    version they carry. `closed` kitchens go, and what they hold is left to `deletions`."""

    people: tuple[Person, ...] = ()
    kitchens: tuple[Kitchen, ...] = ()
    closed: tuple[Kitchen, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    invites: tuple[Invite, ...] = ()
    sessions: tuple[Session, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)

    def with_sessions(self, sessions: tuple[Session, ...]) -> Self:
        return replace(self, sessions=sessions)

    def __add__(self, other: "Change") -> "Change":
        return Change(
            people=self.people + other.people,
            kitchens=self.kitchens + other.kitchens,
            closed=self.closed + other.closed,
            deletions=self.deletions + other.deletions,
            invites=self.invites + other.invites,
            sessions=self.sessions + other.sessions,
            places={**self.places, **other.places},
        )


def invited(kitchen: Kitchen, invite: Invite) -> Change:
    """Raises Conflict when too many invites are open."""
    now = invite.created_at
    kept = kitchen.model_copy(update={"invites": kitchen.open_invites(now)})
    if len(kept.invites) >= MOST_OPEN_INVITES:
        raise Conflict("too_many_invites", most=MOST_OPEN_INVITES)
    return Change(kitchens=(kept.with_invite(invite.slot, invite.expires_at),), invites=(invite,))


def joined(
    person: Person, current: Kitchen, target: Kitchen, invite: Invite, now: datetime
) -> Change:
    """Out of the kitchen they cook in, which waits for them if it is theirs alone, into another.

    One kitchen waits for a person. Who is alone in a second one, which the others left to them,
    leaves it first and knows that it goes: nothing is deleted for joining.

    Raises:
        NotFound: the invite was withdrawn, or the kitchen sleeps.
        Conflict: they are there already, it is full, or nobody would be left in a second kitchen.
    """
    if invite.slot not in target.invites or target.asleep:
        raise NotFound("invite_not_valid")
    if person.uid in target.members:
        raise Conflict("already_member")
    if len(target.members) >= MOST_MEMBERS:
        raise Conflict("kitchen_full", most=MOST_MEMBERS)
    alone = len(current.members) == 1
    if alone and person.home_kitchen_id is not None:
        raise Conflict("last_member")
    left_open = {slot: end for slot, end in target.invites.items() if slot != invite.slot}
    host = target.model_copy(update={"invites": left_open})
    host = host.with_member(person.uid, _member(person, invite.role, now))
    used = invite.model_copy(update={"used_by": person.uid})
    came = Change(
        kitchens=(host,),
        invites=(used,),
        places={person.uid: Place(host.id, invite.role)},
    )
    if alone:
        went = Change(
            kitchens=(_sent_to_sleep(current, person.uid),),
            people=(person.cooking_in(host.id, current.id),),
        )
    else:
        went = departed(current, person.uid, now) + Change(
            people=(person.cooking_in(host.id, person.home_kitchen_id),)
        )
    return went + came


def left(person: Person, current: Kitchen, home: Kitchen, now: datetime) -> Change:
    """Out of a kitchen, into their own: `home` slept, or is new and empty."""
    member = home.members.get(person.uid) or Member(role=Role.OWNER, name=None, joined_at=now)
    awake = home.with_member(person.uid, _member(person, Role.OWNER, member.joined_at))
    return departed(current, person.uid, now) + Change(
        people=(person.cooking_in(home.id, None),),
        kitchens=(awake,),
        places={person.uid: Place(home.id, Role.OWNER)},
    )


def removed(person: Person, current: Kitchen, home: Kitchen, now: datetime) -> Change:
    """As `left`, and the open invites go too: they may have seen a code."""
    return left(person, current.model_copy(update={"invites": {}}), home, now)


def departed(kitchen: Kitchen, uid: str, now: datetime) -> Change:
    """The kitchen without that member: ownership passes on, and a kitchen with nobody is closed."""
    after = kitchen.without(uid)
    if not after.members:
        return Change(closed=(kitchen,), deletions=(Deletion.of_kitchen(kitchen.id, now),))
    return Change(kitchens=(after,), places=_new_roles(kitchen, after))


def given_role(kitchen: Kitchen, uid: str, role: Role) -> Change:
    """The member in another role; who is made owner takes the place of the owner, who stays.

    Raises:
        NotFound: no such member.
        Conflict: the owner's own role, which only passes to somebody else.
    """
    if kitchen.role_of(uid) is role:
        return Change()
    if uid == kitchen.owner:
        raise Conflict("owner_needed")
    after = kitchen.with_role(uid, role)
    if role is Role.OWNER:
        after = after.with_role(kitchen.owner, Role.MEMBER)
    return Change(kitchens=(after,), places=_new_roles(kitchen, after))


def _member(person: Person, role: Role, joined_at: datetime) -> Member:
    needs = needs_of(person.profile)
    return Member(role=role, name=person.shown_name, joined_at=joined_at, needs=needs)


def _sent_to_sleep(kitchen: Kitchen, uid: str) -> Kitchen:
    away = kitchen.members[uid].model_copy(update={"away": True})
    return kitchen.model_copy(update={"invites": {}}).with_member(uid, away)


def _new_roles(before: Kitchen, after: Kitchen) -> dict[str, Place]:
    return {
        uid: Place(after.id, member.role)
        for uid, member in after.members.items()
        if before.members[uid].role is not member.role
    }
