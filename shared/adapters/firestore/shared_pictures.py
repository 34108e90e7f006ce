"""`pictures/{id}`: which dishes and foods are drawn already, server only and for good."""

from collections.abc import Mapping, Sequence

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
    version_of,
)
from shared.domain.errors import VersionMismatch
from shared.domain.shared_picture import SharedPicture


class FirestoreSharedPictures:
    """See `shared.ports.SharedPictures`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._pictures = client.collection("pictures")

    def get(self, picture_id: str) -> SharedPicture | None:
        return self.get_all([picture_id]).get(picture_id)

    def get_all(self, picture_ids: Sequence[str]) -> Mapping[str, SharedPicture]:
        references = [self._pictures.document(one) for one in dict.fromkeys(picture_ids)]
        if not references:
            return {}
        with translated():
            snapshots = list(self._client.get_all(references, **READING))
        return {one.id: from_snapshot(one, SharedPicture) for one in snapshots if one.exists}

    def create(self, picture: SharedPicture) -> SharedPicture:
        try:
            with translated():
                document = self._pictures.document(picture.id)
                result = document.create(to_document(picture), **WRITING)
        except DocumentExists:
            raise VersionMismatch from None
        return picture.model_copy(update={"version": version_of(result.update_time)})

    def replace(self, picture: SharedPicture) -> SharedPicture:
        option = unchanged_since(self._client, picture.version)
        with translated():
            document = self._pictures.document(picture.id)
            result = document.update(to_document(picture), option=option, **WRITING)
        return picture.model_copy(update={"version": version_of(result.update_time)})

    def remove(self, picture: SharedPicture) -> None:
        option = unchanged_since(self._client, picture.version)
        with translated():
            self._pictures.document(picture.id).delete(option=option, **WRITING)
