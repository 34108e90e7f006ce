"""What in a recipe somebody in the kitchen cannot eat: told, never refused."""

from collections.abc import Iterator
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.composing import draft_of, named_freely
from shared.domain.cooking import food_of
from shared.domain.food import Allergen
from shared.domain.kitchen import Needs
from shared.domain.recipe import (
    AllergenAlert,
    Ingredient,
    RecipeBody,
    RecipeSource,
    StoredRecipe,
)


class _Found(NamedTuple):
    alert: AllergenAlert
    allergens: frozenset[Allergen]


def alerts(
    recipe: RecipeBody, needs: Needs, foods: FoodCatalog, labels: frozenset[Allergen] = frozenset()
) -> list[AllergenAlert]:
    """What the kitchen's members must be told of; `labels` are allergens of the lots it uses."""
    if not needs.allergens and not needs.food_ids:
        return []
    found = [hit for one in recipe.ingredients for hit in _of(one, needs, foods)]
    named = frozenset().union(*(hit.allergens for hit in found))
    others = (labels.union(recipe.allergens) & needs.allergens) - named
    if others:
        rest = AllergenAlert(ingredient=None, allergens=sorted(others), food_id=None, certain=True)
        found.append(_Found(rest, others))
    known = {hit.alert.food_id for hit in found}
    found += [hit for hit in _named(recipe, needs, foods) if hit.alert.food_id not in known]
    return [hit.alert for hit in found]


def _named(recipe: RecipeBody, needs: Needs, foods: FoodCatalog) -> Iterator[_Found]:
    """The foods to avoid that only the recipe's words name; the catalog's own words name none but
    its ingredients."""
    if not needs.food_ids or as_in_catalog(recipe):
        return
    told = " ".join(fold(one.name) for one in recipe.ingredients)
    named = {
        food_id
        for mention in named_freely(draft_of(recipe), foods)
        for food_id in sorted(mention.contents.kinds & needs.food_ids)[:1]
        # "The milk" may be short for an ingredient that was looked at by itself.
        if not (mention.with_article and f" {fold(mention.words)} " in f" {told} ")
    }
    for food_id in sorted(named):
        alert = AllergenAlert(ingredient=None, allergens=[], food_id=food_id, certain=True)
        yield _Found(alert, frozenset())


def as_in_catalog(recipe: RecipeBody) -> bool:
    """Whether its words are the catalog's own."""
    if not isinstance(recipe, StoredRecipe) or recipe.edited:
        return False
    return recipe.source is RecipeSource.CATALOG


def _of(one: Ingredient, needs: Needs, foods: FoodCatalog) -> Iterator[_Found]:
    food = food_of(one.food_id, one.name, foods)
    if food is None:
        alert = AllergenAlert(ingredient=one.name, allergens=[], food_id=None, certain=False)
        yield _Found(alert, frozenset())
        return
    hit = food.allergens & needs.allergens
    avoided = food.id if food.id in needs.food_ids else None
    if hit or avoided:
        alert = AllergenAlert(
            ingredient=one.name, allergens=sorted(hit), food_id=avoided, certain=True
        )
        yield _Found(alert, hit)
