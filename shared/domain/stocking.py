"""How what a client says, or a photo shows, becomes a lot."""

import hashlib
from datetime import date, datetime

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import Invalid
from shared.domain.expiry import estimated_expiry, usual_date_kind, usual_storage
from shared.domain.food import Category, Food
from shared.domain.item import ExpirySource, ItemChange, Lot, NewItem
from shared.domain.search import search_keys, sort_key


def stocked(
    new: NewItem,
    lot_id: str,
    foods: FoodCatalog,
    now: datetime,
    bought_on: date,
) -> Lot:
    """The lot made of `new`: its food found by id or name, what is missing taken from the catalog.

    Raises:
        Invalid: `food_id` names no food.
    """
    food = _food_of(new.food_id, new.name, foods)
    category = new.category or (food.category if food else Category.OTHER)
    storage = new.storage or (food.storage if food else usual_storage(category))
    given = new.expires_on is not None
    return Lot(
        id=lot_id,
        kind=new.kind,
        name=new.name,
        food_id=food.id if food else None,
        category=category,
        quantity=new.quantity,
        unit=new.unit,
        storage=storage,
        added_at=now,
        expires_on=new.expires_on or estimated_expiry(food, category, storage, bought_on),
        date_kind=new.date_kind or usual_date_kind(food, category),
        expiry_source=ExpirySource.USER if given else ExpirySource.ESTIMATED,
        opened_on=new.opened_on,
        price=new.price,
        currency=new.currency,
        image_url=None,
        notes=new.notes,
        allergens=new.allergens | (food.allergens if food else frozenset()),
        updated_at=now,
        fingerprint=fingerprint(new),
        search_keys=search_keys(new.name, food),
        sort_name=sort_key(new.name),
    )


def changed(lot: Lot, change: ItemChange, foods: FoodCatalog, now: datetime, today: date) -> Lot:
    """`lot` with the fields of `change`, its estimated date made anew where it rested on them.

    Raises:
        Invalid: `food_id` names no food, or a field that a lot always has is null.
    """
    given = {name: getattr(change, name) for name in change.model_fields_set}
    _refuse_nulls(given)
    if given.get("food_id") is not None:
        food = _food_of(given["food_id"], "", foods)
        if food is not None:
            given["allergens"] = given.get("allergens", lot.allergens) | food.allergens
            given.setdefault("category", food.category)
    if "expires_on" in given:
        given["expiry_source"] = ExpirySource.USER
    updated = lot.model_copy(update=given | {"updated_at": now})
    _refuse_half_a_price(updated)
    moved = {"storage", "food_id", "category"} & given.keys()
    if moved and updated.expiry_source is ExpirySource.ESTIMATED:
        base = lot.added_at.date() if "food_id" in given else today
        food = foods.get(updated.food_id) if updated.food_id else None
        estimate = estimated_expiry(food, updated.category, updated.storage, base)
        if updated.opened_on is not None and "food_id" not in given:
            # What was opened does not keep longer for being moved.
            estimate = min(estimate, lot.expires_on)
        updated = updated.model_copy(update={"expires_on": estimate})
    return _findable(updated, foods) if {"name", "food_id"} & given.keys() else updated


def fingerprint(new: NewItem) -> str:
    """The same for the same creation, whoever sends it again."""
    return hashlib.sha256(new.model_dump_json(exclude={"id"}).encode()).hexdigest()[:32]


_NULLABLE = frozenset({"food_id", "opened_on", "price", "currency"})


def _findable(lot: Lot, foods: FoodCatalog) -> Lot:
    food = foods.get(lot.food_id) if lot.food_id else None
    keys = search_keys(lot.name, food)
    return lot.model_copy(update={"search_keys": keys, "sort_name": sort_key(lot.name)})


def _refuse_nulls(given: dict[str, object]) -> None:
    for name, value in given.items():
        if value is None and name not in _NULLABLE:
            raise Invalid("null_not_allowed", field=name)


def _refuse_half_a_price(lot: Lot) -> None:
    if (lot.price is None) is not (lot.currency is None):
        raise Invalid("price_without_currency", field="currency")


def _food_of(food_id: str | None, name: str, foods: FoodCatalog) -> Food | None:
    if food_id is None:
        return foods.by_name(name)
    food = foods.get(food_id)
    if food is None:
        raise Invalid("unknown_food", field="food_id")
    return food
