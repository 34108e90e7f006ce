"""From photos to foods: cleaned, seen, kept, answered."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.catalog import FoodCatalog
from shared.domain.digest import digest
from shared.domain.ideas import IdeaBook
from shared.domain.language import Language
from shared.domain.product_items import with_products
from shared.domain.progress import Progress, WorkStatus
from shared.domain.recognition import Photo, RecognitionKind, Sighting
from shared.domain.recognition_result import Detail, Recognition, SeenImage
from shared.domain.seen_items import (
    Audience,
    alerted,
    seen_barcodes,
    seen_items,
    seen_receipt,
)
from shared.ports.household import Kitchens
from shared.ports.media import MediaStore
from shared.ports.recognition import (
    PhotoCleaner,
    ReceiptMemories,
    Recogniser,
    Recognitions,
    Sightings,
)
from shared.telemetry import Threads
from shared.workflows.look_up_products import Scanner
from shared.workflows.remember_lines import recalled
from shared.workflows.see_photos import Look, different, image_id, see_or_scan

FIELD = "images"
_OUT_OF_TIME = "out_of_time"


@dataclass(frozen=True, slots=True)
class RecognitionRequest:
    id: str
    kind: RecognitionKind
    detail: Detail
    language: Language
    uploads: Sequence[bytes]
    now: datetime
    deadline: float


def recognise(
    request: RecognitionRequest,
    kitchen_id: str,
    *,
    cleaner: PhotoCleaner,
    recognisers: Sequence[Recogniser],
    media: MediaStore,
    recognitions: Recognitions,
    kitchens: Kitchens,
    memories: ReceiptMemories,
    sightings: Sightings,
    foods: FoodCatalog,
    book: IdeaBook,
    scanner: Scanner,
) -> tuple[Recognition, bool]:
    """Recognises the photos and stores what was seen; nothing is stored when nothing was. Also
    whether that was known already, from the same photos before.

    An id is looked up first, which costs one read even where it is new: a client's own and that of
    an `Idempotency-Key` come again, and are then answered without asking anybody.

    Raises:
        AlreadyExists: another request was made under that id.
        BadImage: an upload is not a whole picture within the limits.
        Unreadable: nothing could be read in the photos.
        ProviderFailed: no recogniser answered.
    """
    fingerprint = _fingerprint(request)
    if repeated := recognitions.repeated(request.id, fingerprint):
        return alerted(repeated, kitchens.get(kitchen_id).needs(foods)), True
    photos = different([cleaner.clean(data, FIELD) for data in request.uploads])
    look = Look(kitchen_id, request.kind, request.language, request.now, request.deadline)
    codes = scanner.codes(photos, request.kind)
    seen = see_or_scan(photos, look, recognisers, sightings, codes)
    sighting, remembered = recalled(seen.sighting, memories.get(), foods, request.language)
    looked = scanner.look_up_all(seen.packages(codes), request.now, request.deadline)
    sighting = with_products(sighting, looked, foods, request.language)
    images = _looked_at(photos, sighting)
    keep(photos, images, kitchen_id, media)
    needs = kitchens.get(kitchen_id).needs(foods)
    audience = Audience(needs, request.language, request.detail, request.now.date())
    stored = recognitions.save(
        Recognition(
            id=request.id,
            kind=RecognitionKind(sighting.kind),
            status=WorkStatus.DONE,
            engine=seen.engine,
            degraded=seen.degraded,
            items=seen_items(sighting, remembered, audience, foods, book),
            images=images,
            receipt=seen_receipt(sighting),
            created_at=request.now,
            barcodes=seen_barcodes(looked, request.language),
            progress=_progress(images),
        ),
        fingerprint,
    )
    return stored, seen.cached


def photo_name(kitchen_id: str, image_id: str) -> str:
    """Where a photo is kept; the same photo sent twice is one object."""
    return f"kitchens/{kitchen_id}/photos/{image_id}.jpg"


def _fingerprint(request: RecognitionRequest) -> str:
    """The same for the same photos in the same order, asked about in the same way."""
    asked = [request.kind.value, request.detail.value, request.language.value]
    asked += [hashlib.sha256(data).hexdigest() for data in request.uploads]
    return digest("\n".join(asked))


def _looked_at(photos: Sequence[Photo], sighting: Sighting) -> list[SeenImage]:
    images = [seen_image(photo) for photo in photos]
    for place in sighting.unread:
        unread = {"status": WorkStatus.FAILED, "reason": _OUT_OF_TIME}
        images[place] = images[place].model_copy(update=unread)
    return images


def _progress(images: Sequence[SeenImage]) -> Progress:
    failed = sum(image.status is WorkStatus.FAILED for image in images)
    return Progress(done=len(images) - failed, failed=failed, total=len(images))


def seen_image(photo: Photo) -> SeenImage:
    """What is told of a photo."""
    return SeenImage(id=image_id(photo), width=photo.width, height=photo.height)


def keep(
    photos: Sequence[Photo], images: Sequence[SeenImage], kitchen_id: str, media: MediaStore
) -> None:
    """Stores the photos, all at once."""

    def put(photo: Photo, image: SeenImage) -> None:
        media.put(photo_name(kitchen_id, image.id), photo.data, photo.content_type)

    with Threads(len(photos)) as pool:
        list(pool.map(put, photos, images))
