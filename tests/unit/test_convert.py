"""Conversions between units: known values, what is missing, and round trips."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.convert import convert, convertible
from shared.domain.errors import CannotConvert
from shared.domain.units import GRAMS, MILLILITRES, Quantity, Unit

FOODS = foods.load()


@pytest.mark.parametrize(
    ("amount", "unit", "to", "food", "expected"),
    [
        ("1", Unit.KG, Unit.G, None, "1000"),
        ("250", Unit.ML, Unit.L, None, "0.25"),
        ("2", Unit.TBSP, Unit.TSP, None, "6"),
        ("1", Unit.CUP, Unit.ML, None, "240"),
        ("3", Unit.UNIT, Unit.UNIT, None, "3"),
    ],
)
def test_known_conversions(
    amount: str, unit: Unit, to: Unit, food: str | None, expected: str
) -> None:
    found = convert(Quantity(Decimal(amount), unit), to, FOODS[food] if food else None)
    assert found == Decimal(expected)


def test_a_volume_weighs_its_density() -> None:
    oil = FOODS["olive_oil"]
    assert oil.density_g_ml is not None
    assert convert(Quantity(Decimal(100), Unit.ML), Unit.G, oil) == 100 * oil.density_g_ml


def test_a_piece_weighs_what_the_catalog_says() -> None:
    tomato = FOODS["tomato"]
    grams = convert(Quantity(Decimal(2), Unit.UNIT), Unit.G, tomato)
    assert grams == 2 * tomato.weights[Unit.UNIT]


@pytest.mark.parametrize(
    ("unit", "to", "missing"),
    [
        (Unit.ML, Unit.G, "density"),
        (Unit.G, Unit.CUP, "density"),
        (Unit.CLOVE, Unit.G, "weight_of_one_clove"),
        (Unit.G, Unit.UNIT, "weight_of_one_unit"),
    ],
)
def test_an_impossible_conversion_says_what_is_missing(unit: Unit, to: Unit, missing: str) -> None:
    with pytest.raises(CannotConvert) as error:
        convert(Quantity(Decimal(1), unit), to, None)
    assert error.value.params["missing"] == missing


amounts = st.decimals("0.1", "10000", places=3)


@given(amount=amounts, unit=st.sampled_from(list(GRAMS)), to=st.sampled_from(list(GRAMS)))
def test_there_and_back_loses_at_most_a_rounding(amount: Decimal, unit: Unit, to: Unit) -> None:
    there = convert(Quantity(amount, unit), to, None)
    back = convert(Quantity(there, to), unit, None)
    assert abs(back - amount) <= Decimal("0.5")


@given(amount=amounts, food=st.sampled_from(list(FOODS)), unit=st.sampled_from(list(Unit)))
def test_a_conversion_is_positive_or_refused(amount: Decimal, food: object, unit: Unit) -> None:
    quantity = Quantity(amount, unit)
    if convertible(quantity, Unit.G, food):  # type: ignore[arg-type]
        assert convert(quantity, Unit.G, food) >= 0  # type: ignore[arg-type]


@given(amount=amounts, unit=st.sampled_from(list(MILLILITRES)))
def test_twice_as_much_is_twice_as_much(amount: Decimal, unit: Unit) -> None:
    one = convert(Quantity(amount, unit), Unit.ML, None)
    two = convert(Quantity(amount * 2, unit), Unit.ML, None)
    assert abs(two - 2 * one) <= Decimal("0.002")
