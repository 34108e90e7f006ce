"""What plans hold of a lot. The lot itself says it, and nobody else: a plan of a day is asked for
its lots, so the two can never disagree.

Two promises are kept whatever happens to a lot: its holds together are never more than it, and
none is for a day on which it is past its use-by date.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Self

from shared.domain.food import Allergen
from shared.domain.item import Lot, safe_to_cook
from shared.domain.units import Quantity

# Of one lot; a document must not grow without bound.
MOST_HOLDS = 40
ZERO = Decimal(0)


class HoldKey(NamedTuple):
    """For which entry of which day something is held."""

    day: date
    entry_id: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{self.entry_id}"

    @classmethod
    def of(cls, text: str) -> Self:
        day, _, entry_id = text.partition(".")
        return cls(date.fromisoformat(day), entry_id)


class Freed(NamedTuple):
    """An amount of a food that an entry held and does not any more, and the allergens of the lot
    that held it."""

    key: HoldKey
    food_id: str
    quantity: Quantity
    allergens: frozenset[Allergen]


class Fitted(NamedTuple):
    """A lot whose holds fit into it, and what had to be let go for that."""

    lot: Lot
    freed: tuple[Freed, ...]


def holds_of(lot: Lot) -> Iterator[tuple[HoldKey, Decimal]]:
    return ((HoldKey.of(name), amount) for name, amount in lot.holds.items())


def days_held(lot: Lot) -> list[date]:
    return sorted({key.day for key, _ in holds_of(lot)})


def with_holds(lot: Lot, holds: Mapping[HoldKey, Decimal]) -> Lot:
    return lot.model_copy(update={"holds": {str(key): holds[key] for key in sorted(holds)}})


def without(lot: Lot, gone: Callable[[HoldKey], bool]) -> Lot:
    """The lot without the holds that `gone` names; the very same one where it has none of them."""
    kept = {key: amount for key, amount in holds_of(lot) if not gone(key)}
    return lot if len(kept) == len(lot.holds) else with_holds(lot, kept)


def fitted(lot: Lot, today: date, was: Lot | None = None) -> Fitted:
    """The lot after any change, with the holds that still fit: what does not is let go, of days
    that are over first and then of the latest day first, and a hold may shrink.

    `was` is the lot as it was, told where its unit or food may have changed: an amount in another
    unit or of another food holds nothing.
    """
    before = was or lot
    if (lot.unit, lot.food_id) != (before.unit, before.food_id):
        return _freed(before, with_holds(lot, {}))
    kept: dict[HoldKey, Decimal] = {}
    room = lot.quantity
    for key, amount in _most_wanted_first(lot, today):
        fits = min(amount, room) if safe_to_cook(lot, key.day) else ZERO
        if fits > 0:
            kept[key] = fits
            room -= fits
    return _freed(lot, lot if kept == dict(holds_of(lot)) else with_holds(lot, kept))


def _most_wanted_first(lot: Lot, today: date) -> list[tuple[HoldKey, Decimal]]:
    return sorted(holds_of(lot), key=lambda hold: (hold[0].day < today, hold[0]))


def _freed(before: Lot, after: Lot) -> Fitted:
    kept = dict(holds_of(after))
    return Fitted(after, tuple(_differences(before, kept)))


def _differences(before: Lot, kept: Mapping[HoldKey, Decimal]) -> Iterable[Freed]:
    for key, amount in holds_of(before):
        lost = amount - kept.get(key, ZERO)
        if lost > 0 and before.food_id is not None:
            yield Freed(key, before.food_id, Quantity(lost, before.unit), before.allergens)
