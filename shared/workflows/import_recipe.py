"""Importing a recipe: found in a text or on a page, understood, shown, and kept where asked."""

from collections.abc import Callable
from typing import NamedTuple

from shared.domain.ingredient_line import ReadLine
from shared.domain.own_recipe import NewRecipe
from shared.domain.recipe import StoredRecipe
from shared.domain.recipe_import import RecipeImport
from shared.domain.recipe_text import found_in, proposed
from shared.ports.recipes import RecipePages
from shared.workflows.write_recipe import Desk, write_recipe


class Found(NamedTuple):
    """The recipe proposed, what was understood of its ingredients, and the one that was kept."""

    recipe: NewRecipe
    lines: list[ReadLine]
    saved: StoredRecipe | None


def import_recipe(
    sent: RecipeImport, recipe_id: str, desk: Desk, pages: Callable[[], RecipePages]
) -> Found:
    """What was sent, as a recipe of the kitchen's own; `pages` is asked for a page alone.

    Raises:
        Invalid: there is no recipe in it.
    """
    found = pages().read(sent.html) if sent.html is not None else found_in(sent.text or "")
    recipe, lines = proposed(found, sent.language, desk.language, desk.foods)
    saved = write_recipe(recipe, recipe_id, desk) if sent.save else None
    return Found(recipe, lines, saved)
