"""Recipes: what a model is asked, and its answer as proposals."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from shared.adapters.prompting.foods import food_named
from shared.adapters.prompting.prompts import write_rules, write_task
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.rows import rows
from shared.adapters.prompting.schema import schema_of
from shared.adapters.prompting.wire import WireIngredient, WireRecipe, WireRecipes
from shared.domain.catalog import FoodCatalog
from shared.domain.errors import ProviderFailed
from shared.domain.proposal import (
    ProposedIngredient,
    ProposedRecipe,
    ProposedStep,
    RecipeBrief,
)
from shared.domain.units import rounded

# A recipe takes some 900; the rest is room for a model that thinks first.
_TOKENS_PER_RECIPE = 2048
_TOKENS_TO_THINK = 2048


def write_question(
    model: str, brief: RecipeBrief, findings: Sequence[str], foods: FoodCatalog
) -> Question:
    """Asks for the brief's recipes; `findings` say what was wrong with the last answer."""
    return Question(
        purpose="write",
        model=model,
        system=write_rules(brief.language),
        text=write_task(brief, findings, foods),
        schema=schema_of(WireRecipes),
        max_tokens=_TOKENS_TO_THINK + _TOKENS_PER_RECIPE * brief.count,
    )


class RecipeReader:
    """Reads the answers to `write_question`."""

    def __init__(self, catalog: FoodCatalog) -> None:
        self._catalog = catalog

    def read(self, text: str, brief: RecipeBrief) -> tuple[ProposedRecipe, ...]:
        """At most `brief.count` proposals, without those that make no sense.

        Raises:
            ProviderFailed: there is none.
        """
        _, told = rows(text, "recipes")
        recipes = tuple(self._recipes(told[: brief.count], brief))
        if not recipes:
            raise ProviderFailed("invalid_reply")
        return recipes

    def _recipes(self, told: list[Any], brief: RecipeBrief) -> Iterator[ProposedRecipe]:
        # With one food amiss a recipe is another one: it goes as a whole.
        for raw in told:
            try:
                yield self._recipe(WireRecipe.model_validate(raw), brief)
            except ValidationError:
                continue

    def _recipe(self, wire: WireRecipe, brief: RecipeBrief) -> ProposedRecipe:
        return ProposedRecipe(
            title=wire.title,
            summary=wire.summary,
            servings=brief.servings,
            minutes=wire.minutes,
            difficulty=wire.difficulty,
            meal=wire.meal,
            cuisine=wire.cuisine,
            ingredients=tuple(map(self._ingredient, wire.ingredients)),
            steps=tuple(ProposedStep(text=step.text, minutes=step.minutes) for step in wire.steps),
        )

    def _ingredient(self, wire: WireIngredient) -> ProposedIngredient:
        """The food is the one that a reader understands by its name."""
        food = food_named(self._catalog, wire.name)
        return ProposedIngredient(
            name=wire.name,
            food_id=food.id if food else None,
            quantity=rounded(wire.quantity),
            unit=wire.unit,
            optional=wire.optional,
        )
