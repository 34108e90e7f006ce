"""The picture of a food: asked for by any number of kitchens, drawn once, and nobody's."""

import logging
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from functions.images import ROUTES
from shared.catalog import foods
from shared.domain.errors import (
    Conflict,
    ProviderFailed,
    ProviderRefused,
    Unavailable,
    VersionMismatch,
)
from shared.domain.food_picture import FoodPicture, FoodPictureState
from shared.domain.job import EVERYBODY, LEASE, MAX_ATTEMPTS, Job, JobState, food_job
from shared.domain.language import Language
from shared.domain.picture import CARDS, DishBrief, PainterName, Picture, shared_names
from shared.domain.shared_picture import SharedPicture
from shared.domain.well_known import known_food
from shared.ports.jobs import Jobs
from shared.ports.media import NamedPainter
from shared.workflows.draw_picture import Outcome
from shared.workflows.food_picture import ask_for_food, food_picture
from shared.workflows.known_pictures import Gallery
from shared.workflows.send_jobs import resend_dead, resend_overdue
from tests.boundary import Boundary
from tests.fakes.media import FakeQueue
from tests.fakes.pictures import FakeSharedPictures
from tests.fakes.recipes import FakeJobs
from tests.samples import NOW
from tests.unit.test_draw_picture import FakePainter, Killed, Kitchen, Mortal

FOODS = foods.load()
TOMATO = FOODS["tomato"]
NONE, DRAWING, READY, FAILED = FoodPictureState


class Asking:
    """Kitchens that ask for pictures of foods, and the worker that draws them."""

    def __init__(self, painters: Sequence[NamedPainter] = (PainterName("fake", "1"),)) -> None:
        self.worker = Kitchen(recipes=0)
        self.store, self.media = self.worker.store, self.worker.media
        self.jobs: Jobs = FakeJobs(self.store)
        self.queue = FakeQueue()
        self.painters = painters
        self.shared: FakeSharedPictures = self.worker.shared

    def gallery(self, language: Language = Language.ES) -> Gallery:
        now = self.worker.clock.now()
        return Gallery(self.shared, self.painters, lambda: self.media, now, language)

    def read(self, food_id: str = "tomato") -> FoodPicture:
        return food_picture(FOODS[food_id], self.gallery(), self.jobs)

    def ask(self, food_id: str = "tomato", **parts: Any) -> tuple[FoodPicture, bool]:
        ways: dict[str, Any] = {"jobs": self.jobs, "queue": self.queue} | parts
        return ask_for_food(FOODS[food_id], self.gallery(), **ways)

    def deliver(self, **parts: Any) -> list[Outcome]:
        """Each task that was sent, once more."""
        return [self.worker.draw(job, **parts) for job in list(self.queue.sent.values())]

    @property
    def job(self) -> Job:
        [job] = self.store.jobs.values()
        return job


@pytest.fixture
def asking() -> Asking:
    return Asking()


def test_nothing_is_drawn_for_looking(asking: Asking) -> None:
    told = asking.read()
    assert (told.food_id, told.state, told.reason, told.picture) == ("tomato", NONE, None, None)
    assert (asking.store.jobs, asking.shared.stored) == ({}, {})


def test_of_many_kitchens_that_ask_at_once_one_begins_it(asking: Asking) -> None:
    def ask(n: int) -> tuple[FoodPicture, bool]:
        gallery = asking.gallery(list(Language)[n % 2])
        return ask_for_food(TOMATO, gallery, jobs=asking.jobs, queue=asking.queue)

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(ask, range(64)))
    assert {told.state for told, _ in answers} == {DRAWING}
    assert sum(begun for _, begun in answers) == 1
    assert len(asking.store.jobs) == len(asking.queue.sent) == 1
    assert asking.deliver() + asking.deliver() == [Outcome.DRAWN, Outcome.SKIPPED]
    assert asking.worker.painter.calls == 1
    told, begun = asking.ask()
    assert (told, begun) == (asking.read(), False)
    assert told.state is READY
    assert told.picture is not None
    assert (told.picture.names.es, told.picture.names.en) == ("tomate", "tomato")
    assert set(asking.media.objects) == set(shared_names(told.picture.id))
    assert len(asking.queue.sent) == 1


def test_who_asks_while_it_is_being_finished_does_not_begin_it_again(asking: Asking) -> None:
    asking.ask()

    class Finished(FakeSharedPictures):
        """Answers as it is before the worker ends, who ends right after."""

        def get_all(self, picture_ids: Sequence[str]) -> Mapping[str, SharedPicture]:
            found = super().get_all(picture_ids)
            asking.deliver(shared=self)
            return found

    asking.shared = Finished()
    assert [asking.ask()[1] for _ in range(3)] == [False] * 3
    assert len(asking.queue.sent) == asking.worker.painter.calls == 1


def test_a_picture_that_is_there_is_ready_whatever_its_job_says(asking: Asking) -> None:
    asking.ask()

    class Dying(FakeJobs):
        def finish(self, job: Job, result: object) -> None:
            raise Killed

    with pytest.raises(Killed):
        asking.deliver(jobs=Dying(asking.store))
    assert asking.job.state is JobState.RUNNING
    assert asking.ask() == (asking.read(), False)
    assert asking.read().state is READY
    asking.worker.clock.move(LEASE)
    assert asking.deliver() == [Outcome.DRAWN]
    assert asking.worker.painter.calls == 1


def test_a_job_that_was_saved_and_never_sent_is_swept_up(asking: Asking) -> None:
    class Dying(FakeQueue):
        def send(self, job: Job, name: str) -> None:
            raise Killed

    with pytest.raises(Killed):
        asking.ask(queue=Dying())
    told, begun = asking.ask()
    assert (told.state, begun, asking.queue.sent) == (DRAWING, False, {})
    assert resend_overdue(asking.jobs, asking.queue, NOW + timedelta(minutes=2)) == 1
    assert asking.deliver() == [Outcome.DRAWN]
    assert asking.read().state is READY


def test_a_queue_that_is_down_loses_nothing(asking: Asking) -> None:
    asking.queue.down = True
    assert asking.ask()[1]
    asking.queue.down = False
    assert resend_overdue(asking.jobs, asking.queue, NOW + timedelta(minutes=2)) == 1
    assert asking.deliver() == [Outcome.DRAWN]


def test_one_that_failed_is_begun_anew_by_one_of_those_who_ask(asking: Asking) -> None:
    asking.ask()
    asking.worker.painter.error = ProviderRefused("policy")
    assert asking.deliver() == [Outcome.FAILED]
    assert (asking.read().state, asking.read().reason) == (FAILED, "policy")
    assert list(asking.store.dead_letters) == [asking.job.id]
    assert (asking.media.objects, asking.shared.stored) == ({}, {})
    asking.worker.painter.error = None
    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(lambda _: asking.ask()[1], range(16)))
    assert sum(begun) == 1
    assert asking.store.dead_letters == {}
    # The queue has seen the first task's name and drops it.
    assert len(asking.queue.sent) == 2
    assert sorted(asking.deliver()) == [Outcome.DRAWN, Outcome.SKIPPED]
    assert (asking.read().state, asking.read().reason) == (READY, None)


def test_a_poison_job_ends_in_the_dead_letters_and_can_be_sent_again(asking: Asking) -> None:
    asking.ask()
    asking.worker.painter.error = ProviderFailed("always")
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(ProviderFailed):
            asking.deliver()
    assert asking.deliver() == [Outcome.FAILED]
    assert asking.read().reason == "attempts_exhausted"
    assert list(asking.store.dead_letters) == [asking.job.id]
    asking.worker.painter.error = None
    resend_dead(asking.job.id, asking.jobs, asking.queue, NOW)
    asking.deliver()
    assert asking.read().state is READY


def test_a_food_that_left_the_catalog_ends_its_job(asking: Asking) -> None:
    gone = asking.jobs.add(food_job("unicorn", "p1", NOW))
    assert asking.worker.draw(gone) is Outcome.FAILED
    assert asking.job.reason == "food_gone"


class Failing(FakePainter):
    name = "model"

    def paint(self, brief: DishBrief, deadline: float) -> Picture:
        raise ProviderFailed("down")


class Model(FakePainter):
    name = "model"


class Cards(FakePainter):
    name, model = CARDS


def test_a_card_is_shown_until_a_models_picture_takes_its_place() -> None:
    asking = Asking([PainterName("model", "1"), CARDS])
    asking.ask()
    asking.deliver(painters_of=lambda _: [Failing(), Cards()])
    asking.worker.clock.move(timedelta(hours=1))
    card = asking.read()
    assert card.state is READY
    told, begun = asking.ask()
    assert (told.state, told.picture, begun) == (DRAWING, card.picture, True)
    asking.deliver(painters_of=lambda _: [Model(), Cards()])
    better, begun = asking.ask()
    assert (better.state, begun) == (READY, False)
    assert better.picture is not None
    assert card.picture is not None
    assert better.picture.id != card.picture.id


def test_while_no_model_answers_a_better_picture_is_tried_once_an_hour() -> None:
    asking = Asking([PainterName("model", "1"), CARDS])
    begun = 0
    for _ in range(13):
        begun += asking.ask()[1]
        asking.deliver(painters_of=lambda _: [Failing(), Cards()])
        asking.worker.clock.move(timedelta(minutes=10))
        assert asking.read().state is READY
    assert begun == len(asking.queue.sent) == 3


def test_the_card_of_a_food_is_one_for_both_languages() -> None:
    asking = Asking([CARDS])
    asking.ask()
    asking.deliver(painters_of=lambda _: [Cards()])
    shown = [
        food_picture(TOMATO, asking.gallery(language), asking.jobs).picture for language in Language
    ]
    assert shown[0] == shown[1] is not None
    assert len(asking.shared.stored) == 1


def test_nothing_of_who_asked_is_kept_or_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asking = Asking()
    boundary = Boundary(ROUTES)
    boundary.put(
        jobs=asking.jobs,
        queue=asking.queue,
        shared_pictures=asking.shared,
        media=asking.media,
        painter_names=asking.painters,
    )
    asked = boundary.call(
        "POST", "/foods/tomato/picture", {"X-Request-Id": "somebody-at-home"}, user="somebody"
    )
    assert (asked.status_code, asked.get_json()["state"]) == (202, "drawing")
    caplog.clear()
    told: list[tuple[str, DishBrief]] = []

    class Listening(FakePainter):
        def paint(self, brief: DishBrief, deadline: float) -> Picture:
            told.append(("", brief))
            return super().paint(brief, deadline)

    def painters_of(kitchen_id: str) -> list[FakePainter]:
        told.append((kitchen_id, known_food(TOMATO).briefs[Language.EN]))
        return [Listening()]

    asking.deliver(painters_of=painters_of)
    assert {kitchen for kitchen, _ in told} == {EVERYBODY, ""}
    assert {brief for _, brief in told} == {known_food(TOMATO).briefs[Language.EN]}
    kept = repr((asking.store.jobs, asking.queue.sent, asking.shared.stored, asking.media.objects))
    assert "somebody" not in kept + caplog.text
    again = boundary.call("POST", "/foods/tomato/picture", user="else")
    assert (again.status_code, again.get_json()["state"]) == (200, "ready")


def test_only_who_begins_it_is_counted() -> None:
    asking = Asking()
    boundary = Boundary(ROUTES, LIMITS="production")
    parts = {"jobs": asking.jobs, "queue": asking.queue, "shared_pictures": asking.shared}
    boundary.put(**parts, painter_names=asking.painters)

    def ask(food_id: str) -> int:
        boundary.clock.move(timedelta(seconds=1))
        return boundary.call("POST", f"/foods/{food_id}/picture").status_code

    assert [ask("tomato") for _ in range(20)] == [202] * 20
    others = [food.id for food in FOODS if food.id != "tomato"][:10]
    # Ten a minute.
    assert [ask(name) for name in others] == [202] * 9 + [429]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_food_nobody_knows_is_not_found(method: str) -> None:
    answer = Boundary(ROUTES).call(method, "/foods/unicorn/picture")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


def test_others_that_never_stop_changing_the_job_are_not_waited_for(asking: Asking) -> None:
    class Busy(FakeJobs):
        def add(self, job: Job) -> Job:
            raise VersionMismatch

    with pytest.raises(Unavailable):
        asking.ask(jobs=Busy(asking.store))
    assert asking.queue.sent == {}


@pytest.fixture(params=range(4))
def dice(request: pytest.FixtureRequest) -> Iterator[random.Random]:
    yield random.Random(request.param)


def test_whatever_dies_every_food_is_drawn_once(dice: random.Random, asking: Asking) -> None:
    """Twenty foods, each asked for five times and delivered three times, shuffled; every step may
    kill its process, and the sweeper comes by after each round."""
    names = [food.id for food in FOODS][:20]
    kills = 0

    def survived(act: Callable[[], object]) -> None:
        nonlocal kills
        try:
            with suppress(Conflict):
                act()
        except Killed:
            kills += 1

    for _ in range(5):
        for name in dice.sample(names, len(names)):
            mortal = {
                "jobs": Mortal(asking.jobs, dice, 0.03),
                "queue": Mortal(asking.queue, dice, 0.03),
            }
            survived(lambda name=name, mortal=mortal: asking.ask(name, **mortal))  # type: ignore[misc]
    for _ in range(12):
        tasks = list(asking.queue.sent.values()) * 3
        for job in dice.sample(tasks, len(tasks)):
            parts = {
                "jobs": Mortal(asking.jobs, dice, 0.02),
                "media": Mortal(asking.media, dice, 0.02),
                "shared": Mortal(asking.shared, dice, 0.02),
            }
            survived(lambda job=job, parts=parts: asking.worker.draw(job, **parts))  # type: ignore[misc]
        asking.worker.clock.move(LEASE + timedelta(minutes=2))
        resend_overdue(asking.jobs, asking.queue, asking.worker.clock.now())
    assert kills > 5
    assert len(asking.store.jobs) == len(asking.shared.stored) == len(names)
    assert {job.state for job in asking.store.jobs.values()} == {JobState.DONE}
    assert {asking.read(name).state for name in names} == {READY}
    assert len(asking.media.objects) == 2 * len(names)
    assert asking.worker.painter.calls <= len(names) + kills
