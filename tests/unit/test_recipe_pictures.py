"""Another picture of a recipe: begun once, whoever asks, and safe to ask again."""

from datetime import datetime, timedelta

import pytest

from shared.catalog import foods
from shared.domain.errors import NotFound, Unavailable, VersionMismatch
from shared.domain.job import Job, JobKind, JobState, image_job, removal_job, task_name
from shared.domain.language import Language
from shared.domain.recipe import Image, ImageStatus, RecipeSource, StoredRecipe
from shared.workflows.recipe_pictures import redraw_picture, remove_recipe
from shared.workflows.write_recipe import Desk, drop_favorite
from tests.fakes.media import FakeQueue
from tests.fakes.recipes import FakeJobs, FakeRecipes, FakeStore
from tests.fakes.stock import FakeItems
from tests.samples import NOW, generation, stored_recipe

READY = Image(status=ImageStatus.READY, url="http://media.test/1", id="p1")


class Kitchen:
    def __init__(self, image: Image = READY) -> None:
        self.store, self.queue = FakeStore(), FakeQueue()
        self.recipes = self.store.recipes_of("k1")
        self.first = image_job("recipe-1", "k1", "req", NOW)
        self.recipes.save(generation(), [stored_recipe(image=image)], [self.first])
        self.end(self.first)

    def end(self, job: Job, state: JobState = JobState.DONE) -> None:
        stored = self.store.jobs[job.id].model_copy(update={"state": state})
        self.store.jobs[job.id] = stored
        if state is JobState.FAILED:
            self.store.dead_letters[job.id] = stored

    def redraw(self, recipes: FakeRecipes | None = None) -> tuple[StoredRecipe, bool]:
        return redraw_picture(
            "recipe-1",
            "k1",
            "req",
            recipes=recipes or self.recipes,
            jobs=FakeJobs(self.store),
            queue=self.queue,
            now=NOW,
        )


def test_it_is_begun_once_however_often_it_is_asked_for() -> None:
    kitchen = Kitchen()
    recipe, begun = kitchen.redraw()
    assert begun
    assert (recipe.image.status, recipe.image.url) == (ImageStatus.PENDING, READY.url)
    assert kitchen.redraw() == (recipe, False)
    [sent] = kitchen.queue.sent.values()
    assert sent.id == image_job("recipe-1", "k1", "", NOW, after="p1").id
    assert sent.redraw


def test_after_a_failure_the_same_job_begins_anew_under_another_task() -> None:
    kitchen = Kitchen()
    kitchen.redraw()
    job = image_job("recipe-1", "k1", "", NOW, after="p1")
    kitchen.end(job, JobState.FAILED)
    assert kitchen.redraw()[1]
    again = kitchen.store.jobs[job.id]
    assert (again.state, again.attempts, again.round, again.redraw) == (
        JobState.QUEUED,
        0,
        1,
        True,
    )
    assert task_name(again, NOW) != task_name(job, NOW)
    assert len(kitchen.queue.sent) == 2
    assert kitchen.store.dead_letters == {}


def test_a_first_picture_that_failed_may_be_shared_when_it_is_asked_for_again() -> None:
    kitchen = Kitchen(Image(status=ImageStatus.FAILED, reason="policy"))
    kitchen.redraw()
    [sent] = kitchen.queue.sent.values()
    assert (sent.id, sent.redraw, sent.round) == (kitchen.first.id, False, 1)


def test_what_is_saved_and_not_sent_is_left_to_the_sweeper() -> None:
    kitchen = Kitchen()
    kitchen.queue.down = True
    assert kitchen.redraw()[1]
    job = image_job("recipe-1", "k1", "", NOW, after="p1")
    assert kitchen.store.jobs[job.id].state is JobState.QUEUED


def test_somebody_in_between_is_seen_and_somebody_always_is_not_waited_for() -> None:
    kitchen = Kitchen()

    class Busy(FakeRecipes):
        times = 1

        def request_picture(self, recipe: StoredRecipe, job: Job) -> StoredRecipe:
            if self.times:
                self.times -= 1
                raise VersionMismatch
            return super().request_picture(recipe, job)

    assert kitchen.redraw(Busy(kitchen.store, "k1"))[1]
    other = Kitchen()
    busy = Busy(other.store, "k1")
    busy.times = 100
    with pytest.raises(Unavailable):
        other.redraw(busy)


def test_a_missing_recipe_is_not_found() -> None:
    kitchen = Kitchen()
    kitchen.recipes.remove("recipe-1", None)
    with pytest.raises(NotFound):
        kitchen.redraw()


def remove(kitchen: Kitchen, version: str | None = None, now: datetime = NOW) -> None:
    remove_recipe(
        "recipe-1",
        version,
        "k1",
        "req",
        recipes=kitchen.recipes,
        queue=kitchen.queue,
        now=now,
    )


def test_a_removed_recipe_leaves_a_job_that_removes_its_pictures() -> None:
    kitchen = Kitchen()
    remove(kitchen)
    job = removal_job("recipe-1", "k1", "", NOW)
    assert kitchen.store.jobs[job.id].state is JobState.QUEUED
    assert [one.id for one in kitchen.queue.sent.values()] == [job.id]


def test_a_second_removal_is_another_task_to_the_queue() -> None:
    """A favourite of the catalog that is kept and dropped twice within the hour in which the queue
    remembers the names of tasks."""
    kitchen = Kitchen()
    remove(kitchen)
    [first] = kitchen.queue.sent.values()
    kitchen.end(first)
    kitchen.recipes.save(generation(id="g2"), [stored_recipe(image=READY)], [])
    remove(kitchen, now=NOW + timedelta(minutes=1))
    assert len(kitchen.queue.sent) == 2
    assert {one.state for one in kitchen.store.jobs.values()} >= {JobState.QUEUED, JobState.DONE}


def test_a_recipe_that_changed_stays_and_nothing_is_cleared_up() -> None:
    kitchen = Kitchen()
    with pytest.raises(VersionMismatch):
        remove(kitchen, "other")
    assert set(kitchen.store.jobs) == {kitchen.first.id}


def test_a_favourite_of_the_catalog_that_goes_back_leaves_the_same_job() -> None:
    kitchen = Kitchen()
    [stored] = kitchen.recipes.get_all(["recipe-1"])
    kitchen.recipes.replace(
        stored.model_copy(update={"source": RecipeSource.CATALOG, "favorite": True})
    )
    desk = Desk(kitchen.recipes, FakeItems(), foods.load(), dict, Language.ES, NOW)
    drop_favorite("recipe-1", desk, lambda version: remove(kitchen, version))
    with pytest.raises(NotFound):
        kitchen.recipes.get("recipe-1")
    job = removal_job("recipe-1", "k1", "req", NOW)
    assert kitchen.store.jobs[job.id].kind is JobKind.PICTURE_REMOVAL
    assert [one.id for one in kitchen.queue.sent.values()] == [job.id]
