"""From what a person wrote about their allergies to what a cook must leave out."""

from collections.abc import Iterable

from shared.domain.allergen_words import GROUPS
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.errors import Invalid
from shared.domain.food import Allergen
from shared.domain.kitchen import Needs
from shared.domain.person import Profile

_CODES = {code.value: code for code in Allergen}


def allergy_codes(written: Iterable[str], foods: FoodCatalog) -> frozenset[str]:
    """Each allergy as its EU codes, or else as the id of the food it names.

    A family goes first: who is allergic to "leche" means more than the drink.

    Raises:
        Invalid: a word is neither; an allergy that is not understood must not be ignored.
    """
    codes = (_codes(word, f"allergies.{place}", foods) for place, word in enumerate(written))
    return frozenset().union(*codes)


def needs_of(profile: Profile) -> Needs:
    """The needs the kitchen's cooks see; diets stay each person's own choice."""
    codes = {_CODES[word] for word in profile.allergies if word in _CODES}
    return Needs(
        allergens=frozenset(codes),
        food_ids=frozenset(word for word in profile.allergies if word not in _CODES),
    )


def _codes(word: str, field: str, foods: FoodCatalog) -> frozenset[str]:
    family = GROUPS.get(fold(word))
    if family is not None:
        return frozenset(code.value for code in family)
    food = foods.get(word) or foods.by_name(word)
    if food is not None:
        return frozenset({food.id})
    named = foods.vocabulary.words.get(fold(word))
    if named is None or not named.allergens:
        raise Invalid("unknown_allergy", field=field)
    return frozenset(code.value for code in named.allergens)
