"""The image worker: one job, one picture, however often the task is delivered."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import (
    Conflict,
    NotFound,
    ProviderFailed,
    ProviderRefused,
    Unavailable,
    VersionMismatch,
)
from shared.domain.food import Food
from shared.domain.job import MAX_ATTEMPTS, Job
from shared.domain.nutrition import Portion, weight_g
from shared.domain.picture import DishBrief, DishIngredient, Picture
from shared.domain.recipe import Image, ImageStatus, Ingredient, StoredRecipe
from shared.domain.units import Quantity
from shared.ports.clock import Clock
from shared.ports.jobs import Jobs
from shared.ports.media import MediaStore, Painter, Thumbnailer
from shared.ports.recipes import RecipesOf
from shared.workflows.chain import first_answer, time_for
from shared.workflows.leasing import leased

# The longest a V4 signature may last.
LINK_LIFETIME = timedelta(days=7)


class Outcome(StrEnum):
    DRAWN = "drawn"
    SKIPPED = "skipped"
    FAILED = "failed"
    RECIPE_GONE = "recipe_gone"


def draw_picture(
    job_id: str,
    *,
    jobs: Jobs,
    recipes_of: RecipesOf,
    painters: Sequence[Painter],
    thumbnailer: Thumbnailer,
    media: MediaStore,
    foods: FoodCatalog,
    clock: Clock,
    deadline: float,
) -> Outcome:
    """Leases the job, draws, stores the picture under its one name, and ends the job.

    A crash at any step leaves a lease that runs out, and the next delivery does the same again.

    Raises:
        Conflict: another worker holds the job.
        Unavailable: a store is down; the lease was given back.
    """
    job = jobs.get(job_id)
    if job is None or job.over():
        return Outcome.SKIPPED
    if job.held(clock.now()):
        raise Conflict("job_held")
    if job.attempts >= MAX_ATTEMPTS:
        return _give_up(job, "attempts_exhausted", jobs)
    job = leased(job, jobs, clock)
    try:
        recipe = recipes_of(job.kitchen_id).get(job.subject_id)
        brief = dish_brief(recipe, foods)
        _, picture = first_answer(painters, lambda one: one.paint(brief, time_for(one, deadline)))
        image = _stored(picture, job, thumbnailer, media, clock)
    except NotFound:
        jobs.finish(job.finished(), None)
        return Outcome.RECIPE_GONE
    except ProviderRefused as error:
        return _give_up(job, error.reason, jobs)
    except (ProviderFailed, Unavailable):
        jobs.replace(job.released())
        raise
    return _finished(job, image, jobs)


def dish_brief(recipe: StoredRecipe, foods: FoodCatalog) -> DishBrief:
    """What a painter is told: the dish, and nothing of the people who will eat it."""
    return DishBrief(
        title=recipe.title,
        language=recipe.language,
        meal=recipe.meal,
        minutes=recipe.minutes,
        servings=recipe.servings,
        ingredients=tuple(_dish_ingredient(one, foods) for one in recipe.ingredients),
    )


def picture_names(kitchen_id: str, recipe_id: str) -> tuple[str, str]:
    """The names of a recipe's picture and of its thumbnail, the same on every attempt."""
    folder = f"kitchens/{kitchen_id}/recipes/{recipe_id}"
    return f"{folder}/image.webp", f"{folder}/thumbnail.webp"


def _dish_ingredient(ingredient: Ingredient, foods: FoodCatalog) -> DishIngredient:
    food: Food | None = foods.get(ingredient.food_id) if ingredient.food_id else None
    weight = weight_g(Portion(food, Quantity(ingredient.quantity, ingredient.unit)))
    return DishIngredient(
        name=ingredient.name,
        category=food.category if food else None,
        color=food.color if food else None,
        grams=float(weight) if weight is not None else None,
    )


def _stored(
    picture: Picture, job: Job, thumbnailer: Thumbnailer, media: MediaStore, clock: Clock
) -> Image:
    name, thumbnail_name = picture_names(job.kitchen_id, job.subject_id)
    media.put(name, picture.data, picture.content_type)
    media.put(thumbnail_name, thumbnailer(picture.data), picture.content_type)
    return Image(
        status=ImageStatus.READY,
        url=media.link(name, LINK_LIFETIME),
        thumbnail_url=media.link(thumbnail_name, LINK_LIFETIME),
        url_expires_at=clock.now() + LINK_LIFETIME,
        alt=picture.alt,
    )


def _finished(job: Job, image: Image, jobs: Jobs) -> Outcome:
    try:
        jobs.finish(job.finished(), image)
    except VersionMismatch:
        raise Conflict("job_held") from None
    return Outcome.DRAWN


def _give_up(job: Job, reason: str, jobs: Jobs) -> Outcome:
    failed = job.failed(reason)
    try:
        jobs.finish(failed, Image(status=ImageStatus.FAILED, reason=reason))
    except VersionMismatch:
        # Either the recipe went, which leaves the job to be ended, or somebody else has the job.
        jobs.finish(failed, None)
    return Outcome.FAILED
