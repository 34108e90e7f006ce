"""Links of pictures that work: signed again, on reading, before they run out."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from shared.domain.errors import Unavailable
from shared.domain.picture import LINK_LIFETIME, LINK_PROMISED
from shared.domain.recipe import Image, StoredRecipe
from shared.ports.media import MediaStore
from shared.telemetry import Threads
from shared.workflows.studio import names_of

# A link that is answered works at least so long.
_MARGIN = timedelta(hours=1)
_AT_ONCE = 16

_log = logging.getLogger("zerowaste.links")


def fresh_links(
    recipes: Sequence[StoredRecipe],
    kitchen_id: str,
    media_store: Callable[[], MediaStore],
    now: datetime,
) -> list[StoredRecipe]:
    """The recipes, with new links where theirs end within the hour; `media_store` is only asked for
    where there are such.

    The new links are answered and not stored: a write would change the version of a recipe for
    being read. It costs two signatures an hour for each such recipe, side by side, and nothing for
    recipes drawn less than ten hours ago. Where nothing can be signed the recipes are
    answered with the links they have.
    """
    ending = [recipe for recipe in recipes if _ending(recipe.image, now)]
    if not ending:
        return list(recipes)
    media = media_store()
    names = [names_of(recipe.image, kitchen_id, recipe.id) for recipe in ending]
    with Threads(min(_AT_ONCE, 2 * len(ending))) as pool:
        signed = pool.map(
            lambda name: media.link(name, LINK_LIFETIME), [one for pair in names for one in pair]
        )
        try:
            links = list(signed)
        except Unavailable:
            _log.warning("links not renewed", extra={"recipes": len(ending)})
            return list(recipes)
    renewed = {
        recipe.id: _relinked(recipe, url, thumbnail_url, now)
        for recipe, url, thumbnail_url in zip(ending, links[::2], links[1::2], strict=True)
    }
    return [renewed.get(recipe.id, recipe) for recipe in recipes]


def _ending(image: Image, now: datetime) -> bool:
    ends = image.url_expires_at
    return ends is not None and ends < now + _MARGIN


def _relinked(recipe: StoredRecipe, url: str, thumbnail_url: str, now: datetime) -> StoredRecipe:
    links = {"url": url, "thumbnail_url": thumbnail_url, "url_expires_at": now + LINK_PROMISED}
    return recipe.model_copy(update={"image": recipe.image.model_copy(update=links)})
