"""Taking from lots: what is eaten or thrown away leaves the lot with its share of the price."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from shared.domain.convert import convert, convert_finely, convertible
from shared.domain.effect import effect_of
from shared.domain.errors import Conflict
from shared.domain.food import Food
from shared.domain.item import Kind, Lot
from shared.domain.model import MOST, MOST_MONEY
from shared.domain.movement import Act, MovementKind, Reason, Step, entry_of
from shared.domain.portion import ALL, NotEnough, Portion, amount_of
from shared.domain.units import Quantity, Unit, remainder_of, rounded


def consumed(lot: Lot, portion: Portion, food: Food | None, act: Act) -> Step:
    """The lot with `portion` eaten.

    Raises:
        NotEnough, CannotConvert: see `amount_of`.
    """
    amount = amount_of(portion, lot, food)
    return _taken(lot, amount, MovementKind.CONSUME, None, food, act)


def discarded(lot: Lot, portion: Portion, reason: Reason, food: Food | None, act: Act) -> Step:
    """The lot with `portion` thrown away.

    Raises:
        NotEnough, CannotConvert: see `amount_of`.
    """
    step = _taken(lot, amount_of(portion, lot, food), MovementKind.DISCARD, reason, food, act)
    weight = step.entry.effect.grams if step.entry.effect else None
    return step._replace(entry=step.entry.model_copy(update={"grams": weight}))


def consumed_in_order(
    lots: Sequence[Lot], wanted: Quantity, food: Food | None, act: Act
) -> list[Step]:
    """`wanted` eaten from the lots in their order, a movement each, all of it or none; what plans
    hold of them is taken last, and lots that cannot be told in its unit are passed over.

    Raises:
        NotEnough: all of them together hold less.
        CannotConvert: none of them can be told in the unit.
    """
    usable = [
        (lot, _finely(lot.exactly, lot, wanted.unit, food))
        for lot in lots
        if convertible(Quantity(lot.quantity, lot.unit), wanted.unit, food)
    ]
    if lots and not usable:
        convert(Quantity(lots[0].quantity, lots[0].unit), wanted.unit, food)
    takes = _shares(usable, wanted, food, act)
    steps: list[Step] = []
    for (lot, amount), take in zip(usable, takes, strict=True):
        if take > 0:
            portion = ALL if amount <= take else Portion(take, wanted.unit)
            numbered = act._replace(id=f"{act.id}-{len(steps)}", group_id=act.id)
            steps.append(consumed(lot, portion, food, numbered))
    return steps


def _shares(
    usable: Sequence[tuple[Lot, Decimal]], wanted: Quantity, food: Food | None, act: Act
) -> list[Decimal]:
    """What each lot gives, in the unit of `wanted`: first of what is free, then of what is held."""
    takes = [Decimal(0)] * len(usable)
    missing = rounded(wanted.amount)
    today = act.at.date()
    there = sum((_finely(lot.quantity, lot, wanted.unit, food) for lot, _ in usable), Decimal(0))
    amounts = [amount for _, amount in usable]
    if rounded(max(there, sum(amounts, Decimal(0)))) < missing:
        raise NotEnough(rounded(there), wanted.unit)
    free = [
        _finely(max(Decimal(0), lot.exactly - lot.reserved(today)), lot, wanted.unit, food)
        for lot, _ in usable
    ]
    for most in (free, amounts):
        for place, there in enumerate(most):
            more = min(missing, max(Decimal(0), there - takes[place]))
            takes[place] += more
            missing -= more
    return takes


def _finely(amount: Decimal, lot: Lot, unit: Unit, food: Food | None) -> Decimal:
    return convert_finely(Quantity(amount, lot.unit), unit, food)


def returned(lot: Lot, amount: Decimal, value: Decimal | None, at: datetime) -> Lot:
    """The lot with exactly what was taken from it put back, and its share of the price.

    Raises:
        Conflict: `cannot_undo`: a lot cannot hold, or cost, so much.
    """
    price = lot.price if lot.price is None or value is None else lot.price + value
    whole = lot.exactly + amount
    if whole > MOST or (price is not None and price > MOST_MONEY):
        raise Conflict("cannot_undo")
    return lot.model_copy(update=_held(whole) | {"price": price, "updated_at": at})


def _held(amount: Decimal) -> dict[str, object]:
    """The fields of a lot that say how much is left."""
    told = rounded(amount)
    return {"quantity": told, "remainder": remainder_of(amount, told)}


def _counts(lot: Lot, kind: MovementKind) -> bool:
    """Whether it is food that was eaten or wasted: a cosmetic is none, and what is eaten of a dish
    was counted when it was cooked."""
    return lot.kind is Kind.INGREDIENT or (lot.kind is Kind.DISH and kind is MovementKind.DISCARD)


def _taken(
    lot: Lot,
    amount: Decimal,
    kind: MovementKind,
    reason: Reason | None,
    food: Food | None,
    act: Act,
) -> Step:
    value = None if lot.price is None else rounded(lot.price * amount / lot.exactly)
    after = lot.model_copy(update=_held(lot.exactly - amount))
    less = lot.quantity - after.quantity
    left = None if lot.price is None or value is None else lot.price - value
    eaten_on = act.at.date() if kind is MovementKind.CONSUME else None
    said = {
        "quantity": less,
        "remainder": remainder_of(amount, less),
        "reason": reason,
        "value": value,
        "currency": lot.currency,
        "effect": effect_of(lot, amount, food, eaten_on=eaten_on) if _counts(lot, kind) else None,
    }
    entry = entry_of(act, kind, lot, **said)
    return Step(after.model_copy(update={"price": left, "updated_at": act.at}), entry)
