"""`kitchens/{kid}/memory/receipts`: what one kitchen taught about its receipts, in one document."""

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
)
from shared.domain.errors import VersionMismatch
from shared.domain.receipt_memory import ReceiptMemory


class FirestoreReceiptMemories:
    """See `shared.ports.ReceiptMemories`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        self._document = client.document("kitchens", kitchen_id, "memory", "receipts")

    def get(self) -> ReceiptMemory:
        with translated():
            snapshot = self._document.get(**READING)
        return from_snapshot(snapshot, ReceiptMemory) if snapshot.exists else ReceiptMemory()

    def replace(self, memory: ReceiptMemory) -> None:
        fields = to_document(memory)
        try:
            with translated():
                if memory.version:
                    option = unchanged_since(self._client, memory.version)
                    self._document.update(fields, option=option, **WRITING)
                else:
                    self._document.create(fields, **WRITING)
        except DocumentExists:
            raise VersionMismatch from None
