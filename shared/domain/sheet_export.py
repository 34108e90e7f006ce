"""The stock as a table for spreadsheet programs.

They want a byte order mark to read UTF-8, CRLF between rows, and, where the decimal sign is a
comma, a semicolon between cells. A cell that a program would take for a formula gets an apostrophe
in front (OWASP, "CSV Injection"), which reading takes off again. Programs take the wide signs of
East Asian keyboards for the plain ones, and look past characters that have no width.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from typing import ClassVar

from shared.domain.item import Lot
from shared.domain.language import Language
from shared.domain.model import TextFile
from shared.domain.sheet_words import (
    ALLERGENS,
    CATEGORIES,
    COLUMNS,
    DATE_KINDS,
    KINDS,
    SOURCES,
    STORAGES,
    UNITS,
    Column,
)
from shared.domain.units import Unit

_FORMULA = re.compile(r"'*[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n＝＋－＠]")
_BYTE_ORDER_MARK = "\ufeff"


class StockSheet(TextFile):
    """A table of items, a row each, under a row that names the columns."""

    media_type: ClassVar[str] = "text/csv"


def sheet(lots: Iterable[Lot], language: Language) -> Iterator[str]:
    """The table in pieces, a row each."""
    head = [COLUMNS.word(column, language) for column in Column]
    yield _BYTE_ORDER_MARK + _line(head, language)
    for lot in lots:
        yield _line([guarded(cell) for cell in _cells(lot, language)], language)


def guarded(cell: str) -> str:
    """`cell` so that no program takes it for a formula; see `unguarded`."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _line(cells: Iterable[str], language: Language) -> str:
    line = StringIO()
    csv.writer(line, delimiter=";" if language is Language.ES else ",").writerow(cells)
    return line.getvalue()


def _cells(lot: Lot, language: Language) -> list[str]:
    """In the order of `Column`."""
    dates = (lot.opened_on, lot.thawed_on)
    return [
        lot.name,
        _quantity(lot, language),
        UNITS.word(lot.unit, language),
        CATEGORIES.word(lot.category, language),
        STORAGES.word(lot.storage, language),
        lot.expires_on.isoformat(),
        DATE_KINDS.word(lot.date_kind, language),
        SOURCES.word(lot.expiry_source, language),
        *(day.isoformat() if day else "" for day in dates),
        "" if lot.price is None else _number(lot.price, language),
        lot.currency or "",
        ", ".join(ALLERGENS.word(one, language) for one in sorted(lot.allergens)),
        lot.notes,
        KINDS.word(lot.kind, language),
        lot.food_id or "",
        lot.gtin or "",
    ]


def _quantity(lot: Lot, language: Language) -> str:
    """With a fourth decimal where three would be read back as thousands."""
    text = _number(lot.quantity, language)
    last = len(text.replace(",", ".").partition(".")[2]) == 3
    return f"{text}0" if last and lot.unit in (Unit.G, Unit.ML) else text


def _number(amount: Decimal, language: Language) -> str:
    text = f"{amount:f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return plain.replace(".", ",") if language is Language.ES else plain
