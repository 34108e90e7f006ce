"""What a table of items would put into the stock."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.digest import digest
from shared.domain.errors import Invalid
from shared.domain.item import ExpirySource, Item, Lot
from shared.domain.language import Language, Text
from shared.domain.model import Identifier, Model
from shared.domain.sheet_import import Sheet
from shared.domain.sheet_row import Note, SheetRow, wrong
from shared.domain.sheet_words import Column
from shared.domain.stocking import fingerprint, stocked

_ESTIMATED = Text("no se dio fecha: es una estimación", "no date was given: it is estimated")
_PAST = Text("esa fecha ya pasó", "that day has passed")
_UNKNOWN = Text("no está en el catálogo", "it is not in the catalog")


class ImportQuery(Model):
    """`preview` writes nothing; `partial` adds the good rows where others are wrong. The same rows
    under the same `import_id` (by default, the same file) are added once."""

    preview: bool = False
    partial: bool = False
    import_id: Identifier | None = None


class Remark(Model):
    field: str
    message: str


class ImportedRow(Model):
    """A row by its number in the table; `item` is what becomes of it, null where there are errors
    or where it was imported before and is gone."""

    row: int
    item: Item | None
    warnings: list[Remark]
    errors: list[Remark]


class Imported(Model):
    """`items` counts the rows that became items, or would; `ignored` are columns nobody
    understood."""

    import_id: str
    preview: bool
    items: int
    failed: int
    ignored: list[str]
    rows: list[ImportedRow]


class PlannedRow(NamedTuple):
    number: int
    lot: Lot | None
    warnings: Sequence[Note]
    errors: Sequence[Note]


def planned(
    sheet: Sheet, import_id: str, foods: FoodCatalog, now: datetime, today: date
) -> list[PlannedRow]:
    """The lots the rows become. Their ids rest on what a row says, so that rows that were added
    before are found again wherever they stand; of equal rows each is a lot of its own."""
    seen: Counter[str] = Counter()
    plan = []
    for row in sheet.rows:
        said = fingerprint(row.new) if row.new else ""
        seen[said] += 1
        lot_id = digest(f"{import_id}\n{said}\n{seen[said]}")
        plan.append(_planned(row, lot_id, foods, now, today))
    return plan


def shown(
    plan: Sequence[PlannedRow], lots: Sequence[Lot], today: date, language: Language
) -> list[ImportedRow]:
    """The rows, with the items as they are in `lots`."""
    known = {lot.id: lot for lot in lots}
    found = [known.get(row.lot.id) if row.lot else None for row in plan]
    return [
        ImportedRow(
            row=row.number,
            item=Item.of(lot, today) if lot else None,
            warnings=_told(row.warnings, language),
            errors=_told(row.errors, language),
        )
        for row, lot in zip(plan, found, strict=True)
    ]


def _planned(
    row: SheetRow, lot_id: str, foods: FoodCatalog, now: datetime, today: date
) -> PlannedRow:
    if row.new is None:
        return PlannedRow(row.number, None, row.warnings, row.errors)
    try:
        lot = stocked(row.new, lot_id, foods, now, today, row.thawed_on)
    except Invalid:
        return PlannedRow(row.number, None, row.warnings, (wrong(Column.FOOD_ID),))
    dated = {"expiry_source": row.source} if row.source and row.new.expires_on else {}
    lot = lot.model_copy(update=dated)
    return PlannedRow(row.number, lot, (*row.warnings, *_warnings(row, lot, today)), ())


def _warnings(row: SheetRow, lot: Lot, today: date) -> list[Note]:
    notes = []
    if lot.food_id is None:
        notes.append(Note(Column.NAME, _UNKNOWN))
    if row.new is not None and row.new.expires_on is None:
        notes.append(Note(Column.EXPIRES_ON, _ESTIMATED))
    elif lot.expires_on < today and lot.expiry_source is not ExpirySource.ESTIMATED:
        notes.append(Note(Column.EXPIRES_ON, _PAST))
    return notes


def _told(notes: Sequence[Note], language: Language) -> list[Remark]:
    return [Remark(field=note.field, message=note.text.of(language)) for note in notes]
