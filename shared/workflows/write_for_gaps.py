"""Gaps of suggested days: recipes are asked of the models, checked, and tried like the others."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from shared.domain.errors import ProviderFailed, Unavailable
from shared.domain.recipe import RecipeBody
from shared.domain.spending import BUDGET
from shared.domain.suggesting.answer import Suggestions, Unwritten
from shared.domain.suggesting.gaps import Opening, kept, openings, told, unlike
from shared.domain.suggesting.request import NewSuggestions
from shared.domain.suggesting.suggest import Filled, Kitchen, filled
from shared.ports.recipes import Recipes, RecipeWriter
from shared.telemetry import Threads
from shared.workflows.chain import degraded
from shared.workflows.generate_recipes import write_checked

_log = logging.getLogger("zerowaste.suggestions")


@dataclass(frozen=True, slots=True)
class Writing:
    """Who may be asked, and until when; `writers` is called only where there are gaps."""

    kitchen_id: str
    writers: Callable[[], Sequence[RecipeWriter]]
    deadline: float


class _Reply(NamedTuple):
    opening: Opening
    recipes: Sequence[RecipeBody]
    author: str
    why: Unwritten


def with_written(
    new: NewSuggestions, kitchen: Kitchen, recipes: Recipes, writing: Writing
) -> Suggestions:
    """The days filled with what there is, and what is left open with recipes written for it; those
    that are suggested are kept with the kitchen's, each once however often they are written. Where
    no model is configured, nobody is asked.

    Raises:
        Unavailable: a recipe could not be kept.
    """
    first = filled(new, kitchen)
    models = _models(writing) if first.answer.gaps else []
    if not models:
        return first.answer
    replies = _asked(openings(new, kitchen, first), models, kitchen, writing)
    answer, authors = _tried(new, kitchen, first, replies, recipes, writing)
    return told(answer, authors, {one.opening.course: one.why for one in replies})


def _models(writing: Writing) -> list[RecipeWriter]:
    return [one for one in writing.writers() if not degraded(one)]


def _asked(
    asked: Sequence[Opening], models: Sequence[RecipeWriter], kitchen: Kitchen, writing: Writing
) -> list[_Reply]:
    def ask(opening: Opening) -> _Reply:
        try:
            foods = kitchen.cookery.foods
            made = write_checked(opening.brief, models, foods, writing.deadline)
        except ProviderFailed as failure:
            _log.warning("gaps left open", extra={"reason": failure.reason})
            why = Unwritten.BUDGET if failure.reason == BUDGET else Unwritten.FAILED
            return _Reply(opening, (), "", why)
        except Unavailable as failure:
            _log.warning("gaps left open", extra={"reason": failure.code})
            return _Reply(opening, (), "", Unwritten.FAILED)
        return _Reply(opening, made.recipes, made.engine, Unwritten.NOTHING_FITS)

    with Threads(len(asked)) as pool:
        return list(pool.map(ask, asked))


def _tried(
    new: NewSuggestions,
    kitchen: Kitchen,
    first: Filled,
    replies: Sequence[_Reply],
    recipes: Recipes,
    writing: Writing,
) -> tuple[Suggestions, dict[str, str]]:
    """The days filled anew with the written recipes among the others, where that fills more; and
    who wrote those that are suggested."""
    written = {
        recipe.id: (recipe, reply.author)
        for reply in replies
        for recipe in unlike(
            (kept(body, writing.kitchen_id, kitchen.now) for body in reply.recipes), kitchen, first
        )
    }
    if not written:
        return first.answer, {}
    known = {**{one: recipe for one, (recipe, _) in written.items()}, **kitchen.cookery.recipes}
    larger = replace(kitchen, cookery=kitchen.cookery._replace(recipes=known))
    again = filled(new, larger).answer
    if again.totals.meals <= first.answer.totals.meals:
        return first.answer, {}
    suggested = {meal.recipe_id for day in again.days for meal in day.meals} & written.keys()
    for recipe_id in sorted(suggested):
        recipes.add(written[recipe_id][0])
    return again, {recipe_id: written[recipe_id][1] for recipe_id in suggested}
