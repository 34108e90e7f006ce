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
