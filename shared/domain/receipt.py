"""Reads a grocery receipt: its lines in, foods with amounts and prices out.

No total, tax, discount or payment is ever taken for a food: the list ends at the first total, and
a line with a word of money is never an item, whatever else it says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from shared.domain.food import Category, Food, Storage
from shared.domain.language import Language
from shared.domain.receipt_detail import Detail, close, detail
from shared.domain.receipt_head import facts, language_of
from shared.domain.receipt_kind import LineKind, classify
from shared.domain.receipt_names import FoodNames, Match
from shared.domain.receipt_numbers import Money, money, number, tidy, words
from shared.domain.receipt_size import Measure, Size, quantity, sized
from shared.domain.recognition import Box, ReceiptFacts, RecognisedItem, TextLine
from shared.domain.units import MILLI, Quantity, Unit, rounded

_INLINE = re.compile(
    r"(?<![\d.,])(\d{1,2})\s?(?:ud\w?|un)?\s?[xX@]\s?\(?\s?[$£€]?\s?(\d+(?:[.,]\d{2,3})?)\)?\s*$"
)
_COLUMN = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,3})?)\s*$")
# With thousands in groups of three, a weight is told from a price by its zero or its KG.
_WEIGHT_COLUMN = re.compile(r"(?:(?<=\bKG)|(?<=\bKGS)|(?=\s+0[.,]))\s+(\d{1,2}[.,]\d{3})\s*$", re.IGNORECASE)
_LEADING = re.compile(r"^(\d{1,3})\s*(?=[A-Za-z]{2,}|\d{1,2}\s[A-Za-z]{3})")
_CODE = re.compile(r"^\s*\d{3,14}\s+|\s\d{5,14}\b")
_BARE_SIZE = re.compile(r"(?<=[A-Za-z.])\s?([1-9]\d[05])\s*$")
_LONGEST_NAME = 80
_UNNAMED_CONFIDENCE = 0.3
_UNPRICED_SCORE = 0.85
_MOST_AMOUNT = Decimal(50_000)
_PRODUCE = frozenset({Category.FRUIT, Category.VEGETABLE, Category.HERB, Category.BREAD})
_LIQUIDS = frozenset({Category.BEVERAGE, Category.ALCOHOL, Category.OIL})


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and the photograph, by its place in the request, that it was read from."""

    line: TextLine
    image_index: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was read; `lines` says how many of its lines bear a price, a mark of a receipt."""

    facts: ReceiptFacts
    items: tuple[RecognisedItem, ...]
    lines: int


@dataclass(slots=True)
class _Entry:
    """A line of the list of goods, with what the lines around it say of it."""

    placed: PlacedLine
    kind: LineKind
    name: str
    price: Decimal | None
    count: int | None = None
    weight: Size | None = None
    details: list[Detail] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Whether a line of details already belongs to it."""
        return bool(self.details) or self.weight is not None


def _priced(text: str) -> tuple[str, Money | None]:
    """A line without its price at the right, and that price."""
    found = money(text)
    if not found or not found.exact:
        return text, None
    rest = text[: found.start].rstrip()
    # A weight or a size may look like a price; a name must remain at its left.
    return (rest, found) if re.search(r"[A-Za-z]{2}", rest) else (text, None)


def _columns(entry: _Entry, rest: str) -> str:
    """Takes `CANT` and `PRECIO` columns off the end of a name where they agree with the price."""
    if found := _WEIGHT_COLUMN.search(rest):
        _counted(entry, found[1], number(found[1]))
        return rest[: found.start()].rstrip()
    first, unit_price = _priced(rest)
    if unit_price and entry.price is not None:
        found = _COLUMN.search(first)
        if found and close(number(found[1]) * unit_price.amount, entry.price):
            _counted(entry, found[1], number(found[1]))
            return first[: found.start()].rstrip()
        return _by_unit_price(entry, first, unit_price.amount)
    found = _COLUMN.search(rest)
    if found and re.search(r"\s{2}$", rest[: found.start()]):
        _counted(entry, found[1], number(found[1]))
        return rest[: found.start()].rstrip()
    return rest


def _counted(entry: _Entry, printed: str, amount: Decimal) -> None:
    if re.fullmatch(r"\d{1,2}[.,]\d{3}", printed):
        entry.weight = Size(amount, Measure.KILOGRAM)
    elif amount == int(amount) and amount > 0:
        entry.count = int(amount)


def _by_unit_price(entry: _Entry, rest: str, unit_price: Decimal) -> str:
    """`LECHE 0,97 1,94`: the price of one tells how many there are."""
    if entry.price and unit_price > 0:
        count = (entry.price / unit_price).to_integral_value()
        if 0 < count < 100 and close(count * unit_price, entry.price):
            entry.count = int(count)
    return rest


def _inline(entry: _Entry, rest: str) -> str:
    found = _INLINE.search(rest)
    if not found:
        return rest
    entry.count = int(found[1])
    return rest[: found.start()].rstrip()


def _leading(entry: _Entry, rest: str, listed: bool) -> str:
    """The count that a list with a `CANT` column begins its lines with."""
    found = _LEADING.match(rest)
    if not found or not listed:
        return rest
    digits = found[1]
    if int(digits) > 24:
        # "1" and "12 HUEVOS" were read as one number.
        entry.count = entry.count or int(digits[0])
        return digits[1:] + rest[found.end(1) :]
    entry.count = entry.count or int(digits)
    return rest[found.end() :].lstrip()


def _entry(placed: PlacedLine, listed: bool) -> _Entry:
    text = tidy(placed.line.text)
    kind = classify(text)
    rest, amount = _priced(text)
    entry = _Entry(placed, kind, rest, amount.amount if amount else None)
    if kind in {LineKind.GOODS, LineKind.NOT_FOOD}:
        rest = _CODE.sub(" ", rest).strip() if not _LEADING.match(rest) or rest[:4].isdigit() else rest
        rest = _inline(entry, rest)
        rest = _columns(entry, rest)
        entry.name = _leading(entry, _CODE.sub(" ", rest).strip(), listed)
    return entry


def _has_count_column(placed: Sequence[PlacedLine]) -> bool:
    """Whether most priced lines begin with a small number."""
    priced = [t for p in placed if (t := tidy(p.line.text)) and _priced(t)[1] and classify(t) is LineKind.GOODS]
    leading = sum(bool(re.match(r"^\d{1,3}\s*[A-Za-z\d]", text)) for text in priced)
    return len(priced) > 1 and leading > len(priced) / 2


def _listed(placed: Sequence[PlacedLine]) -> list[_Entry]:
    """The entries down to the first total."""
    column = _has_count_column(placed)
    entries: list[_Entry] = []
    for each in placed:
        entry = _entry(each, column)
        ends = entry.kind in {LineKind.TOTAL, LineKind.SUBTOTAL}
        entries.append(entry)
        if ends and money(tidy(each.line.text)):
            break
    return entries


def _owner(entries: Sequence[_Entry], at: int, found: Detail) -> _Entry | None:
    """Whose amount the detail line at `at` gives: the entry above it or the one below."""
    above, below = _neighbour(entries, at, -1), _neighbour(entries, at, 1)
    product = found.product
    open_above = above is not None and not above.settled
    fits_above = open_above and above is not None and _comes_to(above, product)
    fits_below = below is not None and _comes_to(below, product)
    if open_above and (fits_above or (above and above.price is None and (found.total or not fits_below))):
        return above
    return below if fits_below or (below and below.price is not None and product is None) else None


def _comes_to(entry: _Entry, product: Decimal | None) -> bool:
    return entry.price is not None and product is not None and close(entry.price, product)


def _neighbour(entries: Sequence[_Entry], at: int, step: int) -> _Entry | None:
    place = at + step
    while 0 <= place < len(entries):
        entry = entries[place]
        if entry.kind in {LineKind.GOODS, LineKind.NOT_FOOD}:
            return entry
        if entry.kind not in {LineKind.DISCOUNT, LineKind.BLANK}:
            return None
        place += step
    return None


def _detailed(entries: Sequence[_Entry]) -> None:
    for at, entry in enumerate(entries):
        if entry.kind is not LineKind.DETAIL:
            continue
        found = detail(entry.placed.line.text)
        owner = _owner(entries, at, found) if found else None
        if found and owner:
            owner.details.append(found)
            owner.weight = found.size or owner.weight
            owner.count = found.count or owner.count
            if owner.price is None:
                owner.price = found.product


def _discounted(entries: Sequence[_Entry]) -> None:
    """Takes a discount off the entry above it, unless it closes the list and so is of all."""
    for at, entry in enumerate(entries):
        if entry.kind is not LineKind.DISCOUNT or not _belongs(entries, at):
            continue
        amount = money(tidy(entry.placed.line.text))
        above = next((e for e in reversed(entries[:at]) if e.kind is not LineKind.DETAIL), None)
        if not amount or not above or above.price is None or above.kind is not LineKind.GOODS:
            continue
        if abs(amount.amount) < above.price:
            above.price -= abs(amount.amount)


def _belongs(entries: Sequence[_Entry], at: int) -> bool:
    following = entries[at + 1] if at + 1 < len(entries) else None
    last = following is None or following.kind in {
        LineKind.TOTAL, LineKind.SUBTOTAL, LineKind.TAX, LineKind.PAYMENT, LineKind.DISCOUNT,
    }
    if not last:
        return True
    above = [e for e in entries[:at] if e.kind is LineKind.GOODS]
    own = set(words(entries[at].name).split())
    return bool(above) and any(len(w) > 3 and w in own for w in words(above[-1].name).split())


def _amount(entry: _Entry, size: Size | None, food: Food) -> Quantity:
    """How much of the food was bought: weighed, counted times its size, or whole packs."""
    liquid = food.unit in {Unit.ML, Unit.L} or food.category in _LIQUIDS
    if entry.weight is not None:
        return quantity(entry.weight, liquid)
    count = Decimal(entry.count or 1)
    if size is not None and size.measure is Measure.BUNCH:
        bunch = Unit.BUNCH in food.weights or food.unit is Unit.BUNCH
        return Quantity(count, Unit.BUNCH) if bunch else _packs(food, count)
    if size is not None and size.measure is Measure.PIECE:
        pieces = count if count == size.amount else count * size.amount
        return Quantity(pieces, Unit.UNIT) if _by_piece(food) else _packs(food, pieces)
    if size is not None:
        each = quantity(size, liquid)
        return Quantity(each.amount * count, each.unit)
    if entry.count and food.category in _PRODUCE and _by_piece(food) and entry.count > 1:
        return Quantity(count, Unit.UNIT)
    return _packs(food, count)


def _by_piece(food: Food) -> bool:
    return food.unit is Unit.UNIT or Unit.UNIT in food.weights


def _packs(food: Food, count: Decimal) -> Quantity:
    return Quantity(food.pack.amount * count, food.pack.unit)


def _bare_size(name: str, food: Food) -> tuple[str, Size | None]:
    """`TOMATE TRITURADO 800`: grams or millilitres, as the food is sold."""
    found = _BARE_SIZE.search(name)
    if not found or food.pack.unit is Unit.UNIT:
        return name, None
    liquid = food.pack.unit in {Unit.ML, Unit.L}
    measure = Measure.MILLILITRE if liquid else Measure.GRAM
    return name[: found.start()], Size(Decimal(found[1]), measure)


class ReceiptParser:
    """Reads receipts against one catalog."""

    def __init__(self, names: FoodNames) -> None:
        self._names = names

    def parse(self, placed: Sequence[PlacedLine], language: Language) -> Receipt:
        """`placed` from top to bottom; `language` is that of the answer's names."""
        texts = [each.line.text for each in placed]
        head = facts(texts)
        printed_in = language_of(texts)
        entries = _listed(placed)
        _detailed(entries)
        _discounted(entries)
        items = [self._item(entry, printed_in, language, head.currency) for entry in entries]
        priced = sum(bool((m := money(tidy(text))) and m.exact) for text in texts)
        return Receipt(head, tuple(item for item in items if item), priced)

    def _item(
        self, entry: _Entry, printed_in: Language, language: Language, currency: str | None
    ) -> RecognisedItem | None:
        if entry.kind is not LineKind.GOODS:
            return None
        rest, size = sized(entry.name)
        match = self._names.match(_BARE_SIZE.sub(" ", rest), printed_in)
        if match is None:
            return self._unnamed(entry, rest, size, currency)
        if entry.price is None and (match.score < _UNPRICED_SCORE or size is None):
            return None
        if size is None:
            rest, size = _bare_size(entry.name, match.food)
        return _recognised(entry, match, _amount(entry, size, match.food), language, currency)

    def _unnamed(
        self, entry: _Entry, rest: str, size: Size | None, currency: str | None
    ) -> RecognisedItem | None:
        """A grocery that the catalog has no food for: kept only with a price, a size and a word
        that no other goods bear."""
        weighed = entry.weight or (size if size and size.measure is not Measure.PIECE else None)
        if entry.price is None or entry.price <= 0 or not weighed or not self._names.is_grocery(rest):
            return None
        amount = quantity(weighed, liquid=False)
        count = 1 if entry.weight else entry.count or 1
        if not 0 < amount.amount * count <= _MOST_AMOUNT:
            return None
        line = entry.placed.line
        return RecognisedItem(
            name=" ".join(rest.split())[:_LONGEST_NAME].capitalize(),
            food_id=None,
            confidence=round(_UNNAMED_CONFIDENCE * line.confidence, 3),
            quantity=rounded(amount.amount * count),
            unit=amount.unit,
            storage=Storage.PANTRY,
            category=Category.OTHER,
            price=entry.price,
            currency=currency,
            box=line.box,
            allergens=frozenset(),
            source_text=tidy(line.text),
            image_index=entry.placed.image_index,
        )


def _recognised(
    entry: _Entry, match: Match, amount: Quantity, language: Language, currency: str | None
) -> RecognisedItem | None:
    line, food = entry.placed.line, match.food
    if not MILLI <= amount.amount <= _MOST_AMOUNT or (entry.price is not None and entry.price <= 0):
        return None
    return RecognisedItem(
        name=food.name.of(language),
        food_id=food.id,
        confidence=round(match.score * line.confidence, 3),
        quantity=rounded(amount.amount),
        unit=amount.unit,
        storage=food.storage,
        category=food.category,
        price=entry.price,
        currency=currency,
        box=Box(*line.box),
        allergens=food.allergens,
        source_text=tidy(line.text),
        image_index=entry.placed.image_index,
    )
