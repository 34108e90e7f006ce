"""Inviting into a kitchen, joining, leaving, removing, and giving roles."""

from shared.domain.errors import Forbidden, NotFound
from shared.domain.invite import INVITE_LIFETIME, Invite, invite_id, new_code, typed_code
from shared.domain.kitchen import Kitchen
from shared.domain.membership import Change, given_role, invited, joined, left, removed
from shared.domain.person import Person
from shared.domain.session import Role
from shared.workflows.household import Household, store


def invite(uid: str, role: Role, household: Household) -> tuple[str, Invite]:
    """A new code into the kitchen its owner cooks in; the code is told once and kept nowhere.

    Raises:
        Forbidden: they are not its owner.
        Conflict: too many invites are open.
    """
    now = household.clock.now()
    code = new_code(household.clock.new_secret())

    def decide() -> Change:
        kitchen = _owned(uid, household)
        return invited(
            kitchen,
            Invite(
                id=invite_id(code),
                kitchen_id=kitchen.id,
                slot=household.clock.new_id(),
                role=role,
                created_at=now,
                expires_at=now + INVITE_LIFETIME,
            ),
        )

    return code, store(household, decide).invites[0]


def join(uid: str, code: str, household: Household) -> Kitchen:
    """Into the kitchen the code opens; the same person may repeat it.

    Their own kitchen, if they are alone in it, waits with all it holds until they leave.

    Raises:
        NotFound: the code is wrong, used, withdrawn or too old, which all look alike.
        Conflict: they are there already, the kitchen is full, or the one they cook in would be
            left with nobody while their own waits already.
    """

    plain = typed_code(code)

    def decide() -> Change:
        now = household.clock.now()
        found = household.invites.get(invite_id(plain)) if plain else None
        person, current = household.cooking(uid)
        if found is not None and (found.used_by, found.kitchen_id) == (uid, current.id):
            return Change()
        if found is None or not found.open(now):
            raise NotFound("invite_not_valid")
        return joined(person, current, _invited_to(found, household), found, now)

    store(household, decide)
    return household.cooking(uid)[1]


def remove(uid: str, other: str, household: Household) -> None:
    """`uid` takes `other` out of their kitchen; themselves is leaving it.

    Who goes finds their own kitchen again as they left it, or a new one. Of a kitchen with nobody
    left everything is deleted.

    Raises:
        NotFound: no such member.
        Forbidden: only the owner removes others.
    """
    home_id = household.clock.new_id()

    def decide() -> Change:
        now = household.clock.now()
        person, current = household.cooking(uid)
        if uid == other:
            return left(person, current, _home(person, home_id, household), now)
        current.role_of(other)
        _must_own(uid, current)
        gone = household.person(other)
        return removed(gone, current, _home(gone, home_id, household), now)

    store(household, decide)


def give_role(uid: str, other: str, role: Role, household: Household) -> Kitchen:
    """The owner gives a member another role; who is made owner takes the owner's place.

    Raises:
        NotFound: no such member.
        Forbidden: they are not the owner.
        Conflict: the owner's own role.
    """

    def decide() -> Change:
        return given_role(_owned(uid, household), other, role)

    store(household, decide)
    return household.cooking(uid)[1]


def _invited_to(invite: Invite, household: Household) -> Kitchen:
    try:
        return household.kitchens.get(invite.kitchen_id)
    except NotFound:
        raise NotFound("invite_not_valid") from None


def _home(person: Person, fresh_id: str, household: Household) -> Kitchen:
    """The kitchen that waits for them, or a new one."""
    if person.home_kitchen_id is not None:
        return household.kitchens.get(person.home_kitchen_id)
    return Kitchen(id=fresh_id, members={}, created_at=household.clock.now())


def _owned(uid: str, household: Household) -> Kitchen:
    _, kitchen = household.cooking(uid)
    _must_own(uid, kitchen)
    return kitchen


def _must_own(uid: str, kitchen: Kitchen) -> None:
    if kitchen.role_of(uid) is not Role.OWNER:
        raise Forbidden
