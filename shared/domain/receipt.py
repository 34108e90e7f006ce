"""Reads a grocery receipt: its lines in, foods with amounts and prices out.

No total, tax, discount or payment is ever taken for a food: the list ends at the first total, and
a line with a word of money is never an item, whatever else it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shared.domain.food import Category, Food, Storage
from shared.domain.language import Language
from shared.domain.receipt_amount import BARE_SIZE, amount_of, plausible
from shared.domain.receipt_entries import Entry, PlacedLine, entries_of
from shared.domain.receipt_head import facts, language_of
from shared.domain.receipt_kind import LineKind
from shared.domain.receipt_names import FoodNames
from shared.domain.receipt_numbers import money, tidy
from shared.domain.receipt_size import Measure, Size, quantity, sized
from shared.domain.recognition import ReceiptFacts, RecognisedItem
from shared.domain.units import Quantity, rounded

_LONGEST_NAME = 80
# A grocery of which only the sort is known.
_UNNAMED_SCORE = 0.3
_UNPRICED_SCORE = 0.85


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was read; `lines` says how many of its lines bear a price, a mark of a receipt."""

    facts: ReceiptFacts
    items: tuple[RecognisedItem, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class _Tongue:
    """The language a receipt is printed in, that of the answer, and the currency."""

    printed: Language
    asked: Language
    currency: str | None


class ReceiptParser:
    """Reads receipts against one catalog."""

    def __init__(self, names: FoodNames) -> None:
        self._names = names

    def parse(self, placed: Sequence[PlacedLine], language: Language) -> Receipt:
        """`placed` from top to bottom; `language` is that of the answer's names."""
        texts = [each.line.text for each in placed]
        head = facts(texts)
        tongue = _Tongue(language_of(texts), language, head.currency)
        items = (self._item(entry, tongue) for entry in _worth_reading(entries_of(placed)))
        return Receipt(head, tuple(i for i in items if i), sum(map(_is_priced, texts)))

    def _item(self, entry: Entry, tongue: _Tongue) -> RecognisedItem | None:
        rest, size = sized(entry.name)
        match = self._names.match(BARE_SIZE.sub(" ", rest), tongue.printed)
        if match is None:
            return self._unnamed(entry, rest, size, tongue)
        if entry.price is None and (match.score < _UNPRICED_SCORE or size is None):
            return None
        amount = amount_of(entry, size, match.food)
        return _recognised(entry, match.food, match.score, amount, tongue)

    def _unnamed(
        self, entry: Entry, rest: str, size: Size | None, tongue: _Tongue
    ) -> RecognisedItem | None:
        """A grocery that the catalog has no food for: kept only with a price, a size and a word
        that no other goods bear."""
        weighed = entry.weight or (size if size and size.measure is not Measure.PIECE else None)
        if entry.price is None or not weighed or not self._names.is_grocery(rest):
            return None
        each = quantity(weighed, liquid=False)
        count = 1 if entry.weight else entry.count or 1
        amount = Quantity(each.amount * count, each.unit)
        return _recognised(entry, " ".join(rest.split()), _UNNAMED_SCORE, amount, tongue)


def _is_priced(text: str) -> bool:
    amount = money(tidy(text))
    return amount is not None and amount.exact


def _worth_reading(entries: Sequence[Entry]) -> list[Entry]:
    """The goods; one whose price is missing only where priced goods stand above and below it."""
    goods = [entry for entry in entries if entry.kind is LineKind.GOODS]
    priced = [place for place, entry in enumerate(goods) if entry.price is not None]
    if not priced:
        return []
    return [
        entry
        for place, entry in enumerate(goods)
        if entry.price is not None or priced[0] < place < priced[-1]
    ]


def _recognised(
    entry: Entry, food: Food | str, score: float, amount: Quantity, tongue: _Tongue
) -> RecognisedItem | None:
    """The item, of a food of the catalog or of a printed name; None if its figures are absurd."""
    if not plausible(amount) or (entry.price is not None and entry.price <= Decimal(0)):
        return None
    line = entry.placed.line
    known = food if isinstance(food, Food) else None
    name = food.name.of(tongue.asked) if isinstance(food, Food) else food.capitalize()
    return RecognisedItem(
        name=name[:_LONGEST_NAME],
        food_id=known.id if known else None,
        confidence=round(score * line.confidence, 3),
        quantity=rounded(amount.amount),
        unit=amount.unit,
        storage=known.storage if known else Storage.PANTRY,
        category=known.category if known else Category.OTHER,
        price=entry.price,
        currency=tongue.currency,
        box=line.box,
        allergens=known.allergens if known else frozenset(),
        source_text=tidy(line.text),
        image_index=entry.placed.image_index,
    )
