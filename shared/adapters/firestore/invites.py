"""`invites/{hash}`: server only, with a TTL on `expires_at`."""

from google.cloud.firestore import Client

from shared.adapters.firestore.documents import READING, from_snapshot, translated
from shared.domain.invite import Invite


class FirestoreInvites:
    """See `shared.ports.Invites`."""

    def __init__(self, client: Client) -> None:
        self._invites = client.collection("invites")

    def get(self, invite_id: str) -> Invite | None:
        with translated():
            snapshot = self._invites.document(invite_id).get(**READING)
        return from_snapshot(snapshot, Invite) if snapshot.exists else None
