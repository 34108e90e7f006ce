"""Recipes, and who writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from shared.domain.recipe_search import ANY, RecipeFilter

if TYPE_CHECKING:
    from shared.domain.found_recipe import FoundRecipe
    from shared.domain.job import Job
    from shared.domain.listing import Page
    from shared.domain.proposal import ProposedRecipe, RecipeBrief
    from shared.domain.recipe import Generation, StoredRecipe


class Recipes(Protocol):
    """The recipes of one kitchen and the generations they came from."""

    def save(
        self, generation: Generation, recipes: Sequence[StoredRecipe], jobs: Sequence[Job]
    ) -> bool:
        """Stores all together, once: nothing, and False, where the generation is already there."""

    def generation(self, generation_id: str) -> Generation:
        """Raises NotFound."""

    def get(self, recipe_id: str) -> StoredRecipe:
        """Raises NotFound."""

    def get_all(self, recipe_ids: Sequence[str]) -> list[StoredRecipe]:
        """Those that are there, in the order asked for."""

    def page(
        self, limit: int, cursor: str | None, chosen: RecipeFilter = ANY
    ) -> Page[StoredRecipe]:
        """Newest first. Raises Invalid for a cursor this list did not give."""

    def showing(self, picture_id: str, limit: int) -> list[StoredRecipe]:
        """Those whose picture is that one of the library."""

    def request_picture(self, recipe: StoredRecipe, job: Job) -> StoredRecipe:
        """Stores the recipe's picture as it is now together with the job that draws it, which is
        new where it has no version.

        Raises:
            VersionMismatch: one of the two is not as it was read, or no longer new.
        """

    def remove(self, recipe_id: str, version: str | None, job: Job | None = None) -> None:
        """Removes the recipe, and stores the job that clears up after it in the same moment.

        Raises:
            NotFound: there is none.
            VersionMismatch: a version is named and is not the stored one.
        """

    def add(self, recipe: StoredRecipe) -> StoredRecipe:
        """Stores it once: one already created the same way is answered as it is now.

        Raises:
            AlreadyExists: the id is taken by a recipe created otherwise.
        """

    def replace(self, recipe: StoredRecipe) -> StoredRecipe:
        """Raises VersionMismatch unless the stored recipe still has `recipe.version`."""


class RecipesOf(Protocol):
    def __call__(self, kitchen_id: str) -> Recipes:
        """The recipes of that kitchen."""


class RecipeWriter(Protocol):
    name: str
    model: str

    def write(
        self, brief: RecipeBrief, findings: Sequence[str], deadline: float
    ) -> tuple[ProposedRecipe, ...]:
        """Proposals for the brief; `findings` say what was wrong with the last ones.

        Raises:
            ProviderFailed: no usable answer.
        """


class RecipePages(Protocol):
    def read(self, html: str) -> FoundRecipe:
        """The recipe that a web page declares, in bounded time whatever the page is; nothing is
        fetched.

        Raises:
            Invalid: it declares none.
        """
