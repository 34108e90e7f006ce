"""The image worker, killed between any two steps and delivered any number of times."""

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from shared.catalog import foods, recipes
from shared.domain.dead_letter import DeadLetter
from shared.domain.errors import (
    Conflict,
    NotFound,
    Overloaded,
    ProviderFailed,
    ProviderRefused,
    Unavailable,
    VersionMismatch,
)
from shared.domain.job import (
    LEASE,
    MAX_ATTEMPTS,
    Job,
    JobState,
    image_job,
    removal_job,
    task_name,
)
from shared.domain.language import Language
from shared.domain.model import Model
from shared.domain.picture import LINK_PROMISED, DishBrief, Picture
from shared.domain.recipe import Image, ImageOrigin, ImageStatus
from shared.domain.well_known import WellKnownDishes, picture_id
from shared.workflows.draw_picture import Outcome, draw_picture
from shared.workflows.send_jobs import resend_dead, resend_overdue, send_jobs
from shared.workflows.studio import Studio
from tests.fakes.clock import FakeClock
from tests.fakes.library import FakeLibrary
from tests.fakes.media import FakeMedia, FakeQueue
from tests.fakes.pictures import FakeSharedPictures
from tests.fakes.recipes import FakeJobs, FakeStore
from tests.fakes.versions import version
from tests.samples import NOW, generation, stored_recipe

FOODS = foods.load()
DISHES = WellKnownDishes(recipes.load(), FOODS)
DISHES_BY_ID = {dish.id: dish for dish in DISHES}


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

    def __init__(self, recipes: int = 1, title: str = "Potaje de la casa") -> None:
        self.clock = FakeClock(NOW)
        self.store = FakeStore()
        self.media = FakeMedia()
        self.shared = FakeSharedPictures()
        self.library = FakeLibrary()
        self.painter = FakePainter()
        names = [f"r{n}" for n in range(recipes)]
        self.saved = [image_job(name, "k1", "req", NOW) for name in names]
        self.store.recipes_of("k1").save(
            generation(recipe_ids=names),
            [stored_recipe(id=name, title=title) for name in names],
            self.saved,
        )

    def draw(self, job: Job, **parts: Any) -> Outcome:
        return draw_picture(job.id, self.studio(**parts), self.clock.monotonic() + 60)

    def studio(self, **parts: Any) -> Studio:
        values: dict[str, Any] = {
            "jobs": FakeJobs(self.store),
            "recipes_of": self.store.recipes_of,
            "shared": self.shared,
            "library_of": lambda _: self.library,
            "painters_of": lambda _: [self.painter],
            "thumbnailer": lambda data: data[:1],
            "media": self.media,
            "foods": FOODS,
            "dishes": DISHES,
            "clock": self.clock,
        }
        return Studio(**(values | parts))

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
    assert kitchen.image().alt == "Ilustración de Potaje de la casa, con patata."
    assert kitchen.image().url_expires_at == NOW + LINK_PROMISED


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
    assert kitchen.draw(job, painters_of=lambda _: [broken, kitchen.painter]) is Outcome.DRAWN
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


def test_having_no_place_for_it_loses_no_attempt() -> None:
    kitchen = Kitchen()
    [job] = kitchen.saved
    kitchen.painter.error = Overloaded()
    for _ in range(MAX_ATTEMPTS + 1):
        with pytest.raises(Overloaded):
            kitchen.draw(job)
    assert (kitchen.state(job), kitchen.store.jobs[job.id].attempts) == (JobState.QUEUED, 0)
    kitchen.painter.error = None
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


def test_what_was_stored_before_a_crash_is_not_paid_again() -> None:
    kitchen = Kitchen()
    [job] = kitchen.saved

    class Dying(FakeJobs):
        def finish(self, job: Job, result: Model | None) -> None:
            raise Killed

    with pytest.raises(Killed):
        kitchen.draw(job, jobs=Dying(kitchen.store))
    kitchen.clock.move(LEASE)
    assert kitchen.draw(job) is Outcome.DRAWN
    assert kitchen.painter.calls == 1


class Cards(FakePainter):
    name = "offline"
    model = "cards"


OUTAGES = ["http_503", "timeout", "circuit_open", "budget", "http_403", "malformed_reply"]
NO_PICTURE = ["empty_reply", "not_a_picture", "finish_max_tokens", "finish_other"]


@pytest.mark.parametrize("title", ["Potaje de la casa", "Torrijas"])
@pytest.mark.parametrize("reason", OUTAGES)
def test_a_card_drawn_in_an_outage_says_so_and_another_picture_may_be_asked_for(
    reason: str, title: str
) -> None:
    kitchen, cards = Kitchen(title=title), Cards()
    kitchen.painter.error = ProviderFailed(reason)
    painters = [kitchen.painter, cards]
    kitchen.draw(kitchen.saved[0], painters_of=lambda _: painters)
    card = kitchen.image()
    assert (card.status, card.degraded, cards.calls) == (ImageStatus.READY, True, 1)
    kitchen.painter.error = None
    kitchen.draw(redrawn(kitchen, card.id or ""), painters_of=lambda _: painters)
    assert (kitchen.image().degraded, cards.calls, kitchen.painter.calls) == (False, 1, 2)
    own = {name for name in kitchen.media.objects if name.startswith("kitchens/")}
    assert {name.split("/")[4] for name in own} == {kitchen.image().id}


@pytest.mark.parametrize("title", ["Potaje de la casa", "Torrijas"])
@pytest.mark.parametrize("reason", NO_PICTURE)
def test_an_answer_without_a_picture_is_no_outage(reason: str, title: str) -> None:
    kitchen, cards = Kitchen(title=title), Cards()
    [job] = kitchen.saved
    kitchen.painter.error = ProviderFailed(reason)
    assert kitchen.draw(job, painters_of=lambda _: [kitchen.painter, cards]) is Outcome.FAILED
    assert (kitchen.image().status, kitchen.image().reason) == (ImageStatus.FAILED, reason)
    assert (kitchen.painter.calls, cards.calls) == (1, 0)


def test_a_card_that_was_stored_before_a_crash_is_none_of_the_model() -> None:
    kitchen, cards = Kitchen(), Cards()
    [job] = kitchen.saved
    kitchen.painter.error = ProviderFailed("http_503")
    painters = [kitchen.painter, cards]

    class Dying(FakeJobs):
        def finish(self, job: Job, result: Model | None) -> None:
            raise Killed

    with pytest.raises(Killed):
        kitchen.draw(job, jobs=Dying(kitchen.store), painters_of=lambda _: painters)
    kitchen.clock.move(LEASE)
    kitchen.painter.error = None
    assert kitchen.draw(job, painters_of=lambda _: painters) is Outcome.DRAWN
    assert not kitchen.image().degraded
    assert len(kitchen.media.objects) == 2


def test_alternative_texts_are_in_both_languages() -> None:
    kitchen = Kitchen()
    kitchen.draw(kitchen.saved[0])
    texts = kitchen.image().alt_texts
    assert texts is not None
    assert texts.es == "Ilustración de Potaje de la casa, con patata."
    assert texts.en == "Illustration of Potaje de la casa, with potato."


@pytest.mark.parametrize("title", ["Tortilla de patatas", "SPANISH POTATO OMELETTE"])
def test_a_dish_everybody_knows_is_drawn_once_for_all(title: str) -> None:
    kitchen = Kitchen(recipes=3, title=title)
    outcomes = [kitchen.draw(job) for job in kitchen.saved]
    assert outcomes == [Outcome.REUSED] * 3
    assert kitchen.painter.calls == 1
    images = [kitchen.image(f"r{n}") for n in range(3)]
    assert {one.origin for one in images} == {ImageOrigin.SHARED}
    assert len({one.id for one in images}) == 1
    assert set(kitchen.media.objects) == {
        f"shared/pictures/{images[0].id}/image.webp",
        f"shared/pictures/{images[0].id}/thumbnail.webp",
    }
    [stored] = kitchen.shared.stored.values()
    assert stored.dish_id == "dish:tortilla_de_patatas"


def test_nothing_of_the_recipe_reaches_a_shared_picture() -> None:
    kitchen = Kitchen(title="tortilla  de PATATA")
    told: list[DishBrief] = []

    class Listening(FakePainter):
        def paint(self, brief: DishBrief, deadline: float) -> Picture:
            told.append(brief)
            return super().paint(brief, deadline)

    kitchen.draw(kitchen.saved[0], painters_of=lambda _: [Listening()])
    assert told == [DISHES_BY_ID["dish:tortilla_de_patatas"].briefs[Language.ES]]
    assert "k1" not in repr(kitchen.shared.stored) + repr(list(kitchen.media.objects))


def test_a_dish_that_somebody_else_is_drawing_waits_without_losing_an_attempt() -> None:
    kitchen = Kitchen(recipes=2, title="Torrijas")
    first, second = kitchen.saved

    class Dying(FakePainter):
        def paint(self, brief: DishBrief, deadline: float) -> Picture:
            raise Killed

    with pytest.raises(Killed):
        kitchen.draw(first, painters_of=lambda _: [Dying()])
    with pytest.raises(Conflict):
        kitchen.draw(second)
    assert kitchen.state(second) is JobState.QUEUED
    assert kitchen.store.jobs[second.id].attempts == 0
    kitchen.clock.move(LEASE)
    assert [kitchen.draw(one) for one in (second, first)] == [Outcome.REUSED] * 2
    assert kitchen.painter.calls == 1


@pytest.mark.parametrize("error", [ProviderFailed("down"), ProviderRefused("policy")])
def test_a_dish_that_could_not_be_drawn_is_free_for_the_next(error: Exception) -> None:
    kitchen = Kitchen(recipes=2, title="Torrijas")
    first, second = kitchen.saved
    kitchen.painter.error = error
    with suppress(ProviderFailed):
        kitchen.draw(first)
    assert kitchen.shared.stored == {}
    kitchen.painter.error = None
    assert kitchen.draw(second) is Outcome.REUSED


def test_a_shared_picture_is_paid_for_once_whatever_fails_after_it_was_stored() -> None:
    kitchen = Kitchen(title="Torrijas")
    [job] = kitchen.saved

    def full(_: bytes) -> bytes:
        raise Unavailable

    with pytest.raises(Unavailable):
        kitchen.draw(job, thumbnailer=full)
    assert kitchen.shared.stored == {}
    assert kitchen.draw(job) is Outcome.REUSED
    assert kitchen.painter.calls == 1


def test_cards_with_words_are_shared_within_their_language() -> None:
    dish = DISHES_BY_ID["dish:torrijas"]
    ids = {
        (painter, words): picture_id(dish.id, brief, painter, words)
        for painter in ("gemini:a", "gemini:b")
        for words in (None, Language.ES, Language.EN)
        for brief in [dish.briefs[Language.ES]]
    }
    assert len(set(ids.values())) == len(ids)


def redrawn(kitchen: Kitchen, request: str) -> Job:
    job = image_job("r0", "k1", "req", NOW, after=request)
    recipe = kitchen.store.recipes["k1", "r0"]
    image = recipe.image.model_copy(update={"status": ImageStatus.PENDING})
    kitchen.store.recipes_of("k1").request_picture(recipe.model_copy(update={"image": image}), job)
    return job


def test_a_picture_that_is_drawn_again_is_new_and_the_old_one_goes() -> None:
    kitchen = Kitchen(title="Torrijas")
    kitchen.draw(kitchen.saved[0])
    shared = kitchen.image()
    for request in ("a", "b"):
        assert kitchen.draw(redrawn(kitchen, request)) is Outcome.DRAWN
    now = kitchen.image()
    assert (now.origin, now.status) == (ImageOrigin.OWN, ImageStatus.READY)
    assert now.id == image_job("r0", "k1", "", NOW, after="b").id
    own = {name for name in kitchen.media.objects if name.startswith("kitchens/")}
    assert {name.split("/")[4] for name in own} == {now.id}
    assert f"shared/pictures/{shared.id}/image.webp" in kitchen.media.objects


def test_a_failed_redrawing_leaves_the_picture_there_was() -> None:
    kitchen = Kitchen()
    kitchen.draw(kitchen.saved[0])
    before = kitchen.image()
    kitchen.painter.error = ProviderRefused("policy")
    assert kitchen.draw(redrawn(kitchen, "a")) is Outcome.FAILED
    after = kitchen.image()
    assert (after.status, after.reason) == (ImageStatus.FAILED, "policy")
    assert (after.url, after.id) == (before.url, before.id)
    assert len(kitchen.media.objects) == 2


def test_a_crash_before_tidying_is_made_good_by_the_next_delivery() -> None:
    kitchen = Kitchen()
    kitchen.draw(kitchen.saved[0])
    again = redrawn(kitchen, "a")

    class Dying(FakeMedia):
        def names(self, prefix: str) -> Iterator[str]:
            raise Killed

    dying = Dying()
    dying.objects = kitchen.media.objects
    with pytest.raises(Killed):
        kitchen.draw(again, media=dying)
    assert len(kitchen.media.objects) == 4
    assert kitchen.draw(again) is Outcome.SKIPPED
    assert len(kitchen.media.objects) == 2


def test_the_pictures_of_a_recipe_that_is_gone_are_removed() -> None:
    kitchen = Kitchen()
    kitchen.draw(kitchen.saved[0])
    kitchen.store.recipes_of("k1").remove("r0", None)
    job = removal_job("r0", "k1", "req", NOW)
    kitchen.store.jobs[job.id] = job.model_copy(update={"version": version()})
    assert kitchen.draw(job) is Outcome.RECIPE_GONE
    assert kitchen.media.objects == {}


def test_a_late_removal_keeps_the_picture_of_a_recipe_that_came_back() -> None:
    kitchen = Kitchen()
    kitchen.draw(kitchen.saved[0])
    job = removal_job("r0", "k1", "req", NOW)
    kitchen.store.jobs[job.id] = job.model_copy(update={"version": version()})
    assert kitchen.draw(job) is Outcome.REMOVED
    assert len(kitchen.media.objects) == 2


def exhausted(kitchen: Kitchen, job: Job) -> Job:
    """The job as it is stored once every attempt was lost."""
    tried = job.model_copy(update={"attempts": MAX_ATTEMPTS, "version": version()})
    kitchen.store.jobs[job.id] = tried
    return tried


@pytest.mark.parametrize(
    "job", [removal_job("r0", "k1", "req", NOW), image_job("r0", "k1", "req", NOW, after="older")]
)
def test_a_job_given_up_leaves_a_picture_that_is_not_its_own(job: Job) -> None:
    kitchen = Kitchen()
    kitchen.draw(kitchen.saved[0])
    before = kitchen.image()
    assert kitchen.draw(exhausted(kitchen, job)) is Outcome.FAILED
    assert kitchen.image() == before
    assert kitchen.state(job) is JobState.FAILED
    assert job.id in kitchen.store.dead_letters


def test_a_removal_given_up_leaves_a_picture_that_is_being_drawn() -> None:
    kitchen = Kitchen()
    kitchen.draw(exhausted(kitchen, removal_job("r0", "k1", "req", NOW)))
    assert kitchen.image().status is ImageStatus.PENDING


def test_a_dead_letter_that_is_sent_again_is_drawn_once() -> None:
    kitchen, queue = Kitchen(), FakeQueue()
    [job] = kitchen.saved
    kitchen.painter.error = ProviderRefused("policy")
    kitchen.draw(job)
    kitchen.painter.error = None
    jobs = FakeJobs(kitchen.store)
    sent = [resend_dead(job.id, jobs, queue, kitchen.clock.now()) for _ in range(3)]
    assert {one.state for one in sent} == {JobState.QUEUED}
    assert kitchen.store.dead_letters == {}
    [again] = queue.sent.values()
    assert [kitchen.draw(again) for _ in range(2)] == [Outcome.DRAWN, Outcome.SKIPPED]
    assert kitchen.image().status is ImageStatus.READY
    assert resend_dead(job.id, jobs, queue, NOW).state is JobState.DONE
    with pytest.raises(NotFound):
        resend_dead("missing", jobs, queue, NOW)


def test_a_dead_letter_says_nothing_of_whose_it_was() -> None:
    kitchen = Kitchen()
    shown = DeadLetter.of(kitchen.saved[0].failed("policy"))
    assert set(shown.model_dump()) == {
        "id",
        "kind",
        "reason",
        "attempts",
        "round",
        "request_id",
        "created_at",
    }
    assert "k1" not in shown.model_dump_json()


def test_somebody_who_resends_at_the_same_moment_is_seen() -> None:
    kitchen, queue = Kitchen(), FakeQueue()
    [job] = kitchen.saved
    kitchen.painter.error = ProviderRefused("policy")
    kitchen.draw(job)

    class Raced(FakeJobs):
        def revive(self, job: Job) -> Job:
            super().revive(job)
            raise VersionMismatch

    assert resend_dead(job.id, Raced(kitchen.store), queue, NOW).state is JobState.QUEUED
