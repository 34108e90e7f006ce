"""How far work in the background is, as it is told to whoever waits for it."""

from enum import StrEnum

from shared.domain.model import Model


class WorkStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Progress(Model):
    """How many photos are done, could not be, and there are."""

    done: int
    failed: int
    total: int
