"""In-memory recognition."""

from collections.abc import Sequence
from datetime import datetime

from shared.domain.cached_sighting import CachedSighting
from shared.domain.errors import (
    AlreadyExists,
    NotFound,
    Unavailable,
    VersionMismatch,
)
from shared.domain.feedback import StoredFeedback
from shared.domain.job import Job
from shared.domain.listing import Page
from shared.domain.receipt_memory import ReceiptMemory
from shared.domain.recognition_batch import Batch
from shared.domain.recognition_result import Recognition
from tests.fakes.recipes import FakeStore
from tests.fakes.versions import page, versioned


class FakeRecognitions:
    """Of one kitchen; the jobs of those in parts are kept beside them."""

    def __init__(self, store: "FakeStore | None" = None, kitchen_id: str = "k1") -> None:
        self.stored: dict[str, Recognition] = {}
        self.fingerprints: dict[str, str] = {}
        self._store = store or FakeStore()
        self._kitchen = kitchen_id
        self.feedback: dict[str, StoredFeedback] = {}

    def save(self, recognition: Recognition, fingerprint: str) -> Recognition:
        known = self.repeated(recognition.id, fingerprint)
        if known is not None:
            return known
        self.fingerprints[recognition.id] = fingerprint
        return self.stored.setdefault(recognition.id, recognition)

    def repeated(self, recognition_id: str, fingerprint: str) -> Recognition | None:
        if self.fingerprints.get(recognition_id, fingerprint) != fingerprint:
            raise AlreadyExists(id=recognition_id, field="id")
        return self.stored.get(recognition_id)

    def queue(self, batch: Batch, jobs: Sequence[Job]) -> Recognition:
        key = (self._kitchen, batch.id)
        if batch.id in self.stored:
            raise AlreadyExists(id=batch.id, field="id")
        if key not in self._store.batches:
            self._store.batches[key] = versioned(batch)
            self._store.jobs |= {job.id: versioned(job) for job in jobs}
        elif not self._store.batches[key].repeats(batch):
            raise AlreadyExists(id=batch.id, field="id")
        return self._store.batches[key].shown()

    def batch(self, recognition_id: str) -> Batch | None:
        self.get(recognition_id)
        return self._store.batches.get((self._kitchen, recognition_id))

    def requeue(self, batch: Batch, jobs: Sequence[Job]) -> None:
        known = self._store.batches.get((self._kitchen, batch.id))
        if known is None or known.version != batch.version:
            raise VersionMismatch
        self._store.batches[self._kitchen, batch.id] = versioned(batch)
        self._store.jobs |= {job.id: versioned(job) for job in jobs}

    def get(self, recognition_id: str) -> Recognition:
        if (self._kitchen, recognition_id) in self._store.batches:
            return self._store.batches[self._kitchen, recognition_id].shown()
        if recognition_id not in self.stored:
            raise NotFound
        return self.stored[recognition_id]

    def page(self, limit: int, cursor: str | None) -> Page[Recognition]:
        found = sorted(self.stored.values(), key=lambda one: (one.created_at, one.id), reverse=True)
        return page(found, lambda one: one.id, limit, cursor)

    def save_feedback(self, feedback: StoredFeedback) -> None:
        self.feedback[feedback.id] = feedback


class FakeSightings:
    """`down` makes it refuse."""

    def __init__(self) -> None:
        self.cached: dict[str, CachedSighting] = {}
        self.leases: dict[str, datetime] = {}
        self.down = False

    def get(self, key: str) -> CachedSighting | None:
        if self.down:
            raise Unavailable
        return self.cached.get(key)

    def put(self, cached: CachedSighting) -> None:
        if self.down:
            raise Unavailable
        self.cached[cached.id] = cached

    def claim(self, key: str, kitchen_id: str, now: datetime, until: datetime) -> bool:
        if self.down:
            raise Unavailable
        if key in self.leases and now < self.leases[key]:
            return False
        self.leases[key] = until
        return True

    def release(self, key: str) -> None:
        if self.down:
            raise Unavailable
        self.leases.pop(key, None)


class FakeReceiptMemories:
    """`reads` counts them; `down` makes it refuse."""

    def __init__(self) -> None:
        self.memory = ReceiptMemory()
        self.reads = 0
        self.down = False

    def get(self) -> ReceiptMemory:
        if self.down:
            raise Unavailable
        self.reads += 1
        return self.memory

    def replace(self, memory: ReceiptMemory) -> None:
        if memory.version != self.memory.version:
            raise VersionMismatch
        self.memory = versioned(memory)
