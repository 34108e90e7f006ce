"""Amounts as people say them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.errors import Invalid
from shared.domain.phrase import phrase_of


@pytest.mark.parametrize(
    ("text", "quantity", "unit", "name"),
    [
        ("un kilo de papas", "1", "kg", "papas"),
        ("1 cup of flour", "1", "cup", "flour"),
        ("2 tomates", "2", "unit", "tomates"),
        ("media docena de huevos", "6", "unit", "huevos"),
        ("half a dozen eggs", "6", "unit", "eggs"),
        ("una docena de huevos", "12", "unit", "huevos"),
        ("a dozen eggs", "12", "unit", "eggs"),
        ("2 docenas de huevos", "24", "unit", "huevos"),
        ("un par de huevos", "2", "unit", "huevos"),
        ("a couple of eggs", "2", "unit", "eggs"),
        ("un par de docenas de huevos", "24", "unit", "huevos"),
        ("medio kilo de carne picada", "0.5", "kg", "carne picada"),
        ("half a kilo of mince", "0.5", "kg", "mince"),
        ("kilo y medio de patatas", "1.5", "kg", "patatas"),
        ("un kilo y medio de patatas", "1.5", "kg", "patatas"),
        ("a cup and a half of rice", "1.5", "cup", "rice"),
        ("un cuarto de kilo de queso", "0.25", "kg", "queso"),
        ("a quarter litre of cream", "0.25", "l", "cream"),
        ("litro y medio de leche", "1.5", "l", "leche"),
        ("500g arroz", "500", "g", "arroz"),
        ("500 g de arroz", "500", "g", "arroz"),
        ("250ml leche", "250", "ml", "leche"),
        ("1,5 kg de pollo", "1.5", "kg", "pollo"),
        ("1.5 kg chicken", "1.5", "kg", "chicken"),
        ("1/2 taza de azúcar", "0.5", "cup", "azúcar"),
        ("1 1/2 cups sugar", "1.5", "cup", "sugar"),
        ("1½ cups sugar", "1.5", "cup", "sugar"),
        ("½ limón", "0.5", "unit", "limón"),
        ("1/3 cup milk", "0.333", "cup", "milk"),
        ("⅓ cup milk", "0.333", "cup", "milk"),
        ("tres dientes de ajo", "3", "clove", "ajo"),
        ("two cloves of garlic", "2", "clove", "garlic"),
        ("una pizca de sal", "1", "pinch", "sal"),
        ("2 cucharadas de aceite de oliva", "2", "tbsp", "aceite de oliva"),
        ("1 cucharadita de comino", "1", "tsp", "comino"),
        ("2 tbsp. olive oil", "2", "tbsp", "olive oil"),
        ("4 lonchas de jamón", "4", "slice", "jamón"),
        ("3 slices of bread", "3", "slice", "bread"),
        ("un manojo de perejil", "1", "bunch", "perejil"),
        ("2 raciones de lasaña", "2", "portion", "lasaña"),
        ("UN LITRO DE LECHE", "1", "l", "LECHE"),
        ("kilo de papas", "1", "kg", "papas"),
        ("tomates", "1", "unit", "tomates"),
        ("pan de molde", "1", "unit", "pan de molde"),
        ("  2   latas de   atún. ", "2", "unit", "latas de atún"),
        ("1 clove", "1", "unit", "clove"),
        ("once huevos", "11", "unit", "huevos"),
        ("seis manzanas", "6", "unit", "manzanas"),
    ],
)
def test_what_is_said(text: str, quantity: str, unit: str, name: str) -> None:
    assert phrase_of(text) == (name, Decimal(quantity), unit)


SPANISH = """
una docena y media de huevos | 18 | unit | huevos
docena y media de huevos | 18 | unit | huevos
dos docenas y media de huevos | 30 | unit | huevos
dos y media docenas de huevos | 30 | unit | huevos
una docena y cuarto de huevos | 15 | unit | huevos
1,5 docenas de huevos | 18 | unit | huevos
dos y medio kilos de papas | 2.5 | kg | papas
2 y 1/2 tazas de agua | 2.5 | cup | agua
una y media tazas de leche | 1.5 | cup | leche
uno y medio limones | 1.5 | unit | limones
un kilo y cuarto de queso | 1.25 | kg | queso
kilo y cuarto de uvas | 1.25 | kg | uvas
un kilo y tres cuartos de carne | 1.75 | kg | carne
una taza y un cuarto de leche | 1.25 | cup | leche
medio kilo y cuarto de queso | 0.75 | kg | queso
tres cuartos de kilo de carne | 0.75 | kg | carne
un cuarto de un repollo | 0.25 | unit | repollo
un tercio de taza de aceite | 0.333 | cup | aceite
una ½ taza de sal | 0.5 | cup | sal
un par de kilos de papas | 2 | kg | papas
quince huevos | 15 | unit | huevos
dieciséis tortillas | 16 | unit | tortillas
veinte aceitunas | 20 | unit | aceitunas
veintiún huevos | 21 | unit | huevos
treinta y cinco gramos de sal | 35 | g | sal
noventa y nueve nueces | 99 | unit | nueces
cien gramos de jamón | 100 | g | jamón
ciento cincuenta gramos de queso | 150 | g | queso
doscientos gramos de jamón | 200 | g | jamón
doscientas aceitunas | 200 | unit | aceitunas
quinientos gramos de harina | 500 | g | harina
setecientos cincuenta ml de vino | 750 | ml | vino
novecientos noventa y nueve gramos de arroz | 999 | g | arroz
dos mil gramos de arroz | 2000 | g | arroz
2 mil g de sal | 2000 | g | sal
250 cc de leche | 250 | ml | leche
2 libras de carne | 907.2 | g | carne
una libra y media de papas | 680.4 | g | papas
half a pound of butter | 226.8 | g | butter
8 oz cheddar | 226.8 | g | cheddar
1 lb. ground beef | 453.6 | g | ground beef
una onza de chocolate | 28.35 | g | chocolate
33 cl de cerveza | 330 | ml | cerveza
2.5 dl de nata | 250 | ml | nata
250cc leche | 250 | ml | leche
.5 kg arroz | 0.5 | kg | arroz
,25 l de nata | 0.25 | l | nata
una porción de tres leches | 1 | portion | tres leches
mil hojas | 1 | unit | mil hojas
taza y plato | 1 | unit | taza y plato
sal y pimienta | 1 | unit | sal y pimienta
2 panes y medio | 2 | unit | panes y medio
"""
ENGLISH = """
two and a half cups of flour | 2.5 | cup | flour
one and a half litres of milk | 1.5 | l | milk
two and a half lemons | 2.5 | unit | lemons
three quarters of a cup of milk | 0.75 | cup | milk
a cup and a quarter of milk | 1.25 | cup | milk
a cup and three quarters of milk | 1.75 | cup | milk
a dozen and a half eggs | 18 | unit | eggs
two and a half dozen eggs | 30 | unit | eggs
half dozen eggs | 6 | unit | eggs
a half cup of oats | 0.5 | cup | oats
half of a lemon | 0.5 | unit | lemon
a quarter of a cabbage | 0.25 | unit | cabbage
a third of a cup of oil | 0.333 | cup | oil
two thirds of a cup of sugar | 0.667 | cup | sugar
1 1/4 cups oats | 1.25 | cup | oats
a couple of cups of flour | 2 | cup | flour
thirteen eggs | 13 | unit | eggs
nineteen olives | 19 | unit | olives
twenty eggs | 20 | unit | eggs
twenty five eggs | 25 | unit | eggs
twenty-five grams of salt | 25 | g | salt
ninety-nine grams of salt | 99 | g | salt
a hundred grams of ham | 100 | g | ham
a hundred and fifty grams of butter | 150 | g | butter
two hundred and five grams of ham | 205 | g | ham
a hundred and a half grams of salt | 100.5 | g | salt
five hundred grams of flour | 500 | g | flour
two thousand grams of rice | 2000 | g | rice
one thousand two hundred ml of milk | 1200 | ml | milk
.5 kg rice | 0.5 | kg | rice
0.25 l cream | 0.25 | l | cream
1 tsp five spice | 1 | tsp | five spice
1 cup half and half | 1 | cup | half and half
1 tsp clove powder | 1 | tsp | clove powder
cup noodles | 1 | unit | cup noodles
thousand island | 1 | unit | thousand island
"""


TYPED = """
1.500 g de arroz | 1500 | g | arroz
1,500 g de arroz | 1500 | g | arroz
1.000 ml leche | 1000 | ml | leche
1,000 g rice | 1000 | g | rice
1.500 kg de arroz | 1.5 | kg | arroz
1,125 l leche | 1.125 | l | leche
0.500 g azafrán | 0.5 | g | azafrán
1.25 g sal | 1.25 | g | sal
1.234,5 g arroz | 1234.5 | g | arroz
1,234.5 g rice | 1234.5 | g | rice
12.345,67 ml agua | 12345.67 | ml | agua
1'5 kg papas | 1.5 | kg | papas
1'500 g papas | 1500 | g | papas
2x500 g pasta | 1000 | g | pasta
2 x 500g pasta | 1000 | g | pasta
6 x 33 cl de cerveza | 1980 | ml | cerveza
6 x yogures | 6 | unit | yogures
dos x 1,5 l de agua | 3 | l | agua
papas 1 kg | 1 | kg | papas
arroz 500g | 500 | g | arroz
leche entera, 2 x 1 l | 2 | l | leche entera
pan (1/2 kg) | 0.5 | kg | pan
arroz 1.500 g | 1500 | g | arroz
ajo 2 dientes | 2 | clove | ajo
tomates x3 | 3 | unit | tomates
tomates x 3 | 3 | unit | tomates
vitamina B 12 | 1 | unit | vitamina B 12
agua con gas 5 estrellas | 1 | unit | agua con gas 5 estrellas
2 cans of tuna | 2 | unit | cans of tuna
una lata de garbanzos | 1 | unit | lata de garbanzos
3 bricks de 1 l de leche | 3 | l | bricks de leche
2 latas de 400 g de tomate | 800 | g | latas de tomate
un paquete de 500 g de arroz | 500 | g | paquete de arroz
una caja de 12 huevos | 12 | unit | huevos
caja de 12 huevos | 12 | unit | huevos
a box of 6 eggs | 6 | unit | eggs
some milk | 1 | unit | milk
un poco de sal | 1 | unit | sal
un poco de leche condensada | 1 | unit | leche condensada
algo de queso | 1 | unit | queso
unos tomates | 1 | unit | tomates
unos 200 g de queso | 200 | g | queso
about 2 cups of rice | 2 | cup | rice
someone's pie | 1 | unit | someone's pie
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|")] for row in table.strip().splitlines()]


@pytest.mark.parametrize(
    ("text", "quantity", "unit", "name"), rows(SPANISH) + rows(ENGLISH) + rows(TYPED)
)
def test_every_word_of_an_amount_counts(text: str, quantity: str, unit: str, name: str) -> None:
    assert phrase_of(text) == (name, Decimal(quantity), unit)


@pytest.mark.parametrize(
    "text",
    [
        "un kilo y 200 gramos de queso",
        "un kilo y media docena de huevos",
        "un kilo tres cuartos de queso",
        "una docena y tres huevos",
        "cuarto y mitad de jamón",
        "1 kg 500 g papas",
        "mil gramos de arroz",
        "kilo papas",
        "un litro",
        "500 g",
        "tres cuatro quesos",
        "cero tomates",
        "two kilos five hundred grams of beef",
        "1 cup and 2 tbsp flour",
        "2 400 g cans of tomatoes",
        "half and half cream",
        "zero eggs",
        "2 de 500 g",
        "un cuarto de taza",
        "3-4 tomates",
        "3 – 4 tomates",
        "1/2-1 kg de sal",
        "-3 tomates",
        "- 3 tomates",
        "−2 kg de papas",
        "+3 tomates",
        "٣ tomates",
        "12.345.678 g de sal",
    ],
)
def test_an_amount_of_which_words_are_left_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        phrase_of(text)
    assert refused.value.code == "phrase_not_understood"


@given(
    number=st.integers(1, 999),
    part=st.sampled_from([("", "0"), (" y medio", "0.5"), (" y cuarto", "0.25")]),
)
def test_a_part_is_added_to_any_number(number: int, part: tuple[str, str]) -> None:
    words, more = part
    for said in (f"{number}{words} kilos de papas", f"{number} kilos{words} de papas"):
        assert phrase_of(said) == ("papas", number + Decimal(more), "kg")


@pytest.mark.parametrize("text", ["", "  ", "...", "1", "un kilo de", "0 tomates", "1/0 kg sal"])
def test_what_says_nothing(text: str) -> None:
    with pytest.raises(Invalid):
        phrase_of(text)


@given(st.text(max_size=60))
def test_anything_is_understood_or_refused(text: str) -> None:
    try:
        found = phrase_of(text)
    except Invalid:
        return
    assert found.name
    assert found.quantity > 0


@pytest.mark.parametrize("text", ["9" * 21 + " x", "9" * 4_400 + " x", "1/" + "9" * 4_400 + " x"])
def test_numbers_nobody_means_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        phrase_of(text)
