"""How a lot is a document: while it is there, and when it is gone.

A lot that was used up or removed leaves its document, with everything moved into `gone`: no query
over a lot's fields finds it, so lists need no further condition, and its movements can still be
undone. `forget_at` lets TTL take it in the end. `changed_at` is the time of the write. `held_on`
are the days for which plans hold something of it, which is how a day finds its lots. What was
removed before it came has nothing in `gone`, and no feed tells it: nobody ever saw it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from google.cloud.firestore import (
    DELETE_FIELD,
    SERVER_TIMESTAMP,
    Client,
    CollectionReference,
    WriteBatch,
)

from shared.adapters.firestore.documents import (
    Snapshot,
    from_snapshot,
    to_document,
    unchanged_since,
    version_of,
)
from shared.domain.changes import REMEMBERED
from shared.domain.errors import NotFound
from shared.domain.item import Lot
from shared.domain.model import STORED
from shared.domain.planning.holds import days_held

_MARKS = ("gone", "removed", "forget_at")


def new_document(lot: Lot) -> dict[str, Any]:
    days = [day.isoformat() for day in days_held(lot)]
    return to_document(lot) | {"held_on": days, "changed_at": SERVER_TIMESTAMP}


def updated_document(lot: Lot) -> dict[str, Any]:
    """The update that makes a document the lot, whether it was gone before or not."""
    return new_document(lot) | dict.fromkeys(_MARKS, DELETE_FIELD)


def gone_document(lot: Lot, *, removed: bool) -> dict[str, Any]:
    """The update that makes a lot's document one that is gone; it holds nothing for anybody."""
    fields = to_document(lot.model_copy(update={"holds": {}}))
    marks = {"gone": fields, "removed": removed, "forget_at": lot.updated_at + REMEMBERED}
    dropped = dict.fromkeys((*fields, "held_on"), DELETE_FIELD)
    return dropped | marks | {"changed_at": SERVER_TIMESTAMP}


def barred_document(at: datetime) -> dict[str, Any]:
    """Of a lot that was removed before it came."""
    return {"gone": {}, "removed": True, "forget_at": at + REMEMBERED}


def put(batch: WriteBatch, client: Client, documents: CollectionReference, lot: Lot) -> None:
    """Puts the lot into the batch as it becomes, in the version that was read."""
    fields = gone_document(lot, removed=False) if lot.used_up else updated_document(lot)
    unchanged = unchanged_since(client, lot.version)
    batch.update(documents.document(lot.id), fields, option=unchanged)


def is_gone(snapshot: Snapshot) -> bool:
    return "gone" in (snapshot.to_dict() or {})


def lot_of(snapshot: Snapshot) -> Lot:
    """The lot of a document that is there, gone or not."""
    found: dict[str, Any] = snapshot.to_dict() or {}
    if "gone" not in found:
        return from_snapshot(snapshot, Lot)
    last: Mapping[str, Any] = found["gone"]
    name = {"id": snapshot.id, "version": version_of(snapshot.update_time)}
    return Lot.model_validate({**last, **name}, context=STORED, extra="ignore")


def was_removed(snapshot: Snapshot) -> bool:
    return bool((snapshot.to_dict() or {}).get("removed"))


def is_barred(snapshot: Snapshot) -> bool:
    """Whether its creation is still to come, and too late."""
    return (snapshot.to_dict() or {}).get("gone") == {}


def present(snapshot: Snapshot) -> Lot:
    """Raises NotFound for a lot that never was, or is gone."""
    if not snapshot.exists or is_gone(snapshot):
        raise NotFound
    return from_snapshot(snapshot, Lot)
