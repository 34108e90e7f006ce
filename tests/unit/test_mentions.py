"""What a text names, what it says is not in it, and words of cookery that only sound like foods."""

import pytest

from shared.catalog import foods
from shared.domain.food import Allergen
from shared.domain.language import Language
from shared.domain.mentions import mentions

FOODS = foods.load()


def brought(text: str, language: str) -> set[str]:
    named = mentions(text, FOODS, Language(language))
    return {allergen.value for one in named for allergen in one.contents.allergens}


@pytest.mark.parametrize(
    ("language", "text", "allergen"),
    [
        ("en", "Do not use butter; use peanut oil.", "milk"),
        ("en", "It doesn't contain any peanuts.", "peanut"),
        ("en", "Contains no milk or egg.", "egg"),
        ("en", "It is egg- and dairy-free.", "egg"),
        ("en", "Dairy free, egg free.", "egg"),
        ("en", "There is no need for butter.", "milk"),
        ("en", "Use oil instead of butter.", "milk"),
        ("en", "Roll into walnut-sized balls.", "nuts"),
        ("en", "Shape them to the size of an egg.", "egg"),
        ("es", "No lleva leche ni huevo.", "egg"),
        ("es", "No hace falta mantequilla.", "milk"),
        ("es", "Usa aceite en vez de mantequilla.", "milk"),
        ("es", "Forma bolas del tamaño de una nuez.", "nuts"),
        ("es", "Sin gluten ni lactosa.", "milk"),
        ("es", "Libre de frutos secos.", "nuts"),
    ],
)
def test_what_is_said_to_be_absent_is_not_named(language: str, text: str, allergen: str) -> None:
    assert allergen not in brought(text, language)


@pytest.mark.parametrize(
    ("language", "text", "allergen"),
    [
        ("en", "Do not use butter; use peanut oil.", "peanut"),
        ("en", "You do not need salt. You need shrimp.", "crustaceans"),
        ("en", "Never without cheese.", "milk"),
        ("en", "With or without cheese.", "milk"),
        ("en", "Do not add milk yet.", "milk"),
        ("en", "Stir until no butter is left.", "milk"),
        ("en", "Almost nut-free.", "nuts"),
        ("en", "A peanut-sugar-free bar.", "peanut"),
        ("en", "Without eggs the cake will not rise.", "egg"),
        ("en", "Without egg yolks.", "egg"),
        ("en", "Prise the oysters free.", "molluscs"),
        ("en", "Lactose-free milk.", "milk"),
        ("es", "No lleva leche, lleva cacahuete.", "peanut"),
        ("es", "No lleva sal porque lleva gambas.", "crustaceans"),
        ("es", "Sin huevo no cuaja.", "egg"),
        ("es", "Sin leche entera, con desnatada.", "milk"),
        ("es", "No lo hagas sin sal ni mantequilla.", "milk"),
        ("es", "Corta el queso del tamaño de las nueces.", "nuts"),
    ],
)
def test_no_negation_hides_what_is_there(language: str, text: str, allergen: str) -> None:
    assert allergen in brought(text, language)


@pytest.mark.parametrize(
    ("language", "food", "cookery", "allergen"),
    [
        ("en", "Serve on toast.", "Toast the cumin and toast until golden.", "gluten"),
        ("en", "Eggs and toast for two.", "Lightly toast in a dry pan.", "gluten"),
        ("en", "Serve in a wrap.", "Wrap tightly.", "gluten"),
        ("en", "Milk and cream.", "Cream the potato.", "milk"),
        ("en", "Take the fish out.", "Fish out the bay leaf.", "fish"),
        ("en", "Add hot stock.", "Simmer in the broth.", "celery"),
        ("en", "Make a batter.", "Let the batter rest.", "gluten"),
        ("es", "Añade caldo.", "Hasta que el caldo espese.", "celery"),
        ("es", "Un chorrito de crema.", "Una crema fina de calabacín.", "milk"),
        ("es", "Sirve con tostadas.", "Añade la quinoa tostada.", "gluten"),
        ("es", "Extiende la masa quebrada.", "Extiende la masa.", "gluten"),
    ],
)
def test_a_food_is_told_from_what_a_cook_does(
    language: str, food: str, cookery: str, allergen: str
) -> None:
    assert allergen in brought(food, language)
    assert allergen not in brought(cookery, language)


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("en", "Serve in gluten-free buns.", False),
        ("es", "Sirve con tostadas sin gluten.", False),
        ("en", "Serve in buns, gluten-free or not.", True),
        ("en", "Gluten-free wheat flour.", True),
        ("en", "Gluten-free beer.", True),
        ("en", "These are not gluten-free buns.", True),
    ],
)
def test_bread_without_gluten_brings_none(language: str, text: str, named: bool) -> None:
    assert ("gluten" in brought(text, language)) is named


def test_a_misspelling_of_two_names_may_be_either() -> None:
    [one] = mentions("Macaaron", FOODS, Language.EN)
    assert {Allergen.GLUTEN, Allergen.NUTS} <= one.contents.allergens
