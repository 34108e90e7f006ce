"""Each worker, with the concurrency it is deployed with, does at once whatever it is handed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest

from infra.deploy import table
from shared.config import Settings, read
from shared.domain.job import Job, JobState
from shared.wiring import Wiring
from shared.workflows.analyse_queued import analyse_queued
from tests.fakes.labels import FakeReader
from tests.unit import test_analyse_queued as labels
from tests.unit import test_draw_picture as pictures
from tests.unit import test_recognise_part as photos
from tests.unit.test_analyse_label import CREAM, desk
from tests.unit.test_deployment import local, variable

ROWS = table.read()
WORKERS = sorted(name for name in ROWS if name.endswith("_worker"))
QUEUE_OF = {
    "image_worker": "image",
    "recognition_worker": "recognition",
    "label_worker": "label",
}
SECONDS = 5


def deployed(function: str) -> Settings:
    """As Terraform and the platform set them, with a key of a model."""
    return read(
        {
            "GOOGLE_CLOUD_PROJECT": "p",
            "GEMINI_API_KEY": "k",
            "K_SERVICE": function.replace("_", "-"),
            "THREADS": str(ROWS[function].concurrency),
        }
    )


class Together:
    """A provider that answers once so many calls are under way, and fails where they never are."""

    name = "gemini"
    model = "1"

    def __init__(self, provider: object, calls: int) -> None:
        self._provider = provider
        self._barrier = Barrier(calls)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        answer = getattr(self._provider, name)

        def call(*values: Any) -> Any:
            self._barrier.wait(SECONDS)
            return answer(*values)

        return call


def chained(function: str, part: str, provider: object) -> Wiring:
    """The wiring of a deployed function, whose model is `provider`."""
    wiring = Wiring(deployed(function))
    together = Together(provider, ROWS[function].concurrency)
    vars(wiring).update(_gemini=None, **{part: lambda *_: together})
    return wiring


def images(function: str, at_once: int) -> tuple[list[Job], Callable[[Job], object], Any]:
    kitchen = pictures.Kitchen(recipes=at_once)
    painters = chained(function, "_painter", pictures.FakePainter()).painters
    return kitchen.saved, lambda job: kitchen.draw(job, painters_of=lambda _: painters), kitchen


def recognitions(function: str, at_once: int) -> tuple[list[Job], Callable[[Job], object], Any]:
    house = photos.House(photos=at_once)
    recognisers = chained(function, "_recogniser", house.looker).recognisers
    return house.jobs, lambda job: house.work(job, recognisers_of=lambda _: recognisers), house


def analyses(function: str, at_once: int) -> tuple[list[Job], Callable[[Job], object], Any]:
    house = labels.House(asked=False)
    for n in range(at_once):
        house.ask(id=f"a{n}")
    readers = chained(function, "_label_reader", FakeReader("gemini", CREAM)).label_readers
    worker = replace(house.worker, desk_of=lambda _: replace(desk(), readers=readers))
    jobs = list(house.store.jobs.values())
    return jobs, lambda job: analyse_queued(job.id, worker, deadline=60), house


WORK = {
    "image_worker": images,
    "recognition_worker": recognitions,
    "label_worker": analyses,
}


@pytest.mark.parametrize("function", WORKERS)
def test_no_delivery_of_its_own_is_turned_away(function: str) -> None:
    jobs, work, house = WORK[function](function, ROWS[function].concurrency)
    assert len(jobs) == ROWS[function].concurrency
    with ThreadPoolExecutor(len(jobs)) as pool:
        list(pool.map(work, jobs))
    ended = [house.store.jobs[job.id] for job in jobs]
    assert [(job.state, job.attempts) for job in ended] == [(JobState.DONE, 1)] * len(jobs)


@pytest.mark.parametrize("function", WORKERS)
def test_its_instances_take_all_that_its_queue_hands_out(function: str) -> None:
    row, rate = ROWS[function], variable(f"{QUEUE_OF[function]}_rate")["default"]
    assert f"{QUEUE_OF[function]}-jobs" in local("queues", "queues.tf")
    assert row.concurrency * row.most >= rate["at_once"]


@pytest.mark.parametrize("function", sorted(set(ROWS) - set(WORKERS)))
def test_what_serves_people_keeps_room_beside_a_service_that_hangs(function: str) -> None:
    assert deployed(function).places <= max(1, ROWS[function].concurrency // 2)
