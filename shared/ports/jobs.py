"""Work in the background, and what is left of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from shared.domain.job import Job
from shared.domain.leftover import Leftover
from shared.domain.listing import Page
from shared.domain.model import Model


class Jobs(Protocol):
    """Background work of every kitchen."""

    def get(self, job_id: str) -> Job | None: ...

    def add(self, job: Job) -> Job:
        """Stores a job that nothing else is stored with. Raises VersionMismatch where there is one
        already."""

    def replace(self, job: Job) -> Job:
        """Raises VersionMismatch unless the stored job still has `job.version`."""

    def finish(self, job: Job, result: Model | None) -> None:
        """Stores the job's end together with its result: the recipe's picture, the recognition's
        part or the label's analysis, and none where that is gone or kept elsewhere; a failed job
        also leaves a dead letter.

        Raises:
            VersionMismatch: somebody else holds the job now, or the subject went meanwhile.
        """

    def dead(self, limit: int, cursor: str | None) -> Page[Job]:
        """The dead letters, each as its job failed, the latest created first.

        Raises:
            Invalid: the cursor is none that this list gave.
        """

    def revive(self, job: Job) -> Job:
        """Stores a job that begins anew and removes its dead letter, both or neither.

        Raises:
            VersionMismatch: the stored job no longer has `job.version`.
        """

    def overdue(self, before: datetime, limit: int) -> list[Job]:
        """Held by a worker whose lease ran out before then, or queued since before then; those that
        a worker lost first."""


class TaskQueue(Protocol):
    def send(self, job: Job, name: str) -> None:
        """Hands the job to its worker; a name the queue has seen is dropped."""


class Leftovers(Protocol):
    """Documents of the server's own collections whose time is over."""

    collections: Sequence[str]

    def page(
        self, collection: str, before: datetime, limit: int, cursor: str | None
    ) -> Page[Leftover]:
        """Those that expired before then, the longest expired first."""

    def delete(self, leftovers: Sequence[Leftover]) -> int:
        """Deletes each that is still in its version, and answers how many were; at most 500."""
