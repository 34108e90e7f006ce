"""`kitchens/{kid}/movements`, written together with the lots they moved."""

from collections.abc import Mapping, Sequence
from datetime import date

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, CollectionReference, FieldFilter, Query

from shared.adapters.firestore import impacts, lots, plans, waste
from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    required,
    to_document,
    translated,
    unchanged_since,
    versions_of,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.errors import AlreadyExists
from shared.domain.item import Lot
from shared.domain.listing import Page
from shared.domain.movement import Entry, MovementKind
from shared.domain.tally import Bucket, Tally, tallied
from shared.domain.waste import Cell, Loss, counted
from shared.ports.stock import StockChange

_NEWEST_FIRST = Order("at", descending=True)


class FirestoreMovements:
    """See `shared.ports.Movements`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        self._kitchen_id = kitchen_id
        kitchen = client.document("kitchens", kitchen_id)
        self._lots = kitchen.collection("items")
        self._movements = kitchen.collection("movements")
        self._plans = kitchen.collection("plans")

    def commit(self, change: StockChange) -> list[Lot]:
        batch = self._client.batch()
        for lot in change.lots:
            lots.put(batch, self._client, self._lots, lot)
        for entry in change.undone:
            unchanged = unchanged_since(self._client, entry.version)
            document = self._movements.document(entry.id)
            batch.update(document, {"undone_by": entry.undone_by}, option=unchanged)
        for entry in change.entries:
            batch.create(self._movements.document(entry.id), to_document(entry))
        if change.day is not None:
            plans.put(batch, self._client, self._plans, change.day)
        for cell, loss in counted(change.entries, change.undone):
            waste.add(batch, self._client, self._kitchen_id, cell, loss)
        tallies = tallied(change.entries, change.undone)
        impacts.add(batch, self._client, self._kitchen_id, tallies)
        try:
            with translated():
                results = batch.commit(**WRITING)
        except DocumentExists:
            raise AlreadyExists(id=change.entries[0].id) from None
        versions = versions_of(results)[: len(change.lots)]
        return [
            lot.model_copy(update={"version": version})
            for lot, version in zip(change.lots, versions, strict=True)
        ]

    def waste(self, first: str, last: str) -> Mapping[Cell, Loss]:
        return waste.between(self._client, self._kitchen_id, first, last)

    def tallies(self, first: date, last: date) -> Mapping[Bucket, Tally]:
        return impacts.between(self._client, self._kitchen_id, first, last)

    def get(self, movement_id: str) -> Entry:
        with translated():
            snapshot = self._movements.document(movement_id).get(**READING)
        return required(snapshot, Entry)

    def group(self, group_id: str) -> list[Entry]:
        query = self._movements.where(filter=FieldFilter("group_id", "==", group_id))
        with translated():
            found: Sequence[Snapshot] = query.get(**READING)
        return sorted(map(_entry, found), key=lambda entry: entry.id)

    def of_request(self, act_id: str) -> list[Entry]:
        with translated():
            snapshot = self._movements.document(act_id).get(**READING)
        return [_entry(snapshot)] if snapshot.exists else self.group(act_id)

    def page(
        self, item_id: str | None, kind: MovementKind | None, limit: int, cursor: str | None
    ) -> Page[Entry]:
        query: Query | CollectionReference = self._movements
        if item_id is not None:
            query = query.where(filter=FieldFilter("item_id", "==", item_id))
        if kind is not None:
            query = query.where(filter=FieldFilter("kind", "==", kind.value))
        return page(query, _NEWEST_FIRST, limit, cursor, _entry)


def _entry(snapshot: Snapshot) -> Entry:
    return from_snapshot(snapshot, Entry)
