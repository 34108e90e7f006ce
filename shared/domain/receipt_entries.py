"""The list of goods of a receipt, each with the amounts and discounts printed around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from shared.domain.receipt_detail import Detail, close, detail
from shared.domain.receipt_kind import LineKind, classify
from shared.domain.receipt_numbers import Money, money, number, tidy, words
from shared.domain.receipt_size import Measure, Size
from shared.domain.recognition import TextLine

_INLINE = re.compile(
    r"(?<![\d.,])(\d{1,2})\s?(?:ud\w?|un)?\s?[xX@]\s?\(?\s?[$£€]?\s?(\d+(?:[.,]\d{2,3})?)\)?\s*$"
)
_COLUMN = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,3})?)\s*$")
# With thousands in groups of three, a weight is told from a price by its zero or its KG.
_WEIGHT_COLUMN = re.compile(
    r"(?:(?<=\bKG)|(?<=\bKGS)|(?=\s+0[.,]))\s+(\d{1,2}[.,]\d{3})\s*$", re.IGNORECASE
)
_LEADING = re.compile(r"^(\d{1,3})\s*(?=[A-Za-z][A-Za-z0-9]|\d{1,2}\s[A-Za-z]{3})")
_CODE = re.compile(r"^\s*\d{3,14}\s+|\s\d{5,14}\b")


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and the photograph, by its place in the request, that it was read from."""

    line: TextLine
    image_index: int


@dataclass(slots=True)
class Entry:
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


def _columns(entry: Entry, rest: str) -> str:
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


def _counted(entry: Entry, printed: str, amount: Decimal) -> None:
    if re.fullmatch(r"\d{1,2}[.,]\d{3}", printed):
        entry.weight = Size(amount, Measure.KILOGRAM)
    elif amount == int(amount) and amount > 0:
        entry.count = int(amount)


def _by_unit_price(entry: Entry, rest: str, unit_price: Decimal) -> str:
    """`LECHE 0,97 1,94`: the price of one tells how many there are."""
    if entry.price and unit_price > 0:
        count = (entry.price / unit_price).to_integral_value()
        if 0 < count < 100 and close(count * unit_price, entry.price):
            entry.count = int(count)
    return rest


def _inline(entry: Entry, rest: str) -> str:
    found = _INLINE.search(rest)
    if not found:
        return rest
    entry.count = int(found[1])
    return rest[: found.start()].rstrip()


def _leading(entry: Entry, rest: str, listed: bool) -> str:
    """The count that a list with a `CANT` column begins its lines with."""
    found = _LEADING.match(rest)
    if not found or not listed:
        return rest
    digits = found[1]
    if len(digits) > 2:
        # "1" and "12 HUEVOS" were read as one number.
        entry.count = entry.count or int(digits[0])
        return digits[1:] + rest[found.end(1) :]
    # Nobody buys ten of a thing that has no column for its single price: a blot was read along.
    entry.count = entry.count or int(digits if int(digits) < 10 else digits[0])
    return rest[found.end() :].lstrip()


def _entry(placed: PlacedLine, listed: bool) -> Entry:
    text = tidy(placed.line.text)
    kind = classify(text)
    rest, amount = _priced(text)
    entry = Entry(placed, kind, rest, amount.amount if amount else None)
    if kind in {LineKind.GOODS, LineKind.NOT_FOOD}:
        rest = (
            _CODE.sub(" ", rest).strip() if not _LEADING.match(rest) or rest[:4].isdigit() else rest
        )
        rest = _inline(entry, rest)
        rest = _columns(entry, rest)
        entry.name = _leading(entry, _CODE.sub(" ", rest).strip(), listed)
    return entry


def _has_count_column(placed: Sequence[PlacedLine]) -> bool:
    """Whether most priced lines begin with a small number."""
    priced = [
        t
        for p in placed
        if (t := tidy(p.line.text)) and _priced(t)[1] and classify(t) is LineKind.GOODS
    ]
    leading = sum(bool(re.match(r"^\d{1,3}\s*[A-Za-z\d]", text)) for text in priced)
    return len(priced) > 1 and leading > len(priced) / 2


def _listed(placed: Sequence[PlacedLine]) -> list[Entry]:
    """The lines down to the first total."""
    column = _has_count_column(placed)
    entries: list[Entry] = []
    for each in placed:
        entry = _entry(each, column)
        ends = entry.kind in {LineKind.TOTAL, LineKind.SUBTOTAL}
        entries.append(entry)
        if ends and money(tidy(each.line.text)):
            break
    return entries


def _owner(entries: Sequence[Entry], at: int, found: Detail) -> Entry | None:
    """Whose amount the detail line at `at` gives: the entry above it or the one below."""
    above, below = _neighbour(entries, at, -1), _neighbour(entries, at, 1)
    product = found.product
    open_above = above is not None and not above.settled
    fits_above = open_above and above is not None and _comes_to(above, product)
    fits_below = below is not None and _comes_to(below, product)
    if open_above and (
        fits_above or (above and above.price is None and (found.total or not fits_below))
    ):
        return above
    return below if fits_below or (below and below.price is not None and product is None) else None


def _comes_to(entry: Entry, product: Decimal | None) -> bool:
    return entry.price is not None and product is not None and close(entry.price, product)


def _neighbour(entries: Sequence[Entry], at: int, step: int) -> Entry | None:
    place = at + step
    while 0 <= place < len(entries):
        entry = entries[place]
        if entry.kind in {LineKind.GOODS, LineKind.NOT_FOOD}:
            return entry
        if entry.kind not in {LineKind.DISCOUNT, LineKind.BLANK}:
            return None
        place += step
    return None


def _detailed(entries: Sequence[Entry]) -> None:
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


def _discounted(entries: Sequence[Entry]) -> None:
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


def _belongs(entries: Sequence[Entry], at: int) -> bool:
    following = entries[at + 1] if at + 1 < len(entries) else None
    last = following is None or following.kind in {
        LineKind.TOTAL,
        LineKind.SUBTOTAL,
        LineKind.TAX,
        LineKind.PAYMENT,
        LineKind.DISCOUNT,
    }
    if not last:
        return True
    above = [e for e in entries[:at] if e.kind is LineKind.GOODS]
    own = set(words(entries[at].name).split())
    return bool(above) and any(len(w) > 3 and w in own for w in words(above[-1].name).split())


def entries_of(placed: Sequence[PlacedLine]) -> list[Entry]:
    """The lines of a receipt down to its first total, top to bottom. Those of kind `GOODS` know
    how many there are, what they weigh and what they cost after their own discounts."""
    entries = _listed(placed)
    _detailed(entries)
    _discounted(entries)
    return entries
