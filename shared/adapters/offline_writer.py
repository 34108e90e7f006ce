"""Recipes with no model at all: the catalog's own, adapted to the stock."""

from collections.abc import Sequence

from shared.domain.catalog import FoodCatalog
from shared.domain.cookbook import CatalogRecipe
from shared.domain.matching import propose
from shared.domain.proposal import ProposedRecipe, RecipeBrief


class OfflineWriter:
    """A `RecipeWriter` that is always there and always answers the same."""

    name = "offline"
    model = "cookbook-1"

    def __init__(self, recipes: Sequence[CatalogRecipe], foods: FoodCatalog) -> None:
        self._recipes = recipes
        self._foods = foods

    def write(
        self,
        brief: RecipeBrief,
        findings: Sequence[str],
        deadline: float,
    ) -> tuple[ProposedRecipe, ...]:
        """Up to `brief.count` adapted recipes, in milliseconds; () where the constraints leave
        nothing. Rules would only repeat themselves, so findings change nothing."""
        return propose(brief, self._recipes, self._foods)
