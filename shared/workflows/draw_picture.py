"""The image worker: one job, one picture, however often the task is delivered."""

from enum import StrEnum

from shared.domain.dish_brief import alt_texts, dish_brief
from shared.domain.errors import (
    Conflict,
    NotFound,
    ProviderFailed,
    ProviderRefused,
    Unavailable,
    VersionMismatch,
)
from shared.domain.job import MAX_ATTEMPTS, Job, JobKind, JobState
from shared.domain.language import Language
from shared.domain.picture import Drawing, card_id, drawn_names
from shared.domain.recipe import Image, ImageOrigin, ImageStatus, StoredRecipe
from shared.domain.shared_picture import SharedPicture
from shared.domain.well_known import WellKnown, known_food
from shared.workflows.chain import degraded, first_answer
from shared.workflows.leasing import given_back, leased
from shared.workflows.paint import DishRefused, painted
from shared.workflows.share_picture import shared_picture
from shared.workflows.studio import Studio, found_image
from shared.workflows.take_down import take_down_if_gone
from shared.workflows.tidy_pictures import remove_pictures, tidy_pictures

_DRAWN_HERE = (JobKind.RECIPE_IMAGE, JobKind.PICTURE_REMOVAL, JobKind.FOOD_IMAGE)


class Outcome(StrEnum):
    DRAWN = "drawn"
    REUSED = "reused"
    REMOVED = "removed"
    SKIPPED = "skipped"
    FAILED = "failed"
    RECIPE_GONE = "recipe_gone"


def draw_picture(job_id: str, studio: Studio, deadline: float) -> Outcome:
    """Leases the job, finds or draws its picture, and ends the job together with the recipe's; a
    food's is everybody's, and is there before its job ends.

    A crash at any step leaves a lease that runs out, and the next delivery does the same again,
    with the picture that was stored already where it got so far. Pictures that are no longer the
    recipe's are removed once the job has ended, and again when a finished job is delivered again:
    that is how a crash between the two is made good.

    Raises:
        Conflict: another worker holds the job, or draws the same dish or food.
        ProviderFailed: no painter answered; the lease was given back.
        Unavailable: a store is down, or there is no place for the work; the lease was given back.
    """
    job = studio.jobs.get(job_id)
    if job is None or job.kind not in _DRAWN_HERE:
        return Outcome.SKIPPED
    if job.over():
        if job.state is JobState.DONE and job.kind is not JobKind.FOOD_IMAGE:
            _tidy(job, studio)
        return Outcome.SKIPPED
    if not job.held(studio.clock.now()) and job.attempts >= MAX_ATTEMPTS:
        return _give_up(job, "attempts_exhausted", studio)
    job = leased(job, studio.jobs, studio.clock)
    try:
        return _done(job, studio, deadline)
    except (DishRefused, ProviderRefused) as error:
        return _give_up(job, error.reason, studio)
    except (Conflict, ProviderFailed, Unavailable) as error:
        given_back(job, error, studio.jobs)
        raise


def _done(job: Job, studio: Studio, deadline: float) -> Outcome:
    if job.kind is JobKind.FOOD_IMAGE:
        return _food_drawn(job, studio, deadline)
    try:
        recipe = studio.recipes_of(job.kitchen_id).get(job.subject_id)
    except NotFound:
        remove_pictures(job.kitchen_id, job.subject_id, studio.media)
        studio.jobs.finish(job.finished(), None)
        return Outcome.RECIPE_GONE
    if job.kind is JobKind.PICTURE_REMOVAL:
        tidy_pictures(recipe, job.kitchen_id, studio.media)
        studio.jobs.finish(job.finished(), None)
        return Outcome.REMOVED
    image = studio.linked(_picture(recipe, job, studio, deadline), job)
    _finish(job, image, studio)
    _cleared_up(recipe.model_copy(update={"image": image}), job.kitchen_id, studio)
    return Outcome.DRAWN if image.origin is ImageOrigin.OWN else Outcome.REUSED


def _finish(job: Job, image: Image | None, studio: Studio) -> None:
    try:
        studio.jobs.finish(job.finished(), image)
    except VersionMismatch:
        # The recipe went meanwhile, or the lease ran out and somebody else has the job.
        raise Conflict("job_held") from None


def _food_drawn(job: Job, studio: Studio, deadline: float) -> Outcome:
    """In no language: the picture of a food has no words."""
    food = studio.foods.get(job.subject_id)
    if food is None:
        raise DishRefused("food_gone")
    _known(known_food(food), Language.EN, job, studio, deadline)
    _finish(job, None, studio)
    return Outcome.DRAWN


def _picture(recipe: StoredRecipe, job: Job, studio: Studio, deadline: float) -> Image:
    """The kitchen's own photo of the dish, or the one everybody shares, or one of its own."""
    if job.redraw:
        return _own(recipe, job, studio, deadline)
    photo = studio.library_of(job.kitchen_id).named(recipe.title)
    if photo is not None:
        return found_image(photo.id, ImageOrigin.LIBRARY, photo.alt_texts, recipe.language)
    dish = studio.dishes.titled(recipe.title)
    if dish is not None:
        return _shared(dish, recipe.language, job, studio, deadline)
    return _own(recipe, job, studio, deadline)


def _shared(
    dish: WellKnown, language: Language, job: Job, studio: Studio, deadline: float
) -> Image:
    found = _known(dish, language, job, studio, deadline)
    return found_image(found.id, ImageOrigin.SHARED, found.alt_texts, language, card=found.card)


def _known(
    dish: WellKnown, language: Language, job: Job, studio: Studio, deadline: float
) -> SharedPicture:
    painters = studio.painters_of(job.kitchen_id)
    return first_answer(
        painters, lambda one: shared_picture(dish, language, one, studio, deadline)
    )[1]


def _own(recipe: StoredRecipe, job: Job, studio: Studio, deadline: float) -> Image:
    drawing = _kept(recipe, job, studio) or _bought(recipe, job, studio, deadline)
    studio.store(drawn_names(job.kitchen_id, recipe.id, drawing.id), drawing.data)
    texts = alt_texts(recipe, studio.foods)
    return found_image(drawing.id, ImageOrigin.OWN, texts, recipe.language, card=drawing.card)


def _kept(recipe: StoredRecipe, job: Job, studio: Studio) -> Drawing | None:
    """What an earlier attempt paid for; a card cost nothing, and a model may answer by now."""
    if job.attempts <= 1:
        return None
    data = studio.kept(drawn_names(job.kitchen_id, recipe.id, job.id))
    return Drawing(job.id, data, card=False) if data else None


def _bought(recipe: StoredRecipe, job: Job, studio: Studio, deadline: float) -> Drawing:
    brief, painters = dish_brief(recipe, studio.foods), studio.painters_of(job.kitchen_id)
    painter, data = first_answer(painters, lambda one: painted(one, brief, deadline))
    card = degraded(painter)
    return Drawing(card_id(job.id) if card else job.id, data, card)


def _tidy(job: Job, studio: Studio) -> None:
    try:
        recipe = studio.recipes_of(job.kitchen_id).get(job.subject_id)
    except NotFound:
        remove_pictures(job.kitchen_id, job.subject_id, studio.media)
    else:
        _cleared_up(recipe, job.kitchen_id, studio)


def _cleared_up(recipe: StoredRecipe, kitchen_id: str, studio: Studio) -> None:
    tidy_pictures(recipe, kitchen_id, studio.media)
    image = recipe.image
    if image.origin is ImageOrigin.LIBRARY and image.id is not None:
        library, recipes = studio.library_of(kitchen_id), studio.recipes_of(kitchen_id)
        take_down_if_gone(image.id, recipe, library, recipes)


def _give_up(job: Job, reason: str, studio: Studio) -> Outcome:
    failed = job.failed(reason)
    if job.kind is JobKind.FOOD_IMAGE:
        studio.jobs.finish(failed, None)
        return Outcome.FAILED
    try:
        recipe = studio.recipes_of(job.kitchen_id).get(job.subject_id)
        studio.jobs.finish(failed, _failed_image(job, recipe.image, reason))
    except (NotFound, VersionMismatch):
        # Either the recipe went, which leaves the job to be ended, or somebody else has the job.
        studio.jobs.finish(failed, None)
    return Outcome.FAILED


def _failed_image(job: Job, image: Image, reason: str) -> Image | None:
    """The recipe's image once its job failed; None where that is no matter of the recipe's: a
    removal, or another picture has come since."""
    if job.kind is JobKind.PICTURE_REMOVAL or image.status is ImageStatus.READY:
        return None
    return image.model_copy(update={"status": ImageStatus.FAILED, "reason": reason})
