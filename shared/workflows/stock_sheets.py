"""The stock into a table, and a table into the stock: read whole, checked whole, then added."""

from collections.abc import Iterator
from datetime import datetime

from shared.domain.catalog import FoodCatalog
from shared.domain.digest import digest
from shared.domain.errors import Invalid
from shared.domain.item import Lot
from shared.domain.language import Language
from shared.domain.listing import ItemFilter
from shared.domain.sheet_import import read_sheet
from shared.domain.sheet_plan import Imported, ImportQuery, PlannedRow, planned, shown
from shared.ports.stock import Items

# Lots a commit, well below the 10 MiB that one may have.
_AT_ONCE = 250
_PAGE = 250


def import_stock(
    text: str,
    query: ImportQuery,
    *,
    items: Items,
    foods: FoodCatalog,
    now: datetime,
    language: Language,
) -> Imported:
    """Adds what the rows say, or with `preview` only tells it; what a run that broke off added is
    found by the next.

    Raises:
        Invalid: it is no table of items, or, unless `partial`, a row is wrong; nothing is added.
    """
    sheet = read_sheet(text)
    import_id = query.import_id or digest(text)
    plan = planned(sheet, import_id, foods, now, now.date())
    failed = [row for row in plan if row.lot is None]
    if failed and not (query.preview or query.partial):
        raise _refusal(failed)
    lots = [row.lot for row in plan if row.lot is not None]
    return Imported(
        import_id=import_id,
        preview=query.preview,
        items=len(lots),
        failed=len(failed),
        ignored=sheet.ignored,
        rows=shown(plan, lots if query.preview else _added(lots, items), now.date(), language),
    )


def every_lot(items: Items) -> Iterator[Lot]:
    """All lots of a kitchen, soonest to expire first, a page at a time."""
    cursor: str | None = None
    while True:
        page = items.page(ItemFilter(), _PAGE, cursor)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def _refusal(failed: list[PlannedRow]) -> Invalid:
    first = failed[0]
    field = f"rows.{first.number}.{first.errors[0].field}"
    return Invalid("rows_invalid", field=field, count=len(failed))


def _added(lots: list[Lot], items: Items) -> list[Lot]:
    found: list[Lot] = []
    for start in range(0, len(lots), _AT_ONCE):
        found += items.add(lots[start : start + _AT_ONCE])
    return found
