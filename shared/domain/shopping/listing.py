"""The list of some days: what their plans lack, merged with what people wrote, aisle by aisle."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Self

from shared.domain.catalog import FoodCatalog
from shared.domain.changes import Feed
from shared.domain.convert import convert, convertible
from shared.domain.food import Category, Food
from shared.domain.language import Language, Text
from shared.domain.model import Amount, Instant, Model
from shared.domain.shopping.aisles import AISLES
from shared.domain.shopping.line import ShoppingLine
from shared.domain.shopping.needing import Needed, NeededFor, Needs, Spared, Why
from shared.domain.shopping.packs import Packing, packed, told
from shared.domain.units import Quantity, Unit


class Source(StrEnum):
    PLAN = "plan"
    OWN = "own"


class Measure(Model):
    quantity: Amount
    unit: Unit


class Packs(Model):
    """`count` packs of `quantity` each."""

    count: int
    quantity: Amount
    unit: Unit


class LineView(Model):
    """A line to buy. `quantity` is what to buy and `text` says it in words; `needed` is what plans
    lack, `needed_for` by entry. `held_for` are other days whose plans hold what there is in the
    stock. A food the catalog does not know is kept by its name, without `food_id`."""

    id: str
    source: Source
    food_id: str | None
    name: str
    category: Category
    quantity: Amount | None
    unit: Unit | None
    packs: Packs | None
    text: str | None
    needed: Measure | None
    needed_for: list[NeededFor]
    held_for: list[date]
    ticked: bool
    note: str


class AisleView(Model):
    category: Category
    name: str
    lines: list[LineView]


class LeftOut(Model):
    """`detail` says `reason` in words."""

    food_id: str | None
    name: str
    reason: Why
    detail: str


class ShoppingList(Model):
    """`aisles` are in the order of a walk through the shop, chilled food last."""

    first_day: date
    last_day: date
    aisles: list[AisleView]
    left_out: list[LeftOut]
    lines: int
    ticked: int

    def all(self) -> Iterator[LineView]:
        for aisle in self.aisles:
            yield from aisle.lines


class WrittenLine(Model):
    """What people wrote: a line of their own, or a mark on what plans need. `name` is empty for the
    latter where the catalog does not know the food."""

    id: str
    source: Source
    food_id: str | None
    name: str
    category: Category
    quantity: Amount | None
    unit: Unit | None
    note: str
    ticked: bool
    updated_at: Instant

    @classmethod
    def of(cls, line: ShoppingLine, foods: FoodCatalog, language: Language, now: datetime) -> Self:
        own = {name: getattr(line, name) for name in cls.model_fields if name != "source"}
        told = {"name": _name(line, foods, language), "ticked": line.still_ticked(now)}
        return cls(**(own | told), source=Source.OWN if line.own else Source.PLAN)


class WrittenLines(Model):
    items: list[WrittenLine]


class LineChanges(Model):
    """`items` are as they are now, `deleted` the ids of what is gone: own lines that were deleted
    or bought, marks that say nothing any more. `next_since` is where to go on, at once while `more`
    is true."""

    items: list[WrittenLine]
    deleted: list[str]
    next_since: str
    more: bool

    @classmethod
    def of(
        cls, found: Feed[ShoppingLine], foods: FoodCatalog, language: Language, now: datetime
    ) -> Self:
        items = [WrittenLine.of(line, foods, language, now) for line in found.there]
        return cls(items=items, deleted=found.gone, next_since=found.cursor, more=found.more)


class Reader(NamedTuple):
    """What a list is told with, and for which days, both included."""

    foods: FoodCatalog
    language: Language
    first_day: date
    last_day: date
    now: datetime


def shopping_list(needs: Needs, lines: Sequence[ShoppingLine], reader: Reader) -> ShoppingList:
    """What is needed and what was written, each food once: what an own line covers of a need is
    not asked for again."""
    marks = {line.id: line for line in lines if not line.own}
    own = [line for line in lines if line.own]
    shown = [_own_view(line, reader) for line in own]
    spared = list(needs.spared)
    for need in needs.needed:
        left = _uncovered(need, own)
        if left is None:
            spared.append(Spared(need.food, need.name, Why.ON_LIST))
        else:
            shown.append(_need_view(need, left, marks.get(need.id), reader))
    aisles = list(_aisles(shown, reader.language))
    return ShoppingList(
        first_day=reader.first_day,
        last_day=reader.last_day,
        aisles=aisles,
        left_out=[_left_out(one, reader) for one in spared],
        lines=len(shown),
        ticked=sum(line.ticked for line in shown),
    )


_DETAILS: Mapping[Why, Text] = {
    Why.OPTIONAL: Text("La receta sale sin ello.", "The recipe works without it."),
    Why.TAP_WATER: Text("Sale del grifo.", "It comes from the tap."),
    Why.STAPLE: Text("Lo hay en cualquier cocina.", "Every kitchen has it."),
    Why.PINCH: Text("Es solo una pizca.", "It is only a pinch."),
    Why.IN_STOCK: Text("Hay bastante sin reservar.", "There is enough that no plan holds."),
    Why.ON_LIST: Text("Ya está apuntado en la lista.", "It is written on the list already."),
}


def _left_out(spared: Spared, reader: Reader) -> LeftOut:
    food = spared.food
    return LeftOut(
        food_id=food.id if food else None,
        name=food.name.of(reader.language) if food else spared.name,
        reason=spared.why,
        detail=_DETAILS[spared.why].of(reader.language),
    )


def _uncovered(need: Needed, own: Iterable[ShoppingLine]) -> Quantity | None:
    """What own lines of the food leave open; None where that is nothing. One without an amount
    stands for all of it."""
    left = need.quantity.amount
    for line in own:
        if need.food is None or line.food_id != need.food.id:
            continue
        if line.quantity is None or line.unit is None:
            return None
        bought = Quantity(line.quantity, line.unit)
        if convertible(bought, need.quantity.unit, need.food):
            left -= convert(bought, need.quantity.unit, need.food)
    return Quantity(left, need.quantity.unit) if left > 0 else None


def _need_view(need: Needed, left: Quantity, mark: ShoppingLine | None, reader: Reader) -> LineView:
    packing = packed(left, need.food)
    if mark is not None and mark.quantity is not None and mark.unit is not None:
        packing = Packing(Quantity(mark.quantity, mark.unit))
    pack = packing.pack
    return LineView(
        id=need.id,
        source=Source.PLAN,
        food_id=need.food.id if need.food else None,
        name=need.food.name.of(reader.language) if need.food else need.name,
        category=need.category,
        quantity=packing.quantity.amount,
        unit=packing.quantity.unit,
        packs=_packs(packing.packs, pack),
        text=told(packing, need.food, reader.language),
        needed=Measure(quantity=left.amount, unit=left.unit),
        needed_for=list(need.uses),
        held_for=list(need.held_for),
        ticked=mark.still_ticked(reader.now) if mark else False,
        note=mark.note if mark else "",
    )


def _packs(count: int | None, pack: Quantity | None) -> Packs | None:
    if count is None or pack is None:
        return None
    return Packs(count=count, quantity=pack.amount, unit=pack.unit)


def _own_view(line: ShoppingLine, reader: Reader) -> LineView:
    food = reader.foods.get(line.food_id) if line.food_id else None
    text = None
    if line.quantity is not None and line.unit is not None:
        text = told(Packing(Quantity(line.quantity, line.unit)), food, reader.language)
    return LineView(
        id=line.id,
        source=Source.OWN,
        food_id=line.food_id,
        name=_name(line, reader.foods, reader.language),
        category=line.category,
        quantity=line.quantity,
        unit=line.unit,
        packs=None,
        text=text,
        needed=None,
        needed_for=[],
        held_for=[],
        ticked=line.ticked,
        note=line.note,
    )


def _name(line: ShoppingLine, foods: FoodCatalog, language: Language) -> str:
    food: Food | None = foods.get(line.food_id) if line.food_id else None
    return line.name or (food.name.of(language) if food else "")


def _aisles(lines: Sequence[LineView], language: Language) -> Iterator[AisleView]:
    for category, name in AISLES.items():
        here = [line for line in lines if line.category is category]
        if here:
            here.sort(key=lambda line: (line.name.casefold(), line.id))
            yield AisleView(category=category, name=name.of(language), lines=here)
