"""`kitchens/{kid}/recipes` and `kitchens/{kid}/generations`."""

from collections.abc import Sequence
from typing import Any

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, CollectionReference, FieldFilter, Query

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    remove,
    required,
    the_same,
    to_document,
    translated,
    unchanged_since,
    version_of,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.errors import VersionMismatch
from shared.domain.job import Job
from shared.domain.listing import Page
from shared.domain.model import to_stored
from shared.domain.recipe import Generation, ImageOrigin, StoredRecipe
from shared.domain.recipe_search import ANY, RecipeFilter, recipe_keys

_NEWEST_FIRST = Order("created_at", descending=True)


class FirestoreRecipes:
    """See `shared.ports.Recipes`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        kitchen = client.document("kitchens", kitchen_id)
        self._recipes = kitchen.collection("recipes")
        self._generations = kitchen.collection("generations")

    def save(
        self, generation: Generation, recipes: Sequence[StoredRecipe], jobs: Sequence[Job]
    ) -> bool:
        batch = self._client.batch()
        batch.create(self._generations.document(generation.id), to_document(generation))
        for recipe in recipes:
            batch.create(self._recipes.document(recipe.id), _document(recipe))
        for job in jobs:
            batch.create(self._client.document("jobs", job.id), to_document(job))
        try:
            with translated():
                batch.commit(**WRITING)
        except DocumentExists:
            return False
        return True

    def generation(self, generation_id: str) -> Generation:
        with translated():
            snapshot = self._generations.document(generation_id).get(**READING)
        return required(snapshot, Generation)

    def get(self, recipe_id: str) -> StoredRecipe:
        with translated():
            snapshot = self._recipes.document(recipe_id).get(**READING)
        return required(snapshot, StoredRecipe)

    def get_all(self, recipe_ids: Sequence[str]) -> list[StoredRecipe]:
        references = [self._recipes.document(recipe_id) for recipe_id in recipe_ids]
        if not references:
            return []
        with translated():
            snapshots = list(self._client.get_all(references, **READING))
        found = {s.id: _recipe(s) for s in snapshots if s.exists}
        return [found[recipe_id] for recipe_id in recipe_ids if recipe_id in found]

    def page(
        self, limit: int, cursor: str | None, chosen: RecipeFilter = ANY
    ) -> Page[StoredRecipe]:
        return page(_filtered(self._recipes, chosen), _NEWEST_FIRST, limit, cursor, _recipe)

    def showing(self, picture_id: str, limit: int) -> list[StoredRecipe]:
        query = self._recipes.where(filter=FieldFilter("image.id", "==", picture_id)).where(
            filter=FieldFilter("image.origin", "==", ImageOrigin.LIBRARY.value)
        )
        with translated():
            return [_recipe(one) for one in query.limit(limit).get(**READING)]

    def add(self, recipe: StoredRecipe) -> StoredRecipe:
        document = self._recipes.document(recipe.id)
        try:
            with translated():
                result = document.create(_document(recipe), **WRITING)
        except DocumentExists:
            return the_same(self.get(recipe.id), recipe.fingerprint)
        return recipe.model_copy(update={"version": version_of(result.update_time)})

    def replace(self, recipe: StoredRecipe) -> StoredRecipe:
        option = unchanged_since(self._client, recipe.version)
        with translated():
            result = self._recipes.document(recipe.id).update(
                _document(recipe), option=option, **WRITING
            )
        return recipe.model_copy(update={"version": version_of(result.update_time)})

    def request_picture(self, recipe: StoredRecipe, job: Job) -> StoredRecipe:
        batch = self._client.batch()
        batch.update(
            self._recipes.document(recipe.id),
            {"image": to_stored(recipe.image)},
            option=unchanged_since(self._client, recipe.version),
        )
        stored_job = self._client.document("jobs", job.id)
        if job.version:
            option = unchanged_since(self._client, job.version)
            batch.update(stored_job, to_document(job), option=option)
            batch.delete(self._client.document("dead_letters", job.id))
        else:
            batch.create(stored_job, to_document(job))
        try:
            with translated():
                results = batch.commit(**WRITING)
        except DocumentExists:
            raise VersionMismatch from None
        return recipe.model_copy(update={"version": version_of(results[0].update_time)})

    def remove(self, recipe_id: str, version: str | None, job: Job | None = None) -> None:
        beside = {self._client.document("jobs", job.id): to_document(job)} if job else {}
        remove(self._client, self._recipes.document(recipe_id), version, beside)


def _document(recipe: StoredRecipe) -> dict[str, Any]:
    return to_document(recipe) | {"search_keys": recipe_keys(recipe)}


def _filtered(
    query: Query | CollectionReference, chosen: RecipeFilter
) -> Query | CollectionReference:
    if chosen.favorite is not None:
        query = query.where(filter=FieldFilter("favorite", "==", chosen.favorite))
    if chosen.source is not None:
        query = query.where(filter=FieldFilter("source", "==", chosen.source.value))
    if chosen.keys:
        any_of = FieldFilter("search_keys", "array_contains_any", list(chosen.keys))
        query = query.where(filter=any_of)
    return query


def _recipe(snapshot: Snapshot) -> StoredRecipe:
    return from_snapshot(snapshot, StoredRecipe)
