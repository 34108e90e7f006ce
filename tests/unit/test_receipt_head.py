"""Shop, day, currency and total."""

from datetime import date
from decimal import Decimal

import pytest

from shared.domain.language import Language
from shared.domain.receipt_head import currency_of, date_in, language_of, shop_of, total_of


@pytest.mark.parametrize(
    ("text", "month_first", "expected"),
    [
        ("18/09/202619:42  OP:204417", False, date(2026, 9, 18)),
        ("05/03/2026 12:07 CAJA 09", False, date(2026, 3, 5)),
        ("04/11/26    16:48:03", True, date(2026, 4, 11)),
        ("12/02/2618:02:44", True, date(2026, 12, 2)),
        ("22-01-26   11:35", False, date(2026, 1, 22)),
        ("FECHA 27-02-2026", False, date(2026, 2, 27)),
        ("2026-05-30T10:00", False, date(2026, 5, 30)),
        ("AUG 21, 2026 05:37 PM", True, date(2026, 8, 21)),
        ("29 MAR 2026 12:44 TILL 3", False, date(2026, 3, 29)),
        ("3 de octubre de 2026", False, date(2026, 10, 3)),
        ("25/12/2026", True, date(2026, 12, 25)),
        ("Avda.del Mar 120,11500 CADIZ", False, None),
        ("TEL 555-010-0101", False, None),
        ("99/99/2026", False, None),
    ],
)
def test_dates(text: str, month_first: bool, expected: date | None) -> None:
    assert date_in(text, month_first) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["NIF B00000017", "PAN 0,60"], "EUR"),
        (["Visa Debit €26.61", "VAT No: IE0000163X"], "EUR"),
        (["VAT No. 000 0047 11", "BREAD 1.15"], "GBP"),
        (["BREAD £1.15"], "GBP"),
        (["MILK $3.84", "SALES TAX 6% $0.21"], "USD"),
        (["MILK 3.84 F", "TAX 1 7.250 % 0.38", "2.31 lb @ 0.59 /lb 1.36"], "USD"),
        (["NIT 900.000.031-7", "PAPA $ 5.254"], "COP"),
        (["PAN $ 5.254", "LECHE $ 4.100", "CAMBIO $ 100"], "COP"),
        (["RFC XAXX010101000", "TORTILLA $24.00"], "MXN"),
        (["HELLO"], None),
    ],
)
def test_currencies(texts: list[str], expected: str | None) -> None:
    assert currency_of(texts) == expected


def test_shop_is_the_first_line_that_is_a_name() -> None:
    assert shop_of(["0001", "TIENDAS GUAYACAN S.A.S.", "NIT 900"]) == "TIENDAS GUAYACAN"
    assert shop_of(["PENMARRIC CO-OP STORES"]) == "PENMARRIC CO-OP STORES"
    assert shop_of(["TEL 960 000 017", "18/09/2026"]) is None


def test_total_is_what_was_to_be_paid() -> None:
    assert total_of(["PAN 0,60", "SUBTOTAL 3,00", "TOTAL 2,50", "TARJETA 2,50"]) == Decimal("2.50")
    assert total_of(["TOTAL COMPRA 38,75", "VALE -0,23", "A PAGAR 38,52"]) == Decimal("38.52")
    assert total_of(["PAN 0,60"]) is None


def test_language_is_that_of_the_words() -> None:
    assert language_of(["WHOLE MILK 3.84", "CHANGE DUE 0.00"]) is Language.EN
    assert language_of(["LECHE ENTERA 0,95", "CAMBIO 0,00"]) is Language.ES
