"""One job done once, however often its task is delivered and wherever its worker dies."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from shared.domain.errors import (
    Conflict,
    NotFound,
    ProviderFailed,
    ProviderRefused,
    Unavailable,
    Unreadable,
    VersionMismatch,
)
from shared.domain.job import MAX_ATTEMPTS, Job
from shared.domain.model import Model
from shared.ports.clock import Clock
from shared.ports.jobs import Jobs
from shared.workflows.leasing import given_back, leased


class Outcome(StrEnum):
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    SUBJECT_GONE = "subject_gone"


class Task(Protocol):
    """What a job is about, as it was found once the job was held."""

    def done(self) -> Model:
        """What comes of it, to be stored together with the job's end.

        Raises:
            Unreadable, ProviderRefused: it never will.
            ProviderFailed, Unavailable: not now.
        """

    def failed(self, reason: str) -> Model:
        """What is stored where it never will; `reason` is a code."""


def work_once(job: Job, begin: Callable[[Job], Task | None], jobs: Jobs, clock: Clock) -> Outcome:
    """Leases a job that is not over, does it, and stores its result together with its end.

    A crash at any step leaves a lease that runs out, and the next delivery does the same again.
    `begin` answers None where nothing is left to do, and raises NotFound where its subject is gone.

    Raises:
        Conflict: another worker holds the job.
        ProviderFailed, Unavailable: it did not work this time; the lease was given back.
    """
    job = leased(job, jobs, clock)
    try:
        task = begin(job)
        if task is None:
            jobs.finish(job.finished(), None)
            return Outcome.SKIPPED
        return _worked(job, task, jobs)
    except NotFound:
        jobs.finish(job.finished(), None)
        return Outcome.SUBJECT_GONE
    except (ProviderFailed, Unavailable) as error:
        given_back(job, error, jobs)
        raise


def _worked(job: Job, task: Task, jobs: Jobs) -> Outcome:
    if job.attempts > MAX_ATTEMPTS:
        return _given_up(job, task, "attempts_exhausted", jobs)
    try:
        result = task.done()
    except Unreadable as error:
        return _given_up(job, task, error.code, jobs)
    except ProviderRefused as error:
        return _given_up(job, task, error.reason, jobs)
    try:
        jobs.finish(job.finished(), result)
    except VersionMismatch:
        raise Conflict("job_held") from None
    return Outcome.DONE


def _given_up(job: Job, task: Task, reason: str, jobs: Jobs) -> Outcome:
    failed = job.failed(reason)
    try:
        jobs.finish(failed, task.failed(reason))
    except VersionMismatch:
        # Either its subject went, which leaves the job to be ended, or somebody else has it.
        jobs.finish(failed, None)
    return Outcome.FAILED
