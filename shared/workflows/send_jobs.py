"""Handing saved jobs to the queue, and again when nobody did them."""

import logging
from collections.abc import Sequence
from datetime import datetime

from shared.domain.errors import NotFound, Unavailable, VersionMismatch
from shared.domain.job import RESEND_AFTER, Job, JobState, task_name
from shared.ports.jobs import Jobs, TaskQueue
from shared.telemetry import Threads

_log = logging.getLogger("zerowaste.jobs")
_AT_ONCE = 5
_SWEEP = 200
_LOOKS = 5


def send_jobs(jobs: Sequence[Job], queue: TaskQueue, now: datetime) -> int:
    """Sends each job and answers how many the queue took; one it did not take is already saved and
    goes out with the next sweep."""
    if not jobs:
        return 0
    with Threads(min(_AT_ONCE, len(jobs))) as pool:
        return sum(pool.map(lambda job: _sent(job, queue, now), jobs))


def resend_overdue(jobs: Jobs, queue: TaskQueue, now: datetime) -> int:
    """Sends again what was saved and never done; safe to run twice at once."""
    return send_jobs(jobs.overdue(now - RESEND_AFTER, _SWEEP), queue, now)


def resend_dead(job_id: str, jobs: Jobs, queue: TaskQueue, now: datetime) -> Job:
    """Begins a failed job anew; one that is not failed (any more) is answered as it is.

    Raises:
        NotFound: there is no such job, or its time is over.
        Unavailable: a store is down, or others kept changing the job.
    """
    for _ in range(_LOOKS):
        job = jobs.get(job_id)
        if job is None:
            raise NotFound
        if job.state is not JobState.FAILED:
            return job
        try:
            revived = jobs.revive(job.restarted(now))
        except VersionMismatch:
            continue
        send_jobs([revived], queue, now)
        return revived
    raise Unavailable


def _sent(job: Job, queue: TaskQueue, now: datetime) -> bool:
    try:
        queue.send(job, task_name(job, now))
    except Unavailable:
        _log.warning("task not sent", extra={"job": job.id, "request_id": job.request_id})
        return False
    return True
