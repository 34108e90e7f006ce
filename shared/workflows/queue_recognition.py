"""Recognition in the background: photos kept first, then the request with its jobs, then tasks."""

from datetime import datetime

from shared.domain.errors import Conflict, VersionMismatch
from shared.domain.job import Job, recognition_job
from shared.domain.recognition_batch import Batch, Part, part_name
from shared.domain.recognition_result import Recognition
from shared.ports.jobs import TaskQueue
from shared.ports.media import MediaStore
from shared.ports.recognition import PhotoCleaner, Recognitions
from shared.workflows.recognise import FIELD, RecognitionRequest, keep, seen_image
from shared.workflows.see_photos import different
from shared.workflows.send_jobs import send_jobs

_ATTEMPTS = 3


def queue_recognition(
    request: RecognitionRequest,
    kitchen_id: str,
    request_id: str,
    *,
    cleaner: PhotoCleaner,
    media: MediaStore,
    recognitions: Recognitions,
    queue: TaskQueue,
) -> Recognition:
    """Keeps the photos and queues one job for each; asking again under the same id queues nothing.

    Raises:
        BadImage: an upload is not a whole picture within the limits; nothing is stored.
    """
    photos = different([cleaner.clean(data, FIELD) for data in request.uploads])
    images = [seen_image(photo) for photo in photos]
    keep(photos, images, kitchen_id, media)
    batch = Batch(
        id=request.id,
        asked=request.kind,
        detail=request.detail,
        language=request.language,
        images=images,
        parts={part_name(place): Part() for place in range(len(images))},
        created_at=request.now,
        asked_on=request.now.date(),
    )
    jobs = _jobs(batch, list(range(len(images))), kitchen_id, request_id, request.now)
    stored = recognitions.queue(batch, jobs)
    send_jobs(jobs, queue, request.now)
    return stored


def retry_failed(
    recognition_id: str,
    kitchen_id: str,
    request_id: str,
    *,
    recognitions: Recognitions,
    queue: TaskQueue,
    now: datetime,
) -> Recognition:
    """Queues the photos that failed, and only those.

    Raises:
        NotFound: no such recognition.
        Conflict: none of its photos failed.
    """
    for _ in range(_ATTEMPTS):
        batch = recognitions.batch(recognition_id)
        failed = batch.failed() if batch else []
        if batch is None or not failed:
            raise Conflict("nothing_to_retry")
        again = batch.requeued(failed)
        jobs = _jobs(again, failed, kitchen_id, request_id, now)
        try:
            recognitions.requeue(again, jobs)
        except VersionMismatch:
            continue
        send_jobs(jobs, queue, now)
        return again.shown()
    raise Conflict


def _jobs(
    batch: Batch, places: list[int], kitchen_id: str, request_id: str, now: datetime
) -> list[Job]:
    return [
        recognition_job(batch.id, place, batch.part(place).attempt, kitchen_id, request_id, now)
        for place in places
    ]
