"""`push_owners/{hash}`: whose phone a push token is, with a TTL; server only. It is written in one
commit with the person, see `shared.adapters.firestore.people`."""

from collections.abc import Sequence
from contextlib import suppress

from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    from_snapshot,
    translated,
    unchanged_since,
    version_of,
)
from shared.domain.errors import VersionMismatch
from shared.domain.push_owner import PushOwner


class FirestorePushOwners:
    """See `shared.ports.messages.PushOwners`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._owners = client.collection("push_owners")

    def get_all(self, ids: Sequence[str]) -> dict[str, PushOwner]:
        if not ids:
            return {}
        references = [self._owners.document(one) for one in ids]
        with translated():
            found = list(self._client.get_all(references, **READING))
        return {one.id: from_snapshot(one, PushOwner) for one in found if one.exists}

    def release(self, ids: Sequence[str], uid: str) -> None:
        for one in ids:
            with translated():
                snapshot = self._owners.document(one).get(**READING)
            if snapshot.exists and snapshot.get("uid") == uid:
                option = unchanged_since(self._client, version_of(snapshot.update_time))
                # Who registered the phone meanwhile keeps it.
                with suppress(VersionMismatch), translated():
                    snapshot.reference.delete(option=option, **WRITING)
