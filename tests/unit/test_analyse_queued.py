"""Labels in the background, killed between any two steps and delivered any number of times."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.errors import (
    AlreadyExists,
    Conflict,
    Overloaded,
    ProviderFailed,
    Unavailable,
    Unreadable,
)
from shared.domain.job import LEASE, MAX_ATTEMPTS, RETENTION, Job, JobState
from shared.domain.labels.kinds import ProductType, Verdict
from shared.domain.labels.request import Label
from shared.domain.labels.stored import AnalysisCard, LabelAnalysis
from shared.domain.labels.unread import unread_of
from shared.domain.progress import WorkStatus
from shared.workflows.analyse_label import LabelRequest, analyse
from shared.workflows.analyse_queued import LabelWorker, analyse_queued
from shared.workflows.forget_photos import forget_photos
from shared.workflows.queue_label import queue_label, retry_label
from shared.workflows.send_jobs import resend_overdue
from shared.workflows.work_once import Outcome
from tests.fakes.clock import FakeClock
from tests.fakes.labels import FakeAnalyses, FakeReader
from tests.fakes.media import FakeMedia, FakeQueue
from tests.fakes.recipes import FakeJobs, FakeStore
from tests.samples import NOW
from tests.unit.test_analyse_label import CREAM, PHOTO, TABLES, Cleaner, desk, for_nobody
from tests.unit.test_draw_picture import Killed


class House:
    """A kitchen with a label of four photos queued, and all that a worker needs."""

    def __init__(self, *, asked: bool = True) -> None:
        self.clock, self.store = FakeClock(NOW), FakeStore()
        self.media: Any = FakeMedia()
        self.queue: Any = FakeQueue()
        self.reader = FakeReader("rapidocr", CREAM)
        self.analyses: Any = FakeAnalyses(self.store)
        self.worker = LabelWorker(
            jobs=FakeJobs(self.store),
            analyses_of=lambda _: self.analyses,
            desk_of=lambda _: desk([self.reader]),
            media=self.media,
            clock=self.clock,
        )
        if asked:
            self.ask()

    def ask(self, **changes: Any) -> LabelAnalysis:
        asked: LabelRequest = replace(PHOTO, uploads=(b"1", b"2", b"3", b"4"), **changes)
        stored = queue_label(
            asked,
            "k1",
            "req",
            cleaner=Cleaner(),
            media=self.media,
            analyses=self.analyses,
            queue=self.queue,
        )
        return for_nobody(stored)

    def retry(self) -> LabelAnalysis:
        now = self.clock.now()
        return for_nobody(
            retry_label("a1", "k1", "req", analyses=self.analyses, queue=self.queue, now=now)
        )

    @property
    def job(self) -> Job:
        """The latest."""
        return list(self.store.jobs.values())[-1]

    def work(self, job: Job | None = None, **parts: Any) -> Outcome:
        return analyse_queued((job or self.job).id, replace(self.worker, **parts), deadline=60)

    @property
    def shown(self) -> LabelAnalysis:
        return for_nobody(self.analyses.get("a1"))


def progress(seen: LabelAnalysis) -> tuple[int, int, int]:
    assert seen.progress is not None
    return seen.progress.done, seen.progress.failed, seen.progress.total


def test_the_photos_come_first_and_what_waits_says_nothing_of_the_product() -> None:
    house = House()
    assert len(house.media.objects) == 4
    assert all(name.startswith(unread_of("k1")) for name in house.media.objects)
    assert len(house.queue.sent) == len(house.store.jobs) == 1
    seen = house.shown
    assert (seen.status, seen.verdict, seen.score) == (WorkStatus.QUEUED, Verdict.UNKNOWN, None)
    assert (seen.ingredients, seen.product_type, progress(seen)) == ([], None, (0, 0, 4))
    card = AnalysisCard.of(house.analyses.get("a1"), TABLES)
    assert (card.status, card.stale) == (WorkStatus.QUEUED, False)


def test_asked_twice_it_is_queued_once_and_another_request_is_refused() -> None:
    house = House()
    first = house.shown
    assert house.ask() == first
    assert len(house.store.jobs) == 1
    with pytest.raises(AlreadyExists):
        house.ask(label=Label(name="Otra"))


def test_in_the_background_it_is_what_it_is_at_once() -> None:
    house = House()
    assert [house.work() for _ in range(2)] == [Outcome.DONE, Outcome.SKIPPED]
    at_once = for_nobody(analyse(PHOTO, desk([house.reader]), FakeAnalyses()))
    told = {"progress": None}
    assert house.shown.model_copy(update=told) == at_once
    assert progress(house.shown) == (4, 0, 4)
    assert house.shown.product_type is ProductType.COSMETIC
    assert house.media.objects == {}
    assert house.reader.asked == 2


@pytest.mark.parametrize("error", [Unreadable(), None])
def test_what_cannot_be_read_keeps_its_photos_for_another_try(error: Unreadable | None) -> None:
    house = House()
    house.reader.error, house.reader.text = error, "Shake well."
    assert house.work() is Outcome.FAILED
    seen = house.shown
    assert (seen.status, progress(seen)) == (WorkStatus.FAILED, (0, 4, 4))
    assert seen.reason == (error.code if error else "no_ingredient_list")
    assert len(house.media.objects) == 4
    house.reader.error, house.reader.text = None, CREAM
    assert house.retry().status is WorkStatus.QUEUED
    with pytest.raises(Conflict):
        house.retry()
    assert house.work() is Outcome.DONE
    assert (house.shown.status, house.shown.reason) == (WorkStatus.DONE, None)
    assert house.media.objects == {}
    with pytest.raises(Conflict):
        house.retry()


@pytest.mark.parametrize("error", [ProviderFailed("down"), Unavailable()])
def test_what_may_work_later_is_tried_again_and_ends_after_its_attempts(error: Any) -> None:
    house = House()
    house.reader.error = error
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(ProviderFailed if isinstance(error, ProviderFailed) else Unavailable):
            house.work()
        assert house.job.state is JobState.QUEUED
    assert house.work() is Outcome.FAILED
    assert house.shown.reason == "attempts_exhausted"
    assert house.job.id in house.store.dead_letters


def test_having_no_place_for_it_loses_no_attempt() -> None:
    house = House()
    house.reader.error = Overloaded()
    for _ in range(MAX_ATTEMPTS + 1):
        with pytest.raises(Overloaded):
            house.work()
    assert (house.job.state, house.job.attempts) == (JobState.QUEUED, 0)
    house.reader.error = None
    assert house.work() is Outcome.DONE


def test_photos_that_are_lost_are_told() -> None:
    house = House()
    house.media.objects.clear()
    assert house.work() is Outcome.FAILED
    assert house.shown.reason == "image_damaged"


def test_a_deleted_analysis_ends_its_job_and_takes_its_photos_along() -> None:
    house = House()
    house.store.analyses.clear()
    assert house.work() is Outcome.SUBJECT_GONE
    assert (house.job.state, house.media.objects) == (JobState.DONE, {})


def test_a_job_of_another_worker_is_left_alone() -> None:
    house = House()
    house.worker.jobs.replace(house.job.leased(NOW))
    with pytest.raises(Conflict):
        house.work()
    house.clock.move(LEASE)
    assert house.work() is Outcome.DONE


def test_what_was_saved_and_never_sent_is_swept_up() -> None:
    house = House()
    house.queue.sent.clear()
    assert resend_overdue(house.worker.jobs, house.queue, NOW + timedelta(minutes=2)) == 1


def test_photos_nobody_came_back_for_are_forgotten_after_a_week() -> None:
    house = House()
    house.reader.error = Unreadable()
    house.work()
    week = NOW + RETENTION
    assert forget_photos(house.media, week, float("inf"), house.clock) == 0
    assert forget_photos(house.media, week + timedelta(days=1), 0, house.clock) == 0
    assert forget_photos(house.media, week + timedelta(days=1), float("inf"), house.clock) == 4
    house.clock.move(RETENTION + timedelta(seconds=1))
    with pytest.raises(Conflict):
        house.retry()


class Dying:
    """Stands before a part and dies once, before or after the first call of that name."""

    def __init__(self, part: Any, step: str, *, after: bool) -> None:
        self._part, self._step, self._after, self._alive = part, step, after, True

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._part, name)
        if name != self._step or not self._alive:
            return method

        def call(*args: Any) -> Any:
            self._alive = False
            if self._after:
                method(*args)
            raise Killed

        return call


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("part", "step"),
    [
        ("jobs", "get"),
        ("jobs", "replace"),
        ("analyses", "get"),
        ("media", "get"),
        ("reader", "read"),
        ("jobs", "finish"),
        ("media", "remove_all"),
    ],
)
def test_wherever_its_worker_dies_the_label_is_analysed_and_no_photo_stays(
    part: str, step: str, after: bool
) -> None:
    """Delivered again until it is answered, as the queue does."""
    house = House()
    parts: dict[str, Any] = {
        "analyses": house.analyses,
        "media": house.media,
        "jobs": house.worker.jobs,
        "reader": house.reader,
    }
    parts[part] = Dying(parts[part], step, after=after)
    mortal: dict[str, Any] = {
        "jobs": parts["jobs"],
        "media": parts["media"],
        "analyses_of": lambda _: parts["analyses"],
        "desk_of": lambda _: desk([parts["reader"]]),
    }
    with pytest.raises(Killed):
        house.work(None, **mortal)
    house.clock.move(LEASE)
    house.work(None, **mortal)
    assert house.job.state is JobState.DONE
    assert (house.shown.status, len(house.shown.ingredients)) == (WorkStatus.DONE, 8)
    assert house.media.objects == {}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("part", "step"), [("media", "put"), ("analyses", "queue"), ("queue", "send")]
)
def test_wherever_asking_dies_asking_again_queues_it_once(
    part: str, step: str, after: bool
) -> None:
    house = House(asked=False)
    sound = getattr(house, part)
    setattr(house, part, Dying(sound, step, after=after))
    with pytest.raises(Killed):
        house.ask()
    setattr(house, part, sound)
    house.ask()
    resend_overdue(house.worker.jobs, house.queue, NOW + timedelta(minutes=2))
    assert len(house.store.jobs) == len(house.queue.sent) == 1
    assert house.work() is Outcome.DONE
    assert house.media.objects == {}
