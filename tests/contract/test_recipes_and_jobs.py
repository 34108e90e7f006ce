"""What every store of recipes and jobs does, the fake and Firestore alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.errors import AlreadyExists, Invalid, NotFound, VersionMismatch
from shared.domain.job import LEASE, Job, JobState, removal_job
from shared.domain.recipe import (
    PENDING,
    Image,
    ImageOrigin,
    ImageStatus,
    RecipeSource,
    StoredRecipe,
)
from shared.domain.recipe_search import RecipeFilter
from shared.ports.jobs import Jobs
from shared.ports.recipes import Recipes
from tests.fakes.recipes import FakeJobs
from tests.samples import NOW, generation, job, stored_recipe

READY = Image(status=ImageStatus.READY, url="http://media.test/1", alt="Un plato")


def held(jobs: Jobs, job_id: str) -> Job:
    found = jobs.get(job_id)
    assert found is not None
    return found


def test_recipes_are_read_back_exactly(recipes: Recipes, kitchen_id: str) -> None:
    recipes.save(generation(), [stored_recipe()], [job(kitchen_id)])
    found = recipes.get("recipe-1")
    assert found.model_copy(update={"version": ""}) == stored_recipe()
    assert found.version
    assert recipes.generation("generation-1") == generation()


def test_saving_again_changes_nothing(recipes: Recipes, kitchen_id: str) -> None:
    assert recipes.save(generation(), [stored_recipe()], [])
    other = generation(recipe_ids=["recipe-2"])
    assert not recipes.save(other, [stored_recipe(id="recipe-2")], [])
    assert not recipes.save(generation(), [stored_recipe()], [])
    assert recipes.generation("generation-1").recipe_ids == ["recipe-1"]
    with pytest.raises(NotFound):
        recipes.get("recipe-2")


def test_get_all_keeps_the_order_and_leaves_out_what_is_gone(recipes: Recipes) -> None:
    recipes.save(generation(), [stored_recipe(id=name) for name in ("a", "b", "c")], [])
    recipes.remove("b", None)
    assert [one.id for one in recipes.get_all(["c", "b", "a", "x"])] == ["c", "a"]
    assert recipes.get_all([]) == []


def test_pages_come_newest_first(recipes: Recipes) -> None:
    made = [stored_recipe(id=f"r{n}", created_at=NOW + timedelta(seconds=n // 2)) for n in range(5)]
    recipes.save(generation(), made, [])
    first = recipes.page(3, None)
    rest = recipes.page(3, first.next_cursor)
    assert [one.id for one in (*first.items, *rest.items)] == ["r4", "r3", "r2", "r1", "r0"]
    assert rest.next_cursor is None
    with pytest.raises(Invalid):
        recipes.page(3, "nonsense")


@pytest.mark.parametrize("name", ["missing"])
def test_missing_recipes_are_not_found(recipes: Recipes, name: str) -> None:
    for refused in (recipes.get, recipes.generation, lambda n: recipes.remove(n, None)):
        with pytest.raises(NotFound):
            refused(name)


def test_a_finished_job_and_its_picture_arrive_together(
    recipes: Recipes, jobs: Jobs, kitchen_id: str
) -> None:
    saved = job(kitchen_id)
    recipes.save(generation(), [stored_recipe()], [saved])
    leased = jobs.replace(held(jobs, saved.id).leased(NOW))
    assert leased.attempts == 1
    assert leased.held(NOW)
    jobs.finish(leased.finished(), READY)
    assert held(jobs, saved.id).state is JobState.DONE
    assert recipes.get("recipe-1").image == READY


def test_of_parallel_workers_one_gets_the_lease(
    recipes: Recipes, jobs: Jobs, kitchen_id: str
) -> None:
    saved = job(kitchen_id)
    recipes.save(generation(), [stored_recipe()], [saved])
    seen = held(jobs, saved.id)

    def lease(_: int) -> bool:
        try:
            jobs.replace(seen.leased(NOW))
        except VersionMismatch:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lease, range(16))) == 1


def test_a_worker_whose_lease_was_taken_over_cannot_finish(
    recipes: Recipes, jobs: Jobs, kitchen_id: str
) -> None:
    saved = job(kitchen_id)
    recipes.save(generation(), [stored_recipe()], [saved])
    slow = jobs.replace(held(jobs, saved.id).leased(NOW))
    quick = jobs.replace(held(jobs, saved.id).leased(NOW + LEASE))
    with pytest.raises(VersionMismatch):
        jobs.finish(slow.finished(), READY)
    assert recipes.get("recipe-1").image.status is ImageStatus.PENDING
    jobs.finish(quick.finished(), READY)


def test_finishing_for_a_deleted_recipe_does_not_bring_it_back(
    recipes: Recipes, jobs: Jobs, kitchen_id: str
) -> None:
    saved = job(kitchen_id)
    recipes.save(generation(), [stored_recipe()], [saved])
    recipes.remove("recipe-1", None)
    with pytest.raises(VersionMismatch):
        jobs.finish(held(jobs, saved.id).finished(), READY)
    jobs.finish(held(jobs, saved.id).finished(), None)
    assert held(jobs, saved.id).state is JobState.DONE
    with pytest.raises(NotFound):
        recipes.get("recipe-1")


def test_a_failed_job_says_why(recipes: Recipes, jobs: Jobs, kitchen_id: str) -> None:
    saved = job(kitchen_id)
    recipes.save(generation(), [stored_recipe()], [saved])
    failed = Image(status=ImageStatus.FAILED, reason="policy")
    jobs.finish(held(jobs, saved.id).failed("policy"), failed)
    assert held(jobs, saved.id).reason == "policy"
    assert recipes.get("recipe-1").image == failed
    if isinstance(jobs, FakeJobs):
        assert saved.id in jobs._store.dead_letters


def test_overdue_finds_what_was_never_done(recipes: Recipes, jobs: Jobs, kitchen_id: str) -> None:
    old, fresh, lost, done = (
        job(kitchen_id, recipe_id=name, created_at=NOW + age, **state)
        for name, age, state in (
            ("old", timedelta(0), {}),
            ("fresh", timedelta(minutes=10), {}),
            ("lost", timedelta(0), {"state": JobState.RUNNING, "leased_until": NOW}),
            ("done", timedelta(0), {"state": JobState.DONE}),
        )
    )
    recipes.save(generation(), [], [old, fresh, lost, done])
    found = {one.id for one in jobs.overdue(NOW + timedelta(minutes=1), 1000)}
    assert {old.id, lost.id} <= found
    assert found.isdisjoint({fresh.id, done.id})


def test_a_missing_job_is_none(jobs: Jobs) -> None:
    assert jobs.get("nothing") is None


def test_a_picture_is_requested_together_with_its_job(
    recipes: Recipes, jobs: Jobs, kitchen_id: str
) -> None:
    recipes.save(generation(), [stored_recipe(image=READY)], [])
    before = recipes.get("recipe-1")
    new = job(kitchen_id)
    pending = before.model_copy(update={"image": PENDING})
    after = recipes.request_picture(pending, new)
    assert recipes.get("recipe-1") == after
    assert held(jobs, new.id).state is JobState.QUEUED
    with pytest.raises(VersionMismatch):
        recipes.request_picture(pending, job(kitchen_id, "other"))
    with pytest.raises(VersionMismatch):
        recipes.request_picture(after, new)
    assert jobs.get(job(kitchen_id, "other").id) is None
    jobs.finish(held(jobs, new.id).failed("policy"), None)
    recipes.request_picture(after, held(jobs, new.id).restarted(NOW))
    assert held(jobs, new.id).round == 1


def test_a_recipe_goes_together_with_the_job_that_clears_up(
    recipes: Recipes, jobs: Jobs, kitchen_id: str
) -> None:
    recipes.save(generation(), [stored_recipe()], [])
    removal = removal_job("recipe-1", kitchen_id, "r", NOW)
    with pytest.raises(VersionMismatch):
        recipes.remove("recipe-1", "1", removal)
    assert jobs.get(removal.id) is None
    recipes.remove("recipe-1", recipes.get("recipe-1").version, removal)
    assert held(jobs, removal.id).state is JobState.QUEUED
    with pytest.raises(NotFound):
        recipes.remove("recipe-1", None, removal)


def test_dead_letters_are_listed_and_go_when_their_job_begins_anew(
    recipes: Recipes, jobs: Jobs, kitchen_id: str
) -> None:
    later = [NOW.replace(year=2090) + timedelta(seconds=n) for n in range(3)]
    made = [job(kitchen_id, f"r{n}", created_at=at) for n, at in enumerate(later)]
    recipes.save(generation(), [stored_recipe(id=f"r{n}") for n in range(3)], made)
    for one in made:
        jobs.finish(held(jobs, one.id).failed("policy"), None)
    first = jobs.dead(2, None)
    assert [one.id for one in first.items] == [made[2].id, made[1].id]
    assert jobs.dead(1, first.next_cursor).items[0].id == made[0].id
    failed = held(jobs, made[2].id)
    revived = jobs.revive(failed.restarted(NOW))
    assert held(jobs, made[2].id) == revived
    assert (revived.state, revived.round) == (JobState.QUEUED, 1)
    assert [one.id for one in jobs.dead(1, None).items] == [made[1].id]
    with pytest.raises(VersionMismatch):
        jobs.revive(failed.restarted(NOW))
    with pytest.raises(Invalid):
        jobs.dead(1, "nonsense")
    for one in made[:2]:
        jobs.revive(held(jobs, one.id).restarted(NOW))


def own(name: str, **changes: Any) -> StoredRecipe:
    return stored_recipe(id=name, source=RecipeSource.USER, generation_id=None, **changes)


def test_a_recipe_is_added_once(recipes: Recipes) -> None:
    added = recipes.add(own("mine", fingerprint="f1"))
    assert added.version
    assert recipes.add(own("mine", fingerprint="f1", title="Otra")) == added
    with pytest.raises(AlreadyExists):
        recipes.add(own("mine", fingerprint="f2"))


def test_a_recipe_is_replaced_in_its_version_alone(recipes: Recipes) -> None:
    added = recipes.add(own("mine"))
    changed = recipes.replace(added.model_copy(update={"title": "Tortilla vaga"}))
    assert recipes.get("mine") == changed
    with pytest.raises(VersionMismatch):
        recipes.replace(added)
    recipes.remove("mine", None)
    with pytest.raises(VersionMismatch):
        recipes.replace(changed)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (RecipeFilter(), ["generated", "liked", "soup"]),
        (RecipeFilter(favorite=True), ["liked"]),
        (RecipeFilter(favorite=False), ["generated", "soup"]),
        (RecipeFilter(source=RecipeSource.USER), ["liked", "soup"]),
        (RecipeFilter(source=RecipeSource.USER, favorite=True), ["liked"]),
        (RecipeFilter(keys=["sopa"]), ["soup"]),
        (RecipeFilter(keys=["nothing", "food:potato"]), ["generated", "liked", "soup"]),
        (RecipeFilter(keys=["sopa"], favorite=True), []),
    ],
    ids=str,
)
def test_lists_are_narrowed(recipes: Recipes, chosen: RecipeFilter, found: list[str]) -> None:
    recipes.save(generation(), [stored_recipe(id="generated")], [])
    recipes.add(own("liked", favorite=True))
    recipes.add(own("soup", title="Sopas de la abuela"))
    assert sorted(one.id for one in recipes.page(9, None, chosen).items) == found


def test_recipes_that_show_a_picture_of_the_library_are_found(recipes: Recipes) -> None:
    library = READY.model_copy(update={"id": "p1", "origin": ImageOrigin.LIBRARY})
    made = [stored_recipe(id=f"r{n}", image=library) for n in range(3)]
    own_picture = stored_recipe(id="own", image=READY.model_copy(update={"id": "p1"}))
    recipes.save(generation(), [*made, own_picture], [])
    assert sorted(one.id for one in recipes.showing("p1", 9)) == ["r0", "r1", "r2"]
    assert len(recipes.showing("p1", 2)) == 2
    assert recipes.showing("p2", 9) == []
