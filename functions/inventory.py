"""inventory: what is in the kitchen, how much and until when."""

from datetime import timedelta
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from shared.domain.changes import ChangeList
from shared.domain.food import Category, Food, Storage
from shared.domain.item import EXPIRING_DAYS, Item, ItemChange, Lot, NewItem, Status
from shared.domain.keeping import frozen, opened, thawed
from shared.domain.listing import ItemFilter, ItemSort, Page
from shared.domain.model import Amount, Identifier, Line, Model
from shared.domain.movement import Act, Movement, MovementKind, Step
from shared.domain.movement_request import Consumption, Disposal, FoodConsumption
from shared.domain.phrase import phrase_of
from shared.domain.search import searched_key
from shared.domain.stocking import stocked
from shared.domain.summary import Summary
from shared.domain.taking import consumed, discarded
from shared.domain.units import Unit
from shared.domain.waste import Month, Waste, waste_of
from shared.http import Access, Call, Listed, ListQuery, Route, serve
from shared.workflows.change_item import change_item as change_stored
from shared.workflows.move_stock import Decision, Moved, Stock, consume_food, known_food, move, undo
from shared.workflows.remove_item import remove_item
from shared.workflows.stock_recognition import Correction, stock_recognition


class ItemQuery(ListQuery):
    storage: Storage | None = None
    category: Category | None = None
    food_id: Identifier | None = None
    status: Status | None = None
    q: Line | None = None
    sort: ItemSort = ItemSort.EXPIRES_ON

    @model_validator(mode="after")
    def _status_is_about_dates(self) -> Self:
        if self.status is not None and self.sort is not ItemSort.EXPIRES_ON:
            raise ValueError("status sorts by expires_on")
        return self


class ExpiringQuery(ListQuery):
    """`days` from today, today included; `include_expired` adds what is past its day already."""

    days: Annotated[int, Field(ge=0, le=365)] = EXPIRING_DAYS
    include_expired: bool = False


class NewItems(Model):
    items: Annotated[list[NewItem], Field(min_length=1, max_length=100)]

    @field_validator("items")
    @classmethod
    def _ids_differ(cls, items: list[NewItem]) -> list[NewItem]:
        ids = [item.id for item in items if item.id is not None]
        if len(ids) != len(set(ids)):
            raise ValueError("two items have the same id")
        return items


class MovementQuery(ListQuery):
    item_id: Identifier | None = None
    kind: MovementKind | None = None


class ChangesQuery(Model):
    """`since` is the `next_since` of the answer before; without it everything there is comes."""

    since: Annotated[str, Field(min_length=1, max_length=400)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 100


class WasteQuery(Model):
    """Months `YYYY-MM`, both included; by default the last twelve."""

    since: Annotated[Month | None, Field(alias="from")] = None
    until: Annotated[Month | None, Field(alias="to")] = None


class MovedItem(Model):
    """`item` is null when nothing is left of it."""

    item: Item | None
    movement: Movement


class MovedItems(Model):
    """`items` are the ones of which something is left."""

    items: list[Item]
    movements: list[Movement]


class Phrases(Model):
    """What somebody said or typed, a food each."""

    texts: Annotated[list[Line], Field(min_length=1, max_length=100)]


class Said(Model):
    """A text understood; `quantity` is 1 and `unit` a piece where it does not say."""

    text: str
    name: str
    food_id: str | None
    quantity: Amount
    unit: Unit


class SaidList(Model):
    items: list[Said]


class ItemList(Model):
    items: list[Item]


class FromRecognition(Model):
    """Without `items`, everything that was recognised."""

    recognition_id: Identifier
    items: Annotated[list[Correction], Field(max_length=100)] | None = None


def list_items(call: Call, query: ItemQuery) -> Listed[Item]:
    """List the items, soonest to expire first unless sorted otherwise.

    `q` finds them by up to three words of their name, or of any name or synonym of their food, in
    either language and whatever the accents, case or number. A `status` is sorted by date only.
    """
    key = None if query.q is None else searched_key(query.q)
    if query.q is not None and key is None:
        return Listed(items=[], next_cursor=None)
    soon = call.today + timedelta(days=EXPIRING_DAYS)
    day = timedelta(days=1)
    bounds = {
        None: (None, None),
        Status.EXPIRED: (None, call.today - day),
        Status.EXPIRING: (call.today, soon),
        Status.FRESH: (soon + day, None),
    }[query.status]
    chosen = ItemFilter(query.storage, query.category, query.food_id, *bounds, key, query.sort)
    return _listed(call, call.items.page(chosen, query.limit, query.cursor))


def list_expiring(call: Call, query: ExpiringQuery) -> Listed[Item]:
    """List what expires within some days, soonest first."""
    start = None if query.include_expired else call.today
    chosen = ItemFilter(expires_from=start, expires_to=call.today + timedelta(days=query.days))
    return _listed(call, call.items.page(chosen, query.limit, query.cursor))


def list_changes(call: Call, query: ChangesQuery) -> ChangeList:
    """Read what has changed since the last time, and what is gone; every change comes once.

    An item that changed several times comes once, as it is now. A page may be empty while `more`
    is true.
    """
    found = call.items.changes(query.since, query.limit, call.now)
    return ChangeList(
        items=[Item.of(lot, call.today) for lot in found.lots],
        deleted=found.gone,
        next_since=found.cursor,
        more=found.more,
    )


def summarise(call: Call) -> Summary:
    """Count the items by status, storage and category, and add up what they cost.

    `value` is what is left of the prices that were given.
    """
    return call.items.summary(call.today)


def read_waste(call: Call, query: WasteQuery) -> Waste:
    """Read what was thrown away, by month, food and reason, with its weight and price where they
    are known."""
    until = query.until or f"{call.today:%Y-%m}"
    since = query.since or f"{call.today - timedelta(days=334):%Y-%m}"
    return waste_of(call.movements.waste(since, until))


def add_items(call: Call, body: NewItems) -> ItemList:
    """Add up to 100 items, all or none.

    Items may bring their own ids; sending them again adds nothing. A date nobody gave is estimated
    from the catalog.
    """
    foods = call.wiring.foods
    lots = [
        stocked(new, new.id or call.new_id(), foods, call.now, call.today) for new in body.items
    ]
    return ItemList(items=[Item.of(lot, call.today) for lot in call.items.add(lots)])


def understand(call: Call, body: Phrases) -> SaidList:
    """Understand amounts as people say them, "un kilo de papas" or "1 cup of flour"; it adds
    nothing, what it answers can be sent to `/inventory/items`."""
    foods = call.wiring.foods
    said = [(text, phrase_of(text)) for text in body.texts]
    found = [(text, phrase, foods.by_name(phrase.name)) for text, phrase in said]
    return SaidList(
        items=[
            Said(text=text, food_id=food.id if food else None, **phrase._asdict())
            for text, phrase, food in found
        ]
    )


def read_item(call: Call, id: str) -> Item:
    """Read one item."""
    return _answer(call, call.items.get(id))


def change_item(call: Call, id: str, body: ItemChange) -> Item:
    """Change fields of an item; `If-Match` makes it conditional."""
    lot = change_stored(
        id, body, call.if_match, items=call.items, foods=call.wiring.foods, now=call.now
    )
    return _answer(call, lot)


def delete_item(call: Call, id: str) -> None:
    """Remove an item that was entered by mistake; `If-Match` makes it conditional."""
    remove_item(id, call.if_match, items=call.items, foods=call.wiring.foods, today=call.today)


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
    return ItemList(items=[Item.of(lot, call.today) for lot in lots])


def consume_item(call: Call, id: str, body: Consumption) -> MovedItem:
    """Take from an item what was eaten; `If-Match` makes it conditional.

    Any unit that the food's density or piece weight converts will do, and so does a rough amount.
    An item that is used up is in no list any more; undoing the movement brings it back.
    """
    return _move(call, id, lambda lot, food, act: consumed(lot, body.portion, food, act))


def discard_item(call: Call, id: str, body: Disposal) -> MovedItem:
    """Take from an item what was thrown away, and why; `If-Match` makes it conditional."""

    def decide(lot: Lot, food: Food | None, act: Act) -> Step:
        return discarded(lot, body.portion, body.reason, food, act)

    return _move(call, id, decide)


def open_item(call: Call, id: str) -> MovedItem:
    """Open an item: from today it keeps for as long as opened food does, never longer than it would
    have."""
    return _move(call, id, opened)


def freeze_item(call: Call, id: str) -> MovedItem:
    """Freeze an item that is still good: it keeps for the catalog's freezer days."""
    return _move(call, id, frozen)


def thaw_item(call: Call, id: str) -> MovedItem:
    """Thaw an item into the fridge: it keeps for the catalog's days from thawing."""
    return _move(call, id, thawed)


def consume(call: Call, body: FoodConsumption) -> MovedItems:
    """Take an amount of a food from its items, first-expiring-first, all of it or none.

    Items past their use-by date are left alone. The movements share a `group_id`, and undoing one
    undoes them all.
    """
    stock = _stock(call)
    food = known_food(body.food_id, body.name, stock.foods)
    return _moved(call, consume_food(food, body.wanted, _act(call), stock))


def list_movements(call: Call, query: MovementQuery) -> Listed[Movement]:
    """List what happened to the items, newest first."""
    page = call.movements.page(query.item_id, query.kind, query.limit, query.cursor)
    found = [Movement.of(entry) for entry in page.items]
    return Listed(items=found, next_cursor=page.next_cursor)


def undo_movement(call: Call, id: str) -> MovedItems:
    """Take a movement back, once, and with it the others of its group.

    An amount returns to what the item has become since; a date does so while nothing later has
    changed it.
    """
    return _moved(call, undo(id, _act(call), _stock(call)))


def _stock(call: Call) -> Stock:
    return Stock(call.items, call.movements, call.wiring.foods)


def _act(call: Call) -> Act:
    return Act(call.new_id(), call.now, call.signed_in.uid)


def _move(call: Call, id: str, decide: Decision) -> MovedItem:
    moved = move(id, decide, _act(call), _stock(call), call.if_match)
    seen = _moved(call, moved)
    if seen.items:
        call.version(moved.lots[0].version)
    return MovedItem(item=seen.items[0] if seen.items else None, movement=seen.movements[0])


def _moved(call: Call, moved: Moved) -> MovedItems:
    return MovedItems(
        items=[Item.of(lot, call.today) for lot in moved.lots if not lot.used_up],
        movements=[Movement.of(entry) for entry in moved.entries],
    )


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
    Route("POST", "/from-recognition", add_from_recognition, status=201),
)

inventory = serve("inventory", ROUTES)
