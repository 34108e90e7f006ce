"""Recognition in the background, killed between any two steps and delivered any number of times."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.catalog import foods, recipes
from shared.domain.errors import Conflict, ProviderFailed, Unavailable, Unreadable
from shared.domain.ideas import IdeaBook
from shared.domain.job import LEASE, MAX_ATTEMPTS, Job, JobState
from shared.domain.language import Language
from shared.domain.progress import WorkStatus
from shared.domain.recognition import Photo, RecognitionKind, Sighting
from shared.domain.recognition_result import Detail, Recognition
from shared.workflows.queue_recognition import queue_recognition, retry_failed
from shared.workflows.recognise import RecognitionRequest
from shared.workflows.recognise_part import Desk, recognise_part
from shared.workflows.send_jobs import resend_overdue
from shared.workflows.work_once import Outcome
from tests.fakes.clock import FakeClock
from tests.fakes.household import FakeKitchens, FakePeople
from tests.fakes.media import FakeMedia, FakeQueue
from tests.fakes.products import NO_SCANNER
from tests.fakes.recipes import FakeJobs, FakeStore
from tests.fakes.recognition import FakeReceiptMemories, FakeRecognitions, FakeSightings
from tests.samples import NOW, kitchen, person
from tests.unit.test_draw_picture import Killed, Mortal
from tests.unit.test_see_photos import ITEM, SIGHTING

FOODS = foods.load()


class Cleaner:
    def clean(self, data: bytes, field: str) -> Photo:
        return Photo(data, "image/jpeg", 20, 20)


class Looker:
    """Sees in each photo an item named as its bytes; `errors` are what it raises for some."""

    name = "fake"
    model = "1"

    def __init__(self) -> None:
        self.calls = 0
        self.errors: dict[bytes, Exception] = {}

    def recognise(self, images: Sequence[Photo], *_: Any) -> Sighting:
        self.calls += 1
        [image] = images
        if image.data in self.errors:
            raise self.errors[image.data]
        return replace(SIGHTING, items=(replace(ITEM, name=image.data.decode()),))


class Crowd(Looker):
    """Sees the same in every photo."""

    def __init__(self, sighting: Sighting) -> None:
        super().__init__()
        self.sighting = sighting

    def recognise(self, images: Sequence[Photo], *_: Any) -> Sighting:
        return self.sighting


class House:
    """A kitchen with so many photos queued, and all that a worker needs."""

    def __init__(self, photos: int = 3) -> None:
        self.clock, self.store, self.media = FakeClock(NOW), FakeStore(), FakeMedia()
        self.queue, self.looker = FakeQueue(), Looker()
        self.recognitions = FakeRecognitions(self.store)
        people = FakePeople()
        people.create(person("ana", "k1"), kitchen("k1", "ana"))
        self.desk = Desk(
            jobs=FakeJobs(self.store),
            recognitions_of=lambda _: self.recognitions,
            memories_of=lambda _: FakeReceiptMemories(),
            sightings=FakeSightings(),
            recognisers_of=lambda _: [self.looker],
            media=self.media,
            kitchens=FakeKitchens(people),
            foods=FOODS,
            book=IdeaBook(recipes.load, FOODS),
            scanner=NO_SCANNER,
            clock=self.clock,
        )
        self.photos = photos
        self.ask()

    def ask(self) -> Recognition:
        request = RecognitionRequest(
            id="r1",
            kind=RecognitionKind.RECEIPT,
            detail=Detail.FULL,
            language=Language.ES,
            uploads=[f"photo{n}".encode() for n in range(self.photos)],
            now=self.clock.now(),
            deadline=0,
        )
        return queue_recognition(
            request,
            "k1",
            "req",
            cleaner=Cleaner(),
            media=self.media,
            recognitions=self.recognitions,
            queue=self.queue,
        )

    def retry(self) -> Recognition:
        return retry_failed(
            "r1",
            "k1",
            "req",
            recognitions=self.recognitions,
            queue=self.queue,
            now=self.clock.now(),
        )

    @property
    def jobs(self) -> list[Job]:
        return sorted(self.store.jobs.values(), key=lambda job: job.part or 0)

    def work(self, job: Job, **parts: Any) -> Outcome:
        return recognise_part(job.id, replace(self.desk, **parts), deadline=60)

    @property
    def shown(self) -> Recognition:
        return self.recognitions.get("r1")


def names(seen: Recognition) -> list[str]:
    return [item.name for item in seen.items]


def test_each_photo_is_a_job_and_the_photos_come_first() -> None:
    house = House()
    assert len(house.media.objects) == len(house.jobs) == len(house.queue.sent) == 3
    assert house.shown.status is WorkStatus.QUEUED
    house.ask()
    assert len(house.jobs) == len(house.queue.sent) == 3


def test_progress_is_told_and_the_result_is_whole() -> None:
    house = House()
    first, *rest = house.jobs
    assert [house.work(first) for _ in range(2)] == [Outcome.DONE, Outcome.SKIPPED]
    assert house.shown.status.value == "running"
    progress = house.shown.progress
    assert progress is not None
    assert (progress.done, progress.failed, progress.total) == (1, 0, 3)
    for job in rest:
        house.work(job)
    assert house.shown.status is WorkStatus.DONE
    assert names(house.shown) == ["photo0", "photo1", "photo2"]
    assert [item.box.image for item in house.shown.items if item.box] == [0, 1, 2]
    assert house.looker.calls == 3


def test_what_fails_is_told_and_alone_tried_again() -> None:
    house = House()
    house.looker.errors[b"photo1"] = Unreadable()
    outcomes = [house.work(job) for job in house.jobs]
    assert outcomes == [Outcome.DONE, Outcome.FAILED, Outcome.DONE]
    assert house.shown.status is WorkStatus.DONE
    assert [image.reason for image in house.shown.images] == [None, "image_not_readable", None]
    before = names(house.shown)
    house.looker.errors.clear()
    assert house.retry().status is WorkStatus.RUNNING
    with pytest.raises(Conflict):
        house.retry()
    assert [house.work(job) for job in house.jobs].count(Outcome.DONE) == 1
    assert names(house.shown) == [*before, "photo1"]
    assert house.looker.calls == 4


def test_when_all_fail_it_has_failed() -> None:
    house = House(2)
    house.looker.errors |= {b"photo0": Unreadable(), b"photo1": Unreadable()}
    for job in house.jobs:
        house.work(job)
    assert (house.shown.status, house.shown.items) == (WorkStatus.FAILED, [])


def test_a_lost_photo_fails_its_part() -> None:
    house = House(1)
    house.media.objects.clear()
    assert house.work(house.jobs[0]) is Outcome.FAILED
    assert house.shown.images[0].reason == "image_damaged"


def test_a_deleted_recognition_ends_its_jobs() -> None:
    house = House(1)
    house.store.batches.clear()
    assert house.work(house.jobs[0]) is Outcome.SUBJECT_GONE
    assert house.jobs[0].state is JobState.DONE


@pytest.mark.parametrize("error", [ProviderFailed("down"), Unavailable()])
def test_what_may_work_later_gives_the_lease_back_and_ends_after_its_attempts(
    error: Exception,
) -> None:
    house = House(1)
    house.looker.errors[b"photo0"] = error
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(type(error)):
            house.work(house.jobs[0])
        assert house.jobs[0].state is JobState.QUEUED
    assert house.work(house.jobs[0]) is Outcome.FAILED
    assert house.shown.images[0].reason == "attempts_exhausted"
    assert house.jobs[0].id in house.store.dead_letters


def test_a_held_job_is_left_to_its_worker() -> None:
    house = House(1)
    house.desk.jobs.replace(house.jobs[0].leased(NOW))
    with pytest.raises(Conflict):
        house.work(house.jobs[0])
    house.clock.move(LEASE)
    assert house.work(house.jobs[0]) is Outcome.DONE


def test_what_was_saved_and_never_sent_is_swept_up() -> None:
    house = House(2)
    house.queue.sent.clear()
    assert resend_overdue(house.desk.jobs, house.queue, NOW + timedelta(minutes=2)) == 2


@pytest.mark.parametrize("seed", range(5))
def test_whatever_dies_every_photo_is_seen_once(seed: int) -> None:
    """Each of 20 jobs comes three times, shuffled; every step may kill its worker."""
    dice = random.Random(seed)
    house = House(20)
    kills = 0
    for _ in range(12):
        deliveries = [job for job in house.jobs if not job.over()] * 3
        dice.shuffle(deliveries)
        for job in deliveries:
            parts = {
                "jobs": Mortal(house.desk.jobs, dice, 0.04),
                "media": Mortal(house.media, dice, 0.04),
                "sightings": Mortal(house.desk.sightings, dice, 0.04),
            }
            try:
                house.work(job, **parts)
            except Killed:
                kills += 1
            except Conflict:
                continue
        house.clock.move(LEASE)
    assert kills > 3
    assert {job.state for job in house.jobs} == {JobState.DONE}
    assert names(house.shown) == [f"photo{n}" for n in range(20)]
    assert house.looker.calls <= 20 + kills


def test_a_photo_of_more_than_there_is_room_for_says_so() -> None:
    house = House(1)
    crowded = replace(SIGHTING, items=(ITEM,) * 130)
    [job] = house.jobs
    outcome = house.work(job, recognisers_of=lambda _: [Crowd(crowded)])
    assert outcome is Outcome.DONE
    [image] = house.shown.images
    assert (len(house.shown.items), image.left_out) == (100, 30)
