"""A food's picture asked for by many at once, on the fake stores and on Firestore alike."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.catalog import foods
from shared.domain.errors import VersionMismatch
from shared.domain.food_picture import FoodPicture, FoodPictureState
from shared.domain.job import EVERYBODY, JobState, food_job
from shared.domain.language import Language
from shared.domain.picture import PainterName
from shared.ports.jobs import Jobs
from shared.ports.pictures import SharedPictures
from shared.wiring import Wiring
from shared.workflows.food_picture import ask_for_food, food_picture
from shared.workflows.known_pictures import Gallery
from tests.fakes.media import FakeMedia, FakeQueue
from tests.fakes.pictures import FakeSharedPictures
from tests.samples import NOW

TOMATO = foods.load()["tomato"]


@pytest.fixture
def gallery(emulated: Wiring | None) -> Gallery:
    """By a painter whom no other test asks."""
    shared: SharedPictures = emulated.shared_pictures if emulated else FakeSharedPictures()
    painters = [PainterName(uuid.uuid4().hex, "1")]
    return Gallery(shared, painters, FakeMedia, NOW, Language.ES)


def test_one_of_many_adds_a_job(jobs: Jobs) -> None:
    job = food_job("tomato", uuid.uuid4().hex, NOW)

    def add(_: int) -> bool:
        try:
            return jobs.add(job).version != ""
        except VersionMismatch:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(add, range(16))) == 1
    stored = jobs.get(job.id)
    assert stored is not None
    assert stored.model_copy(update={"version": ""}) == job
    assert (stored.kitchen_id, stored.subject_id) == (EVERYBODY, "tomato")


def test_what_was_added_is_leased_finished_and_begun_anew(jobs: Jobs) -> None:
    added = jobs.add(food_job("tomato", uuid.uuid4().hex, NOW))
    leased = jobs.replace(added.leased(NOW))
    jobs.finish(leased.failed("policy"), None)
    failed = jobs.get(added.id)
    assert failed is not None
    assert (failed.state, failed.reason) == (JobState.FAILED, "policy")
    assert added.id in {one.id for one in jobs.dead(1000, None).items}
    revived = jobs.revive(failed.restarted(NOW))
    assert (revived.state, revived.round, revived.reason) == (JobState.QUEUED, 1, None)
    assert added.id not in {one.id for one in jobs.dead(1000, None).items}
    with pytest.raises(VersionMismatch):
        jobs.revive(failed.restarted(NOW))


def test_of_many_who_ask_one_begins_it_and_one_begins_it_anew(jobs: Jobs, gallery: Gallery) -> None:
    queue = FakeQueue()

    def ask(_: int) -> tuple[FoodPicture, bool]:
        return ask_for_food(TOMATO, gallery, jobs=jobs, queue=queue)

    for begun_before in range(2):
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, range(12)))
        assert sum(begun for _, begun in answers) == 1
        assert {told.state for told, _ in answers} == {FoodPictureState.DRAWING}
        assert len(queue.sent) == begun_before + 1
        job = jobs.get(next(iter(queue.sent.values())).id)
        assert job is not None
        jobs.finish(job.failed("policy"), None)
        assert food_picture(TOMATO, gallery, jobs).reason == "policy"
