"""Recipes from texts and pages: what is found in them, and that nothing hostile gets through."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.scraped_pages import ScrapedPages, scraped
from shared.catalog import foods
from shared.domain.alerts import alerts
from shared.domain.composing import composed
from shared.domain.errors import Invalid
from shared.domain.food import Allergen
from shared.domain.found_recipe import FoundRecipe
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.own_recipe import NewRecipe, drafted, understood
from shared.domain.recipe_proposal import Proposed, proposed, read_whole
from shared.domain.recipe_text import found_in

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
    recipe, lines, _ = proposed(found_in(SPANISH), None, Language.EN, FOODS)
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
    recipe, lines, _ = proposed(found_in(ENGLISH), None, Language.ES, FOODS)
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
        recipe, lines, _ = proposed(found_in(f"x\n- 2 {text}"), None, Language.ES, FOODS)
    except Invalid:
        return
    assert len(lines) == len(recipe.ingredients) > 0


def test_a_page_that_tells_without_end_tells_nothing() -> None:
    html = page("json_ld_es").replace('"name": "', '"name": "' + "x" * 500_000, 1)
    assert len(html) > 500_000
    with pytest.raises(Invalid):
        ScrapedPages().read(html)


FILLER = "arroz blanco de grano redondo bien lavado y escurrido, "
LONG_INTRO = "Una receta de casa. " * 120
MANY = "\n".join(f"- {n} g de arroz" for n in range(1, 41))
STEPS = "\n".join(f"{n}. Remueve el arroz." for n in range(1, 41))


def text(intro: str = "", heading: str = "Ingredientes", lines: str = "", steps: str = "") -> str:
    parts = ("Arroz con cosas", intro, heading, "- 300 g de arroz", lines, "Pasos", steps)
    return "\n".join(part for part in parts if part)


def whole(told: str) -> Proposed:
    return proposed(found_in(told), None, Language.ES, FOODS)


def held(found: Proposed) -> str:
    """Every word of the answer."""
    recipe = found.recipe
    steps = [str(getattr(one, "text", one)) for one in recipe.steps]
    notes = [one.note for one in found.lines]
    texts = (recipe.title, recipe.summary, *(one.text for one in found.lines), *notes, *steps)
    return " ".join((*texts, *(one.text for one in found.left_out))).casefold()


HIDDEN = {
    "far down a line": text(lines=f"- 1 kg de {FILLER * 4} con cacahuetes molidos"),
    "after forty ingredients": text(lines=f"{MANY}\n- 50 g de cacahuetes"),
    "after forty steps": text(steps=f"{STEPS}\n41. Sirve con cacahuetes por encima."),
    "at the end of a long step": text(steps=f"1. {FILLER * 60} y cacahuetes."),
    "in a long introduction": text(intro=f"{LONG_INTRO}\nLleva cacahuetes."),
    "in the third line of it": text(intro="Hola.\nEs rica.\nLleva cacahuetes."),
    "in a heading": text(heading="Ingredientes (y cacahuetes)"),
    "in a long title": f"{FILLER * 4} con cacahuetes\nIngredientes\n- 300 g de arroz",
    "after many asides": text(lines=f"- 300 g de arroz {'(a)' * 55} (cacahuetes)"),
    "after many short words": text(lines=f"- arroz {'T. ' * 55}cacahuetes"),
}


@pytest.mark.parametrize("told", HIDDEN.values(), ids=HIDDEN.keys())
def test_an_allergen_is_told_wherever_it_stands(told: str) -> None:
    found = whole(told)
    assert "cacahuetes" in held(found)
    assert "peanut" in read_whole(found, FOODS).allergens
    if not found.left_out:
        kept = composed(drafted(found.recipe, Language.ES, FOODS), FOODS)
        assert "peanut" in kept.allergens


def test_what_there_is_no_room_for_is_told() -> None:
    told = text(lines=f"{MANY}\n- 50 g de nueces", steps=f"{STEPS}\n41. Come.")
    found = whole(told)
    assert len(found.lines) == len(found.recipe.ingredients) == 40
    assert [(one.part.value, one.text) for one in found.left_out] == [
        ("ingredient", "40 g de arroz"),
        ("ingredient", "50 g de nueces"),
        ("step", "Come."),
    ]
    assert whole(text(intro="Hola.", lines="- sal y pimienta", steps=STEPS)).left_out == []


def test_a_line_whose_amount_is_not_understood_is_told() -> None:
    found = whole(text(lines="- mantequilla 100 aprox 200 algo\n- sal"))
    assert [one.food and one.food.id for one in found.lines] == ["white_rice", "butter", "salt"]
    assert [(one.part.value, one.text) for one in found.left_out] == [
        ("amount", "mantequilla 100 aprox 200 algo")
    ]


def test_figures_that_are_too_large_are_told() -> None:
    told = [(50, 1440, []), (51, 1441, [("servings", "51"), ("minutes", "1441")])]
    for servings, minutes, left_out in told:
        found = FoundRecipe("Paella", "", servings, minutes, "es", ["1 kg de arroz"], ["Cuece."])
        made = proposed(found, None, Language.ES, FOODS)
        assert [(one.part.value, one.text) for one in made.left_out] == left_out
        assert made.recipe.servings == 50


def test_an_unknown_ingredient_that_was_left_out_is_no_safe_one() -> None:
    needs = Needs(allergens=frozenset({Allergen.PEANUT}), food_ids=frozenset())
    found = whole(text(lines=f"{MANY}\n- 50 g de zurrapilla"))
    unsure = [one for one in alerts(read_whole(found, FOODS), needs, FOODS) if not one.certain]
    assert [one.ingredient for one in unsure] == ["50 g de zurrapilla"]


@pytest.mark.parametrize(
    "told",
    [text(lines="- 1 g de arroz\n" * 201), text(intro="palabra " * 6_000, steps="otra " * 600)],
    ids=["lines", "characters"],
)
def test_what_nobody_reads_whole_is_refused(told: str) -> None:
    with pytest.raises(Invalid) as error:
        whole(told)
    assert error.value.code == "recipe_too_long"


@given(
    st.lists(
        st.text(st.sampled_from("abñé ,;()-0123456789½"), max_size=300).map(
            lambda line: f"- 2 {line}"
        ),
        max_size=60,
    ),
    st.lists(st.text(st.sampled_from("abñé ,.()\t0123456789"), max_size=300), max_size=60),
)
def test_no_word_is_lost(lines: list[str], steps: list[str]) -> None:
    told = text(lines="\n".join(lines), steps="\n".join(steps))
    found = whole(told)
    shown = held(found)
    for word in re.findall("[a-zñé]{2,}", told.casefold()):
        assert word in shown or word in ("ingredientes", "pasos")


def test_a_page_is_not_cut_either() -> None:
    line = f"1 kg de {FILLER * 10} con cacahuetes"
    html = page("json_ld_es").replace("6 huevos", line, 1)
    assert line in html
    found = proposed(ScrapedPages().read(html), None, Language.ES, FOODS)
    assert "cacahuetes" in " ".join(one.text for one in found.left_out)
    assert "peanut" in read_whole(found, FOODS).allergens


def test_ingredients_that_begin_with_their_names_need_no_heading() -> None:
    crust, filling = (
        "Para la masa:\nHarina: 250 g\nMantequilla, 125 g",
        "Para el relleno\n3 manzanas",
    )
    found = whole(f"Tarta\n{crust}\n{filling}\n1. Hornea.")
    assert [(one.name, str(one.quantity.amount), one.note) for one in found.lines] == [
        ("Harina", "250.000", "Para la masa"),
        ("Mantequilla", "125.000", ""),
        ("manzanas", "3.000", "Para el relleno"),
    ]
    assert found.left_out == []
    assert len(found.recipe.steps) == 1


def test_lines_of_ones_own_may_have_headings_too() -> None:
    given = ["Para la masa:", "200 g de harina", "3 huevos"]
    found = understood(given, FOODS, Language.ES)
    assert [(one.name, one.note) for one in found] == [
        ("harina", "Para la masa"),
        ("huevos", ""),
    ]
    with pytest.raises(Invalid) as error:
        understood([*given, "Para decorar:"], FOODS, Language.ES)
    assert error.value.code == "phrase_not_understood"
