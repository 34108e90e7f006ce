"""`kitchens/{kid}/impacts/{month}`: counters by day, added to in the commit of the movements they
count. A month's document holds its days' sums, a few figures a day, however much was moved."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from google.cloud.firestore import Client, FieldFilter, Increment, WriteBatch

from shared.adapters.firestore.documents import READING, Snapshot, translated
from shared.domain.model import STORED, to_stored
from shared.domain.months import months_between
from shared.domain.tally import Bucket, Tally


def add(
    batch: WriteBatch, client: Client, kitchen_id: str, tallies: Mapping[Bucket, Tally]
) -> None:
    """Puts the sums into the batch, one write a month, whoever else counts at the same time."""
    months: dict[str, dict[str, dict[str, Any]]] = {}
    for bucket, tally in tallies.items():
        day = months.setdefault(bucket.month, {}).setdefault(f"{bucket.day:%d}", {})
        day[bucket.fate] = _increments(to_stored(tally))
    for month, days in months.items():
        document = client.document("kitchens", kitchen_id, "impacts", month)
        batch.set(document, {"month": month, "days": days}, merge=True)


def between(client: Client, kitchen_id: str, first: date, last: date) -> dict[Bucket, Tally]:
    """The counters from day to day, both included; a document a month is read."""
    months = client.collection("kitchens", kitchen_id, "impacts")
    start, end = f"{first:%Y-%m}", f"{last:%Y-%m}"
    chosen = months.where(filter=FieldFilter("month", ">=", start)).where(
        filter=FieldFilter("month", "<=", end)
    )
    query = chosen.order_by("month").limit(months_between(start, end))
    with translated():
        found: Sequence[Snapshot] = query.get(**READING)
    counted = (pair for snapshot in found for pair in _tallies(snapshot))
    return {
        bucket: tally
        for bucket, tally in counted
        if first <= bucket.day <= last and not tally.empty
    }


def _tallies(snapshot: Snapshot) -> Iterator[tuple[Bucket, Tally]]:
    days: Mapping[str, Mapping[str, Any]] = (snapshot.to_dict() or {}).get("days", {})
    for day, fates in days.items():
        for fate, sums in fates.items():
            bucket = Bucket(date.fromisoformat(f"{snapshot.id}-{day}"), fate)
            yield bucket, Tally.model_validate(sums, context=STORED)


def _increments(sums: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing is written for what is zero: a day's document keeps only what there was."""
    value = {code: Increment(amount) for code, amount in sums["value"].items()}
    figures = {name: Increment(n) for name, n in sums.items() if name != "value" and n}
    return figures | ({"value": value} if value else {})
