"""`users/{uid}`: a person, made together with their kitchen."""

from collections.abc import Sequence

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, FieldFilter

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
    versions_of,
)
from shared.domain.errors import Unavailable
from shared.domain.kitchen import Kitchen, Needs
from shared.domain.model import to_stored
from shared.domain.person import Person
from shared.domain.push_owner import PushOwner


class FirestorePeople:
    """See `shared.ports.People`."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(self, uid: str) -> Person | None:
        with translated():
            snapshot = self._client.document("users", uid).get(**READING)
        return from_snapshot(snapshot, Person) if snapshot.exists else None

    def with_calendar(self, address_hash: str) -> Person | None:
        chosen = FieldFilter("calendar.hash", "==", address_hash)
        query = self._client.collection("users").where(filter=chosen).limit(1)
        with translated():
            found: Sequence[Snapshot] = query.get(**READING)
        return from_snapshot(found[0], Person) if found else None

    def create(self, person: Person, kitchen: Kitchen) -> Person:
        batch = self._client.batch()
        batch.create(self._client.document("users", person.uid), to_document(person))
        batch.create(self._client.document("kitchens", kitchen.id), to_document(kitchen))
        try:
            with translated():
                batch.commit(**WRITING)
        except DocumentExists:
            stored = self.get(person.uid)
            if stored is None:
                raise Unavailable from None
            return stored
        return person

    def change(self, person: Person, needs: Needs, phone: PushOwner | None = None) -> Person:
        batch = self._client.batch()
        batch.update(
            self._client.document("users", person.uid),
            to_document(person),
            option=unchanged_since(self._client, person.version),
        )
        member = {"needs": to_stored(needs), "name": person.shown_name}
        batch.update(
            self._client.document("kitchens", person.kitchen_id),
            {
                self._client.field_path("members", person.uid, name): value
                for name, value in member.items()
            },
        )
        if phone is not None:
            owner = self._client.document("push_owners", phone.id)
            batch.set(owner, to_document(phone))
        with translated():
            versions = versions_of(batch.commit(**WRITING))
        return person.model_copy(update={"version": versions[0]})
