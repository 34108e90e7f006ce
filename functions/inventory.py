"""inventory: what is in the kitchen, how much and until when."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field, field_validator

from shared.domain.food import Category, Storage
from shared.domain.item import EXPIRING_DAYS, Item, ItemChange, Lot, NewItem, Status
from shared.domain.listing import ItemFilter, Page
from shared.domain.model import Identifier, Model
from shared.domain.stocking import changed, stocked
from shared.http import Access, Call, Listed, ListQuery, Route, serve
from shared.workflows.stock_recognition import Correction, stock_recognition


class ItemQuery(ListQuery):
    storage: Storage | None = None
    category: Category | None = None
    food_id: Identifier | None = None
    status: Status | None = None


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


class ItemList(Model):
    items: list[Item]


class FromRecognition(Model):
    """Without `items`, everything that was recognised."""

    recognition_id: Identifier
    items: Annotated[list[Correction], Field(max_length=100)] | None = None


def list_items(call: Call, query: ItemQuery) -> Listed[Item]:
    """List the items, soonest to expire first."""
    soon = call.today + timedelta(days=EXPIRING_DAYS)
    day = timedelta(days=1)
    bounds = {
        None: (None, None),
        Status.EXPIRED: (None, call.today - day),
        Status.EXPIRING: (call.today, soon),
        Status.FRESH: (soon + day, None),
    }[query.status]
    chosen = ItemFilter(query.storage, query.category, query.food_id, *bounds)
    return _listed(call, call.items.page(chosen, query.limit, query.cursor))


def list_expiring(call: Call, query: ExpiringQuery) -> Listed[Item]:
    """List what expires within some days, soonest first."""
    start = None if query.include_expired else call.today
    chosen = ItemFilter(expires_from=start, expires_to=call.today + timedelta(days=query.days))
    return _listed(call, call.items.page(chosen, query.limit, query.cursor))


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


def read_item(call: Call, id: str) -> Item:
    """Read one item."""
    return _answer(call, call.items.get(id))


def change_item(call: Call, id: str, body: ItemChange) -> Item:
    """Change fields of an item; `If-Match` makes it conditional."""
    lot = call.items.get(id)
    if call.if_match is not None:
        lot = lot.model_copy(update={"version": call.if_match})
    updated = changed(lot, body, call.wiring.foods, call.now, call.today)
    return _answer(call, call.items.replace(updated))


def delete_item(call: Call, id: str) -> None:
    """Remove an item that was entered by mistake; `If-Match` makes it conditional."""
    call.items.remove(id, call.if_match)


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


def _answer(call: Call, lot: Lot) -> Item:
    call.version(lot.version)
    return Item.of(lot, call.today)


def _listed(call: Call, page: Page[Lot]) -> Listed[Item]:
    found = [Item.of(lot, call.today) for lot in page.items]
    return Listed(items=found, next_cursor=page.next_cursor)


ROUTES = (
    Route("GET", "/items", list_items, access=Access.VIEWER),
    Route("POST", "/items", add_items, status=201),
    Route("GET", "/items/{id}", read_item, access=Access.VIEWER),
    Route("PATCH", "/items/{id}", change_item, conditional=True),
    Route("DELETE", "/items/{id}", delete_item, conditional=True),
    Route("GET", "/expiring", list_expiring, access=Access.VIEWER),
    Route("POST", "/from-recognition", add_from_recognition, status=201),
)

inventory = serve("inventory", ROUTES)
