"""Whether every picture arrives once, and how late, when workers die: 300 jobs, whose tasks are
delivered three times at every attempt.

The jobs are saved in many kitchens of the local stack's Firestore and delivered, shuffled, by
several threads at once to the image worker's own workflow, with the real stores and bucket. One in
ten deliveries is killed at a step drawn by lot, before or after one of the worker's calls, and some
workers are processes of their own that die by SIGKILL. One job in ten was saved by somebody who
died before sending it. The queue is one in simulated time with the names, attempts and back-off of
the deployed one (`infra.bench.task_queue`), and the sweeper comes every minute. A third of the
dishes are well known, and their pictures shared between kitchens. The painter counts the calls that
would be paid.

Run as `python -m infra.bench.jobs [jobs]`; exit code 1 when a job is stuck, an object is there
twice or not at all, a call was paid twice without a crash between the call and its picture's being
stored, or a picture was later than the deaths on its way explain.
"""

import io
import os
import random
import signal
import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NoReturn, TypeVar

from PIL import Image as Canvas
from rich.console import Console
from rich.table import Table

from infra.bench.dishes import DISHES, recipe_called
from infra.bench.task_queue import SWEPT_EVERY, SimulatedQueue, Task, deployed
from infra.local import environment
from infra.local.stack import running
from shared.clock import SystemClock
from shared.config import read
from shared.domain.errors import Conflict, Unavailable
from shared.domain.job import LEASE, Job, JobState, image_job
from shared.domain.picture import DishBrief, Picture
from shared.domain.recipe import Generation, ImageStatus
from shared.wiring import Wiring
from shared.workflows.draw_picture import draw_picture
from shared.workflows.send_jobs import resend_overdue, send_jobs
from shared.workflows.studio import Studio, names_of

_JOBS = 300
_DELIVERIES = 3
_KILLED = 0.1
_THREADS = 6
_UNSENT = 10
_AT_MOST = timedelta(hours=6)
_KITCHENS = 10
_PATIENCE = 60
_TRIES = 5
Answer = TypeVar("Answer")

# Every call of the worker that changes something, or costs something.
STEPS = tuple(
    f"{side} {step}"
    for step in ("lease", "claim", "paint", "picture", "thumbnail", "share", "finish", "tidy")
    for side in ("before", "after")
)
# A crash here loses what was paid for: the picture is made and stored nowhere.
UNSAVED = ("after paint", "before picture")
# Where the workers die that are processes of their own.
BY_SIGNAL = (
    "after paint",
    "after picture",
    "after finish",
    "before picture",
    "before finish",
    "after lease",
)


class Killed(BaseException):
    """Nothing catches this, as nothing catches a process that is gone."""


class MovedClock(SystemClock):
    """The machine's clock, some time ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead

    def move(self, by: timedelta) -> None:
        self.ahead += by


@dataclass
class Tally:
    """What happened, whichever thread it happened in."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    paid: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)

    def add(self, counter: Counter[str], name: str) -> None:
        with self.lock:
            counter[name] += 1


class CountingPainter:
    """A painter whose every call would be paid; a picture of one colour, by the dish's title. Each
    run has a model of its own, so that no run finds another's shared pictures."""

    name = "paid"

    def __init__(self, run_id: str, called: Callable[[str], None]) -> None:
        self.model = run_id
        self._called = called

    def paint(self, brief: DishBrief, deadline: float) -> Picture:
        self._called(brief.title)
        out = io.BytesIO()
        Canvas.new("RGB", (64, 64), (len(brief.title) % 256, 90, 60)).save(out, "WEBP")
        return Picture(out.getvalue(), "image/webp", brief.title)


@dataclass
class Doom:
    """Where one delivery dies, if it gets there, and how; `unsaved` is the dish that was painted,
    until its picture is stored."""

    step: str | None
    die: Callable[[], NoReturn]
    unsaved: str = ""

    def around(self, step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def mortal(*values: Any, **named: Any) -> Any:  # noqa: ANN401
            self._pass(f"before {step}")
            found = call(*values, **named)
            if step == "paint":
                self.unsaved = values[0].title
            elif step == "picture":
                self.unsaved = ""
            self._pass(f"after {step}")
            return found

        return mortal

    def _pass(self, step: str) -> None:
        if step == self.step:
            self.die()


class Mortal:
    """A part whose named calls may be the last; `step_of` says which step a call is."""

    def __init__(self, part: object, doom: Doom, step_of: Callable[..., str | None]) -> None:
        self._part, self._doom, self._step_of = part, doom, step_of

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        found = getattr(self._part, name)
        if not callable(found):
            return found

        def call(*values: Any, **named: Any) -> Any:  # noqa: ANN401
            step = self._step_of(name, values)
            return (self._doom.around(step, found) if step else found)(*values, **named)

        return call


def mortal(studio: Studio, doom: Doom) -> Studio:
    """The studio, every step of which may be the last."""
    jobs = {"replace": "lease", "finish": "finish"}
    shared = {"create": "claim", "replace": "share"}

    def of_media(name: str, values: Sequence[Any]) -> str | None:
        if name == "put":
            return "thumbnail" if "thumbnail" in values[0] else "picture"
        return "tidy" if name == "names" else None

    return replace(
        studio,
        jobs=Mortal(studio.jobs, doom, lambda name, _: jobs.get(name)),
        shared=Mortal(studio.shared, doom, lambda name, _: shared.get(name)),
        media=Mortal(studio.media, doom, of_media),
        painters_of=lambda kitchen_id: [
            Mortal(one, doom, lambda name, _: {"paint": "paint"}.get(name))
            for one in studio.painters_of(kitchen_id)
        ],
    )


@dataclass(frozen=True)
class Result:
    """What is left at the end. `beyond` are paid calls beyond one per picture, `explained` those of
    them that followed a crash between a call and its picture's being stored; `late` are the jobs
    that waited for longer than their deaths explain, `waited` is the longest wait and `usual` the
    middle one, in simulated time."""

    jobs: int
    finished: int
    stuck: int
    missing: int
    duplicates: int
    pictures: int
    paid: int
    beyond: int
    explained: int
    kills: int
    processes: int
    steps: Mapping[str, int]
    unsent: int
    dropped: int
    given_up: int
    late: int
    waited: timedelta
    usual: timedelta

    @property
    def holds(self) -> bool:
        unexplained = self.beyond - self.explained
        wrong = (self.stuck, self.missing, self.duplicates, unexplained, self.late)
        return self.finished == self.jobs and not any(wrong)


class Bench:
    """One run on a stack."""

    def __init__(self, wiring: Wiring, clock: MovedClock, seed: int) -> None:
        self.wiring, self.clock = wiring, clock
        self.dice = random.Random(seed)  # noqa: S311
        self.tally = Tally()
        self.retrying = deployed()
        self.post = SimulatedQueue(clock, self.retrying)
        self.processes = 0
        self.unsent = 0
        self.waits: dict[str, timedelta] = {}
        self.dishes: dict[str, str] = {}
        self.run_id = uuid.uuid4().hex[:8]
        painter = CountingPainter(self.run_id, lambda title: self.tally.add(self.tally.paid, title))
        self.studio = replace(wiring.studio(), painters_of=lambda _: [painter])

    def run(self, count: int, processes: int) -> Result:
        saved = self._save(count)
        # The recipes in between are of well-known dishes.
        for job, step in zip(saved[1::3], BY_SIGNAL[:processes], strict=False):
            self._in_a_process(job, step)
        self.post.played(
            self._deliver_all,
            self._sweep,
            lambda: len(self.waits) == len(saved),
            self.clock.now() + _AT_MOST,
        )
        return self._result(saved)

    def _save(self, count: int) -> list[Job]:
        """A third of the recipes are of dishes that everybody knows."""
        saved: list[Job] = []
        for n in range(count):
            kitchen, name = f"bench-{self.run_id}-{n % _KITCHENS}", f"r{n}"
            title = DISHES[n % len(DISHES)] if n % 3 == 0 else f"Plato {self.run_id} {n}"
            job = image_job(name, kitchen, "bench", self.clock.now())
            generation = Generation(
                id=name,
                engine="bench",
                degraded=False,
                recipe_ids=[name],
                reason=None,
                fingerprint="",
                created_at=self.clock.now(),
            )
            recipe = recipe_called(title, name, self.clock.now())
            _patiently(partial(self.wiring.recipes(kitchen).save, generation, [recipe], [job]))
            known = self.studio.dishes.titled(title)
            self.dishes[job.id] = known.id if known else job.id
            saved.append(job)
        sent = [job for n, job in enumerate(saved) if n % _UNSENT]
        self.unsent = count - send_jobs(sent, self.post, self.clock.now())
        return saved

    def _sweep(self) -> None:
        _patiently(lambda: resend_overdue(self.wiring.jobs, self.post, self.clock.now()))

    def _deliver_all(self, due: Sequence[Task]) -> None:
        """Each three times, shuffled; of the three the queue hears the one that came first."""
        deliveries = list(due) * _DELIVERIES
        self.dice.shuffle(deliveries)
        dooms = [self._doom() for _ in deliveries]
        with ThreadPoolExecutor(_THREADS) as pool:
            good = list(pool.map(self._deliver, deliveries, dooms))
        heard = {
            task.name: ok for task, ok in zip(reversed(deliveries), reversed(good), strict=True)
        }
        for task in due:
            self.post.attempted(task, good=heard[task.name])

    def _doom(self) -> Doom:
        doomed = self.dice.random() < _KILLED
        return Doom(self.dice.choice(STEPS) if doomed else None, _killed)

    def _deliver(self, task: Task, doom: Doom) -> bool:
        """Whether the queue is told that it is done."""
        job, deadline = task.job, self.clock.monotonic() + _PATIENCE
        try:
            draw_picture(job.id, mortal(self.studio, doom), deadline)
        except (Conflict, Unavailable):
            self._lost(doom.unsaved)
            return False
        except Killed:
            self._died(job, doom.step or "")
            self._lost(doom.unsaved)
            return False
        with self.tally.lock:
            self.waits.setdefault(job.id, self.clock.now() - job.created_at)
        return True

    def _died(self, job: Job, step: str) -> None:
        self.tally.add(self.tally.kills, step)
        self.tally.add(self.tally.deaths, self.dishes[job.id])

    def _late(self, job: Job) -> bool:
        """Each death, its own or of whoever drew the same dish, holds it up for a lease and two
        back-offs, since a job and a dish have a lease each; and whoever was not sent for waits for
        the sweeper."""
        once = LEASE + 2 * self.retrying.most
        explained = self.tally.deaths[self.dishes[job.id]] * once
        return self.waits.get(job.id, _AT_MOST) > explained + SWEPT_EVERY + self.retrying.most

    def _lost(self, title: str) -> None:
        if title:
            self.tally.add(self.tally.lost, title)

    def _in_a_process(self, job: Job, step: str) -> None:
        """A worker that is a process of its own and dies by SIGKILL at its step."""
        command = [sys.executable, "-m", "infra.bench.jobs", "--die", step, job.id, self.run_id]
        ended = subprocess.run(
            command, env=os.environ, capture_output=True, text=True, timeout=60, check=False
        )
        self.processes += 1
        painted = [line.removeprefix("paid ") for line in ended.stdout.splitlines()]
        for title in painted:
            self.tally.add(self.tally.paid, title)
        if ended.returncode != -signal.SIGKILL:
            raise RuntimeError(f"survived {step}: {ended.stderr}")
        self._died(job, step)
        self._lost(painted[-1] if painted and step in UNSAVED else "")

    def _result(self, saved: Sequence[Job]) -> Result:
        waits = sorted(self.waits.get(job.id, _AT_MOST) for job in saved)
        ends = [self._end(job) for job in saved]
        shown = {name for _, names in ends for name in names}
        stored = {
            name
            for prefix in {f"kitchens/{job.kitchen_id}/" for job in saved}
            for name in self.wiring.media.names(prefix)
        }
        shared = {name for name in shown if name.startswith("shared/")}
        stored |= {name for name in self.wiring.media.names("shared/") if name in shared}
        beyond = {title: calls - 1 for title, calls in self.tally.paid.items() if calls > 1}
        return Result(
            jobs=len(saved),
            finished=sum(state is JobState.DONE and bool(names) for state, names in ends),
            stuck=sum(state in (JobState.QUEUED, JobState.RUNNING, None) for state, _ in ends),
            missing=len(shown - stored),
            duplicates=len(stored - shown),
            pictures=len(shown) // 2,
            paid=sum(self.tally.paid.values()),
            beyond=sum(beyond.values()),
            explained=sum(min(extra, self.tally.lost[title]) for title, extra in beyond.items()),
            kills=sum(self.tally.kills.values()),
            processes=self.processes,
            steps=self.tally.kills,
            unsent=self.unsent,
            dropped=self.post.dropped,
            given_up=self.post.given_up,
            late=sum(map(self._late, saved)),
            waited=waits[-1],
            usual=waits[len(waits) // 2],
        )

    def _end(self, job: Job) -> tuple[JobState | None, tuple[str, ...]]:
        """The job's state and the names of the objects that its recipe shows."""
        stored = _patiently(partial(self.wiring.jobs.get, job.id))
        state = stored.state if stored else None
        recipes = self.wiring.recipes(job.kitchen_id)
        image = _patiently(partial(recipes.get, job.subject_id)).image
        if image.status is not ImageStatus.READY or not image.url:
            return state, ()
        return state, names_of(image, job.kitchen_id, job.subject_id)


def _patiently(call: Callable[[], Answer]) -> Answer:
    """What the bench itself asks of a machine that may be busy."""
    for _ in range(_TRIES):
        with suppress(Unavailable):
            return call()
    return call()


def _killed() -> NoReturn:
    raise Killed


def _really_killed() -> NoReturn:
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
    raise Killed


def die(step: str, job_id: str, run_id: str) -> int:
    """One delivery in this process, killed at its step if it gets there."""
    wiring = Wiring(read(os.environ))
    painter = CountingPainter(run_id, lambda title: print(f"paid {title}", flush=True))
    studio = replace(wiring.studio(), painters_of=lambda _: [painter])
    deadline = wiring.clock.monotonic() + _PATIENCE
    draw_picture(job_id, mortal(studio, Doom(step, _really_killed)), deadline)
    return 0


def report(result: Result) -> int:
    table = Table("what", "count", title=f"{result.jobs} jobs, {_DELIVERIES} deliveries an attempt")
    rows = {
        "deliveries killed": result.kills,
        "of them in processes of their own": result.processes,
        "jobs saved and not sent": result.unsent,
        "finished": result.finished,
        "stuck": result.stuck,
        "pictures": result.pictures,
        "objects missing": result.missing,
        "duplicate objects": result.duplicates,
        "paid calls": result.paid,
        "beyond one per picture": result.beyond,
        "explained by a crash between call and save": result.explained,
        "sends that a name kept out": result.dropped,
        "tasks the queue gave up": result.given_up,
        "middle wait, seconds": round(result.usual.total_seconds()),
        "longest wait, seconds": round(result.waited.total_seconds()),
        "later than deaths explain": result.late,
    }
    for what, count in rows.items():
        table.add_row(what, str(count))
    table.add_row("killed", ", ".join(f"{n} {step}" for step, n in sorted(result.steps.items())))
    Console().print(table)
    return int(not result.holds)


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--die"]:
        return die(*arguments[1:])
    count = int(arguments[0]) if arguments else _JOBS
    with running() as at:
        os.environ.update(environment.of_functions(at))
        clock = MovedClock()
        bench = Bench(Wiring(read(os.environ), clock), clock, seed=count)
        return report(bench.run(count, len(BY_SIGNAL)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
