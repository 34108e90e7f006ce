"""Taking a job so that nobody else does it at the same time, and giving it back undone."""

from contextlib import suppress

from shared.domain.errors import Conflict, DomainError, Overloaded, Unavailable, VersionMismatch
from shared.domain.job import Job
from shared.ports.clock import Clock
from shared.ports.jobs import Jobs


def leased(job: Job, jobs: Jobs, clock: Clock) -> Job:
    """The job, held by the caller until its lease ends.

    Raises:
        Conflict: another worker holds it.
    """
    if job.held(clock.now()):
        raise Conflict("job_held")
    try:
        return jobs.replace(job.leased(clock.now()))
    except VersionMismatch:
        raise Conflict("job_held") from None


def given_back(job: Job, error: DomainError, jobs: Jobs) -> None:
    """Gives the lease back; where that is not possible it runs out. An attempt counts where the
    work was begun, and not where somebody else is doing it or there was no place for it."""
    untried = isinstance(error, (Conflict, Overloaded))
    with suppress(VersionMismatch, Unavailable):
        jobs.replace(job.postponed() if untried else job.released())
