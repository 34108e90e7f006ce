"""The shopping list: what plans lack is worked out from plans and stock each time it is read, what
people wrote is stored, and a purchase moves lines into the stock in one commit.

Every change is read, decided on and written by compare-and-set, again after each lost race.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import (
    AlreadyExists,
    Conflict,
    NotFound,
    Unavailable,
    VersionMismatch,
)
from shared.domain.food import Allergen
from shared.domain.item import Lot
from shared.domain.language import Language
from shared.domain.planning.day import PlanDay
from shared.domain.planning.view import Circumstances
from shared.domain.shopping.line import (
    MOST_LINES,
    PLANNED,
    LineChange,
    NewLine,
    ShoppingLine,
    blank_mark,
    changed_line,
    own_line,
)
from shared.domain.shopping.listing import Reader, ShoppingList, shopping_list
from shared.domain.shopping.needing import foods_lacking, needs_of
from shared.ports.planning import Plans
from shared.ports.shopping import Shopping, ShoppingChange
from shared.ports.stock import Items
from shared.telemetry import Threads
from shared.workflows.keep_holds import MOST_LOTS

# Each lost race means that somebody else's change was stored.
LOOKS = 40


@dataclass(frozen=True, slots=True)
class Shop:
    """What the list is made of, and who reads it: `now` is told in their time zone. `allergens` are
    those of everybody who eats there."""

    shopping: Shopping
    plans: Plans
    items: Items
    foods: FoodCatalog
    language: Language
    now: datetime
    allergens: Callable[[], AbstractSet[Allergen]] = frozenset

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The list of some days, and what it was made of."""

    shown: ShoppingList
    days: Sequence[PlanDay]
    written: Sequence[ShoppingLine]


def read_list(first: date, last: date, shop: Shop) -> Gathered:
    """The list of the days from `first` to `last`; of days that are over nothing is needed."""
    since = max(first, shop.today)
    with Threads(2) as pool:
        writing = pool.submit(shop.shopping.lines)
        sparing = pool.submit(shop.allergens)
        days = shop.plans.between(since, last) if since <= last else []
        lots = _lots(days, shop)
        written, spared = writing.result(), sparing.result()
    needs = needs_of(days, Circumstances(lots, shop.foods, shop.today, spared))
    reader = Reader(shop.foods, shop.language, first, last, shop.now)
    return Gathered(shopping_list(needs, written, reader), days, written)


def _lots(days: Sequence[PlanDay], shop: Shop) -> list[Lot]:
    """The lots that hold something for the days, and those of the foods that lack."""
    holding = shop.items.held_on([day.date for day in days])
    lacking = foods_lacking(days, Circumstances(holding, shop.foods, shop.today))
    others = shop.items.of_foods(lacking, MOST_LOTS)
    return list({lot.id: lot for lot in (*holding, *others)}.values())


def add_lines(new: Sequence[tuple[str, NewLine]], shop: Shop) -> list[ShoppingLine]:
    """Lines of one's own under their ids, all or none; what was written before is answered as it is
    now, and not at all where it is gone since.

    Raises:
        AlreadyExists: an id is taken by a line written otherwise.
        Conflict: there are too many lines.
        Invalid: a `food_id` names no food.
        Unavailable: every race was lost.
    """
    wanted = [own_line(line, line_id, shop.foods, shop.now) for line_id, line in new]
    for _ in range(LOOKS):
        known = shop.shopping.find([line.id for line in wanted])
        for line in wanted:
            if line.id in known and known[line.id].fingerprint != line.fingerprint:
                raise AlreadyExists(id=line.id, field="id")
        missing = [line for line in wanted if line.id not in known]
        _refuse_too_many(len(missing), shop)
        try:
            created = shop.shopping.commit(ShoppingChange(missing)) if missing else []
        except VersionMismatch:
            continue
        now = {**known, **{line.id: line for line in created}}
        return [now[line.id] for line in wanted if not now[line.id].gone]
    raise Unavailable


def change_line(line_id: str, change: LineChange, shop: Shop) -> ShoppingLine:
    """The line as `change` makes it, stored; a repeated change writes nothing.

    Raises:
        NotFound: there is no such line.
        Conflict: there are too many lines.
        Unavailable: every race was lost.
    """
    for _ in range(LOOKS):
        known = shop.shopping.find([line_id]).get(line_id)
        line = _changeable(line_id, known, shop)
        after = changed_line(line, change, shop.now)
        if after == line:
            return after
        if known is None or known.gone:
            _refuse_too_many(1, shop)
        try:
            return shop.shopping.commit(ShoppingChange([after]))[0]
        except VersionMismatch:
            continue
    raise Unavailable


def remove_line(line_id: str, shop: Shop) -> None:
    """Raises:
    NotFound: there is no such line of one's own.
    Unavailable: every race was lost.
    """
    for _ in range(LOOKS):
        line = shop.shopping.find([line_id]).get(line_id)
        if line is None or line.gone or not line.own:
            raise NotFound
        gone = line.model_copy(update={"gone": True, "updated_at": shop.now})
        try:
            shop.shopping.commit(ShoppingChange([gone]))
        except VersionMismatch:
            continue
        return
    raise Unavailable


def _changeable(line_id: str, known: ShoppingLine | None, shop: Shop) -> ShoppingLine:
    if line_id.startswith(PLANNED):
        blank = blank_mark(line_id, shop.foods, shop.now).model_copy(update={"gone": True})
        if known is None:
            return blank
        return blank.model_copy(update={"version": known.version}) if known.gone else known
    if known is None or known.gone:
        raise NotFound
    return known


def _refuse_too_many(more: int, shop: Shop) -> None:
    if more and shop.shopping.count() + more > MOST_LINES:
        raise Conflict("list_full", most=MOST_LINES)
