"""Importing a recipe: found in a text or on a page, understood, shown, and kept where asked."""

from collections.abc import Callable
from typing import NamedTuple

from shared.domain.recipe import RecipeBody
from shared.domain.recipe_import import RecipeImport
from shared.domain.recipe_proposal import Proposed, proposed, read_whole
from shared.domain.recipe_text import found_in
from shared.ports.recipes import RecipePages
from shared.workflows.write_recipe import Desk, Held, write_recipe


class Found(NamedTuple):
    """The recipe proposed, all that the text says as one, and the recipe that was kept."""

    proposed: Proposed
    whole: RecipeBody
    saved: Held | None


def import_recipe(
    sent: RecipeImport, recipe_id: str, desk: Desk, pages: Callable[[], RecipePages]
) -> Found:
    """What was sent, as a recipe of the kitchen's own; `pages` is asked for a page alone. It is not
    kept without what had to be left out: whoever reads it later could not tell.

    Raises:
        Invalid: there is no recipe in it, or one too long to be read whole.
    """
    found = pages().read(sent.html) if sent.html is not None else found_in(sent.text or "")
    proposal = proposed(found, sent.language, desk.language, desk.foods)
    keeps = sent.save and not proposal.left_out
    saved = write_recipe(proposal.recipe, recipe_id, desk) if keeps else None
    return Found(proposal, read_whole(proposal, desk.foods), saved)
