"""`kitchens/{kid}/shopping` and `kitchens/{kid}/purchases`, written together with the stock.

A line that is gone leaves its document, with everything moved into `gone`, as a lot does: no query
finds it, the feed still tells of it, and undoing a purchase brings it back.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import (
    DELETE_FIELD,
    SERVER_TIMESTAMP,
    Client,
    WriteBatch,
)

from shared.adapters.firestore import changes, lots
from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
    version_of,
    versions_of,
)
from shared.adapters.firestore.lots import is_gone
from shared.adapters.firestore.paging import Order
from shared.domain.changes import REMEMBERED, Feed
from shared.domain.errors import VersionMismatch
from shared.domain.item import Lot
from shared.domain.model import STORED
from shared.domain.shopping.buying import Purchase
from shared.domain.shopping.line import MOST_LINES, ShoppingLine
from shared.ports.shopping import ShoppingChange

_FIRST_WRITTEN = Order("added_at")


class FirestoreShopping:
    """See `shared.ports.Shopping`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        kitchen = client.document("kitchens", kitchen_id)
        self._lines = kitchen.collection("shopping")
        self._purchases = kitchen.collection("purchases")
        self._lots = kitchen.collection("items")

    def lines(self) -> list[ShoppingLine]:
        with translated():
            found: Sequence[Snapshot] = (
                _FIRST_WRITTEN.of(self._lines).limit(MOST_LINES).get(**READING)
            )
        return [_line(snapshot) for snapshot in found]

    def count(self) -> int:
        # The client's own annotations of an aggregation's answer are wrong.
        question: Any = _FIRST_WRITTEN.of(self._lines).limit(MOST_LINES).count()
        with translated():
            return int(question.get(**READING)[0][0].value)

    def find(self, line_ids: Sequence[str]) -> Mapping[str, ShoppingLine]:
        references = [self._lines.document(line_id) for line_id in dict.fromkeys(line_ids)]
        with translated():
            found = list(self._client.get_all(references, **READING))
        return {snapshot.id: _line(snapshot) for snapshot in found if snapshot.exists}

    def commit(self, change: ShoppingChange) -> list[ShoppingLine]:
        batch = self._client.batch()
        for line in change.lines:
            self._put(batch, line)
        for lot in change.added:
            batch.create(self._lots.document(lot.id), lots.new_document(lot))
        for lot in change.changed:
            lots.put(batch, self._client, self._lots, lot)
        for lot in change.removed:
            self._remove(batch, lot)
        if change.purchase is not None:
            self._put_purchase(batch, change.purchase)
        try:
            with translated():
                results = batch.commit(**WRITING)
        except DocumentExists:
            raise VersionMismatch from None
        versions = versions_of(results)[: len(change.lines)]
        return [
            line.model_copy(update={"version": version})
            for line, version in zip(change.lines, versions, strict=True)
        ]

    def purchase(self, purchase_id: str) -> Purchase | None:
        with translated():
            snapshot = self._purchases.document(purchase_id).get(**READING)
        return from_snapshot(snapshot, Purchase) if snapshot.exists else None

    def changes(self, since: str | None, limit: int, now: datetime) -> Feed[ShoppingLine]:
        found = changes.fed(self._lines, since, limit, now)
        return Feed(list(map(_line, found.there)), found.gone, found.cursor, found.more)

    def _put(self, batch: WriteBatch, line: ShoppingLine) -> None:
        document = self._lines.document(line.id)
        fields = to_document(line)
        del fields["gone"]
        if line.version:
            marks: dict[str, Any] = {"gone": DELETE_FIELD, "forget_at": DELETE_FIELD}
            if line.gone:
                forget_at = line.updated_at + REMEMBERED
                marks = {"gone": fields, "forget_at": forget_at}
                fields = dict.fromkeys(fields, DELETE_FIELD)
            whole = fields | marks | {"changed_at": SERVER_TIMESTAMP}
            unchanged = unchanged_since(self._client, line.version)
            batch.update(document, whole, option=unchanged)
        else:
            batch.create(document, fields | {"changed_at": SERVER_TIMESTAMP})

    def _remove(self, batch: WriteBatch, lot: Lot) -> None:
        unchanged = unchanged_since(self._client, lot.version)
        fields = lots.gone_document(lot, removed=True)
        batch.update(self._lots.document(lot.id), fields, option=unchanged)

    def _put_purchase(self, batch: WriteBatch, purchase: Purchase) -> None:
        document = self._purchases.document(purchase.id)
        if purchase.version:
            unchanged = unchanged_since(self._client, purchase.version)
            batch.update(document, to_document(purchase), option=unchanged)
        else:
            batch.create(document, to_document(purchase))


def _line(snapshot: Snapshot) -> ShoppingLine:
    if not is_gone(snapshot):
        return from_snapshot(snapshot, ShoppingLine)
    last: Mapping[str, Any] = snapshot.get("gone")
    own = {"id": snapshot.id, "version": version_of(snapshot.update_time), "gone": True}
    return ShoppingLine.model_validate({**last, **own}, context=STORED, extra="ignore")
