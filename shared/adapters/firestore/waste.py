"""`kitchens/{kid}/waste/{month}`: counters, added to in the commit of the movement they count."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from google.cloud.firestore import Client, FieldFilter, Increment, WriteBatch

from shared.adapters.firestore.documents import READING, Snapshot, translated
from shared.domain.food import Category
from shared.domain.model import STORED, to_stored
from shared.domain.months import months_between
from shared.domain.movement import Reason
from shared.domain.waste import Cell, Loss

# An id of the catalog holds no colon.
_UNKNOWN = "category:"


def add(batch: WriteBatch, client: Client, kitchen_id: str, cell: Cell, loss: Loss) -> None:
    """Puts the loss into the batch, whoever else counts at the same time."""
    counters = _increments(to_stored(loss))
    food = cell.food_id or f"{_UNKNOWN}{cell.category.value}"
    row = {"category": cell.category.value, cell.reason.value: counters}
    document = client.document("kitchens", kitchen_id, "waste", cell.month)
    batch.set(document, {"month": cell.month, "foods": {food: row}}, merge=True)


def between(client: Client, kitchen_id: str, first: str, last: str) -> dict[Cell, Loss]:
    """The counters from month to month, both included; a document a month is read."""
    months = client.collection("kitchens", kitchen_id, "waste")
    chosen = months.where(filter=FieldFilter("month", ">=", first)).where(
        filter=FieldFilter("month", "<=", last)
    )
    query = chosen.order_by("month").limit(months_between(first, last))
    with translated():
        found: Sequence[Snapshot] = query.get(**READING)
    return dict(pair for snapshot in found for pair in _cells(snapshot))


def _cells(snapshot: Snapshot) -> Iterator[tuple[Cell, Loss]]:
    foods: Mapping[str, Mapping[str, Any]] = (snapshot.to_dict() or {}).get("foods", {})
    for food, row in foods.items():
        food_id = None if food.startswith(_UNKNOWN) else food
        for name, counters in row.items():
            if name != "category":
                cell = Cell(snapshot.id, food_id, Category(row["category"]), Reason(name))
                yield cell, Loss.model_validate(counters, context=STORED)


def _increments(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        # An empty map would be put in place of the counters there are.
        return {name: _increments(one) for name, one in value.items() if one != {}}
    return Increment(value)
