"""Whole receipts, as lines of text."""

from decimal import Decimal

import pytest

from shared.catalog.foods import load
from shared.domain.food import Storage
from shared.domain.language import Language
from shared.domain.receipt import Receipt, ReceiptParser
from shared.domain.receipt_entries import PlacedLine
from shared.domain.receipt_names import FoodNames
from shared.domain.receipt_overlap import concatenated
from shared.domain.recognition import Box, TextLine
from shared.domain.units import Unit

PARSER = ReceiptParser(FoodNames(load()))


def lines(text: str) -> list[TextLine]:
    box = Box(0.1, 0.1, 0.8, 0.02)
    return [TextLine(line, 0.95, box) for line in text.strip("\n").split("\n")]


def parsed(text: str, language: Language = Language.ES) -> Receipt:
    return PARSER.parse([PlacedLine(line, 0) for line in lines(text)], language)


def told(receipt: Receipt) -> list[tuple[str | None, Decimal, str, Decimal | None]]:
    return [(i.food_id, i.quantity, i.unit.value, i.price) for i in receipt.items]


def one(text: str) -> tuple[str | None, Decimal, str, Decimal | None]:
    (only,) = told(parsed(text))
    return only


def d(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("text", "food", "quantity", "unit", "price"),
    [
        ("LECHE ENTERA 6X1L  5,34", "whole_milk", "6", "l", "5.34"),
        ("TOMATE RAMA\n0,986 kg  2,39 EUR/kg  2,36", "tomato", "0.986", "kg", "2.36"),
        ("0,512 kg x 3,98 EUR/kg\nUVA BLANCA  2,04", "grape", "0.512", "kg", "2.04"),
        ("3 x 1,09\nTOMATE FRITO 350G  3,27", "tomato_sauce", "1050", "g", "3.27"),
        ("QUESO FRESCO 250G\n2 x (1,89)  3,78", "queso_fresco", "500", "g", "3.78"),
        ("SARDINA LATA 90G  2 x 1,35  2,70", "canned_sardines", "180", "g", "2.70"),
        ("SALMON FILETE  0,412  15,90  6,55", "salmon", "0.412", "kg", "6.55"),
        ("JAMON SERRANO 120G  2  2,49  4,98", "serrano_ham", "240", "g", "4.98"),
        ("YUCA KG  0,980  2.842", "cassava", "0.98", "kg", "2842"),
        ("0.480 KG AGUACATE HASS  $40.80", "avocado", "0.48", "kg", "40.80"),
        ("HUEVOS M 12U  2,45", "egg", "12", "unit", "2.45"),
        ("7702117 LECHE ENTERA 1100ML  $9.700", "whole_milk", "1100", "ml", "9700"),
        ("MANTEQUILLA S/SAL250  2,35", "butter", "250", "g", "2.35"),
        ("GALA APPLES 1.62 LB  3.22\n1.62 LB @ $1.99/LB", "apple", "734.82", "g", "3.22"),
    ],
)
def test_one_food(text: str, food: str, quantity: str, unit: str, price: str) -> None:
    assert one(text) == (food, d(quantity), unit, d(price))


def test_a_missing_quantity_is_the_usual_pack() -> None:
    pack = load()["chicken_breast"].pack

    assert one("PECHUGA POLLO FILETES  4,85")[1:3] == (pack.amount, pack.unit.value)


def test_a_column_of_counts() -> None:
    receipt = parsed("1 PAN RALLADO 250G  0,99\n2LECHE ENTERA 1L  0,97  1,94\n112 HUEVOS L  3,15")

    assert [(i.quantity, i.unit) for i in receipt.items] == [
        (d("250"), Unit.G),
        (d("2"), Unit.L),
        (d("12"), Unit.UNIT),
    ]


def test_a_discount_under_a_food_is_taken_off_its_price() -> None:
    receipt = parsed(
        "QUESO FRESCO 250G\n2 x 1,89  3,78\nDTO 2a UNIDAD  -0,50\nPAN RALLADO 250G  0,99"
    )

    assert [item.price for item in receipt.items] == [d("3.28"), d("0.99")]


def test_a_discount_on_everything_is_nobodys() -> None:
    receipt = parsed("CAFE MOLIDO 250G  9,90\nDESCUENTO  -7,00\nTOTAL  2,90")

    assert [item.price for item in receipt.items] == [d("9.90")]


def test_a_discount_under_household_goods_is_not_the_foods() -> None:
    receipt = parsed("CAFE MOLIDO 250G  9,90\nLEJIA 2L  1,10\nDTO LEJIA  -0,50\nARROZ 1KG  1,39")

    assert [item.price for item in receipt.items] == [d("9.90"), d("1.39")]


def test_nothing_after_the_total_is_an_item() -> None:
    receipt = parsed("ARROZ 1KG  1,39\nTOTAL  1,39\nLECHE ENTERA 1L  0,95")

    assert [item.food_id for item in receipt.items] == ["white_rice"]


def test_names_are_in_the_language_asked_for() -> None:
    assert parsed("ARROZ 1KG  1,39", Language.EN).items[0].name == "white rice"
    assert parsed("ARROZ 1KG  1,39", Language.ES).items[0].name == "arroz blanco"


def test_a_grocery_without_a_food_in_the_catalog_has_no_id() -> None:
    (item,) = parsed("SALSA TORTUGUITA 250G  1,95\nTOTAL  1,95").items

    assert item.food_id is None
    assert item.confidence < 0.5
    assert (item.quantity, item.unit, item.storage) == (d("250"), Unit.G, Storage.PANTRY)


def test_where_it_was_found_is_told() -> None:
    (item,) = parsed("ARROZ 1KG  1,39").items

    assert item.source_text == "ARROZ 1KG  1,39"
    assert item.box == (0.1, 0.1, 0.8, 0.02)
    assert 0.9 < item.confidence <= 0.95


def test_facts_of_a_whole_receipt() -> None:
    facts = parsed("SUPER LUNA\nNIF B1\n18/09/2026\nPAN RALLADO 250G 0,99\nTOTAL 0,99").facts

    assert (facts.shop, str(facts.bought_on), facts.currency, facts.total) == (
        "SUPER LUNA",
        "2026-09-18",
        "EUR",
        d("0.99"),
    )


def test_photographs_that_overlap_give_each_line_once() -> None:
    first = lines("SUPER\nARROZ 1KG  1,39\nLECHE ENTERA 1L  0,95\nHUEVOS 12U  2,45")
    second = lines("LECHE ENTERA IL  0,95\nHUEV0S 12U  2,45\nATUN 80G  1,00\nTOTAL  5,79")

    placed = concatenated([first, second])

    assert [each.image_index for each in placed] == [0, 0, 0, 0, 1, 1]
    assert [i.food_id for i in PARSER.parse(placed, Language.ES).items] == [
        "white_rice",
        "whole_milk",
        "egg",
        "canned_tuna",
    ]


def test_a_line_cut_at_the_edge_does_not_hide_the_overlap() -> None:
    first = lines("ARROZ 1KG  1,39\nLECHE ENTERA 1L  0,95\nHUEVOS 12U  2,45\nA7UH 8")
    second = lines("RR0Z\nLECHE ENTERA 1L  0,95\nHUEVOS 12U  2,45\nATUN 80G  1,00")

    texts = [each.line.text for each in concatenated([first, second])]

    assert texts.count("LECHE ENTERA 1L  0,95") == 1
    assert texts[-1] == "ATUN 80G  1,00"


def test_photographs_of_different_receipts_are_all_kept() -> None:
    first, second = (
        lines("ARROZ 1KG  1,39\nPAN  1,00"),
        lines("LECHE ENTERA 1L  0,95\nSAL 1KG  0,45"),
    )

    assert len(concatenated([first, second])) == 4
    assert concatenated([]) == []
    assert len(concatenated([[], first])) == 2
