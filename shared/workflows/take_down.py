"""Recipes show a library's picture no longer than there is one."""

from contextlib import suppress

from shared.domain.errors import NotFound, Unavailable, VersionMismatch
from shared.domain.recipe import NOT_DRAWN, PENDING, ImageStatus, StoredRecipe
from shared.ports.library import Library
from shared.ports.recipes import Recipes

_AT_ONCE = 50
_ROUNDS = 100


def take_down(picture_id: str, recipes: Recipes) -> None:
    """No recipe shows the picture; one whose own is being drawn goes on waiting for it.

    Safe to repeat: what is taken down is not found again.

    Raises:
        Unavailable: others kept changing the recipes, or there are thousands.
    """
    for _ in range(_ROUNDS):
        showing = recipes.showing(picture_id, _AT_ONCE)
        if not showing:
            return
        for recipe in showing:
            with suppress(VersionMismatch):
                recipes.replace(_bare(recipe))
    raise Unavailable


def take_down_if_gone(
    picture_id: str, recipe: StoredRecipe, library: Library, recipes: Recipes
) -> StoredRecipe:
    """For who has just made the recipe show the picture: it may have been deleted at that moment.
    The recipe as it is then."""
    try:
        library.get(picture_id)
    except NotFound:
        take_down(picture_id, recipes)
        return _bare(recipe)
    return recipe


def _bare(recipe: StoredRecipe) -> StoredRecipe:
    waits = recipe.image.status is ImageStatus.PENDING
    return recipe.model_copy(update={"image": PENDING if waits else NOT_DRAWN})
