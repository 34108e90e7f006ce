"""Asking for another picture of a recipe, and clearing up behind one that is removed."""

from datetime import datetime

from shared.domain.errors import Unavailable, VersionMismatch
from shared.domain.job import Job, image_job, removal_job
from shared.domain.recipe import ImageStatus, StoredRecipe
from shared.ports.jobs import Jobs, TaskQueue
from shared.ports.recipes import Recipes
from shared.workflows.send_jobs import send_jobs

_LOOKS = 5


def redraw_picture(
    recipe_id: str,
    kitchen_id: str,
    request_id: str,
    *,
    recipes: Recipes,
    jobs: Jobs,
    queue: TaskQueue,
    now: datetime,
) -> tuple[StoredRecipe, bool]:
    """The recipe with its picture pending, and whether this request began it: one that is being
    drawn already is answered as it is. The picture before is shown until the new one is there.

    Raises:
        NotFound: there is no such recipe.
        Unavailable: a store is down, or others kept changing the recipe.
    """
    for _ in range(_LOOKS):
        recipe = recipes.get(recipe_id)
        wanted = image_job(recipe_id, kitchen_id, request_id, now, after=recipe.image.id)
        known = jobs.get(wanted.id)
        if known is not None and not known.over():
            return recipe, False
        job = known.restarted(now) if known is not None else wanted
        try:
            pending = recipes.request_picture(_pending(recipe), job)
        except VersionMismatch:
            continue
        send_jobs([job], queue, now)
        return pending, True
    raise Unavailable


def remove_recipe(
    recipe_id: str,
    version: str | None,
    kitchen_id: str,
    request_id: str,
    *,
    recipes: Recipes,
    queue: TaskQueue,
    now: datetime,
) -> None:
    """Removes the recipe, and in the background the pictures drawn for it: links to them stop
    working then.

    Raises:
        NotFound: there is no such recipe.
        VersionMismatch: a version is named and is not the stored one.
    """
    job: Job = removal_job(recipe_id, kitchen_id, request_id, now)
    recipes.remove(recipe_id, version, job)
    send_jobs([job], queue, now)


def _pending(recipe: StoredRecipe) -> StoredRecipe:
    waiting = {"status": ImageStatus.PENDING, "reason": None}
    return recipe.model_copy(update={"image": recipe.image.model_copy(update=waiting)})
