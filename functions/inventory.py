"""inventory: what is in the kitchen, how much and until when."""

from shared.domain.changes import ChangeList, ChangesQuery
from shared.domain.food import Food
from shared.domain.item import Item, ItemChange, Lot
from shared.domain.item_query import ExpiringQuery, ItemQuery
from shared.domain.keeping import frozen, opened, thawed
from shared.domain.listing import Page
from shared.domain.movement import Act, Movement, MovementKind, Step
from shared.domain.movement_answer import MovedItem, MovedItems
from shared.domain.movement_request import (
    Consumption,
    Disposal,
    FoodConsumption,
    MovementQuery,
    NewMovement,
)
from shared.domain.new_items import ItemList, NewItems
from shared.domain.said import Phrases, Said, SaidList
from shared.domain.sheet_export import StockSheet, sheet
from shared.domain.sheet_plan import Imported, ImportQuery
from shared.domain.stocking import stocked
from shared.domain.summary import Summary
from shared.domain.taking import consumed, discarded
from shared.domain.waste import Waste, WasteQuery, waste_of
from shared.http import Access, Call, Limit, Listed, Route, Streamed, serve
from shared.workflows.change_item import change_item as change_stored
from shared.workflows.move_stock import Decision, Moved, Stock, consume_food, known_food, move, undo
from shared.workflows.remove_item import remove_item
from shared.workflows.stock_recognition import FromRecognition, stock_recognition
from shared.workflows.stock_sheets import every_lot, import_stock


def list_items(call: Call, query: ItemQuery) -> Listed[Item]:
    """List the items, soonest to expire first unless sorted otherwise.

    `q` finds them by up to three words of their name, or of any name or synonym of their food, in
    either language and whatever the accents, case or number. A `status` is sorted by date only.
    """
    chosen = query.chosen(call.today)
    if chosen is None:
        return Listed(items=[], next_cursor=None)
    return _listed(call, call.items.page(chosen, query.limit, query.cursor))


def list_expiring(call: Call, query: ExpiringQuery) -> Listed[Item]:
    """List what expires within some days, soonest first."""
    return _listed(call, call.items.page(query.chosen(call.today), query.limit, query.cursor))


def list_changes(call: Call, query: ChangesQuery) -> ChangeList:
    """Read what has changed since the last time, and what is gone; every change comes once.

    An item that changed several times comes once, as it is now. A page may be empty while `more`
    is true.
    """
    found = call.items.changes(query.since, query.limit, call.now)
    return ChangeList.of(found, call.today)


def summarise(call: Call) -> Summary:
    """Count the items by status, storage and category, and add up what they cost.

    `value` is what is left of the prices that were given.
    """
    return call.items.summary(call.today)


def read_waste(call: Call, query: WasteQuery) -> Waste:
    """Read what was thrown away, by month, food and reason, with its weight and price where they
    are known."""
    return waste_of(call.movements.waste(*query.months(call.today)))


def add_items(call: Call, body: NewItems) -> ItemList:
    """Add up to 100 items, all or none.

    Items may bring their own ids; sending them again adds nothing. A date nobody gave is estimated
    from the catalog. An item can be given by `text` alone, as people say it.
    """
    foods = call.wiring.foods
    lots = [
        stocked(item.new(), item.id or call.new_id(), foods, call.now, call.today)
        for item in body.items
    ]
    return ItemList.of(call.items.add(lots), call.today)


def understand(call: Call, body: Phrases) -> SaidList:
    """Understand amounts as people say them, "un kilo de papas" or "1 cup of flour"; it adds
    nothing, what it answers can be sent to `/inventory/items`."""
    return SaidList(items=[Said.of(text, call.wiring.foods) for text in body.texts])


def read_item(call: Call, id: str) -> Item:
    """Read one item."""
    return _answer(call, call.items.get(id))


def change_item(call: Call, id: str, body: ItemChange) -> Item:
    """Change fields of an item; `If-Match` makes it conditional.

    Into the freezer it is frozen, unless it was thawed before or is past its date; out of it, it is
    thawed. What is past its use-by date stays so under another name. Another amount is a movement
    of its own, a `correct`, which no figure of waste or impact counts and which can be undone.
    """
    return _answer(call, change_stored(id, body, call.if_match, call.act(), _stock(call)))


def delete_item(call: Call, id: str) -> None:
    """Remove an item that was entered by mistake; `If-Match` makes it conditional.

    An item that is not there is a 404, and if its creation is still on its way, it comes to nothing
    for 180 days.
    """
    remove_item(id, call.if_match, items=call.items, foods=call.wiring.foods, now=call.now)


def export_items(call: Call) -> Streamed[StockSheet]:
    """Export all items as CSV, for a spreadsheet program or for `/inventory/import`.

    Words are in the caller's language; in Spanish a semicolon stands between cells and a comma
    before decimals. A cell that a program would take for a formula begins with an apostrophe.
    """
    call.answer_headers["Content-Disposition"] = 'attachment; filename="inventory.csv"'
    return Streamed(sheet(every_lot(call.items), call.language), StockSheet.media_type)


def import_items(call: Call, body: StockSheet, query: ImportQuery) -> Imported:
    """Add the rows of a CSV table, all or none unless `partial`; `preview` shows what each would
    become, and adds nothing.

    The first row names the columns, in Spanish or English and any order; only the name is needed,
    and the rest is guessed as for `/inventory/items`. Cells stand between commas, semicolons or
    tabs; dates are YYYY-MM-DD or dd/mm/yyyy. 5,000 rows or 1 MB at most; sending it again adds
    nothing.
    """
    return import_stock(
        body.text,
        query,
        items=call.items,
        foods=call.wiring.foods,
        now=call.now,
        language=call.language,
    )


def add_from_recognition(call: Call, body: FromRecognition) -> ItemList:
    """Put what was recognised into the inventory, with corrections; repeating it adds nothing."""
    lots = stock_recognition(
        body.recognition_id,
        body.items,
        recognitions=call.recognitions,
        items=call.items,
        memories=call.receipt_memories,
        foods=call.wiring.foods,
        now=call.now,
    )
    return ItemList.of(lots, call.today)


def consume_item(call: Call, id: str, body: Consumption) -> MovedItem:
    """Take from an item what was eaten; `If-Match` makes it conditional.

    Any unit that the food's density or piece weight converts will do, and so does a rough amount.
    An item that is used up is in no list any more; undoing the movement brings it back. With an
    `id` of the client's own it may be sent again at any time, and is done once.
    """

    def decide(lot: Lot, food: Food | None, act: Act) -> Step:
        return consumed(lot, body.portion, food, act)

    return _move(call, id, _act(call, body, MovementKind.CONSUME, id), decide)


def discard_item(call: Call, id: str, body: Disposal) -> MovedItem:
    """Take from an item what was thrown away, and why; `If-Match` makes it conditional."""

    def decide(lot: Lot, food: Food | None, act: Act) -> Step:
        return discarded(lot, body.portion, body.reason, food, act)

    return _move(call, id, _act(call, body, MovementKind.DISCARD, id), decide)


def open_item(call: Call, id: str, body: NewMovement) -> MovedItem:
    """Open an item: from today it keeps for as long as opened food does, never longer than it would
    have."""
    return _move(call, id, _act(call, body, MovementKind.OPEN, id), opened)


def freeze_item(call: Call, id: str, body: NewMovement) -> MovedItem:
    """Freeze an item that is still good: it keeps for the catalog's freezer days."""
    return _move(call, id, _act(call, body, MovementKind.FREEZE, id), frozen)


def thaw_item(call: Call, id: str, body: NewMovement) -> MovedItem:
    """Thaw an item into the fridge: it keeps for the catalog's days from thawing."""
    return _move(call, id, _act(call, body, MovementKind.THAW, id), thawed)


def consume(call: Call, body: FoodConsumption) -> MovedItems:
    """Take an amount of a food from its items, first-expiring-first, all of it or none.

    Items past their use-by date are left alone. The movements share a `group_id`, and undoing one
    undoes them all.
    """
    stock = _stock(call)
    food = known_food(body.food_id, body.name, stock.foods)
    act = _act(call, body, MovementKind.CONSUME)
    return _moved(call, consume_food(food, body.wanted, act, stock))


def list_movements(call: Call, query: MovementQuery) -> Listed[Movement]:
    """List what happened to the items, newest first."""
    page = call.movements.page(query.item_id, query.kind, query.limit, query.cursor)
    found = [Movement.of(entry) for entry in page.items]
    return Listed(items=found, next_cursor=page.next_cursor)


def undo_movement(call: Call, id: str) -> MovedItems:
    """Take a movement back, once, and with it the others of its group.

    An amount returns to what the item has become since; a date does so while nothing later has
    changed it and it has not passed, and a thawed item is frozen again on the same day only. A
    planned meal that was cooked so is planned again.
    """
    return _moved(call, undo(id, call.act(), _stock(call), call.plans))


def _stock(call: Call) -> Stock:
    return Stock(call.items, call.movements, call.wiring.foods)


def _act(call: Call, body: NewMovement, kind: MovementKind, item_id: str | None = None) -> Act:
    return body.act(kind, item_id, call.new_id(), call.now, call.signed_in.uid)


def _move(call: Call, id: str, act: Act, decide: Decision) -> MovedItem:
    moved = move(id, decide, act, _stock(call), call.if_match)
    seen = _moved(call, moved).only
    if seen.item is not None:
        call.version(moved.lots[0].version)
    return seen


def _moved(call: Call, moved: Moved) -> MovedItems:
    return MovedItems.of(moved.lots, moved.entries, call.today)


def _answer(call: Call, lot: Lot) -> Item:
    call.version(lot.version)
    return Item.of(lot, call.today)


def _listed(call: Call, page: Page[Lot]) -> Listed[Item]:
    found = [Item.of(lot, call.today) for lot in page.items]
    return Listed(items=found, next_cursor=page.next_cursor)


ROUTES = (
    Route("GET", "/items", list_items, access=Access.VIEWER),
    Route("POST", "/items", add_items, status=201),
    Route("POST", "/phrases", understand),
    Route("GET", "/items/{id}", read_item, access=Access.VIEWER),
    Route("PATCH", "/items/{id}", change_item, conditional=True),
    Route("DELETE", "/items/{id}", delete_item, conditional=True),
    Route("POST", "/items/{id}/consume", consume_item, conditional=True),
    Route("POST", "/items/{id}/discard", discard_item, conditional=True),
    Route("POST", "/items/{id}/open", open_item, conditional=True),
    Route("POST", "/items/{id}/freeze", freeze_item, conditional=True),
    Route("POST", "/items/{id}/thaw", thaw_item, conditional=True),
    Route("POST", "/consume", consume),
    Route("GET", "/movements", list_movements, access=Access.VIEWER),
    Route("POST", "/movements/{id}/undo", undo_movement),
    Route("GET", "/changes", list_changes, access=Access.VIEWER),
    Route("GET", "/summary", summarise, access=Access.VIEWER),
    Route("GET", "/waste", read_waste, access=Access.VIEWER),
    Route("GET", "/expiring", list_expiring, access=Access.VIEWER),
    Route("GET", "/export", export_items, access=Access.VIEWER, limit=Limit.BULK),
    Route("POST", "/import", import_items, limit=Limit.BULK),
    Route("POST", "/from-recognition", add_from_recognition, status=201),
)

inventory = serve("inventory", ROUTES)
