"""From what a person wrote about their allergies to what a cook must leave out."""

from collections.abc import Iterable

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import Invalid
from shared.domain.food import Allergen
from shared.domain.kitchen import Needs
from shared.domain.mentions import allergen_group
from shared.domain.person import Profile

_CODES = {code.value: code for code in Allergen}


def allergy_codes(written: Iterable[str], foods: FoodCatalog) -> frozenset[str]:
    """Each allergy as its EU code, or else as the id of the food it names.

    Raises:
        Invalid: a word is neither; an allergy that is not understood must not be ignored.
    """
    return frozenset(_code(word, f"allergies.{place}", foods) for place, word in enumerate(written))


def needs_of(profile: Profile) -> Needs:
    """The needs the kitchen's cooks see; diets stay each person's own choice."""
    codes = {_CODES[word] for word in profile.allergies if word in _CODES}
    return Needs(
        allergens=frozenset(codes),
        food_ids=frozenset(word for word in profile.allergies if word not in _CODES),
    )


def _code(word: str, field: str, foods: FoodCatalog) -> str:
    # A group goes first: who is allergic to "leche" means more than the drink.
    group = allergen_group(word)
    if group is not None:
        return group.value
    food = foods.get(word) or foods.by_name(word)
    if food is None:
        raise Invalid("unknown_allergy", field=field)
    return food.id
