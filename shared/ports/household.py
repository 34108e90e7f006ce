"""People, the kitchens they share, and what becomes of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from shared.domain.deletion import Deletion
    from shared.domain.invite import Invite
    from shared.domain.kitchen import Kitchen, Needs
    from shared.domain.listing import Page
    from shared.domain.membership import Change
    from shared.domain.person import Person
    from shared.domain.push_owner import PushOwner


class People(Protocol):
    def get(self, uid: str) -> Person | None: ...

    def with_calendar(self, address_hash: str) -> Person | None:
        """Whose calendar is read under the address of that hash."""

    def create(self, person: Person, kitchen: Kitchen) -> Person:
        """Stores both together, once: a person already there is answered as they are."""

    def change(self, person: Person, needs: Needs, phone: PushOwner | None = None) -> Person:
        """Stores the person, and with them the name and the needs their kitchen's cooks see, and
        that a phone is theirs, whosever it was.

        Raises:
            VersionMismatch: the stored person no longer has `person.version`.
        """


class Kitchens(Protocol):
    def get(self, kitchen_id: str) -> Kitchen:
        """Raises NotFound."""

    def commit(self, change: Change) -> None:
        """Stores all of the change or none of it.

        Raises:
            VersionMismatch: one of its documents is no longer as it was read, or no longer new.
        """


class Invites(Protocol):
    def get(self, invite_id: str) -> Invite | None: ...


class Deletions(Protocol):
    """What is being deleted, and the documents of a person that belong to no kitchen."""

    def begin(self, deletion: Deletion, shell: Person) -> None:
        """Promises a person's deletion and leaves of them only their shell; once promised it stays.

        Raises:
            VersionMismatch: the stored person no longer has `shell.version`.
        """

    def due(self, now: datetime, limit: int) -> list[Deletion]:
        """Those to be taken up, the longest due first."""

    def erase_sessions(self, uid: str) -> list[str]:
        """Removes every session of a person, ended ones too, and answers their ids; the answers
        kept for their repeated requests go with them."""

    def finish(self, deletion: Deletion) -> None:
        """Removes the promise, and with it the shell of a person."""


class Contents(Protocol):
    """What is stored below a kitchen, whatever it is."""

    collections: Sequence[str]

    def page(
        self, kitchen_id: str, collection: str, limit: int, cursor: str | None
    ) -> Page[Mapping[str, Any]]:
        """Documents as JSON values, by id."""

    def erase(self, kitchen_id: str, most: int) -> int:
        """Removes at most so many documents, jobs included, and answers how many; 0 when nothing
        is left."""
