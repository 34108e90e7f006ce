"""The phones that get somebody's messages: registered, let go, and nobody else's by now.

Whose a phone is stands in a document of its own, which goes in one commit with the person who
registers it. What an earlier account still lists is left out when a message is sent, and forgotten
then: no step of theirs is needed for a phone to change hands.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from shared.domain.errors import NotFound
from shared.domain.person import Device, Person
from shared.domain.push_owner import PushOwner, push_id
from shared.ports.household import People
from shared.ports.messages import PushOwners
from shared.workflows.change_person import change_person


def register(
    uid: str, device: Device, now: datetime, *, people: People, owners: PushOwners
) -> Person:
    """The person with the device, which is theirs alone from now on.

    Raises:
        NotFound, Unavailable: see `change_person`.
    """
    owner = PushOwner.of(device.token, uid, now)
    known = owners.get_all([owner.id]).get(owner.id)
    kept = known is not None and known.owns(uid, now) and known.is_new(now)

    def change(person: Person) -> Person:
        return person.with_device(device)

    return change_person(uid, None, people, change, None if kept else owner)


def let_go(
    uid: str, chosen: Callable[[Device], bool], *, people: People, owners: PushOwners
) -> None:
    """The chosen devices get nothing of this person any more; somebody who is gone has none.

    Raises:
        Unavailable: at the latest with the next message they are let go, and it may be repeated.
    """
    person = people.get(uid)
    gone = {one.token for one in person.devices if chosen(one)} if person else set()
    if not gone:
        return
    owners.release([push_id(token) for token in sorted(gone)], uid)

    def change(person: Person) -> Person:
        return person.without_devices(gone)

    with suppress(NotFound):
        change_person(uid, None, people, change)


def still_theirs(person: Person, now: datetime, owners: PushOwners) -> list[str]:
    """The tokens of the person's phones that no other account registered since."""
    tokens = [device.token for device in person.devices]
    found = owners.get_all([push_id(token) for token in tokens])
    return [
        token
        for token in tokens
        if (owner := found.get(push_id(token))) is not None and owner.owns(person.uid, now)
    ]
