"""In-memory household."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import RLock
from typing import Any

from shared.domain.deletion import Deletion, Subject
from shared.domain.errors import (
    NotFound,
    VersionMismatch,
)
from shared.domain.invite import Invite
from shared.domain.kitchen import Kitchen, Needs
from shared.domain.listing import Page
from shared.domain.membership import Change
from shared.domain.person import Person
from shared.domain.push_owner import PushOwner
from tests.fakes.identity import FakeSessions
from tests.fakes.versions import page, unchanged, versioned


class FakePeople:
    """People, with the kitchens, invites and deletions that are stored together with them."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.kitchens: dict[str, Kitchen] = {}
        self.invites: dict[str, Invite] = {}
        self.deletions: dict[str, Deletion] = {}
        self.phones: dict[str, PushOwner] = {}
        self.lock = RLock()

    def get(self, uid: str) -> Person | None:
        return self.people.get(uid)

    def with_calendar(self, address_hash: str) -> Person | None:
        for person in self.people.values():
            if person.calendar is not None and person.calendar.hash == address_hash:
                return person
        return None

    def create(self, person: Person, kitchen: Kitchen) -> Person:
        with self.lock:
            if person.uid not in self.people:
                self.people[person.uid] = versioned(person)
                self.kitchens[kitchen.id] = versioned(kitchen)
            return self.people[person.uid]

    def change(self, person: Person, needs: Needs, phone: PushOwner | None = None) -> Person:
        with self.lock:
            known = self.people.get(person.uid)
            kitchen = self.kitchens.get(person.kitchen_id)
            if known is None or kitchen is None or known.version != person.version:
                raise VersionMismatch
            self.people[person.uid] = versioned(person)
            self.phones |= {phone.id: phone} if phone else {}
            seen = {"needs": needs, "name": person.shown_name}
            member = kitchen.members[person.uid].model_copy(update=seen)
            self.kitchens[kitchen.id] = versioned(kitchen.with_member(person.uid, member))
            return self.people[person.uid]


class FakePushOwners:
    """Whose phones are whose, as they were stored with the people."""

    def __init__(self, people: FakePeople) -> None:
        self._people = people

    def get_all(self, ids: Sequence[str]) -> dict[str, PushOwner]:
        return {one: self._people.phones[one] for one in ids if one in self._people.phones}

    def release(self, ids: Sequence[str], uid: str) -> None:
        for one in self.get_all(ids).values():
            if one.uid == uid:
                del self._people.phones[one.id]


class FakeKitchens:
    def __init__(self, people: FakePeople, sessions: "FakeSessions | None" = None) -> None:
        self._people = people
        self._sessions = sessions or FakeSessions()

    def get(self, kitchen_id: str) -> Kitchen:
        if kitchen_id not in self._people.kitchens:
            raise NotFound
        return self._people.kitchens[kitchen_id]

    def commit(self, change: Change) -> None:
        at = self._people
        with at.lock:
            for person in change.people:
                unchanged(at.people.get(person.uid), person)
            for kitchen in (*change.kitchens, *change.closed):
                unchanged(at.kitchens.get(kitchen.id), kitchen)
            for invite in change.invites:
                unchanged(at.invites.get(invite.id), invite)
            for session in change.sessions:
                unchanged(self._sessions.sessions.get(session.id), session)
            at.people |= {one.uid: versioned(one) for one in change.people}
            at.kitchens |= {one.id: versioned(one) for one in change.kitchens}
            at.invites |= {one.id: versioned(one) for one in change.invites}
            at.deletions |= {one.id: one for one in change.deletions}
            self._sessions.sessions |= {one.id: versioned(one) for one in change.sessions}
            for closed in change.closed:
                del at.kitchens[closed.id]


class FakeInvites:
    def __init__(self, people: FakePeople) -> None:
        self._people = people

    def get(self, invite_id: str) -> Invite | None:
        return self._people.invites.get(invite_id)


class FakeDeletions:
    def __init__(self, people: FakePeople, sessions: "FakeSessions") -> None:
        self._people = people
        self._sessions = sessions

    def begin(self, deletion: Deletion, shell: Person) -> None:
        with self._people.lock:
            if deletion.id in self._people.deletions:
                return
            unchanged(self._people.people.get(shell.uid), shell)
            self._people.deletions[deletion.id] = deletion
            self._people.people[shell.uid] = versioned(shell)

    def due(self, now: datetime, limit: int) -> list[Deletion]:
        found = [one for one in self._people.deletions.values() if one.due_at <= now]
        return sorted(found, key=lambda one: one.due_at)[:limit]

    def erase_sessions(self, uid: str) -> list[str]:
        ids = [one.id for one in self._sessions.sessions.values() if one.uid == uid]
        for session_id in ids:
            del self._sessions.sessions[session_id]
        phones = self._people.phones
        for one in [one for one in phones.values() if one.uid == uid]:
            del phones[one.id]
        return ids

    def finish(self, deletion: Deletion) -> None:
        self._people.deletions.pop(deletion.id, None)
        if deletion.subject is Subject.PERSON:
            self._people.people.pop(deletion.id, None)


class FakeContents:
    """Documents by kitchen and collection."""

    collections: Sequence[str] = ("items", "recipes")

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}

    def page(
        self, kitchen_id: str, collection: str, limit: int, cursor: str | None
    ) -> Page[Mapping[str, Any]]:
        found = sorted(self.documents.get((kitchen_id, collection), {}).items())
        rows: list[Mapping[str, Any]] = [{"id": name} | fields for name, fields in found]
        return page(rows, lambda row: str(row["id"]), limit, cursor)

    def erase(self, kitchen_id: str, most: int) -> int:
        for (kitchen, _), documents in self.documents.items():
            if kitchen == kitchen_id and documents:
                names = list(documents)[:most]
                for name in names:
                    del documents[name]
                return len(names)
        return 0
