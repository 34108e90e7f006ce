"""`kitchens/{kid}/items`: the lots of one kitchen."""

from collections.abc import Sequence

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, CollectionReference, FieldFilter, Query

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    remove,
    required,
    to_document,
    translated,
    unchanged_since,
    version_of,
    versions_of,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.errors import AlreadyExists
from shared.domain.item import Lot
from shared.domain.listing import ItemFilter, Page

_BY_EXPIRY = Order("expires_on")


class FirestoreItems:
    """See `shared.ports.Items`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        self._lots = client.collection("kitchens", kitchen_id, "items")

    def add(self, lots: Sequence[Lot]) -> list[Lot]:
        try:
            return self._create(lots)
        except DocumentExists:
            return self._create_missing(lots)

    def get(self, item_id: str) -> Lot:
        with translated():
            snapshot = self._lots.document(item_id).get(**READING)
        return required(snapshot, Lot)

    def page(self, chosen: ItemFilter, limit: int, cursor: str | None) -> Page[Lot]:
        return page(_filtered(self._lots, chosen), _BY_EXPIRY, limit, cursor, _lot)

    def replace(self, lot: Lot) -> Lot:
        option = unchanged_since(self._client, lot.version)
        with translated():
            result = self._lots.document(lot.id).update(to_document(lot), option=option, **WRITING)
        return lot.model_copy(update={"version": version_of(result.update_time)})

    def remove(self, item_id: str, version: str | None) -> None:
        remove(self._client, self._lots.document(item_id), version)

    def _create(self, lots: Sequence[Lot]) -> list[Lot]:
        batch = self._client.batch()
        for lot in lots:
            batch.create(self._lots.document(lot.id), to_document(lot))
        with translated():
            results = batch.commit(**WRITING)
        return [
            lot.model_copy(update={"version": version})
            for lot, version in zip(lots, versions_of(results), strict=True)
        ]

    def _create_missing(self, lots: Sequence[Lot]) -> list[Lot]:
        references = [self._lots.document(lot.id) for lot in lots]
        with translated():
            snapshots = list(self._client.get_all(references, **READING))
        stored = {s.id: _lot(s) for s in snapshots if s.exists}
        for lot in lots:
            if lot.id in stored and stored[lot.id].fingerprint != lot.fingerprint:
                raise AlreadyExists(id=lot.id, field="id")
        missing = [lot for lot in lots if lot.id not in stored]
        created = {lot.id: lot for lot in self._create(missing)} if missing else {}
        return [(stored | created)[lot.id] for lot in lots]


def _lot(snapshot: Snapshot) -> Lot:
    return from_snapshot(snapshot, Lot)


def _filtered(
    query: Query | CollectionReference, chosen: ItemFilter
) -> Query | CollectionReference:
    for field in ("storage", "category", "food_id"):
        value = getattr(chosen, field)
        if value is not None:
            query = query.where(filter=FieldFilter(field, "==", str(value)))
    for operator, day in ((">=", chosen.expires_from), ("<=", chosen.expires_to)):
        if day is not None:
            query = query.where(filter=FieldFilter("expires_on", operator, day.isoformat()))
    return query
