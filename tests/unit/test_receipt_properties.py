"""Whatever is printed: no crash, no absurd amounts, no money matter taken for a food."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalog.foods import load
from shared.domain.language import Language
from shared.domain.receipt import ReceiptParser
from shared.domain.receipt_entries import PlacedLine
from shared.domain.receipt_names import FoodNames
from shared.domain.recognition import Box, TextLine
from shared.domain.units import GRAMS, MILLILITRES

PARSER = ReceiptParser(FoodNames(load()))
BOX = Box(0, 0, 1, 0.1)
HEAVIEST = Decimal(100_000)
DEAREST = Decimal(5_000_000)

FOODS = st.sampled_from(
    [
        "LECHE ENTERA 1L",
        "TOMATE RAMA",
        "PAN MOLDE",
        "POLLO",
        "CHICKEN BREAST",
        "MILK",
        "EGGS 12CT",
        "QUESO 250G",
        "ARROZ 1KG",
        "FRUTA",
        "CAFE",
        "BANANAS",
        "ACEITE OLIVA 1L",
        "YOGUR PACK-4",
    ]
)
MONEY_WORDS = st.sampled_from(
    [
        "TOTAL",
        "SUBTOTAL",
        "TOTAL A PAGAR",
        "T0TAL",
        "IVA 4%",
        "VAT 20%",
        "TAX 1",
        "SALES TAX",
        "BASE IMP.",
        "DESCUENTO",
        "DTO.",
        "DISCOUNT",
        "COUPON",
        "SAVINGS",
        "YOU SAVED",
        "CUPON",
        "TARJETA",
        "EFECTIVO",
        "CAMBIO",
        "CASH",
        "CARD",
        "CHANGE DUE",
        "VISA",
        "BALANCE DUE",
        "VALE",
        "VOUCHER",
        "MASTERCARD",
        "AHORRO",
        "IMPORTE TOTAL",
        "I.V.A.",
    ]
)
AMOUNTS = st.decimals(Decimal("0.01"), Decimal(9999), places=2)
PRINTED = st.one_of(
    st.text(max_size=60),
    st.from_regex(r"[A-Z0-9 .,/x@%€£$-]{0,40}", fullmatch=True),
    st.builds(
        "{} {}{}{} {}".format,
        FOODS,
        st.sampled_from(["", "0,", "1.", "99", "6X", "O", "-", "1O0"]),
        st.sampled_from(["0", "00", "250", "1", "9999999"]),
        st.sampled_from(["", "G", "KG", "ML", "OZ", "0Z", "LB", "UD", "PK"]),
        st.one_of(AMOUNTS, st.just("")),
    ),
    st.builds("{} x {}".format, st.integers(-1, 10**9), AMOUNTS),
    st.builds("{} kg x {} EUR/kg".format, AMOUNTS, AMOUNTS),
)


def placed(texts: list[str]) -> list[PlacedLine]:
    return [PlacedLine(TextLine(text, 0.9, BOX), 0) for text in texts]


@settings(max_examples=300, deadline=None)
@given(st.lists(PRINTED, max_size=12), st.sampled_from(Language))
def test_any_text_is_read_without_absurd_amounts(texts: list[str], language: Language) -> None:
    receipt = PARSER.parse(placed(texts), language)

    for item in receipt.items:
        factor = GRAMS.get(item.unit) or MILLILITRES.get(item.unit) or Decimal(1)
        assert 0 < item.quantity * factor <= HEAVIEST
        assert item.price is None or 0 < item.price <= DEAREST
        assert 0 < item.confidence <= 1
        assert item.name


@settings(max_examples=300, deadline=None)
@given(MONEY_WORDS, st.one_of(FOODS, st.just("")), AMOUNTS, st.booleans(), st.booleans())
def test_no_money_matter_is_a_food(
    word: str, food: str, amount: Decimal, first: bool, negative: bool
) -> None:
    named = f"{word} {food}" if first else f"{food} {word}"
    line = f"{named}  {'-' if negative else ''}{amount}"

    assert PARSER.parse(placed([line, line]), Language.ES).items == ()


@settings(max_examples=100, deadline=None)
@given(FOODS, AMOUNTS)
def test_a_negative_amount_is_never_a_food(food: str, amount: Decimal) -> None:
    for line in (f"{food}  -{amount}", f"{food}  {amount}-", f"{food}  $-{amount}"):
        assert PARSER.parse(placed([line]), Language.EN).items == ()
