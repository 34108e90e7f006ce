"""Taking a job so that nobody else does it at the same time."""

from shared.domain.errors import Conflict, VersionMismatch
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
