"""Storing a change of who is in a kitchen, and keeping every session in step with it.

An access token names the kitchen it was made for. When its person moves, the sessions of theirs are
pointed to the new kitchen together with the move itself, and the old access token is answered 401
`session_moved`: the app refreshes and goes on, nobody signs in again.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from shared.domain.errors import NotFound, Unauthenticated, Unavailable, VersionMismatch
from shared.domain.kitchen import Kitchen
from shared.domain.membership import Change, Place
from shared.domain.person import Person
from shared.domain.session import Session
from shared.ports.clock import Clock
from shared.ports.household import Invites, Kitchens, People
from shared.ports.identity import Sessions
from shared.workflows.placing import cooking, settled
from shared.workflows.session_states import SessionStates

# Each lost race means that somebody else's change was stored.
_LOOKS = 10
_PAGE = 100


@dataclass(frozen=True, slots=True)
class Household:
    """The stores that a change of who cooks where touches."""

    people: People
    kitchens: Kitchens
    invites: Invites
    sessions: Sessions
    states: SessionStates
    clock: Clock

    def person(self, uid: str) -> Person:
        """Raises NotFound for somebody who is not there, or whose account is being deleted."""
        person = self.people.get(uid)
        if person is None or person.deleting:
            raise NotFound
        return person

    def cooking(self, uid: str) -> tuple[Person, Kitchen]:
        """A person and the kitchen they cook in. Raises NotFound as `person` does."""
        return cooking(uid, self.people, self.kitchens)

    def sessions_of(self, uid: str) -> Iterator[Session]:
        cursor: str | None = None
        while True:
            page = self.sessions.live_of(uid, _PAGE, cursor)
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return


def store(household: Household, decide: Callable[[], Change]) -> Change:
    """Stores what `decide` makes of the documents as it reads them, again after each lost race.

    Raises:
        Unavailable: the race was lost every time.
    """
    for _ in range(_LOOKS):
        change = decide()
        if change == Change():
            return change
        try:
            household.kitchens.commit(change.with_sessions(_moved(household, change.places)))
        except VersionMismatch:
            continue
        _catch_up(household, change.places)
        return change
    raise Unavailable


def _moved(household: Household, places: Mapping[str, Place]) -> tuple[Session, ...]:
    found = ((place, household.sessions_of(uid)) for uid, place in places.items())
    return tuple(place.of(session) for place, sessions in found for session in sessions)


def _catch_up(household: Household, places: Mapping[str, Place]) -> None:
    """Sessions that were made while the move was being stored, and what this instance remembers.

    The move is stored: where a store is down now it is answered all the same, and the sign-in that
    made a session settles it itself.
    """
    for uid, place in places.items():
        with suppress(Unavailable):
            for session in household.sessions_of(uid):
                household.states.forget(session.id)
                if place != (session.kitchen_id, session.role):
                    with suppress(Unauthenticated):
                        _settle(session, household)


def _settle(session: Session, household: Household) -> None:
    settled(
        session,
        people=household.people,
        kitchens=household.kitchens,
        sessions=household.sessions,
        clock=household.clock,
    )
