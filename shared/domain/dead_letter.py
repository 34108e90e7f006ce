"""A job that failed for good, as an administrator sees it: what broke, and not whose it was."""

from typing import Self

from shared.domain.job import Job, JobKind, JobState
from shared.domain.model import Instant, Model


class DeadLetter(Model):
    """`round` counts how often it was begun anew, `request_id` finds its log lines."""

    id: str
    kind: JobKind
    reason: str | None
    attempts: int
    round: int
    request_id: str
    created_at: Instant

    @classmethod
    def of(cls, job: Job) -> Self:
        return cls(**{name: getattr(job, name) for name in cls.model_fields})


class Resent(Model):
    """A job after it was asked for again; `state` is `queued` unless it is further already."""

    id: str
    state: JobState
