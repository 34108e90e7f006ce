"""`cache/{id}`: what outside sources said of substances, server only and for a day."""

from collections.abc import Mapping, Sequence

from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    from_snapshot,
    to_document,
    translated,
)
from shared.domain.labels.outside import KnownSubstance


class FirestoreSubstances:
    """See `shared.ports.substances.SubstanceCache`."""

    name = "firestore"

    def __init__(self, client: Client) -> None:
        self._client = client
        self._cache = client.collection("cache")

    def get_all(self, ids: Sequence[str]) -> Mapping[str, KnownSubstance]:
        references = [self._cache.document(one) for one in ids]
        if not references:
            return {}
        with translated():
            snapshots = list(self._client.get_all(references, **READING))
        found = (from_snapshot(one, KnownSubstance) for one in snapshots if one.exists)
        return {known.id: known for known in found}

    def put(self, known: KnownSubstance) -> None:
        with translated():
            self._cache.document(known.id).set(to_document(known), **WRITING)
