"""Deleting an account to the end, however often it is interrupted.

The promise is stored first, together with taking everything personal out of the person's document:
from then on they cannot sign in, and whoever finds the promise can finish it. The steps follow in
one order, and each may be done again:

1. `sessions`: every session of theirs is removed, and with it every way in.
2. `kitchens`: they leave, ownership passes on; a kitchen with nobody left is closed, and its
   contents are promised to be deleted in the same write.
3. `contents`: the documents and objects of those kitchens go, for as long as there is time.
4. `user`: the identity provider forgets them. Sessions of a sign-in that was under way go too.
5. `promise`: it goes with what was left of the person's document.

A kitchen's own promise is kept for a quarter of an hour, and its contents are swept once more then:
a request or a picture that was under way may have stored something after the first sweep.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from shared.domain.deletion import Deletion, Subject
from shared.domain.errors import NotFound, Unavailable, VersionMismatch
from shared.domain.kitchen import Kitchen
from shared.domain.labels.unread import unread_of
from shared.domain.membership import Change, departed
from shared.domain.model import Model
from shared.ports.household import Contents, Deletions
from shared.ports.identity import IdentityProvider
from shared.ports.media import MediaStore
from shared.workflows.household import Household, store

_log = logging.getLogger("zerowaste.deletions")
_LOOKS = 10
_AT_ONCE = 200
_SWEEP = 50


class Resumed(Model):
    """How many deletions were finished, and how many are left for the next call."""

    finished: int
    left: int


@dataclass(frozen=True, slots=True)
class Eraser:
    """What a deletion touches. `until` is in seconds on the monotonic clock."""

    household: Household
    deletions: Deletions
    contents: Contents
    media: MediaStore
    identity_provider: IdentityProvider
    until: float

    def in_time(self) -> bool:
        return self.household.clock.monotonic() < self.until


def delete_account(uid: str, eraser: Eraser) -> bool:
    """Promises the deletion and does what there is time for; whether nothing is left to do but the
    last sweep. What is not done now `resume_deletions` does.

    Raises:
        NotFound: there is no such person.
        Unavailable: the promise could not be stored; nothing was deleted.
    """
    promise = _promised(uid, eraser)
    try:
        return _finished(promise, eraser)
    except Unavailable:
        _log.warning("deletion interrupted", extra={"deletion": promise.subject.value})
        return False


def resume_deletions(eraser: Eraser) -> Resumed:
    """Finishes every deletion that is due, in as many calls as it takes.

    Two calls at once do no harm, and one that is killed is simply followed by the next. It answers
    how many deletions it finished and how many it had to leave; a store that is down makes it leave
    that one and go on.
    """
    due: Sequence[Deletion] = eraser.deletions.due(eraser.household.clock.now(), _SWEEP)
    finished = 0
    for deletion in due:
        if not eraser.in_time():
            break
        try:
            finished += _finished(deletion, eraser)
        except Unavailable:
            _log.warning("deletion interrupted", extra={"deletion": deletion.subject.value})
    return Resumed(finished=finished, left=len(due) - finished)


def _promised(uid: str, eraser: Eraser) -> Deletion:
    promise = Deletion.of_person(uid, eraser.household.clock.now())
    for _ in range(_LOOKS):
        person = eraser.household.people.get(uid)
        if person is None:
            raise NotFound
        if person.deleting:
            return promise
        try:
            eraser.deletions.begin(promise, person.shell())
        except VersionMismatch:
            continue
        return promise
    raise Unavailable


def _finished(deletion: Deletion, eraser: Eraser) -> bool:
    if deletion.subject is Subject.PERSON:
        _erase_person(deletion, eraser)
        return True
    if not _erase_contents(deletion.id, eraser):
        return False
    eraser.deletions.finish(deletion)
    return True


def _erase_person(promise: Deletion, eraser: Eraser) -> None:
    _end_sessions(promise.id, eraser)
    for kitchen in _leave_kitchens(promise.id, eraser):
        _erase_contents(kitchen.id, eraser)
    eraser.identity_provider.remove(promise.id)
    _end_sessions(promise.id, eraser)
    eraser.deletions.finish(promise)


def _end_sessions(uid: str, eraser: Eraser) -> None:
    for session_id in eraser.deletions.erase_sessions(uid):
        eraser.household.states.forget(session_id)


def _leave_kitchens(uid: str, eraser: Eraser) -> Sequence[Kitchen]:
    """Out of the kitchen they are in and of the one that waits; those with nobody left."""
    household = eraser.household

    def decide() -> Change:
        change = Change()
        person = household.people.get(uid)
        for kitchen_id in person.kitchen_ids if person else ():
            with suppress(NotFound):
                kitchen = household.kitchens.get(kitchen_id)
                kitchen.role_of(uid)
                change += departed(kitchen, uid, household.clock.now())
        return change

    return store(household, decide).closed


def _erase_contents(kitchen_id: str, eraser: Eraser) -> bool:
    """Whether nothing is left."""
    folders = (f"kitchens/{kitchen_id}/", unread_of(kitchen_id))
    while eraser.in_time():
        erased = eraser.contents.erase(kitchen_id, _AT_ONCE)
        if erased + sum(eraser.media.remove_all(one, _AT_ONCE) for one in folders) == 0:
            return True
    return False
