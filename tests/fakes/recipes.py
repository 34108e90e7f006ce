"""In-memory recipes."""

from collections.abc import Sequence
from datetime import datetime
from threading import RLock

from shared.domain.errors import (
    AlreadyExists,
    NotFound,
    VersionMismatch,
)
from shared.domain.job import Job, JobState
from shared.domain.labels.stored import StoredAnalysis
from shared.domain.listing import Page
from shared.domain.model import Model
from shared.domain.recipe import Generation, Image, ImageOrigin, StoredRecipe
from shared.domain.recipe_search import ANY, RecipeFilter, recipe_keys
from shared.domain.recognition_batch import Batch, Part, part_name
from tests.fakes.versions import page, version, versioned


class FakeStore:
    """The recipes, recognitions and analyses of all kitchens and the jobs beside them, which are
    written together."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.recipes: dict[tuple[str, str], StoredRecipe] = {}
        self.generations: dict[tuple[str, str], Generation] = {}
        self.batches: dict[tuple[str, str], Batch] = {}
        self.analyses: dict[tuple[str, str], StoredAnalysis] = {}
        self.jobs: dict[str, Job] = {}
        self.dead_letters: dict[str, Job] = {}

    def recipes_of(self, kitchen_id: str) -> "FakeRecipes":
        return FakeRecipes(self, kitchen_id)


class FakeRecipes:
    def __init__(self, store: FakeStore, kitchen_id: str) -> None:
        self._store = store
        self._kitchen = kitchen_id

    def save(
        self, generation: Generation, recipes: Sequence[StoredRecipe], jobs: Sequence[Job]
    ) -> bool:
        if (self._kitchen, generation.id) in self._store.generations:
            return False
        self._store.generations[self._kitchen, generation.id] = generation
        for recipe in recipes:
            stored = recipe.model_copy(update={"version": version()})
            self._store.recipes[self._kitchen, recipe.id] = stored
        for job in jobs:
            self._store.jobs[job.id] = job.model_copy(update={"version": version()})
        return True

    def generation(self, generation_id: str) -> Generation:
        if (self._kitchen, generation_id) not in self._store.generations:
            raise NotFound
        return self._store.generations[self._kitchen, generation_id]

    def get(self, recipe_id: str) -> StoredRecipe:
        if (self._kitchen, recipe_id) not in self._store.recipes:
            raise NotFound
        return self._store.recipes[self._kitchen, recipe_id]

    def get_all(self, recipe_ids: Sequence[str]) -> list[StoredRecipe]:
        keys = [(self._kitchen, recipe_id) for recipe_id in recipe_ids]
        return [self._store.recipes[key] for key in keys if key in self._store.recipes]

    def showing(self, picture_id: str, limit: int) -> list[StoredRecipe]:
        mine = [one for (kid, _), one in self._store.recipes.items() if kid == self._kitchen]
        library = [one for one in mine if one.image.origin is ImageOrigin.LIBRARY]
        return [one for one in library if one.image.id == picture_id][:limit]

    def add(self, recipe: StoredRecipe) -> StoredRecipe:
        with self._store.lock:
            known = self._store.recipes.get((self._kitchen, recipe.id))
            if known is not None and known.fingerprint != recipe.fingerprint:
                raise AlreadyExists(id=recipe.id, field="id")
            return known or self._put(recipe)

    def replace(self, recipe: StoredRecipe) -> StoredRecipe:
        with self._store.lock:
            known = self._store.recipes.get((self._kitchen, recipe.id))
            if known is None or known.version != recipe.version:
                raise VersionMismatch
            return self._put(recipe)

    def _put(self, recipe: StoredRecipe) -> StoredRecipe:
        stored = recipe.model_copy(update={"version": version()})
        self._store.recipes[self._kitchen, recipe.id] = stored
        return stored

    def page(
        self, limit: int, cursor: str | None, chosen: RecipeFilter = ANY
    ) -> Page[StoredRecipe]:
        mine = [
            recipe
            for (kitchen, _), recipe in self._store.recipes.items()
            if kitchen == self._kitchen and _chosen(recipe, chosen)
        ]
        found = sorted(mine, key=lambda one: (one.created_at, one.id), reverse=True)
        return page(found, lambda one: one.id, limit, cursor)

    def request_picture(self, recipe: StoredRecipe, job: Job) -> StoredRecipe:
        stored = self._store.recipes.get((self._kitchen, recipe.id))
        known = self._store.jobs.get(job.id)
        if stored is None or stored.version != recipe.version:
            raise VersionMismatch
        if (known.version if known else "") != job.version:
            raise VersionMismatch
        changed = stored.model_copy(update={"image": recipe.image, "version": version()})
        self._store.recipes[self._kitchen, recipe.id] = changed
        self._store.jobs[job.id] = job.model_copy(update={"version": version()})
        self._store.dead_letters.pop(job.id, None)
        return changed

    def remove(self, recipe_id: str, version: str | None, job: Job | None = None) -> None:
        recipe = self.get(recipe_id)
        if version is not None and recipe.version != version:
            raise VersionMismatch
        del self._store.recipes[self._kitchen, recipe_id]
        if job is not None:
            self._store.jobs[job.id] = versioned(job)


def _chosen(recipe: StoredRecipe, chosen: RecipeFilter) -> bool:
    return (
        chosen.favorite in (None, recipe.favorite)
        and chosen.source in (None, recipe.source)
        and (not chosen.keys or not set(chosen.keys).isdisjoint(recipe_keys(recipe)))
    )


class FakeJobs:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def get(self, job_id: str) -> Job | None:
        return self._store.jobs.get(job_id)

    def add(self, job: Job) -> Job:
        with self._store.lock:
            if job.id in self._store.jobs:
                raise VersionMismatch
            self._store.jobs[job.id] = versioned(job)
            return self._store.jobs[job.id]

    def replace(self, job: Job) -> Job:
        with self._store.lock:
            known = self._store.jobs.get(job.id)
            if known is None or known.version != job.version:
                raise VersionMismatch
            self._store.jobs[job.id] = versioned(job)
            return self._store.jobs[job.id]

    def finish(self, job: Job, result: Model | None) -> None:
        if isinstance(result, Part):
            self._finish_part(job, result)
        elif isinstance(result, StoredAnalysis):
            self._finish_label(job, result)
        else:
            assert result is None or isinstance(result, Image)
            self._finish_picture(job, result)
        if job.state is JobState.FAILED:
            self._store.dead_letters[job.id] = job

    def _finish_part(self, job: Job, part: Part) -> None:
        batch = self._store.batches.get((job.kitchen_id, job.subject_id))
        if batch is None or job.part is None:
            raise VersionMismatch
        self.replace(job)
        parts = {**batch.parts, part_name(job.part): part}
        changed = batch.model_copy(update={"parts": parts, "version": version()})
        self._store.batches[job.kitchen_id, job.subject_id] = changed

    def _finish_label(self, job: Job, analysis: StoredAnalysis) -> None:
        if (job.kitchen_id, job.subject_id) not in self._store.analyses:
            raise VersionMismatch
        self.replace(job)
        self._store.analyses[job.kitchen_id, job.subject_id] = versioned(analysis)

    def _finish_picture(self, job: Job, image: Image | None) -> None:
        recipe = self._store.recipes.get((job.kitchen_id, job.subject_id))
        if image is not None and recipe is None:
            raise VersionMismatch
        self.replace(job)
        if image is not None and recipe is not None:
            drawn = recipe.model_copy(update={"image": image, "version": version()})
            self._store.recipes[job.kitchen_id, job.subject_id] = drawn

    def dead(self, limit: int, cursor: str | None) -> Page[Job]:
        letters = self._store.dead_letters.values()
        found = sorted(letters, key=lambda one: (one.created_at, one.id), reverse=True)
        return page(found, lambda one: one.id, limit, cursor)

    def revive(self, job: Job) -> Job:
        stored = self.replace(job)
        self._store.dead_letters.pop(job.id, None)
        return stored

    def overdue(self, before: datetime, limit: int) -> list[Job]:
        jobs = self._store.jobs.values()
        queued = [j for j in jobs if j.state is JobState.QUEUED and j.created_at <= before]
        running = [j for j in jobs if j.state is JobState.RUNNING]
        lost = [j for j in running if j.leased_until is not None and j.leased_until <= before]
        return [*lost, *queued][:limit]
