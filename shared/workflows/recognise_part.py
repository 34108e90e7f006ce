"""The recognition worker: one job, one photo, however often the task is delivered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import NotFound, Unreadable
from shared.domain.ideas import IdeaBook
from shared.domain.job import Job
from shared.domain.product_items import with_products
from shared.domain.recognition import Photo, RecognitionKind
from shared.domain.recognition_batch import DONE, FAILED, Batch, Part, fitting
from shared.domain.recognition_result import SeenImage
from shared.domain.seen_items import Audience, seen_barcodes, seen_items, seen_receipt
from shared.ports.clock import Clock
from shared.ports.household import Kitchens
from shared.ports.jobs import Jobs
from shared.ports.media import MediaStore
from shared.ports.recognition import ReceiptMemories, Recogniser, Recognitions, Sightings
from shared.workflows.look_up_products import Scanner
from shared.workflows.recognise import photo_name
from shared.workflows.remember_lines import recalled
from shared.workflows.see_photos import Look, see_or_scan
from shared.workflows.work_once import Outcome, work_once


@dataclass(frozen=True, slots=True)
class Desk:
    """What the worker works with; the kitchen's own stores are opened for the job's kitchen."""

    jobs: Jobs
    recognitions_of: Callable[[str], Recognitions]
    memories_of: Callable[[str], ReceiptMemories]
    sightings: Sightings
    recognisers_of: Callable[[str], Sequence[Recogniser]]
    media: MediaStore
    kitchens: Kitchens
    foods: FoodCatalog
    book: IdeaBook
    scanner: Scanner
    clock: Clock


def recognise_part(job_id: str, desk: Desk, deadline: float) -> Outcome:
    """Looks at the photo of a job, and stores what was seen together with the job's end.

    Raises:
        Conflict: another worker holds the job.
        ProviderFailed: no recogniser answered; the lease was given back.
        Unavailable: a store is down; the lease was given back.
    """
    job = desk.jobs.get(job_id)
    if job is None or job.over() or job.part is None:
        return Outcome.SKIPPED
    place = job.part

    def begin(held: Job) -> PhotoOfMany:
        batch = desk.recognitions_of(held.kitchen_id).batch(held.subject_id)
        if batch is None:
            raise NotFound
        return PhotoOfMany(held, place, batch, desk, deadline)

    return work_once(job, begin, desk.jobs, desk.clock)


@dataclass(frozen=True, slots=True)
class PhotoOfMany:
    """See `shared.workflows.work_once.Task`."""

    job: Job
    place: int
    batch: Batch
    desk: Desk
    deadline: float

    def done(self) -> Part:
        return _seen(self.job, self.place, self.batch, self.desk, self.deadline)

    def failed(self, reason: str) -> Part:
        attempt = self.batch.part(self.place).attempt
        return Part(status=FAILED, attempt=attempt, reason=reason)


def _seen(job: Job, place: int, batch: Batch, desk: Desk, deadline: float) -> Part:
    image, now = batch.images[place], desk.clock.now()
    photo = Photo(_kept(job, image, desk.media), "image/jpeg", image.width, image.height)
    look = Look(job.kitchen_id, batch.asked, batch.language, now, deadline)
    codes = desk.scanner.codes([photo], batch.asked)
    seen = see_or_scan([photo], look, desk.recognisers_of(job.kitchen_id), desk.sightings, codes)
    memory = desk.memories_of(job.kitchen_id).get()
    sighting, remembered = recalled(seen.sighting, memory, desk.foods, batch.language)
    looked = desk.scanner.look_up_all(seen.packages(codes), now, deadline)
    sighting = with_products(sighting, looked, desk.foods, batch.language)
    needs = desk.kitchens.get(job.kitchen_id).needs(desk.foods)
    audience = Audience(needs, batch.language, batch.detail, batch.asked_on or now.date())
    items = seen_items(sighting, remembered, audience, desk.foods, desk.book)
    kept = fitting(items, len(batch.images))
    return Part(
        status=DONE,
        attempt=batch.part(place).attempt,
        kind=RecognitionKind(sighting.kind),
        engine=seen.engine,
        degraded=seen.degraded,
        items=kept,
        receipt=seen_receipt(sighting),
        barcodes=seen_barcodes(looked, batch.language),
        left_out=len(items) - len(kept),
    )


def _kept(job: Job, image: SeenImage, media: MediaStore) -> bytes:
    try:
        return media.get(photo_name(job.kitchen_id, image.id))
    except NotFound:
        raise Unreadable("image_damaged") from None
