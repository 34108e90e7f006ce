"""Whatever a recipe prints of an amount is used, or told: none is dropped in silence."""

import re

from hypothesis import assume, example, given
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.found_recipe import FoundRecipe, LeftOut
from shared.domain.language import Language
from shared.domain.own_recipe import NewIngredient
from shared.domain.recipe_proposal import proposed

FOODS = foods.load()
FIGURE = re.compile(r"\d+")
SHARE = re.compile(r"\d+(?:[.,]\d+)?\s?%")

WORDS = st.sampled_from(
    (
        *("harina", "huevos", "mantequilla", "aceite de oliva", "azúcar", "ajo", "cosas", "polvo"),
        *("flour", "eggs", "butter", "olive oil", "garlic", "salt", "things", "chicken breast"),
        *("g", "kg", "ml", "gr.", "cucharadas", "cdas.", "cups", "tbsp", "oz", "lb.", "fl oz"),
        *("dientes", "cloves", "lata", "can", "tin", "sobre", "bunch", "pizca", "c/s", "stick"),
        *(
            "de",
            "of",
            "y",
            "and",
            "plus",
            "más",
            "x",
            "cada uno",
            "each",
            "about",
            "unos",
            "aprox.",
        ),
        *("al gusto", "to taste", "para freír", "for serving", "opcional", "large", "rasas", "cm"),
        *("(", ")", ",", ":", "/", "+", "–", ".", "%", "Para la salsa:", "picado", "tamaño", "un"),
    )
)
FIGURES = st.sampled_from(("1", "2", "3", "12", "100", "250", "1/2", "1,5", "1.5", "400"))
# Of a range the smaller amount does not count, and of 3/250 nothing is left.
SPAN = re.compile(r"\d [–/] \d")
LINES = (
    st.lists(FIGURES | WORDS, min_size=2, max_size=9)
    .map(" ".join)
    .filter(lambda line: not SPAN.search(line))
)


def shown(line: str, language: Language) -> tuple[list[NewIngredient], list[LeftOut]]:
    """All that an import tells of a line: what it keeps, and what it does not."""
    found = FoundRecipe("Plato", "", 4, None, language.value, [line, "777 g arroz"], ["Come."])
    read = proposed(found, language, language, FOODS)
    *kept, rice = (one for one in read.recipe.ingredients if isinstance(one, NewIngredient))
    assert rice.quantity == 777
    # A line that heads others stands in the note of what follows.
    return ([*kept, rice] if rice.note else kept), read.left_out


@given(LINES, st.sampled_from(Language))
def test_every_figure_of_a_line_counts(line: str, language: Language) -> None:
    told = shown(line, language)
    for figure in FIGURE.finditer(line):
        other = line[: figure.start()] + str(int(figure[0]) + 4) + line[figure.end() :]
        assert shown(other, language) != told, (line, other)


@given(LINES, st.sampled_from(Language))
@example("Mantequilla: 100 g", Language.ES)
@example("Butter 100 ish 200", Language.EN)
def test_a_line_that_prints_an_amount_has_one_or_is_told(line: str, language: Language) -> None:
    kept, left_out = shown(line, language)
    assume(FIGURE.search(SHARE.sub("", line)))
    assert left_out or any(one.quantity for one in kept), line
