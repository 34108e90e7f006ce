"""The allergens in what was seen: of its food, of its ingredients and of the words for them."""

from typing import NamedTuple

from shared.domain.beyond import beyond
from shared.domain.catalog import FoodCatalog
from shared.domain.food import Allergen
from shared.domain.language import Language
from shared.domain.recognition import RecognisedItem


class Contained(NamedTuple):
    """What an item holds that somebody may be allergic to; the ids are of foods, and of families
    where a word says no more."""

    allergens: frozenset[Allergen]
    food_ids: frozenset[str]


def contained(item: RecognisedItem, foods: FoodCatalog, language: Language) -> Contained:
    """Everything that is said to be in the item, or that its words name.

    The own names of a food the catalog knows are not read: its row says more of it than they do.
    """
    ids = {item.food_id} if item.food_id else set()
    allergens = set(item.allergens)
    texts = [(item.name, item.food_id)]
    for one in item.dish.ingredients if item.dish else ():
        if one.food_id:
            ids.add(one.food_id)
            allergens |= foods[one.food_id].allergens
        texts.append((one.name, one.food_id))
    for name, food_id in texts:
        food = foods.get(food_id) if food_id else None
        for named in beyond(name, food, foods, [language]):
            allergens |= named.contents.allergens
            ids |= named.contents.kinds
    return Contained(frozenset(allergens), frozenset(ids))
