"""A piece of background work: saved first, sent second, done once."""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

from shared.domain.digest import digest
from shared.domain.model import Model

LEASE = timedelta(minutes=5)
RETENTION = timedelta(days=7)
# Whoever saved a job has eight seconds to send it.
RESEND_AFTER = timedelta(seconds=20)
# For so long the queue tries a task again.
RESEND_ROUND = timedelta(minutes=15)
MAX_ATTEMPTS = 5
# In place of a kitchen, for work that is done for all of them; ids of kitchens are 32 digits.
EVERYBODY = "everybody"


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobKind(StrEnum):
    RECIPE_IMAGE = "recipe_image"
    RECOGNITION = "recognition"
    PICTURE_REMOVAL = "picture_removal"
    LABEL = "label"
    FOOD_IMAGE = "food_image"


class Job(Model):
    """`subject_id` is the recipe, the analysis, the recognition whose photo `part` is, or the food,
    whose `kitchen_id` is `EVERYBODY`; the payload of its task is the job's id and nothing else.
    `redraw` asks for a picture nobody has seen yet; `round` counts how often the job was begun anew
    after it had ended."""

    id: str
    kind: JobKind
    kitchen_id: str
    subject_id: str
    state: JobState
    attempts: int
    created_at: datetime
    leased_until: datetime | None
    reason: str | None
    request_id: str
    expires_at: datetime
    part: int | None = None
    redraw: bool = False
    round: int = 0
    version: str = ""

    def over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)

    def held(self, now: datetime) -> bool:
        """Whether a worker holds a lease on it that has not run out."""
        return (
            self.state is JobState.RUNNING
            and self.leased_until is not None
            and now < self.leased_until
        )

    def leased(self, now: datetime) -> "Job":
        return self.model_copy(
            update={
                "state": JobState.RUNNING,
                "attempts": self.attempts + 1,
                "leased_until": now + LEASE,
            }
        )

    def finished(self) -> "Job":
        return self.model_copy(update={"state": JobState.DONE, "leased_until": None})

    def failed(self, reason: str) -> "Job":
        return self.model_copy(
            update={"state": JobState.FAILED, "leased_until": None, "reason": reason}
        )

    def released(self) -> "Job":
        return self.model_copy(update={"state": JobState.QUEUED, "leased_until": None})

    def postponed(self) -> "Job":
        """Given back untried: somebody else does what it needs, or there was no place for it."""
        return self.released().model_copy(update={"attempts": self.attempts - 1})

    def restarted(self, now: datetime) -> "Job":
        """A job that had ended, from the beginning."""
        return self.model_copy(
            update={
                "state": JobState.QUEUED,
                "attempts": 0,
                "created_at": now,
                "leased_until": None,
                "reason": None,
                "expires_at": now + RETENTION,
                "round": self.round + 1,
            }
        )


def image_job(
    recipe_id: str, kitchen_id: str, request_id: str, now: datetime, after: str | None = None
) -> Job:
    """The job that draws a recipe's picture, the first one or the one that follows the picture
    `after`: one of each, whoever asks twice."""
    name = f"image:{kitchen_id}:{recipe_id}" + (f":{after}" if after else "")
    job = _queued(JobKind.RECIPE_IMAGE, name, kitchen_id, recipe_id, request_id, now)
    return job.model_copy(update={"redraw": after is not None})


def food_job(food_id: str, picture_id: str, now: datetime) -> Job:
    """The job that draws a food's picture for everybody; one per picture, whichever kitchen asks,
    and nothing in it of those that did: it is followed in the log by its own id."""
    name = f"food_image:{picture_id}"
    return _queued(JobKind.FOOD_IMAGE, name, EVERYBODY, food_id, digest(name), now)


def removal_job(recipe_id: str, kitchen_id: str, request_id: str, now: datetime) -> Job:
    """The job that removes the pictures that a recipe does not show any more. Each removal has its
    own: the queue drops the name of a task that it has seen, done or not."""
    name = f"removal:{kitchen_id}:{recipe_id}:{now.isoformat()}"
    return _queued(JobKind.PICTURE_REMOVAL, name, kitchen_id, recipe_id, request_id, now)


def recognition_job(
    recognition_id: str, part: int, attempt: int, kitchen_id: str, request_id: str, now: datetime
) -> Job:
    """The job that looks at one photo of a recognition; one per photo and attempt at it."""
    name = f"recognition:{kitchen_id}:{recognition_id}:{part}:{attempt}"
    job = _queued(JobKind.RECOGNITION, name, kitchen_id, recognition_id, request_id, now)
    return job.model_copy(update={"part": part})


def label_job(
    analysis_id: str, attempt: int, kitchen_id: str, request_id: str, now: datetime
) -> Job:
    """The job that reads the photos of a label; one per attempt at it."""
    name = f"label:{kitchen_id}:{analysis_id}:{attempt}"
    return _queued(JobKind.LABEL, name, kitchen_id, analysis_id, request_id, now)


def _queued(
    kind: JobKind, name: str, kitchen_id: str, subject_id: str, request_id: str, now: datetime
) -> Job:
    return Job(
        id=digest(name),
        kind=kind,
        kitchen_id=kitchen_id,
        subject_id=subject_id,
        state=JobState.QUEUED,
        attempts=0,
        created_at=now,
        leased_until=None,
        reason=None,
        request_id=request_id,
        expires_at=now + RETENTION,
    )


def task_name(job: Job, now: datetime) -> str:
    """The name that makes the queue drop repeated sends of one job.

    The queue itself tries a task again until its job has ended, for `RESEND_ROUND`: within it a
    second send is a no-op, whatever became of the attempts so far, and in the next one a task that
    was given up is replaced. A worker that died holding the job may have taken the task along: each
    attempt that was lost so is sent again once, under the name of that attempt.
    """
    age = max(0, int((now - job.created_at) / RESEND_ROUND))
    lost = f":lost{job.attempts}" if job.state is JobState.RUNNING else ""
    begun = f"{job.id}:{job.round}" if job.round else job.id
    return hashlib.sha256(f"{begun}:{age}{lost}".encode()).hexdigest()
