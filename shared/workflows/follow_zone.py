"""A person's sessions carry their time zone, so that no request has to read it."""

from collections.abc import Iterator

from shared.domain.errors import Unavailable
from shared.domain.session import Session
from shared.ports.household import People
from shared.ports.identity import Sessions
from shared.workflows.session_states import SessionStates

_LOOKS = 5
_PAGE = 100


def follow_zone(uid: str, *, people: People, sessions: Sessions, states: SessionStates) -> None:
    """Gives every live session of a person the zone of their profile, whichever of two changes at
    once was stored last; repeating it changes nothing.

    Raises:
        Unavailable: the profile changed again each time.
    """
    zone = _zone_of(uid, people)
    for _ in range(_LOOKS):
        if zone is None:
            return
        for session in _live(uid, sessions):
            if session.time_zone != zone:
                sessions.move_zone(session.id, zone)
            states.forget(session.id)
        seen, zone = zone, _zone_of(uid, people)
        if zone == seen:
            return
    raise Unavailable


def _zone_of(uid: str, people: People) -> str | None:
    person = people.get(uid)
    return None if person is None or person.deleting else person.profile.time_zone


def _live(uid: str, sessions: Sessions) -> Iterator[Session]:
    cursor: str | None = None
    while True:
        page = sessions.live_of(uid, _PAGE, cursor)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return
