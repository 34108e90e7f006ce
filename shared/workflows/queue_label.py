"""Label photos analysed in the background: photos kept first, then the request with its job."""

from datetime import datetime

from shared.domain.errors import Conflict, VersionMismatch
from shared.domain.job import RETENTION, Job, label_job
from shared.domain.labels.stored import Background, PhotoSize, StoredAnalysis
from shared.domain.labels.unread import unread_photo
from shared.domain.progress import WorkStatus
from shared.ports.jobs import TaskQueue
from shared.ports.labels import Analyses
from shared.ports.media import MediaStore
from shared.ports.recognition import PhotoCleaner
from shared.workflows.analyse_label import LabelRequest, drafted
from shared.workflows.read_label import FIELD
from shared.workflows.send_jobs import send_jobs

_ATTEMPTS = 3


def queue_label(
    request: LabelRequest,
    kitchen_id: str,
    request_id: str,
    *,
    cleaner: PhotoCleaner,
    media: MediaStore,
    analyses: Analyses,
    queue: TaskQueue,
) -> StoredAnalysis:
    """Keeps the photos and queues one job for the label, whose photos are read together: a list may
    go on in the next. Asking again under the same id queues nothing.

    Raises:
        AlreadyExists: another request was made under that id.
        BadImage: an upload is not a whole picture within the limits; nothing is stored.
    """
    draft = drafted(request)
    if known := analyses.repeated(draft.id, draft.fingerprint):
        return known
    photos = [cleaner.clean(data, FIELD) for data in request.uploads]
    for place, photo in enumerate(photos):
        media.put(unread_photo(kitchen_id, draft, place), photo.data, photo.content_type)
    sizes = [PhotoSize(width=photo.width, height=photo.height) for photo in photos]
    waiting = Background(status=WorkStatus.QUEUED, language=request.language, photos=sizes)
    queued = draft.model_copy(update={"background": waiting})
    job = _job(queued, kitchen_id, request_id, request.now)
    stored = analyses.queue(queued, job)
    send_jobs([job], queue, request.now)
    return stored


def retry_label(
    analysis_id: str,
    kitchen_id: str,
    request_id: str,
    *,
    analyses: Analyses,
    queue: TaskQueue,
    now: datetime,
) -> StoredAnalysis:
    """Queues an analysis that failed once more, for as long as its photos are kept.

    Raises:
        NotFound: no such analysis.
        Conflict: it did not fail, or its photos are gone.
    """
    for _ in range(_ATTEMPTS):
        known = analyses.get(analysis_id)
        again = known.requeued()
        if again is None or now - known.created_at > RETENTION:
            raise Conflict("nothing_to_retry")
        job = _job(again, kitchen_id, request_id, now)
        try:
            analyses.requeue(again, job)
        except VersionMismatch:
            continue
        send_jobs([job], queue, now)
        return again
    raise Conflict


def _job(analysis: StoredAnalysis, kitchen_id: str, request_id: str, now: datetime) -> Job:
    attempt = analysis.background.attempt if analysis.background else 1
    return label_job(analysis.id, attempt, kitchen_id, request_id, now)
