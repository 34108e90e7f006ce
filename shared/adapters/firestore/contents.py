"""Everything below `kitchens/{kid}`, whatever its collection: to hand it over, or to erase it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from google.cloud.firestore import Client, CollectionReference, FieldFilter, Query
from pydantic import BaseModel, ValidationError

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    translated,
)
from shared.adapters.firestore.lots import is_gone
from shared.adapters.firestore.paging import Order, page
from shared.adapters.firestore.recognitions import recognition_of
from shared.domain.estimate import StoredEstimate
from shared.domain.item import Lot
from shared.domain.labels.stored import StoredAnalysis
from shared.domain.library import LibraryPicture
from shared.domain.listing import Page
from shared.domain.movement import Entry
from shared.domain.planning.day import PlanDay
from shared.domain.recipe import Generation, StoredRecipe
from shared.domain.shopping.buying import Purchase
from shared.domain.shopping.line import ShoppingLine

_BY_ID = Order()
# What a collection's documents are; of the others every field is handed over as it is stored.
_MODELS: Mapping[str, type[BaseModel]] = {
    "items": Lot,
    "movements": Entry,
    "generations": Generation,
    "recipes": StoredRecipe,
    "labels": StoredAnalysis,
    "plans": PlanDay,
    "shopping": ShoppingLine,
    "purchases": Purchase,
    "images": LibraryPicture,
    "estimates": StoredEstimate,
}
_BACKGROUND = ("jobs", "dead_letters", "cache", "spending")


class FirestoreContents:
    """See `shared.ports.Contents`."""

    collections: Sequence[str] = (
        "items",
        "movements",
        "waste",
        "recognitions",
        "generations",
        "recipes",
        "plans",
        "shopping",
        "purchases",
        "impacts",
        "estimates",
        "labels",
        "feedback",
        "memory",
        "images",
    )

    def __init__(self, client: Client) -> None:
        self._client = client

    def page(
        self, kitchen_id: str, collection: str, limit: int, cursor: str | None
    ) -> Page[Mapping[str, Any]]:
        documents = self._client.collection("kitchens", kitchen_id, collection)
        return page(documents, _BY_ID, limit, cursor, lambda one: _plain(one, collection))

    def erase(self, kitchen_id: str, most: int) -> int:
        found: list[Snapshot] = []
        for query in self._everything(kitchen_id):
            with translated():
                found += query.select([]).limit(most - len(found)).get(**READING)
            if len(found) == most:
                break
        if found:
            batch = self._client.batch()
            for snapshot in found:
                batch.delete(snapshot.reference)
            with translated():
                batch.commit(**WRITING)
        return len(found)

    def _everything(self, kitchen_id: str) -> Sequence[Query | CollectionReference]:
        """Jobs go first: a worker that finds none draws nothing."""
        jobs = [
            self._client.collection(name).where(filter=FieldFilter("kitchen_id", "==", kitchen_id))
            for name in _BACKGROUND
        ]
        with translated():
            below = list(self._client.document("kitchens", kitchen_id).collections())
        return [*jobs, *below]


def _plain(snapshot: Snapshot, collection: str) -> Mapping[str, Any]:
    if collection == "recognitions":
        return recognition_of(snapshot).model_dump(mode="json")
    model = _MODELS.get(collection)
    if model is not None and not is_gone(snapshot):
        # A document of another revision is the person's too, and goes out as it is stored.
        with suppress(ValidationError):
            return from_snapshot(snapshot, model).model_dump(mode="json", exclude={"version"})
    fields: dict[str, Any] = _json(snapshot.to_dict() or {})
    return {"id": snapshot.id} | fields


def _json(value: Any) -> Any:  # noqa: ANN401
    match value:
        case dict():
            return {name: _json(one) for name, one in value.items()}
        case list():
            return [_json(one) for one in value]
        case datetime():
            return value.isoformat()
        case _:
            return value
