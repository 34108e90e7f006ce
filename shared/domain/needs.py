"""From what a person wrote about their allergies to what a cook must leave out."""

from collections.abc import Iterable

from shared.domain.allergen_words import GROUPS
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.errors import Invalid
from shared.domain.food import Allergen
from shared.domain.kitchen import Needs
from shared.domain.person import Profile
from shared.domain.vocabulary import NOTHING

_CODES = {code.value: code for code in Allergen}


def allergy_codes(written: Iterable[str], foods: FoodCatalog) -> frozenset[str]:
    """Each allergy as its EU codes, or else as the ids of the food or the families it names.

    A family goes first: who is allergic to "leche" means more than the drink, and "pollo" is more
    than a whole one. How wide the ids are understood is said by `Needs.widened`, at every reading.

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


def foods_named(word: str, foods: FoodCatalog) -> frozenset[str]:
    """The ids of the families a word stands for, or else of the food; none for any other."""
    if named := foods.kinds.named(fold(word)):
        return named
    food = foods.by_name(word)
    told = word if word in foods.kinds else food and food.id
    return frozenset({told} if told else ())


def _codes(word: str, field: str, foods: FoodCatalog) -> frozenset[str]:
    folded = fold(word)
    if family := GROUPS.get(folded):
        return frozenset(code.value for code in family)
    if named := foods_named(word, foods):
        return named
    brought = foods.vocabulary.words.get(folded, NOTHING)
    if not (understood := brought.allergens | brought.kinds):
        raise Invalid("unknown_allergy", field=field)
    return frozenset(map(str, understood))
