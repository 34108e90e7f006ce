"""What was bought: from lines of the list to lots of the stock, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from shared.domain.catalog import FoodCatalog
from shared.domain.digest import digest, digest_of
from shared.domain.errors import Conflict, Invalid
from shared.domain.food import Category, Food, Storage
from shared.domain.item import Day, Item, Lot, NewItem
from shared.domain.language import Language
from shared.domain.model import Amount, Currency, Identifier, Instant, Line, Model, Money
from shared.domain.movement import Act
from shared.domain.planning.days_query import DaysQuery
from shared.domain.shopping.line import ShoppingLine, planned_food
from shared.domain.shopping.listing import LineView, ShoppingList
from shared.domain.stocking import stocked
from shared.domain.units import Quantity, Unit

# Lots and lines together, with room for what else one commit holds.
MOST_BOUGHT = 100
_ONE = Quantity(Decimal(1), Unit.UNIT)


class BoughtLine(Model):
    """A line of the list by `id`, or something else by `food_id` or `name`. What is left out is
    what the list said, or the usual pack; `into_stock` false is for what is no food."""

    id: Identifier | None = None
    food_id: Identifier | None = None
    name: Line | None = None
    quantity: Amount | None = None
    unit: Unit | None = None
    price: Money | None = None
    currency: Currency | None = None
    expires_on: Day | None = None
    storage: Storage | None = None
    into_stock: bool = True

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if sum(one is not None for one in (self.id, self.food_id, self.name)) != 1:
            raise ValueError("one of id, food_id and name")
        if (self.quantity is None) is not (self.unit is None):
            raise ValueError("quantity and unit go together")
        if (self.price is None) is not (self.currency is None):
            raise ValueError("price and currency go together")
        return self


class NewPurchase(DaysQuery):
    """What was bought of the list of those days; without `lines`, all that is ticked."""

    id: Identifier | None = None
    lines: Annotated[tuple[BoughtLine, ...], Field(min_length=1, max_length=MOST_BOUGHT)] | None = (
        None
    )

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        ids = [line.id for line in self.lines or () if line.id is not None]
        if len(ids) != len(set(ids)):
            raise ValueError("two lines have the same id")
        return self

    @property
    def fingerprint(self) -> str:
        return digest_of(self, without={"id"})


class Purchase(Model):
    """A purchase as it is stored: the lots it made and the lines it took off the list, as they
    were, and what was paid by currency; null where it was stored before that was kept."""

    id: Identifier
    fingerprint: str
    lots: tuple[str, ...]
    lines: tuple[ShoppingLine, ...]
    spent: dict[str, Money] | None = None
    at: datetime
    by: str
    undone_at: datetime | None = None
    undone_by: str | None = None
    version: str = ""


class PurchaseView(Model):
    """`items` are those of the stock as they are now; `lines` the ids that left the list, or came
    back where it was `undone`; `spent` what was paid, by currency, whatever became of the items
    since, and nothing where it was undone."""

    id: str
    items: list[Item]
    lines: list[str]
    spent: dict[str, Money]
    undone: bool
    at: Instant

    @classmethod
    def of(cls, purchase: Purchase, lots: Sequence[Lot], today: date) -> Self:
        undone = purchase.undone_by is not None
        spent = paid(lots) if purchase.spent is None else purchase.spent
        return cls(
            id=purchase.id,
            items=[Item.of(lot, today) for lot in lots if not lot.used_up],
            lines=[line.id for line in purchase.lines],
            spent={} if undone else spent,
            undone=undone,
            at=purchase.at,
        )


def paid(lots: Iterable[Lot]) -> dict[str, Decimal]:
    """What the lots are worth, by currency: when they are bought, what was paid."""
    spent: dict[str, Decimal] = {}
    for lot in lots:
        if lot.price is not None and lot.currency is not None:
            spent[lot.currency] = spent.get(lot.currency, Decimal(0)) + lot.price
    return spent


class Basket(NamedTuple):
    """The lots that a purchase makes, and the lines it takes off the list."""

    lots: list[Lot]
    lines: list[ShoppingLine]


def basket(
    new: NewPurchase,
    shown: ShoppingList,
    written: Sequence[ShoppingLine],
    foods: FoodCatalog,
    language: Language,
    purchase: Act,
) -> Basket:
    """What `new` puts into the stock and takes off the list.

    Raises:
        Conflict: nothing is ticked.
        Invalid: there is no such line or food.
    """
    views = {view.id: view for view in shown.all()}
    known = {line.id: line for line in written}
    lines = new.lines
    if lines is None:
        lines = tuple(BoughtLine(id=view.id) for view in views.values() if view.ticked)
        lines = lines[:MOST_BOUGHT]
    if not lines:
        raise Conflict("nothing_ticked")
    lots = [
        stocked(item, digest(f"{purchase.id}:{n}"), foods, purchase.at, purchase.at.date())
        for n, item in enumerate(_items(lines, views, foods, language))
    ]
    return Basket(lots, [known[line.id] for line in lines if line.id in known])


def touched(purchase: Purchase, lot: Lot | None) -> bool:
    """Whether anything was done to a lot since it was bought; that plans hold it does not count."""
    return lot is None or lot.used_up or lot.updated_at != purchase.at


class _Told(NamedTuple):
    """What the list, or the catalog alone, says of a line."""

    food: Food | None
    name: str
    category: Category | None
    usual: Quantity


def _items(
    lines: Sequence[BoughtLine],
    views: Mapping[str, LineView],
    foods: FoodCatalog,
    language: Language,
) -> Iterator[NewItem]:
    for place, line in enumerate(lines):
        told = _told(line, f"lines.{place}", views, foods, language)
        if line.into_stock:
            yield NewItem(
                name=told.name,
                food_id=told.food.id if told.food else None,
                category=told.category if told.food is None else None,
                quantity=line.quantity or told.usual.amount,
                unit=line.unit or told.usual.unit,
                price=line.price,
                currency=line.currency,
                expires_on=line.expires_on,
                storage=line.storage,
            )


def _told(
    line: BoughtLine,
    field: str,
    views: Mapping[str, LineView],
    foods: FoodCatalog,
    language: Language,
) -> _Told:
    view = views.get(line.id) if line.id is not None else None
    food = _food(line, view, field, foods)
    usual = food.pack if food else _ONE
    if view is not None and view.quantity is not None and view.unit is not None:
        usual = Quantity(view.quantity, view.unit)
    name = view.name if view else line.name or (food.name.of(language) if food else "")
    return _Told(food, name, view.category if view else None, usual)


def _food(line: BoughtLine, view: LineView | None, field: str, foods: FoodCatalog) -> Food | None:
    """What no plan needs any more is still known by the id it had on the list.

    Raises:
        Invalid: there is no such line or food.
    """
    if line.name is not None:
        return foods.by_name(line.name)
    food_id = view.food_id if view else line.food_id
    if line.id is not None and view is None:
        food_id = planned_food(line.id, foods)
        if food_id is None:
            raise Invalid("unknown_line", field=f"{field}.id")
    food = foods.get(food_id) if food_id else None
    if food_id is not None and food is None:
        raise Invalid("unknown_food", field=f"{field}.food_id")
    return food
