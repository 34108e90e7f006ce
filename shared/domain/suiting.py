"""Whether everybody a brief speaks of may eat a food, what a text names, or a lot."""

from shared.domain.beyond import beyond
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.diet import allows
from shared.domain.food import Food
from shared.domain.item import Lot
from shared.domain.mentions import Mention
from shared.domain.proposal import RecipeBrief, StockLine
from shared.domain.vocabulary import Contents


def suits(food: Food, brief: RecipeBrief) -> bool:
    """Whether they eat `food`."""
    return food.id not in brief.excluded_food_ids and _suit(Contents.of(food), brief)


def suits_named(mention: Mention, brief: RecipeBrief) -> bool:
    """Whether they eat whatever the words may stand for."""
    if mention.food is not None:
        return suits(mention.food, brief)
    return _suit(mention.contents, brief)


def suits_by_name(lot: Lot | StockLine, brief: RecipeBrief, foods: FoodCatalog) -> bool:
    """Whether they eat a lot by what its label brings, and by what its name says beside its food:
    lentils "with chorizo" are more than lentils. The food itself is looked at as an ingredient."""
    if not (brief.allergens or brief.excluded_food_ids or brief.diets or brief.excluded_words):
        return True
    if not _suit(Contents(lot.allergens), brief):
        return False
    told = f" {fold(lot.name)} "
    if any(f" {fold(word)} " in told for word in brief.excluded_words):
        return False
    food = foods.get(lot.food_id) if lot.food_id else None
    return all(suits_named(mention, brief) for mention in beyond(lot.name, food, foods))


def _suit(contents: Contents, brief: RecipeBrief) -> bool:
    return (
        contents.allergens.isdisjoint(brief.allergens)
        and contents.kinds.isdisjoint(brief.excluded_food_ids)
        and all(allows(diet, contents) for diet in brief.diets)
    )
