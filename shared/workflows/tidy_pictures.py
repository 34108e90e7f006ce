"""Removing the pictures that were drawn for a recipe and are not its picture any more."""

from shared.domain.picture import recipe_folder
from shared.domain.recipe import ImageStatus, StoredRecipe
from shared.ports.media import MediaStore
from shared.workflows.studio import names_of

_AT_ONCE = 100


def remove_pictures(kitchen_id: str, recipe_id: str, media: MediaStore) -> None:
    """Removes every picture drawn for a recipe that is gone; links to them stop working."""
    while media.remove_all(recipe_folder(kitchen_id, recipe_id), _AT_ONCE):
        continue


def tidy_pictures(recipe: StoredRecipe, kitchen_id: str, media: MediaStore) -> None:
    """Removes what was drawn for the recipe before its present picture. While one is drawn nothing
    is: the worker that is at it does this when it has ended."""
    if recipe.image.status is ImageStatus.PENDING:
        return
    current = names_of(recipe.image, kitchen_id, recipe.id)
    for name in list(media.names(recipe_folder(kitchen_id, recipe.id))):
        if name not in current:
            media.remove_all(name, 1)
