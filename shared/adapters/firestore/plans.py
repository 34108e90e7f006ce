"""`kitchens/{kid}/plans/{date}`, written together with the lots that hold what a day needs."""

from collections.abc import Sequence
from datetime import date

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, CollectionReference, FieldFilter, Query, WriteBatch

from shared.adapters.firestore import lots as lot_documents
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
from shared.domain.errors import VersionMismatch
from shared.domain.item import Lot
from shared.domain.planning.day import PlanDay


class FirestorePlans:
    """See `shared.ports.Plans`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        kitchen = client.document("kitchens", kitchen_id)
        self._plans = kitchen.collection("plans")
        self._lots = kitchen.collection("items")

    def get(self, day: date) -> PlanDay | None:
        with translated():
            snapshot = self._plans.document(day.isoformat()).get(**READING)
        return _day(snapshot) if snapshot.exists else None

    def between(self, first: date, last: date) -> list[PlanDay]:
        chosen = self._until(last).where(filter=FieldFilter("date", ">=", first.isoformat()))
        with translated():
            found: Sequence[Snapshot] = chosen.order_by("date").get(**READING)
        return [_day(snapshot) for snapshot in found]

    def latest(self, until: date, most: int) -> list[PlanDay]:
        newest_first = self._until(until).order_by("date", direction=Query.DESCENDING)
        with translated():
            found: Sequence[Snapshot] = newest_first.limit(most).get(**READING)
        return [_day(snapshot) for snapshot in found]

    def commit(self, day: PlanDay, lots: Sequence[Lot]) -> PlanDay:
        batch = self._client.batch()
        put(batch, self._client, self._plans, day)
        self._put_lots(batch, lots)
        try:
            with translated():
                version = versions_of(batch.commit(**WRITING))[0]
        except DocumentExists:
            raise VersionMismatch from None
        return day.model_copy(update={"version": version})

    def remove(self, day: PlanDay, lots: Sequence[Lot]) -> None:
        batch = self._client.batch()
        unchanged = unchanged_since(self._client, day.version)
        batch.delete(self._plans.document(day.date.isoformat()), option=unchanged)
        self._put_lots(batch, lots)
        with translated():
            batch.commit(**WRITING)

    def _put_lots(self, batch: WriteBatch, lots: Sequence[Lot]) -> None:
        for lot in lots:
            lot_documents.put(batch, self._client, self._lots, lot)

    def _until(self, last: date) -> Query:
        query: Query = self._plans.where(filter=FieldFilter("date", "<=", last.isoformat()))
        return query


def put(batch: WriteBatch, client: Client, documents: CollectionReference, day: PlanDay) -> None:
    """Puts the day into the batch as it becomes, in the version that was read, or as a new one."""
    document = documents.document(day.date.isoformat())
    if day.version:
        batch.update(document, to_document(day), option=unchanged_since(client, day.version))
    else:
        batch.create(document, to_document(day))


def _day(snapshot: Snapshot) -> PlanDay:
    return from_snapshot(snapshot, PlanDay)
