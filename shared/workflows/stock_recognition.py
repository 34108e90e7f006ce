"""From a recognition into the inventory, corrected by the person who looked at it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field, ValidationError

from shared.domain.buying_day import bought_on
from shared.domain.catalog import FoodCatalog
from shared.domain.digest import digest
from shared.domain.errors import Conflict, Invalid
from shared.domain.food import Allergen, Category, Storage
from shared.domain.item import Day, ExpirySource, Kind, Lot, NewItem
from shared.domain.model import Amount, Currency, Identifier, Line, Model, Money
from shared.domain.progress import WorkStatus
from shared.domain.recognition_result import Recognition, SeenItem
from shared.domain.stocking import stocked
from shared.domain.units import Unit
from shared.ports.recognition import ReceiptMemories, Recognitions
from shared.ports.stock import Items
from shared.workflows.remember_lines import learn, lessons_of

_MOST_ID = 64


class Correction(Model):
    """An item of the recognition to take, by its place in the list, and what to change in it."""

    index: int
    id: Identifier | None = None
    name: Line | None = None
    food_id: Identifier | None = None
    category: Category | None = None
    quantity: Amount | None = None
    unit: Unit | None = None
    storage: Storage | None = None
    expires_on: Day | None = None
    price: Money | None = None
    currency: Currency | None = None


class FromRecognition(Model):
    """Without `items`, everything that was recognised."""

    recognition_id: Identifier
    items: Annotated[list[Correction], Field(max_length=100)] | None = None


def stock_recognition(
    recognition_id: str,
    chosen: Sequence[Correction] | None,
    *,
    recognitions: Recognitions,
    items: Items,
    memories: ReceiptMemories,
    foods: FoodCatalog,
    now: datetime,
) -> list[Lot]:
    """Puts the chosen items, or all, into the inventory; repeating it adds nothing twice.

    What a receipt line was corrected to is learned for the kitchen's next receipt.

    Raises:
        NotFound: no such recognition.
        Conflict: it is not done.
        Invalid: an index outside its list or twice in the request, an id that is another item's
            too, or a correction that makes no item.
        AlreadyExists: one of its items was already taken with other values.
    """
    recognition = recognitions.get(recognition_id)
    if recognition.status is not WorkStatus.DONE:
        raise Conflict("recognition_not_done")
    corrections = _all_of(recognition) if chosen is None else _checked(chosen, recognition)
    lots = [_lot(recognition, one, place, foods, now) for place, one in enumerate(corrections)]
    _refuse_same_ids(lots)
    added = items.add(lots) if lots else []
    lessons = lessons_of((one.index, one.food_id, one.name) for one in corrections)
    learn(recognition, lessons, memories, foods, now)
    return added


def _all_of(recognition: Recognition) -> list[Correction]:
    return [Correction(index=index) for index in range(len(recognition.items))]


def _checked(chosen: Sequence[Correction], recognition: Recognition) -> Sequence[Correction]:
    seen: set[int] = set()
    for place, one in enumerate(chosen):
        if not 0 <= one.index < len(recognition.items) or one.index in seen:
            raise Invalid(field=f"items.{place}.index")
        seen.add(one.index)
    return chosen


def _refuse_same_ids(lots: Sequence[Lot]) -> None:
    seen: set[str] = set()
    for place, lot in enumerate(lots):
        if lot.id in seen:
            raise Invalid(field=f"items.{place}.id")
        seen.add(lot.id)


def _lot(
    recognition: Recognition,
    correction: Correction,
    place: int,
    foods: FoodCatalog,
    now: datetime,
) -> Lot:
    seen = recognition.items[correction.index]
    lot_id = correction.id or _lot_id(recognition.id, correction.index)
    try:
        new = _new_item(seen, correction)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]["loc"]
        raise Invalid(field=".".join(map(str, ("items", place, *wrong)))) from None
    lot = stocked(new, lot_id, foods, now, bought_on(seen, recognition, now.date()))
    if correction.expires_on is None and new.expires_on is not None:
        return lot.model_copy(update={"expiry_source": seen.expiry_source})
    return lot


def _lot_id(recognition_id: str, index: int) -> str:
    """The same for the same item however often it is taken."""
    readable = f"{recognition_id}-{index}"
    if len(readable) <= _MOST_ID:
        return readable
    return digest(readable)


def _new_item(seen: SeenItem, correction: Correction) -> NewItem:
    said = correction.model_dump(exclude={"index", "id"}, exclude_none=True)
    renamed = "name" in said and "food_id" not in said
    other = renamed or "food_id" in said
    # A dish keeps by its own rules, as long as it stays where they apply.
    kept = seen.expiry_source is ExpirySource.LABEL or (seen.dish and "storage" not in said)
    values = {
        # What has a barcode and is here is food: other products are told apart when looked up.
        "kind": Kind.DISH if seen.dish else Kind.INGREDIENT,
        "name": seen.name,
        "food_id": None if renamed else seen.food_id,
        "category": None if other else seen.category,
        "quantity": seen.quantity,
        "unit": seen.unit,
        "storage": None if other else seen.storage,
        "expires_on": seen.expires_on if kept else None,
        "date_kind": seen.date_kind,
        "price": seen.price,
        "currency": seen.currency,
        "allergens": _allergens(seen) if seen.gtin or not other else frozenset(),
        "gtin": seen.gtin,
    }
    return NewItem.model_validate(values | said)


def _allergens(seen: SeenItem) -> frozenset[Allergen]:
    """What it may hold is as bad for whoever is allergic as what it holds."""
    return frozenset([*seen.allergens, *seen.traces])
