"""A table of items, as spreadsheet programs and people write them, read row by row."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import NamedTuple

from shared.domain.errors import Invalid
from shared.domain.sheet_row import SheetRow, row_of
from shared.domain.sheet_words import COLUMNS, Column

MOST_ROWS = 5_000
_DELIMITERS = (",", ";", "\t")
# Programs take it for an instruction and do not count it as a row.
_TOLD = re.compile(r'\A\ufeff?"?sep=(?:[,;\t]|\\t)"?[ ,;\t]*(?:\r\n|\n|\r)', re.IGNORECASE)
# Blank lines cost nothing, but not without end.
_MOST_LINES = 4 * MOST_ROWS


class Sheet(NamedTuple):
    """Its rows that are not blank, and the columns nobody understood."""

    rows: list[SheetRow]
    ignored: list[str]


def read_sheet(text: str) -> Sheet:
    """The rows below the first, which names the columns in either language and any order; cells
    stand between commas, semicolons or tabs, as the line "sep=;" that programs write may tell.

    Raises:
        Invalid: it is no table, names no `name` column or one twice, or has too many rows.
    """
    text = _TOLD.sub("", text, count=1)
    try:
        delimiter = max(_DELIMITERS, key=lambda one: len(_known(_head(text, one))))
        lines = list(islice(_lines(text, delimiter), _MOST_LINES + 1))
    except csv.Error:
        raise Invalid("unreadable_body", expected="CSV") from None
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if len(filled) > MOST_ROWS + 1 or len(lines) > _MOST_LINES:
        raise Invalid("too_many_rows", field="body", most=MOST_ROWS)
    head = filled[0][1] if filled else []
    columns = _columns(head)
    rows = [
        row_of(number, _cells(cells, columns), _beyond(cells, head)) for number, cells in filled[1:]
    ]
    return Sheet(
        rows, [cell.strip()[:80] for cell in head if cell.strip() and not COLUMNS.code(cell)]
    )


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered as a spreadsheet program numbers them, from 1."""
    table = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return enumerate(table, start=1)


def _head(text: str, delimiter: str) -> list[str]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next(csv.reader([first], delimiter=delimiter), [])


def _known(head: Sequence[str]) -> list[Column]:
    return [column for column in map(COLUMNS.code, head) if column is not None]


def _columns(head: Sequence[str]) -> dict[Column, int]:
    known = _known(head)
    if Column.NAME not in known or len(known) != len(set(known)):
        raise Invalid("columns_unknown", field="body")
    places = enumerate(map(COLUMNS.code, head))
    return {column: place for place, column in places if column is not None}


def _cells(cells: Sequence[str], columns: Mapping[Column, int]) -> dict[Column, str]:
    return {c: cells[place] for c, place in columns.items() if place < len(cells)}


def _beyond(cells: Sequence[str], head: Sequence[str]) -> bool:
    """Whether something stands where no column is."""
    return any(cell.strip() for cell in cells[len(head) :])
