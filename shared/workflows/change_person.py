"""Changing a person's document, and with it what their kitchen knows of them."""

from collections.abc import Callable

from shared.domain.errors import NotFound, Unavailable, VersionMismatch
from shared.domain.needs import needs_of
from shared.domain.person import Person
from shared.domain.push_owner import PushOwner
from shared.ports.household import People

_LOOKS = 10


def change_person(
    uid: str,
    version: str | None,
    people: People,
    change: Callable[[Person], Person],
    phone: PushOwner | None = None,
) -> Person:
    """Stores the person as `change` makes them, and that a phone is theirs; without a version,
    whatever it is by then.

    Raises:
        NotFound: there is no such person.
        VersionMismatch: a version was named and is not the stored one.
        Unavailable: others changed the person on every attempt.
    """
    for _ in range(_LOOKS):
        person = people.get(uid)
        if person is None or person.deleting:
            raise NotFound
        if version is not None and version != person.version:
            raise VersionMismatch
        after = change(person)
        if after == person and phone is None:
            return person
        try:
            return people.change(after, needs_of(after.profile), phone)
        except VersionMismatch:
            continue
    raise Unavailable
