"""The families of allergens, by which people say what they cannot eat and what they leave out."""

from collections.abc import Mapping

from shared.domain.catalog import fold
from shared.domain.food import Allergen

_GROUP_WORDS: dict[str, frozenset[Allergen]] = {
    "gluten, wheat, trigo": frozenset({Allergen.GLUTEN}),
    "crustacean, crustaceo": frozenset({Allergen.CRUSTACEANS}),
    "shellfish, marisco": frozenset({Allergen.CRUSTACEANS, Allergen.MOLLUSCS}),
    "seafood, frutos del mar": frozenset({Allergen.CRUSTACEANS, Allergen.MOLLUSCS, Allergen.FISH}),
    "egg, huevo": frozenset({Allergen.EGG}),
    "fish, pescado": frozenset({Allergen.FISH}),
    "peanut, cacahuete, cacahuate, mani": frozenset({Allergen.PEANUT}),
    "soy, soya, soja": frozenset({Allergen.SOY}),
    "milk, leche, dairy, lacteo, lactose, lactosa, cheese, queso": frozenset({Allergen.MILK}),
    "nut, nuez, tree nuts": frozenset({Allergen.NUTS}),
    "frutos secos, mixed nuts": frozenset({Allergen.NUTS, Allergen.PEANUT}),
    "celery, apio": frozenset({Allergen.CELERY}),
    "mustard, mostaza": frozenset({Allergen.MUSTARD}),
    "sesame, sesamo, ajonjoli": frozenset({Allergen.SESAME}),
    "sulphite, sulfite, sulfito": frozenset({Allergen.SULPHITES}),
    "lupin, altramuz": frozenset({Allergen.LUPIN}),
    "mollusc, mollusk, molusco": frozenset({Allergen.MOLLUSCS}),
}

_CODES = {fold(code.value): frozenset({code}) for code in Allergen}
GROUPS: Mapping[str, frozenset[Allergen]] = _CODES | {
    fold(word): allergens for words, allergens in _GROUP_WORDS.items() for word in words.split(", ")
}
