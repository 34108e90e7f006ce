"""`spending/{kitchen}-{day}`: what models cost a kitchen, server only, TTL on `expires_at`."""

from datetime import UTC, date, datetime, time

from google.cloud.firestore import Client, DocumentReference, Increment

from shared.adapters.firestore.documents import READING, from_snapshot, translated
from shared.domain.spending import KEPT, Spending, SpendingDay

# Adding twice would be worse than not at all: one try.
_SECONDS = 3.0


class FirestoreLedger:
    """See `shared.ports.Ledger`."""

    def __init__(self, client: Client) -> None:
        self._days = client.collection("spending")

    def spent(self, kitchen_id: str, day: date) -> Spending:
        with translated():
            snapshot = self._day(kitchen_id, day).get(**READING)
        return from_snapshot(snapshot, SpendingDay) if snapshot.exists else Spending()

    def add(self, kitchen_id: str, day: date, spending: Spending) -> None:
        fields = {
            "kitchen_id": kitchen_id,
            "expires_at": datetime.combine(day, time(), UTC) + KEPT,
            **{name: Increment(value) for name, value in spending.model_dump().items()},
        }
        with translated():
            self._day(kitchen_id, day).set(fields, merge=True, retry=None, timeout=_SECONDS)

    def _day(self, kitchen_id: str, day: date) -> DocumentReference:
        return self._days.document(f"{kitchen_id}-{day.isoformat()}")
