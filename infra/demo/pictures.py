"""The pictures of the dishes, followed until they are in Storage."""

import time
from collections.abc import Sequence

from infra.demo import texts
from infra.demo.answers import Generated
from infra.demo.client import Client
from infra.demo.failure import DemoError
from infra.demo.screen import Screen
from infra.demo.words import Words
from shared.domain.recipe import ImageStatus, Recipe

_PATIENCE = 120
_LOOK_EVERY = 0.3


def wait_for_pictures(
    generated: Generated, client: Client, screen: Screen, words: Words
) -> Generated:
    """The recipes once all their pictures are there.

    Raises:
        DemoError: a picture failed, or did not arrive in time.
    """
    started = time.monotonic()
    with screen.progress() as progress:
        bar = progress.add_task(words.of(texts.PICTURES), total=len(generated.recipes))
        while (ready := _ready(generated.recipes, words)) < len(generated.recipes):
            if time.monotonic() - started > _PATIENCE:
                raise DemoError(words.of(texts.PICTURES_LATE, seconds=_PATIENCE))
            progress.update(bar, completed=ready)
            time.sleep(_LOOK_EVERY)
            generated = client.recipes(generated.id)
        progress.update(bar, completed=ready)
    screen.tick(words.counted(texts.PAINTED, ready), time.monotonic() - started)
    return generated


def fetch_pictures(recipes: Sequence[Recipe], client: Client) -> dict[str, bytes]:
    """The bytes of every picture, by the recipe's id."""
    return {one.id: client.picture(one.image.url) for one in recipes if one.image.url}


def _ready(recipes: Sequence[Recipe], words: Words) -> int:
    for recipe in recipes:
        if recipe.image.status is ImageStatus.FAILED:
            headline = words.of(texts.PICTURE_FAILED, title=recipe.title)
            raise DemoError(headline, recipe.image.reason or "")
    return sum(one.image.status is ImageStatus.READY for one in recipes)
