"""A recipe by its id: the kitchen's own, or the catalog's as it is written."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from shared.domain.catalog import FoodCatalog
from shared.domain.composing import Draft, catalog_draft, composed
from shared.domain.cookbook import CatalogRecipe
from shared.domain.errors import NotFound
from shared.domain.language import Language
from shared.domain.recipe import NOT_DRAWN, RecipeSource, StoredRecipe
from shared.ports.recipes import Recipes

Cookbook: TypeAlias = Mapping[str, CatalogRecipe]

_SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def known_recipe(
    recipe_id: str,
    language: Language,
    *,
    recipes: Recipes,
    cookbook: Callable[[], Cookbook],
    foods: FoodCatalog,
) -> StoredRecipe:
    """The kitchen's recipe of that id, else the catalog's, which has no version. One of the catalog
    that nobody changed is told in the reader's language.

    Raises:
        NotFound: there is neither.
    """
    try:
        stored = recipes.get(recipe_id)
    except NotFound:
        found = cookbook().get(recipe_id)
        if found is None:
            raise
        return from_catalog(found, language, foods)
    return told_in(stored, language, cookbook, foods)


def from_catalog(recipe: CatalogRecipe, language: Language, foods: FoodCatalog) -> StoredRecipe:
    own = {
        "id": recipe.id,
        "generation_id": None,
        "image": NOT_DRAWN,
        "source": RecipeSource.CATALOG,
        "favorite": False,
        "created_at": _SINCE,
        "updated_at": _SINCE,
    }
    body = composed(catalog_draft(recipe, language, foods), foods, free=False)
    return StoredRecipe.model_validate(dict(body) | own)


def told_in(
    stored: StoredRecipe,
    language: Language,
    cookbook: Callable[[], Cookbook],
    foods: FoodCatalog,
) -> StoredRecipe:
    """The recipe, in `language` where it is the catalog's own words. Where a later release of the
    catalog has other ingredients or steps, it is told as it was kept."""
    written = stored.source is not RecipeSource.CATALOG or stored.edited
    found = None if written or stored.language is language else cookbook().get(stored.id)
    if found is None:
        return stored
    draft = catalog_draft(found, language, foods)
    if not _same_recipe(stored, draft):
        return stored
    ingredients = [
        one.model_copy(update={"name": told.name})
        for one, told in zip(stored.ingredients, draft.ingredients, strict=True)
    ]
    words = {"title": draft.title, "summary": draft.summary, "steps": draft.steps}
    return stored.model_copy(update=words | {"language": language, "ingredients": ingredients})


def _same_recipe(stored: StoredRecipe, draft: Draft) -> bool:
    foods = [one.food_id for one in stored.ingredients]
    return foods == [one.food_id for one in draft.ingredients] and len(stored.steps) == len(
        draft.steps
    )
