"""The label worker: one job, one label, however often the task is delivered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.domain.errors import NotFound, Unreadable
from shared.domain.job import Job, JobKind, JobState
from shared.domain.labels.stored import Background, StoredAnalysis
from shared.domain.labels.unread import unread_folder, unread_photo
from shared.domain.progress import WorkStatus
from shared.domain.recognition import Photo
from shared.ports.clock import Clock
from shared.ports.jobs import Jobs
from shared.ports.labels import Analyses
from shared.ports.media import MediaStore
from shared.workflows.read_label import LabelDesk, assessed, read_photos
from shared.workflows.work_once import Outcome, work_once

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class LabelWorker:
    """What the worker works with; the kitchen's own are opened for the job's kitchen."""

    jobs: Jobs
    analyses_of: Callable[[str], Analyses]
    desk_of: Callable[[str], LabelDesk]
    media: MediaStore
    clock: Clock


def analyse_queued(job_id: str, worker: LabelWorker, deadline: float) -> Outcome:
    """Reads the photos of a job's label, and stores the analysis together with the job's end.

    The photos go once it is done, and again when a finished job is delivered again: that is how a
    crash between the two is made good. Those of a label that could not be read stay for a week.

    Raises:
        Conflict: another worker holds the job.
        ProviderFailed: no reader answered; the lease was given back.
        Unavailable: a store is down; the lease was given back.
    """
    job = worker.jobs.get(job_id)
    if job is None or job.kind is not JobKind.LABEL:
        return Outcome.SKIPPED

    def begin(held: Job) -> LabelInPhotos | None:
        return _begun(held, worker, deadline)

    if job.over():
        outcome, needless = Outcome.SKIPPED, job.state is JobState.DONE
    else:
        outcome = work_once(job, begin, worker.jobs, worker.clock)
        needless = outcome is not Outcome.FAILED
    if needless:
        while worker.media.remove_all(unread_folder(job.kitchen_id, job.subject_id), _AT_ONCE):
            continue
    return outcome


@dataclass(frozen=True, slots=True)
class LabelInPhotos:
    """See `shared.workflows.work_once.Task`."""

    analysis: StoredAnalysis
    waiting: Background
    kitchen_id: str
    worker: LabelWorker
    deadline: float

    def done(self) -> StoredAnalysis:
        desk = self.worker.desk_of(self.kitchen_id)
        seen = read_photos(self._photos(), desk, self.deadline)
        over = self.analysis.ended(WorkStatus.DONE)
        return assessed(over, seen, desk, self.waiting.language, self.deadline)

    def failed(self, reason: str) -> StoredAnalysis:
        return self.analysis.ended(WorkStatus.FAILED, reason)

    def _photos(self) -> Sequence[Photo]:
        return [
            Photo(self._kept(place), "image/jpeg", size.width, size.height)
            for place, size in enumerate(self.waiting.photos)
        ]

    def _kept(self, place: int) -> bytes:
        try:
            return self.worker.media.get(unread_photo(self.kitchen_id, self.analysis, place))
        except NotFound:
            raise Unreadable("image_damaged") from None


def _begun(job: Job, worker: LabelWorker, deadline: float) -> LabelInPhotos | None:
    """None where another job of it got there first."""
    analysis = worker.analyses_of(job.kitchen_id).get(job.subject_id)
    waiting = analysis.background
    if waiting is None or waiting.status is WorkStatus.DONE:
        return None
    return LabelInPhotos(analysis, waiting, job.kitchen_id, worker, deadline)
