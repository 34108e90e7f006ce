"""`kitchens/{kid}/items`: the lots of one kitchen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, CollectionReference, FieldFilter, Query
from google.cloud.firestore_v1.types import WriteResult

from shared.adapters.firestore import changes, tally
from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    translated,
    unchanged_since,
    versions_of,
)
from shared.adapters.firestore.lots import (
    barred_document,
    gone_document,
    is_barred,
    is_gone,
    lot_of,
    new_document,
    present,
    put,
    was_removed,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.changes import Changes
from shared.domain.errors import AlreadyExists, Unavailable, VersionMismatch
from shared.domain.item import Lot
from shared.domain.listing import ItemFilter, ItemSort, Page
from shared.domain.summary import Summary
from shared.telemetry import Threads

_BY_DATE = Order("expires_on", kind=date)
_ORDERS = {
    ItemSort.EXPIRES_ON: _BY_DATE,
    ItemSort.ADDED_AT: Order("added_at", descending=True),
    ItemSort.NAME: Order("sort_name", kind=str),
}
_LOOKS = 10
# Of one `in` or `array_contains_any`.
_VALUES = 30


class FirestoreItems:
    """See `shared.ports.Items`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        self._lots = client.collection("kitchens", kitchen_id, "items")

    def add(self, lots: Sequence[Lot]) -> list[Lot]:
        with suppress(DocumentExists):
            return self._create(lots)
        for _ in range(_LOOKS):
            # Whoever else adds the same lots may create what was missing when it was looked for.
            with suppress(DocumentExists):
                return self._create_missing(lots)
        raise Unavailable

    def get(self, item_id: str) -> Lot:
        return present(self._snapshot(item_id))

    def find(self, item_ids: Sequence[str]) -> Mapping[str, Lot]:
        found = self._snapshots(item_ids).items()
        return {name: lot_of(one) for name, one in found if not was_removed(one)}

    def page(self, chosen: ItemFilter, limit: int, cursor: str | None) -> Page[Lot]:
        return page(_filtered(self._lots, chosen), _ORDERS[chosen.sort], limit, cursor, _lot)

    def changes(self, since: str | None, limit: int, now: datetime) -> Changes:
        return changes.since(self._lots, since, limit, now)

    def summary(self, today: date) -> Summary:
        return tally.summary(self._lots, today)

    def replace(self, lot: Lot) -> Lot:
        return self.replace_all([lot])[0]

    def replace_all(self, lots: Sequence[Lot]) -> list[Lot]:
        batch = self._client.batch()
        for lot in lots:
            put(batch, self._client, self._lots, lot)
        with translated():
            results = batch.commit(**WRITING)
        return _versioned(lots, results)

    def of_foods(self, food_ids: Sequence[str], limit: int) -> list[Lot]:
        def ask(some: Sequence[str]) -> Query:
            chosen = self._lots.where(filter=FieldFilter("food_id", "in", some))
            return _BY_DATE.of(chosen).limit(limit)

        return self._asked(ask, food_ids)

    def held_on(self, days: Sequence[date]) -> list[Lot]:
        def ask(some: Sequence[str]) -> Query:
            return self._lots.where(filter=FieldFilter("held_on", "array_contains_any", some))

        return self._asked(ask, [day.isoformat() for day in days])

    def remove(
        self, item_id: str, version: str | None, at: datetime, others: Sequence[Lot] = ()
    ) -> None:
        for _ in range(_LOOKS):
            lot = self.get(item_id)
            if version not in (None, lot.version):
                raise VersionMismatch
            option = unchanged_since(self._client, lot.version)
            batch = self._client.batch()
            gone = gone_document(lot.model_copy(update={"updated_at": at}), removed=True)
            batch.update(self._lots.document(item_id), gone, option=option)
            for other in others:
                put(batch, self._client, self._lots, other)
            try:
                with translated():
                    batch.commit(**WRITING)
            except VersionMismatch:
                if others:
                    raise
                continue
            return
        raise Unavailable

    def bar(self, item_id: str, at: datetime) -> bool:
        try:
            with translated():
                self._lots.document(item_id).create(barred_document(at), **WRITING)
        except DocumentExists:
            return False
        return True

    def _snapshot(self, item_id: str) -> Snapshot:
        with translated():
            return self._lots.document(item_id).get(**READING)

    def _snapshots(self, item_ids: Iterable[str]) -> dict[str, Snapshot]:
        references = [self._lots.document(item_id) for item_id in dict.fromkeys(item_ids)]
        with translated():
            found = list(self._client.get_all(references, **READING))
        return {snapshot.id: snapshot for snapshot in found if snapshot.exists}

    def _create(self, lots: Sequence[Lot]) -> list[Lot]:
        batch = self._client.batch()
        for lot in lots:
            batch.create(self._lots.document(lot.id), new_document(lot))
        with translated():
            results = batch.commit(**WRITING)
        return _versioned(lots, results)

    def _asked(self, ask: Callable[[Sequence[str]], Query], values: Sequence[str]) -> list[Lot]:
        """Thirty values a query, at once."""
        queries = [ask(values[n : n + _VALUES]) for n in range(0, len(values), _VALUES)]
        if not queries:
            return []

        def got(query: Query) -> Sequence[Snapshot]:
            with translated():
                found: Sequence[Snapshot] = query.get(**READING)
            return found

        with Threads(len(queries)) as pool:
            known = {one.id: one for found in pool.map(got, queries) for one in found}
        return [_lot(snapshot) for snapshot in known.values()]

    def _create_missing(self, lots: Sequence[Lot]) -> list[Lot]:
        snapshots = self._snapshots(lot.id for lot in lots)
        stored = {name: lot_of(one) for name, one in snapshots.items() if not is_barred(one)}
        for lot in lots:
            if lot.id in stored and stored[lot.id].fingerprint != lot.fingerprint:
                raise AlreadyExists(id=lot.id, field="id")
        missing = [lot for lot in lots if lot.id not in snapshots]
        created = {lot.id: lot for lot in self._create(missing)} if missing else {}
        there = {name: lot for name, lot in stored.items() if not is_gone(snapshots[name])}
        known = there | created
        return [known[lot.id] for lot in lots if lot.id in known]


def _versioned(lots: Sequence[Lot], results: list[WriteResult]) -> list[Lot]:
    return [
        lot.model_copy(update={"version": version})
        for lot, version in zip(lots, versions_of(results), strict=True)
    ]


def _lot(snapshot: Snapshot) -> Lot:
    return from_snapshot(snapshot, Lot)


def _filtered(
    query: Query | CollectionReference, chosen: ItemFilter
) -> Query | CollectionReference:
    for field in ("storage", "category", "food_id"):
        value = getattr(chosen, field)
        if value is not None:
            query = query.where(filter=FieldFilter(field, "==", str(value)))
    if chosen.search_keys:
        found = FieldFilter("search_keys", "array_contains_any", list(chosen.search_keys))
        query = query.where(filter=found)
    for operator, day in ((">=", chosen.expires_from), ("<=", chosen.expires_to)):
        if day is not None:
            query = query.where(filter=FieldFilter("expires_on", operator, day.isoformat()))
    return query
