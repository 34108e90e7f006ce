"""Recipes from texts and pages: what is found in them, and that nothing hostile gets through."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.scraped_pages import ScrapedPages, scraped
from shared.catalog import foods
from shared.domain.errors import Invalid
from shared.domain.language import Language
from shared.domain.own_recipe import NewRecipe
from shared.domain.recipe_text import found_in, proposed

FOODS = foods.load()
PAGES = Path(__file__).parents[1] / "pages"

SPANISH = """Crema de calabacín
Una cena ligera, para 4 personas. Tiempo: 30 minutos.

Ingredientes:
- 2 calabacines
- 1 cebolla grande
- 1/2 litro de caldo de verduras
- sal y pimienta

Preparación:
1. Pica la cebolla y los calabacines.
2. Cuece todo 20 minutos y tritura.
"""
ENGLISH = """Garlic prawns
Serves 2

200 g prawns
3 cloves garlic
2 tbsp olive oil
1) Slice the garlic and warm it in the oil until it smells good and is barely golden.
2) Add the prawns and cook for 3 minutes.
"""


def page(name: str) -> str:
    return (PAGES / f"{name}.html").read_text()


def imported(name: str) -> NewRecipe:
    return proposed(scraped(page(name)), None, Language.ES, FOODS)[0]


def food_ids(recipe: NewRecipe) -> list[str | None]:
    return [getattr(one, "food_id", None) for one in recipe.ingredients]


@pytest.mark.parametrize(
    ("name", "title", "language", "servings", "minutes", "known", "steps"),
    [
        ("json_ld_es", "Tortilla de patatas", "es", 4, 45, ["egg", "potato", "onion"], 2),
        ("json_ld_graph_en", "Tomato soup", "en", 2, 25, ["tomato", "onion"], 3),
        ("json_ld_text_steps", "Banana pancakes", "en", 2, None, ["banana", "egg"], 3),
        ("microdata_es", "Lentejas de la abuela", "es", 4, 60, ["lentils", "carrot"], 2),
        ("microdata_en", "Garlic bread", "en", 6, None, ["baguette", "garlic", "butter"], 1),
    ],
)
def test_pages_that_declare_a_recipe(
    name: str,
    title: str,
    language: str,
    servings: int,
    minutes: int | None,
    known: list[str],
    steps: int,
) -> None:
    recipe = imported(name)
    assert (recipe.title, recipe.language) == (title, language)
    assert (recipe.servings, recipe.minutes) == (servings, minutes)
    assert food_ids(recipe)[: len(known)] == known
    assert len(recipe.steps) == steps


def test_values_nobody_can_cook_are_left_out() -> None:
    recipe = imported("hostile_values")
    assert "\x00" not in recipe.title
    assert recipe.servings <= 50
    assert recipe.minutes is None
    assert food_ids(recipe)[0] == "tomato"


@pytest.mark.parametrize("name", ["no_markup", "recipe_without_ingredients"])
def test_pages_without_a_recipe_are_refused(name: str) -> None:
    with pytest.raises(Invalid) as error:
        proposed(ScrapedPages().read(page(name)), None, Language.ES, FOODS)
    assert error.value.code == "no_recipe_found"


def test_a_page_is_read_in_a_process_of_its_own() -> None:
    assert ScrapedPages().read(page("json_ld_es")) == scraped(page("json_ld_es"))


@pytest.mark.parametrize(
    "html",
    [
        "<div itemscope>" * 60_000,
        '<script type="application/ld+json">' + "[" * 300_000 + "</script>",
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + "&b;" * 200_000,
    ],
    ids=["deep markup", "deep JSON", "entities"],
)
def test_hostile_pages_are_refused(html: str) -> None:
    with pytest.raises(Invalid) as error:
        ScrapedPages().read(html)
    assert error.value.code == "no_recipe_found"


def test_a_spanish_text() -> None:
    recipe, lines = proposed(found_in(SPANISH), None, Language.EN, FOODS)
    assert (recipe.title, recipe.language) == ("Crema de calabacín", "es")
    assert (recipe.servings, recipe.minutes) == (4, 30)
    assert [one.food and one.food.id for one in lines] == [
        "courgette",
        "onion",
        "vegetable_stock",
        "salt",
        "black_pepper",
    ]
    assert len(recipe.steps) == 2
    assert recipe.model_validate(recipe.model_dump()) == recipe


def test_an_english_text_without_headings() -> None:
    recipe, lines = proposed(found_in(ENGLISH), None, Language.ES, FOODS)
    assert (recipe.title, recipe.language, recipe.servings) == ("Garlic prawns", "en", 2)
    assert [one.quantity.unit.value for one in lines] == ["g", "clove", "tbsp"]
    assert len(recipe.steps) == 2


@pytest.mark.parametrize("text", ["", "\n\n", "Hola", "Una tarde de verano\nFuimos a la playa."])
def test_texts_without_a_recipe_are_refused(text: str) -> None:
    with pytest.raises(Invalid) as error:
        found_in(text)
    assert error.value.code == "no_recipe_found"


@given(st.text(max_size=600))
def test_any_text_is_a_recipe_or_refused(text: str) -> None:
    try:
        recipe, lines = proposed(found_in(f"x\n- 2 {text}"), None, Language.ES, FOODS)
    except Invalid:
        return
    assert len(lines) == len(recipe.ingredients) > 0


def test_a_page_that_tells_without_end_tells_nothing() -> None:
    html = page("json_ld_es").replace('"name": "', '"name": "' + "x" * 500_000, 1)
    assert len(html) > 500_000
    with pytest.raises(Invalid):
        ScrapedPages().read(html)
