"""The closed list of units and exact quantities.

Amounts are told in decimals rounded to thousandths of their unit; storage keeps them as whole
thousandths. A pinch of a kilogram is less than that: what leaves a lot is counted finer (`FINEST`),
so that a thousand pinches are a thousand pinches, and only what is told of it is rounded.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import NamedTuple

MILLI = Decimal("0.001")
FINEST = Decimal("1e-12")


class Unit(StrEnum):
    G = "g"
    KG = "kg"
    ML = "ml"
    L = "l"
    UNIT = "unit"
    TBSP = "tbsp"
    TSP = "tsp"
    CUP = "cup"
    SLICE = "slice"
    BUNCH = "bunch"
    CLOVE = "clove"
    PINCH = "pinch"
    PORTION = "portion"


# Grams or millilitres in one of each. Spoons and the cup are the metric ones (15, 5, 240 ml, as on
# nutrition labels, 21 CFR 101.9(b)(5)(viii)); a pinch is a sixteenth of a teaspoon.
GRAMS: dict[Unit, Decimal] = {Unit.G: Decimal(1), Unit.KG: Decimal(1000)}
MILLILITRES: dict[Unit, Decimal] = {
    Unit.ML: Decimal(1),
    Unit.L: Decimal(1000),
    Unit.TBSP: Decimal(15),
    Unit.TSP: Decimal(5),
    Unit.CUP: Decimal(240),
    Unit.PINCH: Decimal("0.3125"),
}


def rounded(amount: Decimal) -> Decimal:
    """`amount` to thousandths, half to even."""
    return amount.quantize(MILLI, rounding=ROUND_HALF_EVEN)


def finest(amount: Decimal) -> Decimal:
    """`amount` to trillionths, half to even."""
    return amount.quantize(FINEST, rounding=ROUND_HALF_EVEN)


def exact(told: Decimal, remainder: int) -> Decimal:
    """An amount that is told in thousandths, with the trillionths it is more (or, below zero, less)
    than that."""
    return told + remainder * FINEST


def remainder_of(amount: Decimal, told: Decimal) -> int:
    """The trillionths by which `amount` is more than what is told of it; see `exact`."""
    return int(finest(amount - told) / FINEST)


class Quantity(NamedTuple):
    """An amount in a unit."""

    amount: Decimal
    unit: Unit
