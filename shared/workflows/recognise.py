"""From photos to foods: cleaned, seen, kept, answered."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.domain.catalog import FoodCatalog
from shared.domain.expiry import estimated_expiry
from shared.domain.food import Food
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.recognition import Photo, RecognisedItem, RecognitionKind, Sighting
from shared.domain.recognition_result import (
    Box,
    Detail,
    Recognition,
    RecognitionStatus,
    SeenImage,
    SeenItem,
    SeenReceipt,
)
from shared.domain.tips import keeping_tips
from shared.ports import (
    Kitchens,
    MediaStore,
    PhotoCleaner,
    ReceiptMemories,
    Recogniser,
    Recognitions,
    Sightings,
)
from shared.workflows.remember_lines import recalled
from shared.workflows.see_photos import Look, image_id, see

# A receipt older than this is more likely misread than kept so long.
_OLDEST_PURCHASE = timedelta(days=60)
_FIELD = "images"


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
) -> tuple[Recognition, bool]:
    """Recognises the photos and stores what was seen; nothing is stored when nothing was. Also
    whether that was known already, from the same photos before.

    Raises:
        BadImage: an upload is not a whole picture within the limits.
        Unreadable: nothing could be read in the photos.
        ProviderFailed: no recogniser answered.
    """
    photos = [cleaner.clean(data, _FIELD) for data in request.uploads]
    look = Look(kitchen_id, request.kind, request.language, request.now, request.deadline)
    seen = see(photos, look, recognisers, sightings)
    sighting, remembered = recalled(seen.sighting, memories.get(), foods, request.language)
    images = [_seen_image(photo) for photo in photos]
    _keep(photos, images, kitchen_id, media)
    needs = kitchens.get(kitchen_id).needs()
    stored = recognitions.save(
        Recognition(
            id=request.id,
            kind=RecognitionKind(sighting.kind),
            status=RecognitionStatus.DONE,
            engine=seen.engine,
            degraded=seen.degraded,
            items=_seen_items(sighting, remembered, request, needs, foods),
            images=images,
            receipt=_seen_receipt(sighting),
            created_at=request.now,
        )
    )
    return stored, seen.cached


def photo_name(kitchen_id: str, image_id: str) -> str:
    """Where a photo is kept; the same photo sent twice is one object."""
    return f"kitchens/{kitchen_id}/photos/{image_id}.jpg"


def bought_on(recognition: Recognition, today: date) -> date:
    """The day the foods were bought: the receipt's where it is believable, else today."""
    day = recognition.receipt.bought_on if recognition.receipt else None
    return _believable(day, today)


def _believable(day: date | None, today: date) -> date:
    if day is None or not today - _OLDEST_PURCHASE <= day <= today:
        return today
    return day


def _seen_image(photo: Photo) -> SeenImage:
    return SeenImage(id=image_id(photo), width=photo.width, height=photo.height)


def _keep(
    photos: Sequence[Photo], images: Sequence[SeenImage], kitchen_id: str, media: MediaStore
) -> None:
    def put(photo: Photo, image: SeenImage) -> None:
        media.put(photo_name(kitchen_id, image.id), photo.data, photo.content_type)

    with ThreadPoolExecutor(len(photos)) as pool:
        list(pool.map(put, photos, images))


def _seen_items(
    sighting: Sighting,
    remembered: frozenset[int],
    request: RecognitionRequest,
    needs: Needs,
    foods: FoodCatalog,
) -> list[SeenItem]:
    day = sighting.receipt.bought_on if sighting.receipt else None
    bought = _believable(day, request.now.date())
    seen = [
        _seen_item(item, foods.get(item.food_id) if item.food_id else None, bought, request, needs)
        for item in sighting.items
    ]
    return [
        item.model_copy(update={"remembered": place in remembered})
        for place, item in enumerate(seen)
    ]


def _seen_item(
    item: RecognisedItem,
    food: Food | None,
    bought: date,
    request: RecognitionRequest,
    needs: Needs,
) -> SeenItem:
    hit = bool(item.allergens & needs.allergens) or item.food_id in needs.food_ids
    full = request.detail is Detail.FULL
    return SeenItem(
        name=item.name,
        food_id=item.food_id,
        confidence=round(item.confidence, 3),
        quantity=item.quantity,
        unit=item.unit,
        storage=item.storage,
        category=item.category,
        expires_on=estimated_expiry(food, item.category, item.storage, bought),
        price=item.price,
        currency=item.currency if item.price is not None else None,
        allergens=sorted(item.allergens),
        allergen_alert=hit,
        tips=keeping_tips(food, item.storage, request.language) if full else [],
        box=Box(image=item.image_index, **item.box._asdict()) if item.box else None,
        source_text=item.source_text,
    )


def _seen_receipt(sighting: Sighting) -> SeenReceipt | None:
    facts = sighting.receipt
    if facts is None:
        return None
    return SeenReceipt(
        shop=facts.shop, bought_on=facts.bought_on, currency=facts.currency, total=facts.total
    )
