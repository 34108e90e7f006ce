"""Where a person cooks, and a new session of theirs in step with it."""

from contextlib import suppress

from shared.domain.errors import NotFound, Unauthenticated, Unavailable, VersionMismatch
from shared.domain.kitchen import Kitchen
from shared.domain.membership import Change, Place
from shared.domain.person import Person
from shared.domain.session import EndReason, Session
from shared.ports.clock import Clock
from shared.ports.household import Kitchens, People
from shared.ports.identity import Sessions

_LOOKS = 10


def cooking(uid: str, people: People, kitchens: Kitchens) -> tuple[Person, Kitchen]:
    """A person and the kitchen they cook in. A move between the two reads shows as a kitchen
    without them, and both are read again.

    Raises:
        NotFound: there is no such person, or their account is being deleted.
    """
    for _ in range(_LOOKS):
        person = people.get(uid)
        if person is None or person.deleting:
            raise NotFound
        with suppress(NotFound):
            kitchen = kitchens.get(person.kitchen_id)
            kitchen.role_of(uid)
            return person, kitchen
    raise Unavailable


def settled(
    session: Session, *, people: People, kitchens: Kitchens, sessions: Sessions, clock: Clock
) -> Session:
    """A session just made, pointed to where its person cooks now and in their time zone: either may
    have changed between the reading and the writing of a sign-in.

    Raises:
        Unauthenticated: the account is being deleted; the session was ended.
    """
    for _ in range(_LOOKS):
        try:
            person, kitchen = cooking(session.uid, people, kitchens)
        except NotFound:
            sessions.end(session.id, clock.now(), EndReason.USER_GONE)
            raise Unauthenticated("account_deleted") from None
        place = Place(kitchen.id, kitchen.role_of(session.uid))
        zoned = session.model_copy(update={"time_zone": person.profile.time_zone})
        if place.of(zoned) == session:
            return session
        with suppress(VersionMismatch):
            kitchens.commit(Change(sessions=(place.of(zoned),)))
        session = sessions.get(session.id) or session
    raise Unavailable
