"""Numbers, amounts of money and sizes as receipts print them."""

from decimal import Decimal

import pytest

from shared.domain.receipt_numbers import money, number, tidy, words
from shared.domain.receipt_size import Measure, Size, quantity, sized
from shared.domain.units import Quantity, Unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LECHE ENTERA 1L  0,95", "0.95"),
        ("BREAD  £1.15", "1.15"),
        ("BREAD  ￡1.15", "1.15"),
        ("ARROZ  $ 21.950", "21950"),
        ("TOTAL  $118.930", "118930"),
        ("TELE  1.234,56", "1234.56"),
        ("TV  1,234.56", "1234.56"),
        ("DTO.2a UNIDAD  -0,50", "-0.50"),
        ("MFR COUPON  0.50-", "-0.50"),
        ("Money Off  €-0.25", "-0.25"),
        ("Members price  -£0.50", "-0.50"),
        ("DESCUENTO  $-7.000", "-7000"),
        ("EGGS 18CT  5.49F", "5.49"),
        ("EGGS  5.49 F", "5.49"),
        ("TERNERA  7,25 B", "7.25"),
        ("SUBTOTAL  38,20 EUR", "38.20"),
        ("PAN  O,6O", "0.60"),
        ("PAN  1，49", "1.49"),
    ],
)
def test_money_at_the_end_of_a_line(text: str, expected: str) -> None:
    found = money(tidy(text))

    assert found is not None
    assert found.amount == Decimal(expected)


@pytest.mark.parametrize("text", ["GRACIAS", "AGUA 1,50L", "", "LECHE 6X1L", "PAN RALLADO"])
def test_no_money(text: str) -> None:
    found = money(text)

    assert found is None or not found.exact


@pytest.mark.parametrize(
    ("text", "expected"), [("1,5", "1.5"), ("2.50", "2.50"), ("1O", "10"), ("l2", "12")]
)
def test_number(text: str, expected: str) -> None:
    assert number(text) == Decimal(expected)


def test_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="abc"):
        number("abc")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T0TAL (EUR) 40", "total eur 40"),
        ("SUBT0TAL", "subtotal"),
        ("1CREMA MANOS", "1 crema manos"),
        ("Piña", "pina"),
        ("JAMÓN", "jamon"),
    ],
)
def test_words_are_folded_and_mended(text: str, expected: str) -> None:
    assert words(text) == expected


G, KG, ML, LITRE = Measure.GRAM, Measure.KILOGRAM, Measure.MILLILITRE, Measure.LITRE
OUNCE, PIECE, BUNCH = Measure.OUNCE, Measure.PIECE, Measure.BUNCH


@pytest.mark.parametrize(
    ("text", "rest", "amount", "measure"),
    [
        ("TOMATE 1KG", "TOMATE", "1", KG),
        ("LECHE 6X1L", "LECHE", "6", LITRE),
        ("BAKED BEANS 4X415G", "BAKED BEANS", "1660", G),
        ("AGUA 6X1,5L", "AGUA", "9.0", LITRE),
        ("HUEVOS M 12U", "HUEVOS M", "12", PIECE),
        ("12 HUEVOS L", "HUEVOS L", "12", PIECE),
        ("YOGUR NAT PACK-4", "YOGUR NAT", "4", PIECE),
        ("EGGS 6PK", "EGGS", "6", PIECE),
        ("HUEVO 18PZ", "HUEVO", "18", PIECE),
        ("AREPA X5", "AREPA", "5", PIECE),
        ("EGGS ONE DOZEN", "EGGS ONE", "12", PIECE),
        ("CERVEZA PACK-6 33CL", "CERVEZA", "1980", ML),
        ("VINO CRIANZA75CL", "VINO CRIANZA", "750", ML),
        ("ESPINACA 2O0G", "ESPINACA", "200", G),
        ("TOFU 25OG", "TOFU", "250", G),
        ("VINAGRE SOOML", "VINAGRE", "500", ML),
        ("PEANUT BUTTER 16 OZ", "PEANUT BUTTER", "16", OUNCE),
        ("PEANUT BUTTER 1602", "PEANUT BUTTER", "16", OUNCE),
        ("TOFU 140Z", "TOFU", "14", OUNCE),
        ("FLOUR 5LB", "FLOUR", "2267.96185", G),
        ("KALE BUNCH", "KALE", "1", BUNCH),
        ("COLIFLOR UD", "COLIFLOR", "1", PIECE),
    ],
)
def test_sizes(text: str, rest: str, amount: str, measure: Measure) -> None:
    found = sized(text)

    assert " ".join(found.rest.split()) == rest
    assert found.size == Size(Decimal(amount), measure)


@pytest.mark.parametrize("text", ["TOMATE RAMA", "OLIVE 0IL", "CHOCOLATE 85%", "BEEF 80/20", ""])
def test_no_size(text: str) -> None:
    assert sized(text).size is None


def test_an_ounce_is_of_weight_or_of_volume() -> None:
    size = Size(Decimal(2), OUNCE)

    assert quantity(size, liquid=False) == Quantity(Decimal("56.699046250"), Unit.G)
    assert quantity(size, liquid=True) == Quantity(Decimal("59.1470591250"), Unit.ML)
