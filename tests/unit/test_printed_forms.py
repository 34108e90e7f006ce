"""The many ways a date is printed, and what each means on 22 November 2026.

A date that may be read two ways is read as the earlier, or not at all: never later than it was
printed.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.food import DateKind
from shared.domain.printed_date import PrintedDate, printed_date

TODAY = date(2026, 11, 22)
USE, BEST = DateKind.USE_BY, DateKind.BEST_BEFORE

READ: list[tuple[str, str, DateKind | None]] = [
    # A month and a number: the day, where it may be one.
    ("Use by Nov 28", "2026-11-28", USE),
    ("use by November 28 at 10:00", "2026-11-28", USE),
    ("EXP NOV 30", "2026-11-30", USE),
    ("EXP NOV30", "2026-11-30", USE),
    ("EXP NOV-30", "2026-11-30", USE),
    ("EXP NOV 30 26", "2026-11-30", USE),
    ("EXP DEC 27 26", "2026-12-27", USE),
    ("EXP DEC-27-26", "2026-12-27", USE),
    ("EXP DEC 27", "2026-12-27", USE),
    ("EXP NOV 28 10:30", "2026-11-28", USE),
    ("EXP NOV 28 L1234", "2026-11-28", USE),
    ("Vence noviembre 28", "2026-11-28", USE),
    ("Use by Dec. 5, 26", "2026-12-05", USE),
    ("Best by Jan 3, 2027", "2027-01-03", BEST),
    ("EXP Dec 5 '26", "2026-12-05", USE),
    ("EXP 2026 NOV 28", "2026-11-28", USE),
    ("EXP 2026-DEC-05", "2026-12-05", USE),
    # Ordinals.
    ("Use by 5th December 2026", "2026-12-05", USE),
    ("USE BY 1st Dec 26", "2026-12-01", USE),
    ("USE BY 24TH NOV 2026", "2026-11-24", USE),
    ("Best before 2nd January 2027", "2027-01-02", BEST),
    ("Best before: 3rd Feb", "2027-02-03", BEST),
    ("Use by the 5th of December 2026", "2026-12-05", USE),
    ("Use by December 5th, 2026", "2026-12-05", USE),
    ("Use by December 5th", "2026-12-05", USE),
    ("consumir antes del 1º de diciembre de 2026", "2026-12-01", USE),
    ("consumir antes del 1.º de diciembre de 2026", "2026-12-01", USE),
    ("caduca el 1° dic 2026", "2026-12-01", USE),
    ("caduca el 1ro de diciembre de 2026", "2026-12-01", USE),
    ("caduca el 1er dic 26", "2026-12-01", USE),
    # A day and a month in words.
    ("Caduca el 5 de diciembre del 2026", "2026-12-05", USE),
    ("Caduca el sábado 5 de diciembre", "2026-12-05", USE),
    ("Use by Sunday 29 November", "2026-11-29", USE),
    ("CAD 05.DIC.26", "2026-12-05", USE),
    ("CAD 05/DIC/2026", "2026-12-05", USE),
    ("CAD 5DIC2026", "2026-12-05", USE),
    ("BB 5 MAY 2027", "2027-05-05", BEST),
    ("Cons. pref. 12 de setiembre de 2027", "2027-09-12", BEST),
    ("USE BY 28 NOV 14:20", "2026-11-28", USE),
    ("USE BY 28 NOV 26 14:20", "2026-11-28", USE),
    ("USE BY 28/11 10:30", "2026-11-28", USE),
    ("USE BY 28 NOV 1430", "2026-11-28", USE),
    ("CAD 28/11/26 18:45 L2", "2026-11-28", USE),
    ("CAD 28/11/26L4711", "2026-11-28", USE),
    ("CAD 10 nov", "2026-11-10", USE),
    ("Use by 20 Jan", "2027-01-20", USE),
    ("Use by 2/12", "2026-12-02", USE),
    ("Use by 2/12.", "2026-12-02", USE),
    # A month and a year: its last day.
    ("EXP: DEC 2026", "2026-12-31", USE),
    ("EXP DEC2026", "2026-12-31", USE),
    ("EXP NOV '28", "2028-11-30", USE),
    ("Vence noviembre de 27", "2027-11-30", USE),
    ("Best before end NOV 27", "2027-11-30", BEST),
    ("BBE MAR 28", "2028-03-31", BEST),
    ("consumir pref. antes del fin de nov 27", "2027-11-30", BEST),
    ("consumir pref. antes del fin de 11/26", "2026-11-30", BEST),
    ("Best before end 11/28", "2028-11-30", BEST),
    ("Consumir antes de final de enero de 2027", "2027-01-31", USE),
    ("Use by end of January 2027", "2027-01-31", USE),
    ("cad. 12/26", "2026-12-31", USE),
    ("CAD 03-28", "2028-03-31", USE),
    ("F.V. 12.26", "2026-12-31", USE),
    ("EXP 12 2026", "2026-12-31", USE),
    ("BBE 11 2027", "2027-11-30", BEST),
    ("EXP 2026-12", "2026-12-31", USE),
    ("EXP 2027/03", "2027-03-31", USE),
    ("Fecha de consumo preferente: 03/2027", "2027-03-31", BEST),
    # Digits without marks.
    ("CAD 231226", "2026-12-23", USE),
    ("CAD231226", "2026-12-23", USE),
    ("CAD: 05122026", "2026-12-05", USE),
    ("EXP 20261205", "2026-12-05", USE),
    ("EXP 261223", "2026-12-23", USE),
    ("EXP 261127", "2026-11-27", USE),
    ("EXP 300226", "2030-02-26", USE),
    # Month first: where nothing else is a date, another date shows it, or the words are American.
    ("EXP 12/25/2026", "2026-12-25", USE),
    ("EXP 12/26", "2026-12-26", USE),
    ("USE BY 11/28", "2026-11-28", USE),
    ("BEST IF USED BY 12/31/26", "2026-12-31", BEST),
    ("Best by 02/01/2027", "2027-01-02", BEST),
    ("PACKED 11/20/26 USE BY 12/05/26", "2026-12-05", USE),
    ("PACKED 11/20/26 BEST BY 12/05/26", "2026-12-05", BEST),
    ("MFG 04/20/2026 EXP 05/12/2027", "2027-05-12", USE),
    ("12/25/2026", "2026-12-25", None),
    # What the words are.
    ("Use or freeze by 28 Nov 2026", "2026-11-28", USE),
    ("Do not consume after 28/11/2026", "2026-11-28", USE),
    ("No consumir después del 28/11/2026", "2026-11-28", USE),
    ("Fecha límite de consumo 28/11/26", "2026-11-28", USE),
    ("CADUC. 05/12/26", "2026-12-05", USE),
    ("EXPIRA: 05/12/26", "2026-12-05", USE),
    ("Exp. date 05.12.2026", "2026-12-05", USE),
    ("V: 10/12/26 E: 10/11/26", "2026-12-10", USE),
    ("FCP 03/2027", "2027-03-31", BEST),
    ("F.C.P.: 12/03/27", "2027-03-12", BEST),
    ("Use by 24.11.", "2026-11-24", USE),
    ("B.B. 31/01/27", "2027-01-31", BEST),
    ("Best enjoyed by 31 Jan 2027", "2027-01-31", BEST),
    ("Mejor antes de 31/01/27", "2027-01-31", BEST),
    # Blanks that were not seen.
    ("USEBY28NOV", "2026-11-28", USE),
    ("CONSUMIRANTESDE:12/12/26", "2026-12-12", USE),
    ("BESTBEFORE31/12/26", "2026-12-31", BEST),
    ("CONSUMIRPREFERENTEMENTEANTESDELFINDE11/2027", "2027-11-30", BEST),
    ("EXP30NOV2026", "2026-11-30", USE),
    # What stands beside it.
    ("Consumir antes de: 05/12/26 L 12/11/26", "2026-12-05", USE),
    ("L1234 CAD 05/12/26", "2026-12-05", USE),
    ("LECHE ENTERA 1 L 15/12/26", "2026-12-15", None),
    ("LECHE ENTERA 1L 15/12/26 L4711", "2026-12-15", None),
    ("CAD 05/12/26 conservar entre 2-8 ºC", "2026-12-05", USE),
    ("CAD 05/12/26 conservar a 0/4°C", "2026-12-05", USE),
    ("CAD 05/12/26. Una vez abierto 3-4 días", "2026-12-05", USE),
    ("USE BY 05/12/26 1/2 kg", "2026-12-05", USE),
    ("CAD 05/12/26 1.25 EUR", "2026-12-05", USE),
    ("CAD 05/12/26 12.26 €", "2026-12-05", USE),
    ("USE BY 28 NOV. Once opened use within 3 days", "2026-11-28", USE),
]
UNREAD = [
    # A lot's date is not the food's.
    "consumir antes de: ver tapa / L 12/12/26",
    "L1234 12/12/26",
    "L 1234 12/12/26",
    "L-0512 12/12/26",
    "LOT1234 12/12/26",
    "LA2231 12/12/26",
    "CAD L 12/12/26",
    "Freeze by 28/11/2026",
    # Two readings, of which the earlier has passed, or lies nobody knows where.
    "EXP MAR 28",
    "EXP 03/28",
    "EXP 10/28",
    "CAD 251127",
    "Best by 12/11/2026",
    "Use by 15 Mar",
    "Caduca 1 jun",
    "EXP NOV 28 DEC 5",
    "Use by Nov 28 or Nov 30",
    # No such day.
    "EXP FEB 30",
    "EXP FEB 30 2027",
    "EXP 31 NOV 2026",
    "USE BY 31st November 2026",
    "EXP 45 DIC 2026",
    "EXP 13/13/2026",
    "CAD 12/25/2026",
    "CAD 123456",
    "EXP 2026-13",
    "BB 32 DEC 2026",
    # Half a date: what is left of a day must not be taken for a whole month.
    "EXP 05|12|2026",
    "EXP 1234 DIC 2026",
    "CAD lO DIC 2026",
    "EXP 1O/12/2026",
    "EXP 12/2O26",
    "EXP 12/12/2O26",
    "USE BY 28 N0V 2026",
    "USE BY 28/11/2",
    "EXP 15\n12/2026",
    "USE BY 05\nDEC 2026",
    # No date at all.
    "05122026",
    "Ref 231226",
    "EXP 8410000123457",
    "USE BY: see lid. Pack of 12 may contain nuts",
    "Once opened use by 3-5 days",
    "Caducidad: ver tapa. Sal de mar 25 g",
    "CAD: ver base. Conservar a 2-8 °C",
    "EXP 23:12:26",
]


@pytest.mark.parametrize(("text", "day", "kind"), READ)
def test_it_is_read(text: str, day: str, kind: DateKind | None) -> None:
    assert printed_date([text], TODAY) == PrintedDate(date.fromisoformat(day), kind)


@pytest.mark.parametrize("text", UNREAD)
def test_nothing_is_read(text: str) -> None:
    assert printed_date(text.splitlines(), TODAY) is None


# How a day is printed: what of it is shown, and whether only one reading is left.
_MONTHS_EN = "January February March April May June July August September October November December"
_MONTHS_ES = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
EN, ES = _MONTHS_EN.split(), _MONTHS_ES.split()
Style = Callable[[date], str]


def _ordinal(day: int) -> str:
    if 10 <= day % 100 <= 20:
        return f"{day}th"
    return f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th') }"


EXACT: tuple[Style, ...] = (
    lambda d: f"Use by {_ordinal(d.day)} {EN[d.month - 1]} {d.year}",
    lambda d: f"Use by the {_ordinal(d.day)} of {EN[d.month - 1]} {d.year}",
    lambda d: f"BEST BEFORE {EN[d.month - 1][:3]} {d.day}, {d:%y}",
    lambda d: f"Best by {EN[d.month - 1]} {_ordinal(d.day)}, {d.year}",
    lambda d: f"EXP {d.year} {EN[d.month - 1][:3]} {d:%d}",
    lambda d: f"EXP{d:%d}{EN[d.month - 1][:3]}{d:%y}",
    lambda d: f"Consumir antes del {d.day} de {ES[d.month - 1]} de {d.year}",
    lambda d: f"CONSUMIRANTESDEL{d.day}DE{ES[d.month - 1]}DE{d.year}",
    lambda d: f"Cons. pref. {d.day}-{ES[d.month - 1][:3]}-{d:%y} L4711",
    lambda d: f"CAD {d:%d/%m/%y} 10:28",
    lambda d: f"F.V. {d:%d.%m.%Y}",
    lambda d: f"Consumir pref. antes de {d:%d %m %y}",
    lambda d: f"EXP {d:%Y-%m-%d}",
    lambda d: f"CAD {d:%d%m%Y}",
)
# At most the day itself is read, and perhaps nothing.
NO_LATER: tuple[Style, ...] = (
    lambda d: f"Use by {EN[d.month - 1][:3]} {d.day}",
    lambda d: f"Use by {EN[d.month - 1]} {_ordinal(d.day)} at 10:00",
    lambda d: f"Use by {d.day} {EN[d.month - 1]}",
    lambda d: f"Caduca {d.day} {ES[d.month - 1][:3]}",
    lambda d: f"EXP {EN[d.month - 1][:3]} {d:%d} 08:15",
    lambda d: f"EXP {EN[d.month - 1][:3]} {d:%d} {d:%y}",
    lambda d: f"EXP {d:%d/%m}",
    lambda d: f"Best if used by {d:%m/%d/%Y}",
    lambda d: f"Best by {d:%m/%d/%y}",
    lambda d: f"Best by {d:%d/%m/%y}",
    lambda d: f"Packed {date(2026, 11, 20):%m/%d/%y} Use by {d:%m/%d/%y}",
    lambda d: f"CAD {d:%d%m%y}",
    lambda d: f"EXP {d:%y%m%d}",
    lambda d: f"EXP {d:%Y%m%d}",
    lambda d: f"EXP {d.day}, {EN[d.month - 1]} {d.year}",
    lambda d: f"EXP {d.day}|{d.month}|{d.year}",
    lambda d: f"EXP {d.day}\n{EN[d.month - 1]} {d.year}",
    lambda d: f"EXP {d.day} / {EN[d.month - 1][:3]} {d:%y}",
)
TO_COME = st.integers(1, 85).map(lambda days: TODAY + timedelta(days=days))


@pytest.mark.parametrize("style", EXACT)
@given(day=st.integers(1, 3000).map(lambda days: TODAY + timedelta(days=days)))
def test_a_day_that_is_shown_whole_is_read(style: Style, day: date) -> None:
    found = printed_date([style(day)], TODAY)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize("style", NO_LATER)
@given(day=TO_COME)
def test_no_date_is_read_later_than_it_is_printed(style: Style, day: date) -> None:
    found = printed_date(style(day).splitlines(), TODAY)
    assert found is None or found.day <= day


@pytest.mark.parametrize("style", [*EXACT, *NO_LATER])
@given(day=TO_COME, cut=st.integers(1, 12))
def test_nor_is_one_whose_end_is_missing(style: Style, day: date, cut: int) -> None:
    """The label went on behind the edge of the photograph."""
    found = printed_date(style(day)[:-cut].splitlines(), TODAY)
    assert found is None or found.day <= max(day, _month_end(day))


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
