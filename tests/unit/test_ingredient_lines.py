"""Ingredient lines as cookbooks and web pages write them, in both languages."""

from collections import Counter
from decimal import Decimal
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.bench import lines
from shared.catalog import foods
from shared.domain.ingredient_line import ReadLine, read_line
from shared.domain.ingredient_list import is_heading, read_lines, read_list
from shared.domain.language import Language

FOODS = foods.load()
Row: TypeAlias = tuple[str, str | None, str, str]

SPANISH: list[Row] = [
    ("2 cucharadas de aceite de oliva", "olive_oil", "2", "tbsp"),
    ("½ kg de patatas", "potato", "0.5", "kg"),
    ("2-3 dientes de ajo", "garlic", "3", "clove"),
    ("sal al gusto", "salt", "0", "g"),
    ("1 cebolla grande picada", "onion", "1", "unit"),
    ("400 g de garbanzos cocidos", "cooked_chickpeas", "400", "g"),
    ("200gr de harina de trigo", "wheat_flour", "200", "g"),
    ("1 1/2 tazas de leche", "whole_milk", "1.5", "cup"),
    ("media docena de huevos", "egg", "6", "unit"),
    ("un kilo de tomates maduros", "tomato", "1", "kg"),
    ("3 huevos", "egg", "3", "unit"),
    ("1 cda de vinagre", "vinegar", "1", "tbsp"),
    ("2 cdas. de azúcar", "sugar", "2", "tbsp"),
    ("1 cdta de comino", "cumin", "1", "tsp"),
    ("1 pizca de sal", "salt", "1", "pinch"),
    ("4 lonchas de jamón serrano", "serrano_ham", "4", "slice"),
    ("1 lata de atún", "canned_tuna", "1", "unit"),
    ("1 manojo de perejil", "parsley", "1", "bunch"),
    ("un puñado de espinacas", "spinach", "30", "g"),
    ("un chorrito de aceite de oliva", "olive_oil", "1", "tbsp"),
    ("1 vaso de agua", "water", "200", "ml"),
    ("2 ramitas de tomillo", "thyme", "2", "g"),
    ("1/2 pimiento rojo", "red_pepper", "0.5", "unit"),
    ("250 ml de nata para cocinar", "single_cream", "250", "ml"),
    ("1 l de caldo de verduras", "vegetable_stock", "1", "l"),
    ("2 zanahorias (unos 150 g)", "carrot", "2", "unit"),
    ("100 g de queso parmesano rallado", "parmesan", "100", "g"),
    ("el zumo de 1 limón", "lemon", "1", "unit"),
    ("perejil fresco (opcional)", "parsley", "0", "bunch"),
    ("3 a 4 tomates", "tomato", "4", "unit"),
    ("1 pechuga de pollo, cortada en dados", "chicken_breast", "1", "unit"),
    ("- 2 calabacines medianos", "courgette", "2", "unit"),
    ("aceite para freír", "vegetable_oil", "0", "l"),
    ("unos 300 g de arroz", "white_rice", "300", "g"),
    ("1,5 kg de patatas", "potato", "1.5", "kg"),
    ("1 kg y 200 g de patatas", "potato", "1200", "g"),
    ("cien gramos de jamón serrano", "serrano_ham", "100", "g"),
    ("taza y media de leche", "whole_milk", "1.5", "cup"),
    ("polvo lunar", None, "0", "unit"),
]
ENGLISH: list[Row] = [
    ("1 1/2 cups flour, sifted", "wheat_flour", "1.5", "cup"),
    ("2 tbsp olive oil", "olive_oil", "2", "tbsp"),
    ("2 tablespoons of butter, melted", "butter", "2", "tbsp"),
    ("1 tsp. ground cumin", "cumin", "1", "tsp"),
    ("3 cloves garlic, minced", "garlic", "3", "clove"),
    ("2-3 cloves of garlic", "garlic", "3", "clove"),
    ("½ cup milk", "whole_milk", "0.5", "cup"),
    ("1½ cups sugar", "sugar", "1.5", "cup"),
    ("a pinch of salt", "salt", "1", "pinch"),
    ("salt to taste", "salt", "0", "g"),
    ("8 oz spaghetti", "spaghetti", "226.8", "g"),
    ("1 lb ground beef", "minced_beef", "453.6", "g"),
    ("1 pound chicken breast", "chicken_breast", "453.6", "g"),
    ("2 large eggs", "egg", "2", "unit"),
    ("1 can chickpeas, drained", "cooked_chickpeas", "1", "unit"),
    ("1 (14 oz) can chopped tomatoes", "canned_tomatoes", "396.9", "g"),
    ("1 onion, finely chopped", "onion", "1", "unit"),
    ("1 bunch fresh parsley", "parsley", "1", "bunch"),
    ("a handful of spinach", "spinach", "30", "g"),
    ("juice of 1 lemon", "lemon", "1", "unit"),
    ("1 stick butter", "butter", "113", "g"),
    ("250g pasta", "pasta", "250", "g"),
    ("1 to 2 carrots", "carrot", "2", "unit"),
    ("about 300 g rice", "white_rice", "300", "g"),
    ("2 cups vegetable stock", "vegetable_stock", "2", "cup"),
    ("1 red bell pepper", "red_pepper", "1", "unit"),
    ("3 Tbsp soy sauce", "soy_sauce", "3", "tbsp"),
    ("1 teaspoon baking powder", "baking_powder", "1", "tsp"),
    ("1/4 cup grated Parmesan", "parmesan", "0.25", "cup"),
    ("2 sprigs thyme", "thyme", "2", "g"),
    ("fresh basil (optional)", "basil", "0", "bunch"),
    ("1 l water", "water", "1", "l"),
    ("half a cup of yogurt", "natural_yogurt", "0.5", "cup"),
    ("1 cup and 2 tbsp milk", "whole_milk", "270", "ml"),
    ("2 400g cans chopped tomatoes", "canned_tomatoes", "800", "g"),
    ("moon dust", None, "0", "unit"),
]


def told(line: ReadLine) -> tuple[str | None, Decimal, str]:
    return line.food.id if line.food else None, line.quantity.amount, line.quantity.unit.value


@pytest.mark.parametrize(("text", "food", "amount", "unit"), SPANISH)
def test_spanish_lines(text: str, food: str | None, amount: str, unit: str) -> None:
    assert told(read_line(text, FOODS, Language.ES)) == (food, Decimal(amount), unit)


@pytest.mark.parametrize(("text", "food", "amount", "unit"), ENGLISH)
def test_english_lines(text: str, food: str | None, amount: str, unit: str) -> None:
    assert told(read_line(text, FOODS, Language.EN)) == (food, Decimal(amount), unit)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sal y pimienta", Language.ES),
        ("sal, pimienta", Language.ES),
        ("Salt and freshly ground black pepper, to taste", Language.EN),
        ("salt & pepper", Language.EN),
    ],
)
def test_two_seasonings_on_a_line_are_two(text: str, language: Language) -> None:
    found = read_lines(text, FOODS, language)
    assert [told(one) for one in found] == [
        ("salt", Decimal(0), "g"),
        ("black_pepper", Decimal(0), "g"),
    ]


def test_printed_lines_are_read_as_they_stand() -> None:
    found = Counter(map(lines.reading, lines.lines()))
    assert found[lines.Reading.AMOUNT] == found[lines.Reading.LOST] == 0
    assert found[lines.Reading.RIGHT] >= 0.95 * found.total()


def test_several_foods_of_a_line_are_several() -> None:
    found = read_lines("Sofrito: 1 cebolla, 2 zanahorias y 3 dientes de ajo", FOODS, Language.ES)
    assert [told(one) for one in found] == [
        ("onion", Decimal(1), "unit"),
        ("carrot", Decimal(2), "unit"),
        ("garlic", Decimal(3), "clove"),
    ]
    assert {one.note for one in found} == {"Sofrito"}


@pytest.mark.parametrize(
    ("text", "language", "note"),
    [
        ("2 tazas (250 g) de harina, tamizada", Language.ES, "2 tazas (250 g), tamizada"),
        ("100g/3½oz chocolate", Language.EN, "(3 1/2 oz)"),
        ("2 latas de atún de 80 g", Language.ES, "2 latas (80 g c/u)"),
        ("Para decorar: 50 g de almendras", Language.ES, "Para decorar"),
        (
            "500 g plain flour, plus 2 tbsp for dusting",
            Language.EN,
            "plus 2 tablespoon for dusting",
        ),
    ],
)
def test_what_an_amount_stands_for_stays_in_the_note(
    text: str, language: Language, note: str
) -> None:
    assert [one.note for one in read_lines(text, FOODS, language)] == [note]


@pytest.mark.parametrize(
    ("text", "language", "heading"),
    [
        ("Para la salsa:", Language.ES, True),
        ("Salsa:", Language.ES, True),
        ("Relleno", Language.ES, True),
        ("Ingredientes para 4 personas", Language.ES, True),
        ("FOR THE DOUGH", Language.EN, True),
        ("Salsa", Language.ES, False),
        ("Para la salsa, 2 tomates", Language.ES, False),
        ("For the sauce: 2 tomatoes", Language.EN, False),
        ("Forelle", Language.EN, False),
    ],
)
def test_headings(text: str, language: Language, heading: bool) -> None:
    assert is_heading(text, FOODS, language) is heading


def test_a_heading_is_noted_with_what_follows_it() -> None:
    texts = ["Ingredientes:", "Para la salsa de soja:", "2 tomates", "1 ajo", "Masa:"]
    found = list(read_list(texts, FOODS, Language.ES))
    assert [[one.note for one in listed.lines] for listed in found] == [
        ["Ingredientes: Para la salsa de soja"],
        [""],
        [],
    ]
    assert found[-1].text == "Masa:"


@pytest.mark.parametrize("text", ["", "  ", "12", "½", "- ", "(x)", "200 g"])
def test_what_names_nothing_is_no_ingredient(text: str) -> None:
    assert read_lines(text, FOODS, Language.ES) == []


def test_confidence_falls_with_what_was_not_understood() -> None:
    texts = ["3 huevos", "3 huevos camperos enormes", "huevos camperos enormes", "polvo lunar"]
    sure = [read_line(text, FOODS, Language.ES).confidence for text in texts]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] == 1
    assert len(set(sure)) == 4


@given(st.text(max_size=300), st.sampled_from(Language))
def test_any_text_is_read_or_refused(text: str, language: Language) -> None:
    for line in read_lines(text, FOODS, language):
        assert line.name
        assert 0 <= line.quantity.amount <= 1_000_000
        assert 0 < line.confidence <= 1
