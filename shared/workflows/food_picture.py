"""The picture of a food of the catalog: what there is of it, and asking for it."""

from datetime import datetime

from shared.domain.errors import Unavailable, VersionMismatch
from shared.domain.food import Food
from shared.domain.food_picture import FoodPicture, FoodPictureState
from shared.domain.job import Job, JobState, food_job
from shared.domain.shared_picture import SharedPicture
from shared.domain.well_known import FOOD_LANGUAGE, known_food, picture_id
from shared.ports.jobs import Jobs, TaskQueue
from shared.workflows.known_pictures import Gallery, known_picture
from shared.workflows.send_jobs import send_jobs
from shared.workflows.share_picture import painter_name, words_of

_LOOKS = 5


def food_picture(food: Food, gallery: Gallery, jobs: Jobs) -> FoodPicture:
    """What there is of it, for one read, or two where the first painter's is not there.

    Raises:
        Unavailable: a store is down.
    """
    wanted = _job(food, gallery, "")
    drawn = _drawn(food, gallery)
    job = None if _by_the_first(drawn, gallery) else jobs.get(wanted.id)
    return _told(food, drawn, job, gallery)


def ask_for_food(
    food: Food, gallery: Gallery, request_id: str, *, jobs: Jobs, queue: TaskQueue
) -> tuple[FoodPicture, bool]:
    """What there is of it once it was asked for, and whether this request began its drawing: of
    many that ask at once, one does.

    Raises:
        Unavailable: a store is down, or others kept changing the job.
    """
    drawn = _drawn(food, gallery)
    if _by_the_first(drawn, gallery):
        return _told(food, drawn, None, gallery), False
    job, begun = _queued(_job(food, gallery, request_id), jobs, gallery.now)
    if begun:
        send_jobs([job], queue, gallery.now)
    return _told(food, drawn, job, gallery), begun


def _queued(wanted: Job, jobs: Jobs, now: datetime) -> tuple[Job, bool]:
    for _ in range(_LOOKS):
        known = jobs.get(wanted.id)
        if known is not None and not known.over():
            return known, False
        try:
            if known is None:
                return jobs.add(wanted), True
            return jobs.revive(known.restarted(now)), True
        except VersionMismatch:
            continue
    raise Unavailable


def _job(food: Food, gallery: Gallery, request_id: str) -> Job:
    """Of the picture by the painter who is asked first."""
    subject, painter = known_food(food), gallery.painters[0]
    words = words_of(painter, FOOD_LANGUAGE)
    wanted = picture_id(subject.id, subject.briefs[FOOD_LANGUAGE], painter_name(painter), words)
    return food_job(food.id, wanted, request_id, gallery.now)


def _drawn(food: Food, gallery: Gallery) -> SharedPicture | None:
    subject = known_food(food)
    return gallery.drawn([subject]).get(subject.id)


def _by_the_first(drawn: SharedPicture | None, gallery: Gallery) -> bool:
    return drawn is not None and drawn.painter == painter_name(gallery.painters[0])


def _told(
    food: Food, drawn: SharedPicture | None, job: Job | None, gallery: Gallery
) -> FoodPicture:
    state, reason = FoodPictureState.NONE, None
    if job is not None and not job.over():
        state = FoodPictureState.DRAWING
    elif drawn is not None:
        state = FoodPictureState.READY
    elif job is not None and job.state is JobState.FAILED:
        state, reason = FoodPictureState.FAILED, job.reason
    return FoodPicture(
        food_id=food.id,
        state=state,
        reason=reason,
        picture=known_picture(known_food(food), drawn, gallery) if drawn else None,
    )
