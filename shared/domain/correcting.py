"""Correcting how much there is: a person counts, and what they say is so.

A correction is a movement of its own: nothing was eaten or thrown away by it, so no figure counts
it. What was taken before it is not given back any more while it stands: whoever counted has counted
that too. Corrections are numbered within their lot, and taking one back makes the one before stand.
"""

from decimal import Decimal

from shared.domain.errors import Conflict
from shared.domain.item import Lot
from shared.domain.model import MOST, MOST_MONEY
from shared.domain.movement import Act, Entry, Holding, MovementKind, Step, entry_of
from shared.domain.units import remainder_of, rounded


def corrected(before: Lot, after: Lot, act: Act) -> Step | None:
    """The lot as somebody changed it, and the movement that says how much there is now; None where
    they did not say otherwise than it was."""
    if (before.exactly, before.unit) == (after.exactly, after.unit):
        return None
    number = before.corrections + 1
    counted = after.model_copy(update={"corrections": number, "standing": number})
    said = {"held_before": Holding.of(before), "held_after": Holding.of(counted)}
    return Step(counted, entry_of(act, MovementKind.CORRECT, counted, **said))


def uncorrected(entry: Entry, lot: Lot, act: Act) -> Step:
    """The lot with what there was before the correction, less what was taken since.

    Raises:
        Conflict: `cannot_undo`: it was corrected again since, its unit or currency is another, or
            less than nothing would be left.
    """
    had, has = entry.held_before, entry.held_after
    if had is None or has is None or lot.standing != has.standing:
        raise Conflict("cannot_undo")
    was = had if Holding.of(lot) == has else _less_since(lot, had, has)
    after = lot.model_copy(update=dict(was) | {"updated_at": act.at})
    said = {"held_before": Holding.of(lot), "held_after": was, "undoes": entry.id}
    return Step(after, entry_of(act, MovementKind.UNDO, lot, **said))


def _less_since(lot: Lot, had: Holding, has: Holding) -> Holding:
    """What was held before, less what has left since the correction."""
    if len({(one.unit, one.currency) for one in (lot, had, has)}) > 1:
        raise Conflict("cannot_undo")
    amount = lot.exactly + had.exactly - has.exactly
    told, price = rounded(amount), _price(lot.price, had.price, has.price)
    if not (0 < told <= MOST and 0 <= (price or 0) <= MOST_MONEY):
        raise Conflict("cannot_undo")
    left = {"quantity": told, "remainder": remainder_of(amount, told), "price": price}
    return had.model_copy(update=left)


def _price(now: Decimal | None, had: Decimal | None, has: Decimal | None) -> Decimal | None:
    return None if now is None or had is None or has is None else now + had - has
