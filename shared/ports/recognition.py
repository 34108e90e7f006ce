"""Photos in, foods out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from shared.domain.cached_sighting import CachedSighting
    from shared.domain.feedback import StoredFeedback
    from shared.domain.job import Job
    from shared.domain.language import Language
    from shared.domain.listing import Page
    from shared.domain.receipt_memory import ReceiptMemory
    from shared.domain.recognition import Photo, RecognitionKind, Sighting
    from shared.domain.recognition_batch import Batch
    from shared.domain.recognition_result import Recognition


class Recognitions(Protocol):
    """What was seen in one kitchen's photos."""

    def save(self, recognition: Recognition, fingerprint: str) -> Recognition:
        """Stores it once: what the same request stored before is answered instead.

        Raises:
            AlreadyExists: another request stored something under its id.
        """

    def repeated(self, recognition_id: str, fingerprint: str) -> Recognition | None:
        """What the same request stored before; None where nothing is stored under the id.

        Raises:
            AlreadyExists: another request stored something under it.
        """

    def get(self, recognition_id: str) -> Recognition:
        """Raises NotFound."""

    def page(self, limit: int, cursor: str | None) -> Page[Recognition]:
        """Newest first. Raises Invalid for a cursor this list did not give."""

    def queue(self, batch: Batch, jobs: Sequence[Job]) -> Recognition:
        """Stores all together, once: the same request made before is answered instead.

        Raises:
            AlreadyExists: its id is taken by another recognition.
        """

    def batch(self, recognition_id: str) -> Batch | None:
        """As it is stored; None for one that was recognised at once. Raises NotFound."""

    def requeue(self, batch: Batch, jobs: Sequence[Job]) -> None:
        """Stores all together. Raises VersionMismatch unless what is stored has its version."""

    def save_feedback(self, feedback: StoredFeedback) -> None:
        """Stores it in place of what the same person said of the same recognition before."""


class Sightings(Protocol):
    """What was seen in photos, for a while; keys are of one kitchen each."""

    def get(self, key: str) -> CachedSighting | None:
        """What is stored, expired or not."""

    def put(self, cached: CachedSighting) -> None:
        """Stores it over what was there."""

    def claim(self, key: str, kitchen_id: str, now: datetime, until: datetime) -> bool:
        """Says that somebody looks at what will be stored under the key; False while somebody else
        does."""

    def release(self, key: str) -> None:
        """Nobody looks any more."""


class ReceiptMemories(Protocol):
    """What one kitchen taught about the lines of its receipts."""

    def get(self) -> ReceiptMemory:
        """One read; empty where nothing was taught yet."""

    def replace(self, memory: ReceiptMemory) -> None:
        """Raises VersionMismatch unless what is stored still has `memory.version`."""


class PhotoCleaner(Protocol):
    def clean(self, data: bytes, field: str) -> Photo:
        """The picture decoded and encoded again, upright, with no metadata.

        Raises:
            BadImage: it is not a whole JPEG, PNG or WebP within the limits.
        """


class Recogniser(Protocol):
    name: str
    model: str

    def recognise(
        self, images: Sequence[Photo], kind: RecognitionKind, language: Language, deadline: float
    ) -> Sighting:
        """What is to be seen.

        Raises:
            Unreadable: nothing could be read in the photos.
            ProviderFailed: no usable answer.
        """
