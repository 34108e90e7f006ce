"""How much of what a line says that begins with its amount, and of what kind that amount is."""

import re
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from shared.domain.catalog import fold
from shared.domain.errors import Invalid
from shared.domain.ingredient_words import CONTAINERS, MEASURES
from shared.domain.phrase import phrase_of
from shared.domain.printed_amount import PRINTED, printed
from shared.domain.units import Quantity, Unit, rounded

MOST = Decimal(1_000_000)
_LEAST_LETTERS = 2
# Everything after these is how it is prepared, not what it is.
_AFTERWARDS = re.compile(
    r",(?!\d).*$|;.*$|\s\+.*$|\s+(?:para|for|m[aá]s|plus|y un poco m[aá]s|cortad[oa]s?"
    r"|(?<!carne )picad[oa]s?|cut into|at room"
    r"|en (?:rodajas|dados|cubos|trozos|juliana|daditos|tiras|l[aá]minas))\b.*$",
    re.IGNORECASE,
)
CLOVES = re.compile(r"^(garlic) cloves?$", re.IGNORECASE)
_PRINTED = re.compile(PRINTED, re.IGNORECASE)
_LINKED = re.compile(r"\s+(?:de|del|of)\s*$", re.IGNORECASE)
_LINKS = frozenset({"de", "del", "of"})
WEIGHED = frozenset({Unit.G, Unit.KG, Unit.ML, Unit.L})
_SPOONS = frozenset({Unit.CUP, Unit.TBSP, Unit.TSP})


class Kind(Enum):
    """Of an amount: metric, in spoons, ounces or glasses, in pieces, in containers of any size."""

    NONE = auto()
    EXACT = auto()
    ROUGH = auto()
    PIECES = auto()
    HELD = auto()


class Told(NamedTuple):
    """A name, its amount and of what kind that is, and what the line says behind them."""

    name: str
    quantity: Quantity
    kind: Kind
    before: str
    behind: str


def without_preparation(plain: str) -> str:
    """The line without how its food is prepared."""
    return " ".join((_AFTERWARDS.sub("", plain) or plain).split()).strip(" .,;:")


def told_amount(plain: str) -> Told:
    """What a line says that begins with its amount, if it has one.

    Raises:
        Invalid: there is no name.
    """
    said = without_preparation(plain)
    name, amount, unit = phrase_of(said)
    quantity, kind = Quantity(amount, unit), _kind(said, unit)
    if name == said:
        kind = Kind.NONE
    if unit is Unit.UNIT:
        name, quantity, kind = _measured(name, quantity, kind)
    if sum(map(str.isalpha, name)) < _LEAST_LETTERS:
        raise Invalid("phrase_not_understood", field="text")
    behind = _AFTERWARDS.search(plain)
    before = _LINKED.sub("", said[: said.find(name)])
    return Told(name, quantity, kind, before, behind[0] if behind else "")


def _kind(said: str, unit: Unit) -> Kind:
    if unit in WEIGHED:
        figures = _PRINTED.match(said)
        amount = printed(figures[0]) if figures else None
        return Kind.EXACT if amount is None or amount.metric else Kind.ROUGH
    return Kind.ROUGH if unit in _SPOONS else Kind.PIECES


def _measured(name: str, quantity: Quantity, kind: Kind) -> tuple[str, Quantity, Kind]:
    """A measure outside the list of units taken off the name, the amount in one of the list."""
    if kind is not Kind.NONE and (cloves := CLOVES.match(name)):
        return cloves[1], Quantity(quantity.amount, Unit.CLOVE), kind
    words = name.split()
    for count in (3, 1):
        measure = fold(" ".join(words[:count]))
        found = MEASURES.get(measure)
        if found is not None and len(words) > count:
            rest = words[count:]
            while len(rest) > 1 and rest[0].casefold() in _LINKS:
                rest = rest[1:]
            amount = min(MOST, rounded(quantity.amount * found[0]))
            kind = _kind_of(measure, found[1]) if kind is not Kind.NONE else kind
            return " ".join(rest), Quantity(amount, found[1]), kind
    return name, quantity, kind


def _kind_of(measure: str, unit: Unit) -> Kind:
    if measure in CONTAINERS:
        return Kind.HELD
    return Kind.ROUGH if unit in WEIGHED | _SPOONS else Kind.PIECES
