"""Which lines are goods, and what the lines of amounts between them say."""

from decimal import Decimal

import pytest

from shared.domain.receipt_detail import detail
from shared.domain.receipt_kind import LineKind, classify
from shared.domain.receipt_size import Measure


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            LineKind.TOTAL,
            "TOTAL (EUR) 40,59|T0TAL 12,00|TOTAL A PAGAR 31,00|BALANCE DUE 23.37|TOTAL DUE $53.59"
            "|SUBTOTAL/TOTAL $118.930|TOTAL M.N. $587.90|A PAGAR 38,52|IMPORTE TOTAL 7,00",
        ),
        (LineKind.SUBTOTAL, "SUBTOTAL 31,43|SUBT0TAL 28.49|Sub Total 26.86"),
        (
            LineKind.TAX,
            "IVA 3,82|BASE IMP. 34,93|VAT 20.00% 0.33|TAX 1 7.250 % 0.38|TAX17.250% 0.38"
            "|SALES TAX 6% $0.21|I.V.A. $2.73|IEPS $0.00|IVA INCLUIDO 19% $4.521",
        ),
        (
            LineKind.DISCOUNT,
            "DTO. 2a UNIDAD -0,50|DESCUENTO CUPON -0,50|SAVINGS -0.50|COUPON -0.05"
            "|MUL TIBUY SAVING -0.50|DESC.TARJETA CLIENTE -$29.90|YOU SAVED 50P TODAY"
            "|QUESO FRESCO -1,00|AHORRO CLIENTE 2.000|DISCOUNT 2 FOR 3 -1.81|DESCUENTO LECHE 0,50",
        ),
        (
            LineKind.PAYMENT,
            "TARJETA BANCARIA 40,59|EFECTIVO 50,00|CAMBIO 19,00|CARD £27.94|CHANGE DUE 0.00"
            "|VISA 38,52|DEBIT TEND 51.83|BIZUM 33,47|MASTERCARD 21.37|SU CAMBIO $12.10",
        ),
        (
            LineKind.NOT_FOOD,
            "DETERGENTE LIMON 30D 6,99|PAPEL HIGIENICO 12R 4,02|1CREMA MANOS 75ML 2,53"
            "|DISH SOAP LAVENDER 3.49|CHAMPU COCO 400ML 4,50|DOG FOOD CHICKEN 400G 1.28"
            "|BOLSA BASURA 30L 1,20|BLEACH THICK 750ML 1.05|CARRIER BAG 0.30",
        ),
        (
            LineKind.GOODS,
            "ZANAHORIA BOLSA 1KG 0,99|NOPAL LIMPIO 500G 22.00|GAMBA COCIDA 400G 5,95"
            "|HOT DOG BUNS 1.99|CASHEW 200G 2.50|COLIFLOR UD 2,10|CARDO 500G 1,50",
        ),
        (LineKind.DETAIL, "0,986 kg 2,39 EUR/kg 2,36|3@0.47 1.41|2 x ( 1,89 ) 3,78"),
        (LineKind.BLANK, "Descripcion P.Unit Importe|4,00% 17,25 0,69|CANT DESCRIPCION IMPORTE"),
    ],
)
def test_lines_by_their_words(kind: LineKind, texts: str) -> None:
    for text in texts.split("|"):
        assert classify(text) is kind, text


@pytest.mark.parametrize(
    ("text", "count", "grams", "unit_price", "total"),
    [
        ("2 x 1,25", 2, None, "1.25", None),
        ("2 UN X 0,99", 2, None, "0.99", None),
        ("2×（1,89)  3,78", 2, None, "1.89", "3.78"),
        ("3@0.47  1.41", 3, None, "0.47", "1.41"),
        ("5 AT 1 FOR 0.33  1.65F", 5, None, "0.33", "1.65"),
        ("2ud  1,15  2,30", 2, None, "1.15", "2.30"),
        ("30/u", 30, None, None, None),
        ("2/u x4.850", 2, None, "4850", None),
        ("1/u x 21.950 V.Ahorro 0", 1, None, "21950", None),
        ("0,540 kg x 2,99 EUR/kg", None, "540", "2.99", "1.61"),
        ("0.912 kg NET @ 1.08/kg  0.98", None, "912", "1.08", "0.98"),
        ("1.320/KGM X 3.980", None, "1320", "3980", "5253.60"),
        ("1,215kgx56.000  $7.290", None, "1215", "56000", "7290"),
        ("1,120  2,49  2,79", None, "1120", "2.49", "2.79"),
        ("2.141b@4.99/1b  10.68F", None, "970.6876718", "4.99", "10.68"),
        ("2.60 lb. @ 1 lb. /3.49  9.07 F", None, "1179.340162", "3.49", "9.07"),
    ],
)
def test_details(
    text: str, count: int | None, grams: str | None, unit_price: str | None, total: str | None
) -> None:
    found = detail(text)

    assert found is not None
    assert found.count == count
    if grams is not None:
        assert found.size is not None
        factor = 1000 if found.size.measure is Measure.KILOGRAM else 1
        assert found.size.amount * factor == Decimal(grams)
    assert found.unit_price == (Decimal(unit_price) if unit_price else None)
    assert found.total == (Decimal(total) if total else None)


@pytest.mark.parametrize(
    "text", ["LECHE 2 x 1,25", "4,00%  17,25  0,69", "14/02/26  17:05", "-0,50", "", "x", "99 kg"]
)
def test_what_is_no_detail(text: str) -> None:
    assert detail(text) is None
