"""What a name says beside the food it stands for: rice "with peanuts" is more than rice."""

from collections.abc import Iterator, Sequence

from shared.domain.catalog import FoodCatalog
from shared.domain.food import Allergen, Food
from shared.domain.language import Language
from shared.domain.mentions import Mention, mentions


def beyond(
    name: str,
    food: Food | None,
    foods: FoodCatalog,
    languages: Sequence[Language] = tuple(Language),
) -> Iterator[Mention]:
    """Everything `name` mentions; nothing where it is one of the food's own names, of which the
    food's row says more."""
    if food is None or foods.by_name(name) is not food:
        for language in languages:
            yield from mentions(name, foods, language)


def allergens_beyond(name: str, food: Food | None, foods: FoodCatalog) -> frozenset[Allergen]:
    """The allergens of `beyond`, in whichever language the name is."""
    return frozenset().union(*(m.contents.allergens for m in beyond(name, food, foods)))
