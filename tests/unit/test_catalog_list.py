"""The public catalog: what is in a category, what words find, and where a page goes on."""

import pytest

from shared.catalog import foods, recipes
from shared.domain.catalog_list import (
    CatalogCard,
    CatalogCategory,
    CatalogChoice,
    CatalogPage,
    catalog_page,
)
from shared.domain.diet import Diet
from shared.domain.errors import Invalid
from shared.domain.language import Language
from shared.domain.proposal import Difficulty, Meal

FOODS = foods.load()
RECIPES = recipes.load()


def listed(choice: CatalogChoice, language: Language = Language.ES) -> list[CatalogCard]:
    return catalog_page(RECIPES, choice, language, FOODS, 200, None).items


def test_everything_is_listed_featured_first() -> None:
    found = listed(CatalogChoice())
    assert len(found) == len(RECIPES)
    featured = [CatalogCategory.FEATURED in one.categories for one in found]
    assert featured == sorted(featured, reverse=True)


@pytest.mark.parametrize("category", CatalogCategory)
def test_every_category_holds_recipes_of_its_kind(category: CatalogCategory) -> None:
    found = listed(CatalogChoice(category=category))
    assert 5 <= len(found) < len(RECIPES)
    for one in found:
        assert category in one.categories
        assert category is not CatalogCategory.QUICK or one.minutes <= 20
        assert category is not CatalogCategory.DESSERTS or one.meal is Meal.DESSERT
        assert category is not CatalogCategory.VEGETARIAN or Diet.VEGETARIAN in one.diets


def test_choices_add_up() -> None:
    choice = CatalogChoice.model_validate(
        {"meal": "dinner", "max_minutes": 30, "difficulty": "easy", "diets": "vegan,gluten_free"}
    )
    found = listed(choice)
    assert found
    for one in found:
        assert (one.meal, one.difficulty) == (Meal.DINNER, Difficulty.EASY)
        assert one.minutes <= 30
        assert {Diet.VEGAN, Diet.GLUTEN_FREE} <= set(one.diets)
        assert {"milk", "egg", "gluten"}.isdisjoint(one.allergens)


@pytest.mark.parametrize(
    ("q", "recipe_id"),
    [
        ("shakshuka", "shakshuka"),
        ("shakshouka", "shakshuka"),
        ("TORTILLA de patatas", "tortilla_de_patatas"),
        ("tortila de patata", "tortilla_de_patatas"),
        ("potato omelette", "tortilla_de_patatas"),
        ("champiñones", "champinones_al_ajillo"),
        ("champinones al ajilo", "champinones_al_ajillo"),
        ("lentils", "lentejas_con_verduras"),
        ("salmon", "salmon_al_horno"),
        ("salmón", "salmon_al_horno"),
    ],
)
def test_words_find_a_recipe_among_the_first(q: str, recipe_id: str) -> None:
    for language in Language:
        found = [one.id for one in listed(CatalogChoice(q=q), language)]
        assert recipe_id in found[:5]
        assert len(found) < len(RECIPES) / 2


@pytest.mark.parametrize("q", ["xyzzy", "motor oil", "de", "%", "😀"])
def test_other_words_find_nothing(q: str) -> None:
    assert listed(CatalogChoice(q=q)) == []


@pytest.mark.parametrize("choice", [CatalogChoice(), CatalogChoice(q="tomate")], ids=["all", "q"])
def test_pages_hold_every_recipe_once(choice: CatalogChoice) -> None:
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(len(RECIPES)):
        page = catalog_page(RECIPES, choice, Language.EN, FOODS, 7, cursor)
        seen += [one.id for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [one.id for one in listed(choice, Language.EN)]


def test_a_cursor_of_another_list_is_refused() -> None:
    choice = CatalogChoice(category=CatalogCategory.DESSERTS)
    with pytest.raises(Invalid):
        catalog_page(RECIPES, choice, Language.ES, FOODS, 7, "shakshuka")


@pytest.mark.parametrize("language", Language)
def test_every_recipe_is_told_whole(language: Language) -> None:
    coverages = []
    for recipe in RECIPES:
        page = CatalogPage.of(recipe, language, FOODS)
        assert page.title
        assert len(page.steps) == len(recipe.steps)
        assert not any("{" in step.text or "[" in step.text for step in page.steps)
        coverages.append(page.nutrition_per_serving.coverage)
    assert sum(coverages) / len(coverages) > 0.9
