"""The picture of a food of the catalog: what there is of it, and asking for it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from shared.domain.errors import Unavailable, VersionMismatch
from shared.domain.food import Food
from shared.domain.food_picture import FoodPicture, FoodPictureState
from shared.domain.job import Job, JobState, food_job
from shared.domain.shared_picture import SharedPicture
from shared.domain.well_known import WellKnown, known_food
from shared.ports.jobs import Jobs, TaskQueue
from shared.workflows.known_pictures import Gallery, known_picture
from shared.workflows.send_jobs import send_jobs

_LOOKS = 5
# Between two tries for a better picture than the card that is shown.
_AGAIN_AFTER = timedelta(hours=1)


class _Seen(NamedTuple):
    """A food's picture, by whichever painter, and the job that draws the first painter's."""

    food: WellKnown
    wanted: Job
    job: Job | None
    drawn: SharedPicture | None

    @property
    def drawing(self) -> bool:
        return self.job is not None and not self.job.over()

    def tried_lately(self, now: datetime) -> bool:
        """Whether there is a picture, if not the first painter's, and one by them was begun within
        the hour."""
        if self.drawn is None or self.job is None:
            return False
        return now < self.job.created_at + _AGAIN_AFTER


def food_picture(food: Food, gallery: Gallery, jobs: Jobs) -> FoodPicture:
    """What there is of it, for two reads.

    Raises:
        Unavailable: a store is down.
    """
    return _told(food, _look(food, gallery, jobs), gallery)


def ask_for_food(
    food: Food, gallery: Gallery, *, jobs: Jobs, queue: TaskQueue
) -> tuple[FoodPicture, bool]:
    """What there is of it once it was asked for, and whether this request began its drawing: of
    many that ask at once, one does, and where another painter's is shown, one an hour.

    Raises:
        Unavailable: a store is down, or others kept changing the job.
    """
    for _ in range(_LOOKS):
        seen = _look(food, gallery, jobs)
        settled = seen.drawing or _by_the_first(seen, gallery)
        if settled or seen.tried_lately(gallery.now):
            return _told(food, seen, gallery), False
        try:
            begun = _begun(seen, gallery, jobs)
        except VersionMismatch:
            continue
        send_jobs([begun], queue, gallery.now)
        return _told(food, seen._replace(job=begun), gallery), True
    raise Unavailable


def _look(food: Food, gallery: Gallery, jobs: Jobs) -> _Seen:
    """The job before the picture: whoever sees that a job is done sees what it has drawn."""
    subject = known_food(food)
    wanted = food_job(food.id, gallery.ids(subject)[0], gallery.now)
    job = jobs.get(wanted.id)
    return _Seen(subject, wanted, job, gallery.drawn([subject]).get(subject.id))


def _by_the_first(seen: _Seen, gallery: Gallery) -> bool:
    return seen.drawn is not None and seen.drawn.id == gallery.ids(seen.food)[0]


def _begun(seen: _Seen, gallery: Gallery, jobs: Jobs) -> Job:
    """Raises VersionMismatch where somebody else began it meanwhile."""
    if seen.job is None:
        return jobs.add(seen.wanted)
    return jobs.revive(seen.job.restarted(gallery.now))


def _told(food: Food, seen: _Seen, gallery: Gallery) -> FoodPicture:
    state, reason = FoodPictureState.NONE, None
    if seen.drawing and not _by_the_first(seen, gallery):
        state = FoodPictureState.DRAWING
    elif seen.drawn is not None:
        state = FoodPictureState.READY
    elif seen.job is not None and seen.job.state is JobState.FAILED:
        state, reason = FoodPictureState.FAILED, seen.job.reason
    view = known_picture(seen.food, seen.drawn, gallery) if seen.drawn else None
    return FoodPicture(food_id=food.id, state=state, reason=reason, picture=view)
