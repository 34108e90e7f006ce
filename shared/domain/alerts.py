"""What in a recipe somebody in the kitchen cannot eat: told, never refused."""

from collections.abc import Iterator
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.cooking import food_of
from shared.domain.food import Allergen
from shared.domain.kitchen import Needs
from shared.domain.recipe import AllergenAlert, Ingredient, RecipeBody


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
    return [hit.alert for hit in found]


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
