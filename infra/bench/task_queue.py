"""Cloud Tasks as its documentation has it, in simulated time: names, attempts and back-off.

A name is taken once: by a task that is there, and for an hour after it has ended. A task that fails
comes again after a back-off that doubles, then grows steadily, up to the longest; it is given up
when it had its attempts and its time is over, both of them. What is failing is not slowed down as a
whole here, and the queue's rate is not simulated.
(cloud.google.com/tasks/docs/reference/rest/v2, `CreateTaskRequest` and `RetryConfig`, 2026-11-22.)
"""

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from infra.local.settings import ROOT
from shared.domain.job import Job

SWEPT_EVERY = timedelta(minutes=1)
_REMEMBERED = timedelta(hours=1)
_PLAN = ROOT / "infra" / "terraform" / "queues.tf"


class MovableClock(Protocol):
    def now(self) -> datetime: ...

    def move(self, by: timedelta) -> None: ...


class Retrying(NamedTuple):
    """When a task is tried again; see `google_cloud_tasks_queue.retry_config`."""

    attempts: int
    at_least_for: timedelta
    least: timedelta
    most: timedelta
    doublings: int

    def wait(self, failures: int) -> timedelta:
        """Between the failure that makes so many and the next attempt."""
        doubled = 1 << min(failures - 1, self.doublings)
        steps = max(0, failures - 1 - self.doublings) << self.doublings
        return min(self.most, (doubled + steps) * self.least)

    def over(self, failures: int, age: timedelta) -> bool:
        return failures >= self.attempts and age >= self.at_least_for


def deployed() -> Retrying:
    """As Terraform deploys the queues."""
    [block] = re.findall(r"^  retry_config \{\n(.*?)^  \}", _PLAN.read_text(), re.M | re.S)
    told = {name: int(value) for name, value in re.findall(r'(\w+) += "?(\d+)s?"?', block)}
    return Retrying(
        attempts=told["max_attempts"],
        at_least_for=timedelta(seconds=told["max_retry_duration"]),
        least=timedelta(seconds=told["min_backoff"]),
        most=timedelta(seconds=told["max_backoff"]),
        doublings=told["max_doublings"],
    )


@dataclass
class Task:
    """`first` is its first attempt's moment, None before it."""

    name: str
    job: Job
    due: datetime
    first: datetime | None = None
    failures: int = 0


class SimulatedQueue:
    """A `TaskQueue`; `dropped` counts the sends that its names kept out, `given_up` the tasks that
    failed for too long."""

    def __init__(self, clock: MovableClock, retrying: Retrying) -> None:
        self.tasks: dict[str, Task] = {}
        self.dropped = 0
        self.given_up = 0
        self._clock = clock
        self._retrying = retrying
        self._ended: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def send(self, job: Job, name: str) -> None:
        now = self._clock.now()
        with self._lock:
            ended = self._ended.get(name)
            if name in self.tasks or (ended is not None and now < ended + _REMEMBERED):
                self.dropped += 1
                return
            self.tasks[name] = Task(name, job, now)

    def due(self) -> list[Task]:
        """Those whose time has come; each is being attempted then."""
        now = self._clock.now()
        with self._lock:
            found = [task for task in self.tasks.values() if task.due <= now]
        for task in found:
            task.first = task.first or now
        return found

    def attempted(self, task: Task, *, good: bool) -> None:
        """What came of an attempt at a task."""
        now = self._clock.now()
        task.failures += not good
        age = now - (task.first or now)
        given_up = not good and self._retrying.over(task.failures, age)
        self.given_up += given_up
        if good or given_up:
            del self.tasks[task.name]
            self._ended[task.name] = now
        else:
            task.due = now + self._retrying.wait(task.failures)

    def played(
        self,
        deliver: Callable[[Sequence[Task]], None],
        sweep: Callable[[], object],
        ended: Callable[[], bool],
        until: datetime,
    ) -> None:
        """Delivers what is due and sweeps every minute, the clock moving from one to the next,
        until all has ended and no task is left, or the time is over."""
        sweep_at = self._clock.now() + SWEPT_EVERY
        while self._clock.now() < until and (self.tasks or not ended()):
            if due := self.due():
                deliver(due)
            upcoming = min([sweep_at, *(task.due for task in self.tasks.values())])
            self._clock.move(max(timedelta(), upcoming - self._clock.now()))
            if self._clock.now() >= sweep_at:
                sweep_at += SWEPT_EVERY
                sweep()
