"""How what a client says, or a photo shows, becomes a lot."""

from collections.abc import Collection
from datetime import date, datetime

from shared.domain.beyond import allergens_beyond
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.digest import digest_of
from shared.domain.errors import Invalid
from shared.domain.expiry import usual_date_kind, usual_storage
from shared.domain.food import Allergen, Category, Food
from shared.domain.item import ExpirySource, ItemChange, Kind, Lot, NewItem, safe_to_cook
from shared.domain.keeping import dated_as_open, estimated_of, moved
from shared.domain.perishable import perishable_category
from shared.domain.search import search_keys, sort_key


def stocked(
    new: NewItem,
    lot_id: str,
    foods: FoodCatalog,
    now: datetime,
    bought_on: date,
    thawed_on: date | None = None,
) -> Lot:
    """The lot made of `new`: its food found by id or name, what is missing taken from the catalog.

    Raises:
        Invalid: `food_id` names no food.
    """
    food = _food_of(new.food_id, new.name, foods)
    category = _category_of(new, food, foods)
    storage = new.storage or (food.storage if food else usual_storage(category))
    lot = Lot(
        id=lot_id,
        kind=new.kind,
        name=new.name,
        food_id=food.id if food else None,
        category=category,
        quantity=new.quantity,
        unit=new.unit,
        storage=storage,
        added_at=now,
        expires_on=new.expires_on or bought_on,
        date_kind=new.date_kind or usual_date_kind(food, category),
        expiry_source=ExpirySource.USER if new.expires_on else ExpirySource.ESTIMATED,
        opened_on=new.opened_on,
        thawed_on=thawed_on,
        price=new.price,
        currency=new.currency,
        image_url=None,
        notes=new.notes,
        allergens=new.allergens | _allergens(new.name, new.kind, food, foods),
        updated_at=now,
        fingerprint=fingerprint(new),
        search_keys=search_keys(new.name, food, new.gtin),
        sort_name=sort_key(new.name),
        gtin=new.gtin,
    )
    if new.expires_on is not None:
        return lot
    return lot.model_copy(update={"expires_on": estimated_of(lot, food, bought_on)})


def changed(lot: Lot, change: ItemChange, foods: FoodCatalog, now: datetime) -> Lot:
    """`lot` with the fields of `change`, its estimated date made anew where it rested on them.

    A new name means the food of that name, or none: what is cooked from a lot rests on its food.
    A lot that is said to be open keeps no longer than opening it leaves it.
    `now` is told in the person's time zone.

    Raises:
        Invalid: `food_id` names no food, or a field that a lot always has is null.
    """
    given = {name: getattr(change, name) for name in change.model_fields_set}
    _refuse_nulls(given)
    if "name" in given and "food_id" not in given and fold(given["name"]) != fold(lot.name):
        renamed = foods.by_name(given["name"])
        given["food_id"] = renamed.id if renamed else None
        if renamed is None and lot.kind is Kind.INGREDIENT:
            told = perishable_category(given["name"], foods) or lot.category
            given.setdefault("category", told)
    food = _food_of(given["food_id"], "", foods) if given.get("food_id") else None
    if food is not None and food.id != lot.food_id:
        given.setdefault("category", food.category)
    if {"name", "food_id"} & given.keys():
        named = _allergens(given.get("name", lot.name), lot.kind, food, foods)
        given["allergens"] = given.get("allergens", lot.allergens) | named
    if any(given.get(name, getattr(lot, name)) != getattr(lot, name) for name in _COUNTED):
        given["remainder"] = 0
    if "expires_on" in given:
        given["expiry_source"] = ExpirySource.USER
    updated = lot.model_copy(update=given | {"updated_at": now})
    _refuse_half_a_price(updated)
    dated = _dated_anew(lot, updated, given.keys(), foods, now)
    return _findable(dated, foods) if {"name", "food_id", "gtin"} & given.keys() else dated


def _dated_anew(
    lot: Lot, updated: Lot, given: Collection[str], foods: FoodCatalog, now: datetime
) -> Lot:
    """First for what it is, where it was, and then for where it is."""
    food = foods.get(updated.food_id) if updated.food_id else None
    dated = updated.model_copy(update={"storage": lot.storage})
    if (updated.food_id, updated.category) != (lot.food_id, lot.category):
        dated = _as_another_food(lot, dated, food, given, now)
    if updated.storage is not lot.storage:
        there = moved(dated, updated.storage, food, now.date())
        said = {"expires_on", "expiry_source"} if "expires_on" in given else set[str]()
        dated = there.model_copy(update={name: getattr(updated, name) for name in said})
    told_open = updated.opened_on != lot.opened_on and "expires_on" not in given
    return dated_as_open(dated, food) if told_open else dated


def _as_another_food(
    lot: Lot, updated: Lot, food: Food | None, given: Collection[str], now: datetime
) -> Lot:
    """With the kind and, where nobody gave it, the date of its new food. What is past its use-by
    date stays so under any name."""
    if not {"expires_on", "date_kind"} & set(given) and not safe_to_cook(lot, now.date()):
        return updated
    dates: dict[str, object] = {}
    if "date_kind" not in given:
        dates["date_kind"] = usual_date_kind(food, updated.category)
    if updated.expiry_source is ExpirySource.ESTIMATED:
        bought = lot.added_at.astimezone(now.tzinfo).date()
        dates["expires_on"] = estimated_of(updated, food, bought)
    return updated.model_copy(update=dates)


def fingerprint(new: NewItem) -> str:
    """The same for the same creation, whoever sends it again."""
    return digest_of(new, without={"id"})


# What says how much there is; said again as it was told, it means no other amount.
_COUNTED = ("quantity", "unit")
_NULLABLE = frozenset({"food_id", "opened_on", "price", "currency", "gtin"})


def _findable(lot: Lot, foods: FoodCatalog) -> Lot:
    food = foods.get(lot.food_id) if lot.food_id else None
    keys = search_keys(lot.name, food, lot.gtin)
    return lot.model_copy(update={"search_keys": keys, "sort_name": sort_key(lot.name)})


def _refuse_nulls(given: dict[str, object]) -> None:
    for name, value in given.items():
        if value is None and name not in _NULLABLE:
            raise Invalid("null_not_allowed", field=name)


def _refuse_half_a_price(lot: Lot) -> None:
    if (lot.price is None) is not (lot.currency is None):
        raise Invalid("price_without_currency", field="currency")


def _category_of(new: NewItem, food: Food | None, foods: FoodCatalog) -> Category:
    """As said; where nobody knows, by its food or else by what its name tells of."""
    if food is not None:
        return new.category or food.category
    if new.category not in {None, Category.OTHER} or new.kind is Kind.PRODUCT:
        return new.category or Category.OTHER
    if new.kind is Kind.DISH:
        return Category.PREPARED
    return perishable_category(new.name, foods) or Category.OTHER


def _allergens(name: str, kind: Kind, food: Food | None, foods: FoodCatalog) -> frozenset[Allergen]:
    """Of its food, and of what the name says beside it: rice "with peanuts". Nobody eats a product
    of the house for its name."""
    named = frozenset[Allergen]() if kind is Kind.PRODUCT else allergens_beyond(name, food, foods)
    return named | (food.allergens if food else frozenset())


def _food_of(food_id: str | None, name: str, foods: FoodCatalog) -> Food | None:
    if food_id is None:
        return foods.by_name(name)
    food = foods.get(food_id)
    if food is None:
        raise Invalid("unknown_food", field="food_id")
    return food
