"""`kitchens/{kid}`, and everything that changes together with who is in it."""

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, DocumentReference, WriteBatch

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    required,
    to_document,
    translated,
    unchanged_since,
)
from shared.domain.errors import VersionMismatch
from shared.domain.invite import Invite
from shared.domain.kitchen import Kitchen
from shared.domain.membership import Change
from shared.domain.person import Person

# What of a session follows its person.
_IN_STEP = ("kitchen_id", "role", "time_zone")


class FirestoreKitchens:
    """See `shared.ports.Kitchens`.

    A change is one batch in which every document is compared with the version that was read: it
    needs no lock, and two changes of one kitchen never both succeed.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(self, kitchen_id: str) -> Kitchen:
        with translated():
            snapshot = self._client.document("kitchens", kitchen_id).get(**READING)
        return required(snapshot, Kitchen)

    def commit(self, change: Change) -> None:
        batch = self._client.batch()
        self._add(batch, change)
        try:
            with translated():
                batch.commit(**WRITING)
        except DocumentExists:
            raise VersionMismatch from None

    def _add(self, batch: WriteBatch, change: Change) -> None:
        for person in change.people:
            self._put(batch, self._client.document("users", person.uid), person)
        for kitchen in change.kitchens:
            self._put(batch, self._client.document("kitchens", kitchen.id), kitchen)
        for invite in change.invites:
            self._put(batch, self._client.document("invites", invite.id), invite)
        for closed in change.closed:
            option = unchanged_since(self._client, closed.version)
            batch.delete(self._client.document("kitchens", closed.id), option=option)
        for deletion in change.deletions:
            batch.set(self._client.document("deletions", deletion.id), to_document(deletion))
        for session in change.sessions:
            fields = to_document(session)
            batch.update(
                self._client.document("sessions", session.id),
                {name: fields[name] for name in _IN_STEP},
                option=unchanged_since(self._client, session.version),
            )

    def _put(
        self, batch: WriteBatch, document: DocumentReference, model: Person | Kitchen | Invite
    ) -> None:
        if model.version:
            option = unchanged_since(self._client, model.version)
            batch.update(document, to_document(model), option=option)
        else:
            batch.create(document, to_document(model))
