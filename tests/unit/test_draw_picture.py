"""The image worker, killed between any two steps and delivered any number of times."""

import random
from datetime import timedelta
from typing import Any

import pytest

from shared.catalog import foods
from shared.domain.errors import Conflict, ProviderFailed, ProviderRefused, Unavailable
from shared.domain.job import LEASE, MAX_ATTEMPTS, Job, JobState, image_job, task_name
from shared.domain.picture import DishBrief, Picture
from shared.domain.recipe import Image, ImageStatus
from shared.workflows.draw_picture import Outcome, draw_picture
from shared.workflows.send_jobs import resend_overdue, send_jobs
from tests.fakes.clock import FakeClock
from tests.fakes.media import FakeMedia, FakeQueue
from tests.fakes.recipes import FakeJobs, FakeStore
from tests.samples import NOW, generation, stored_recipe

FOODS = foods.load()


class Killed(BaseException):
    """The process dies: nothing in it gets to clean up."""


class FakePainter:
    name = "fake"
    model = "1"

    def __init__(self) -> None:
        self.calls = 0
        self.error: Exception | None = None

    def paint(self, brief: DishBrief, deadline: float) -> Picture:
        self.calls += 1
        if self.error is not None:
            raise self.error
        return Picture(data=brief.title.encode(), content_type="image/webp", alt=brief.title)


class Kitchen:
    """A store with one saved recipe and its job, and everything a worker needs."""

    def __init__(self, recipes: int = 1) -> None:
        self.clock = FakeClock(NOW)
        self.store = FakeStore()
        self.media = FakeMedia()
        self.painter = FakePainter()
        names = [f"r{n}" for n in range(recipes)]
        self.saved = [image_job(name, "k1", "req", NOW) for name in names]
        self.store.recipes_of("k1").save(
            generation(recipe_ids=names), [stored_recipe(id=name) for name in names], self.saved
        )

    def draw(self, job: Job, **parts: Any) -> Outcome:
        values: dict[str, Any] = {
            "jobs": FakeJobs(self.store),
            "recipes_of": self.store.recipes_of,
            "painters": [self.painter],
            "thumbnailer": lambda data: data[:1],
            "media": self.media,
            "foods": FOODS,
            "clock": self.clock,
            "deadline": self.clock.monotonic() + 60,
        }
        return draw_picture(job.id, **(values | parts))

    def image(self, name: str = "r0") -> Image:
        return self.store.recipes["k1", name].image

    def state(self, job: Job) -> JobState:
        return self.store.jobs[job.id].state


def test_a_job_is_drawn_once_however_often_it_comes() -> None:
    kitchen = Kitchen()
    [job] = kitchen.saved
    assert [kitchen.draw(job) for _ in range(3)] == [
        Outcome.DRAWN,
        Outcome.SKIPPED,
        Outcome.SKIPPED,
    ]
    assert kitchen.painter.calls == 1
    assert kitchen.image().status is ImageStatus.READY
    assert kitchen.image().alt == "Tortilla de patatas"
    assert kitchen.image().url_expires_at == NOW + timedelta(days=7)


def test_an_unknown_job_is_skipped() -> None:
    kitchen = Kitchen()
    assert kitchen.draw(image_job("other", "k1", "req", NOW)) is Outcome.SKIPPED


def test_a_held_job_is_left_to_its_worker_until_the_lease_ends() -> None:
    kitchen = Kitchen()
    [job] = kitchen.saved
    FakeJobs(kitchen.store).replace(kitchen.store.jobs[job.id].leased(NOW))
    with pytest.raises(Conflict):
        kitchen.draw(job)
    kitchen.clock.move(LEASE)
    assert kitchen.draw(job) is Outcome.DRAWN


def test_a_deleted_recipe_ends_its_job() -> None:
    kitchen = Kitchen()
    [job] = kitchen.saved
    kitchen.store.recipes_of("k1").remove("r0", None)
    assert kitchen.draw(job) is Outcome.RECIPE_GONE
    assert kitchen.state(job) is JobState.DONE
    assert kitchen.painter.calls == 0
    assert kitchen.media.objects == {}


def test_a_refusal_ends_as_failed_with_its_reason() -> None:
    kitchen = Kitchen()
    [job] = kitchen.saved
    kitchen.painter.error = ProviderRefused("policy")
    assert kitchen.draw(job) is Outcome.FAILED
    assert (kitchen.image().status, kitchen.image().reason) == (ImageStatus.FAILED, "policy")
    assert job.id in kitchen.store.dead_letters
    assert kitchen.draw(job) is Outcome.SKIPPED


def test_the_next_painter_is_asked_when_one_fails() -> None:
    kitchen = Kitchen()
    [job] = kitchen.saved
    broken = FakePainter()
    broken.error = ProviderFailed("down")
    assert kitchen.draw(job, painters=[broken, kitchen.painter]) is Outcome.DRAWN
    assert (broken.calls, kitchen.painter.calls) == (1, 1)


def test_a_store_that_is_down_gives_the_lease_back() -> None:
    kitchen = Kitchen()
    [job] = kitchen.saved
    kitchen.media.down = True
    with pytest.raises(Unavailable):
        kitchen.draw(job)
    assert kitchen.state(job) is JobState.QUEUED
    kitchen.media.down = False
    assert kitchen.draw(job) is Outcome.DRAWN


def test_a_poison_job_ends_after_its_attempts() -> None:
    kitchen = Kitchen()
    [job] = kitchen.saved
    kitchen.painter.error = ProviderFailed("always")
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(ProviderFailed):
            kitchen.draw(job)
    assert kitchen.draw(job) is Outcome.FAILED
    assert kitchen.image().reason == "attempts_exhausted"
    assert job.id in kitchen.store.dead_letters


class Mortal:
    """Stands before a part and dies in place of, or right after, one of its calls."""

    def __init__(self, part: Any, dice: random.Random, chance: float) -> None:
        self._part, self._dice, self._chance = part, dice, chance

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._part, name)

        def call(*args: Any) -> Any:
            if self._dice.random() < self._chance:
                raise Killed
            found = method(*args)
            if self._dice.random() < self._chance:
                raise Killed
            return found

        return call if callable(method) else method


@pytest.mark.parametrize("seed", range(5))
def test_whatever_dies_every_picture_arrives_once(seed: int) -> None:
    """Each of 60 jobs comes three times, shuffled; every step may kill its worker."""
    dice = random.Random(seed)
    kitchen = Kitchen(recipes=60)
    deliveries = kitchen.saved * 3
    dice.shuffle(deliveries)
    kills = 0
    for _ in range(12):
        for job in deliveries:
            parts = {
                "jobs": Mortal(FakeJobs(kitchen.store), dice, 0.02),
                "media": Mortal(kitchen.media, dice, 0.02),
            }
            try:
                kitchen.draw(job, **parts)
            except Killed:
                kills += 1
            except Conflict:
                continue
        kitchen.clock.move(LEASE)
        deliveries = [job for job in kitchen.saved if not kitchen.store.jobs[job.id].over()]
    assert kills > 5
    states = {kitchen.state(job) for job in kitchen.saved}
    assert states <= {JobState.DONE, JobState.FAILED}
    ready = [n for n in range(60) if kitchen.image(f"r{n}").status is ImageStatus.READY]
    assert len(ready) == sum(kitchen.state(job) is JobState.DONE for job in kitchen.saved)
    assert len(ready) >= 58
    assert len(kitchen.media.objects) == 2 * len(
        {name.split("/")[3] for name in kitchen.media.objects}
    )
    assert kitchen.painter.calls <= 60 + kills


def test_what_was_saved_and_never_sent_is_swept_up() -> None:
    kitchen = Kitchen(recipes=3)
    queue = FakeQueue()
    queue.down = True
    assert send_jobs(kitchen.saved, queue, NOW) == 0
    queue.down = False
    jobs = FakeJobs(kitchen.store)
    assert resend_overdue(jobs, queue, NOW) == 0
    later = NOW + timedelta(minutes=2)
    assert resend_overdue(jobs, queue, later) == 3
    assert resend_overdue(jobs, queue, later) == 3
    assert len(queue.sent) == 3


def test_a_second_send_is_dropped_and_a_lost_task_is_replaced_later() -> None:
    [job] = Kitchen().saved
    first = task_name(job, NOW)
    assert task_name(job, NOW + timedelta(minutes=14)) == first
    assert task_name(job, NOW + timedelta(minutes=16)) != first
    assert task_name(job, NOW - timedelta(seconds=5)) == first
    assert len(first) == 64
