"""Dates on labels: what is printed, and what it means on 1 June 2026."""

import random
import string
from datetime import date

import pytest

from shared.domain.food import DateKind
from shared.domain.printed_date import PrintedDate, printed_date

TODAY = date(2026, 6, 1)
USE, BEST = DateKind.USE_BY, DateKind.BEST_BEFORE

# Printed, the day as ISO, and the kind that the words say.
READ: list[tuple[str, str, DateKind | None]] = [
    ("CONSUMIR PREFERENTEMENTE ANTES DE 15/07/2026", "2026-07-15", BEST),
    ("Consumir preferentemente antes del 15/07/26", "2026-07-15", BEST),
    ("Consumir preferentemente antes del fin de 07/2026", "2026-07-31", BEST),
    ("consumir preferentemente antes del fin de: febrero 2028", "2028-02-29", BEST),
    ("Cons. pref. antes de 3.8.26", "2026-08-03", BEST),
    ("Pref. antes de: 03-08-2026", "2026-08-03", BEST),
    ("CONS. PREF.: 12 SEP 2026", "2026-09-12", BEST),
    ("Consumo preferente: 12/09/2026", "2026-09-12", BEST),
    ("Consumir de preferencia antes de 12 sept 26", "2026-09-12", BEST),
    ("Best before 15/07/2026", "2026-07-15", BEST),
    ("BEST BEFORE: 15 JUL 2026", "2026-07-15", BEST),
    ("Best before end: 07/2026", "2026-07-31", BEST),
    ("Best before end of Oct 2026", "2026-10-31", BEST),
    ("BBE 31/12/26", "2026-12-31", BEST),
    ("BB 31-12-26", "2026-12-31", BEST),
    ("Best by Dec 31, 2026", "2026-12-31", BEST),
    ("Best if used by 2026-12-31", "2026-12-31", BEST),
    ("Caducidad: 05/06/2026", "2026-06-05", USE),
    ("FECHA DE CADUCIDAD 05/06/26", "2026-06-05", USE),
    ("Fecha caducidad: 5.6.2026", "2026-06-05", USE),
    ("CAD: 05/06/26", "2026-06-05", USE),
    ("Cad. 05-06-26", "2026-06-05", USE),
    ("Caduca 05/06", "2026-06-05", USE),
    ("F. Cad. 05 06 26", "2026-06-05", USE),
    ("F.V. 05/06/2026", "2026-06-05", USE),
    ("F.V.: 05 JUN 2026", "2026-06-05", USE),
    ("FV 05/06/26", "2026-06-05", USE),
    ("Fecha de vencimiento: 05/06/2026", "2026-06-05", USE),
    ("VENCE 05JUN26", "2026-06-05", USE),
    ("Vto.: 05/06/26", "2026-06-05", USE),
    ("VENC. 05/06/2026", "2026-06-05", USE),
    ("Vencimiento: agosto 2026", "2026-08-31", USE),
    ("Consumir antes de: 05/06/2026", "2026-06-05", USE),
    ("Consúmase antes del 5 de junio de 2026", "2026-06-05", USE),
    ("CONSUMIR ANTES DEL 5 DE JUNIO", "2026-06-05", USE),
    ("Use by 05/06/2026", "2026-06-05", USE),
    ("USE-BY: 5 June 2026", "2026-06-05", USE),
    ("Use by 5 Jun", "2026-06-05", USE),
    ("EXP 05/06/2026", "2026-06-05", USE),
    ("EXP: 06/2026", "2026-06-30", USE),
    ("EXP. 2026/06/05", "2026-06-05", USE),
    ("Exp 2026.06.05", "2026-06-05", USE),
    ("Expiry date: 05 JUN 26", "2026-06-05", USE),
    ("Expires 31 ene 2027", "2027-01-31", USE),
    ("EAT BY 9/6", "2026-06-09", USE),
    ("EXP 29/02/2028", "2028-02-29", USE),
    ("Use by 02/05", "2026-05-02", USE),
    ("Cad 28/5/26", "2026-05-28", USE),
    ("LOTE 1234 CAD 05/06/26", "2026-06-05", USE),
    ("L: 010126 F.V. 05/06/26", "2026-06-05", USE),
    ("Envasado 01/05/26 Caducidad 05/06/26", "2026-06-05", USE),
    ("FAB 01/05/26 EXP 05/06/26", "2026-06-05", USE),
    ("CAD: 05/06/26 LOTE 12/05/26", "2026-06-05", USE),
    ("BEST BEFORE 01/07/26 PACKED 01/05/26", "2026-07-01", BEST),
    ("Display until 3/6/26 Use by 5/6/26", "2026-06-05", USE),
    ("Best before 1/8/26. Use by 5/6/26", "2026-06-05", USE),
    ("15/07/2026", "2026-07-15", None),
    ("15 JUL 26", "2026-07-15", None),
    ("2026-07-15", "2026-07-15", None),
    ("YOGUR NATURAL 15.07.26", "2026-07-15", None),
]
# Nothing certain is said.
UNREAD = [
    "",
    "Tomate triturado 400 g",
    "LOTE 05/06/2026",
    "Lote: 050626",
    "L: 05/06/26",
    "LOT 05 JUN 26",
    "Batch 12/06/2026",
    "Envasado el 05/06/2026",
    "Fecha de elaboración 05/06/2026",
    "Packed on 05/06/2026",
    "MFG 05/06/2026",
    "Sell by 05/06/2026",
    "Use by 02/01",
    "Caduca 31 dic",
    "CAD 31/02/2026",
    "CAD 05/13/2026",
    "CAD 00/06/2026",
    "EXP 05/06/2020",
    "EXP 05/06/2099",
    "CAD 05/06/26 CAD 09/06/26",
    "15/07/2026 18/07/2026",
    "07/2026",
    "15/07",
    "Tel. 91 555 05 06",
    "1/2 kg",
    "3,5% 1.25 EUR",
    "8410000123457",
    "consumir antes de abrir",
    "Use by date: see lid",
    "may contain 12 nuts",
    "Exp 192.168.10.1",
]


@pytest.mark.parametrize(("text", "day", "kind"), READ)
def test_it_is_read(text: str, day: str, kind: DateKind | None) -> None:
    assert printed_date([text], TODAY) == PrintedDate(date.fromisoformat(day), kind)


@pytest.mark.parametrize("text", UNREAD)
def test_nothing_is_read(text: str) -> None:
    assert printed_date([text], TODAY) is None


def test_there_are_enough() -> None:
    assert len(READ) >= 60


def test_the_date_may_stand_on_the_line_below() -> None:
    lines = ["LECHE ENTERA 1 L", "Consumir preferentemente antes de:", "15/07/26", "LOTE 4711"]
    assert printed_date(lines, TODAY) == PrintedDate(date(2026, 7, 15), BEST)


def test_any_text_is_read_or_not_and_nothing_else() -> None:
    dice = random.Random(3)
    letters = string.digits * 3 + "/.- :abcdejunlotxp\n" + "ñé"
    for _ in range(3000):
        text = "".join(dice.choices(letters, k=dice.randint(0, 60)))
        found = printed_date(text.splitlines(), TODAY)
        assert found is None or date(2025, 6, 1) <= found.day <= date(2036, 6, 10)
