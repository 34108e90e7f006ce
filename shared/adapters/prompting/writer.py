"""Writes recipes with a model."""

from collections.abc import Sequence

from shared.adapters.prompting.asking import ask
from shared.adapters.prompting.recipes import RecipeReader, write_question
from shared.adapters.prompting.reply import Models
from shared.domain.catalog import FoodCatalog
from shared.domain.proposal import ProposedRecipe, RecipeBrief
from shared.ports.clock import Clock


class ModelWriter:
    """A `RecipeWriter`."""

    def __init__(self, models: Models, model: str, catalog: FoodCatalog, clock: Clock) -> None:
        self.model = model
        self._models = models
        self.name = models.name
        self._clock = clock
        self._catalog = catalog
        self._reader = RecipeReader(catalog)

    def write(
        self, brief: RecipeBrief, findings: Sequence[str], deadline: float
    ) -> tuple[ProposedRecipe, ...]:
        """At most `brief.count` proposals, in the brief's language.

        Raises:
            ProviderRefused: the model would not write them.
            ProviderFailed: no usable answer.
        """
        question = write_question(self.model, brief, findings, self._catalog)
        reply = ask(self._models, self._clock, question, deadline)
        return self._reader.read(reply.text, brief)
