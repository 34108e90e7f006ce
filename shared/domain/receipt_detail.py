"""Lines that say only how many or how heavy: `2 x 1,25`, `0,540 kg x 2,99 EUR/kg`, `3 @ 0.47`."""

import re
from dataclasses import dataclass
from decimal import Decimal

from shared.domain.receipt_numbers import DECIMAL, Money, money, number, tidy
from shared.domain.receipt_size import MEASURED, Measure, Size, measured

_HUNDREDTH = Decimal("0.01")
# Words that may stand in such a line besides numbers.
_SMALL_WORDS = re.compile(
    r"(?<![A-Za-z])(?:kgm?s?|gr?s?|lbs?|1b|oz|x|ea|each|at|for|net|neto|peso|un|und|unid|uds?|u|pza?s?"
    r"|pcs?|eur|euros?|gbp|usd|cop|mxn|v|ahorro|a|por|cada|c|s|e|f|t|l|kilo|unidades|cant|precio)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_NUMBER = re.compile(DECIMAL)
_WEIGHT = re.compile(r"^\d{1,2}[.,]\d{3}$")
_PER_ONE = re.compile(r"(?:@|\bat\b)\s*1\s?(?:lb\.?|1b\.?|kg|for)|/\s?1b", re.IGNORECASE)
_GLUED_TIMES = re.compile(r"(?<=\d)(\s?(?:kgm?|gr?|lbs?|oz))(?=x\s?[$£€\d])", re.IGNORECASE)
_SLASHED = re.compile(rf"^({DECIMAL})\s?/\s?(?=kg)", re.IGNORECASE)
_MOST_PIECES = 99
_HEAVIEST_G = 60_000


@dataclass(frozen=True, slots=True)
class Detail:
    """Either `size` (weighed) or `count` (pieces); prices where they are printed."""

    count: int | None
    size: Size | None
    unit_price: Decimal | None
    total: Decimal | None

    @property
    def product(self) -> Decimal | None:
        """What it comes to: the printed total, or amount times unit price."""
        if self.total is not None:
            return self.total
        if self.unit_price is None:
            return None
        amount = self.count if self.size is None else self.size.amount
        return None if amount is None else self.unit_price * amount


def close(a: Decimal, b: Decimal) -> bool:
    """Equal but for the rounding of scales and prices."""
    return abs(a - b) <= max(Decimal("0.02"), Decimal("0.012") * max(abs(a), abs(b)))


def _price(text: str) -> Decimal | None:
    found: Money | None = money(text)
    return found.amount if found and found.amount > 0 else None


def _plausible(size: Size) -> bool:
    factor = 1000 if size.measure is Measure.KILOGRAM else 1
    return 0 < size.amount * factor <= _HEAVIEST_G


def _weighed(text: str) -> Detail | None:
    found = MEASURED.match(text)
    if not found:
        return None
    size = measured(found[1], found[2])
    if not _plausible(size):
        return None
    per_kilogram = found[2].lower() not in {"lb", "lbs", "1b", "oz", "0z"}
    prices = _prices(text[found.end() :])
    unit_price = prices[0] if prices else None
    total = prices[-1] if len(prices) > 1 else None
    if total is None and unit_price is not None:
        weight = size.amount if per_kilogram else number(found[1])
        total = (weight * unit_price).quantize(_HUNDREDTH)
    return Detail(None, size, unit_price, total)


def _prices(text: str) -> list[Decimal]:
    found = [_price(match.group()) for match in _NUMBER.finditer(_PER_ONE.sub(" ", text))]
    return [price for price in found if price is not None]


def _counted(text: str) -> Detail | None:
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return None
    first = numbers[0].group()
    prices = _prices(text[numbers[0].end() :])
    if _WEIGHT.match(first) and prices:
        size = Size(number(first), Measure.KILOGRAM)
        return Detail(None, size, prices[0], prices[1] if len(prices) > 1 else None)
    marked = re.match(
        r"\s?(?:x|@|/?\s?u[nd]*s?\b|uds?|at\b|pza?s?|unid)", text[numbers[0].end() :], re.I
    )
    if not marked or not re.fullmatch(r"[\dOolI]{1,2}", first):
        return None
    count = int(number(first))
    if not 0 < count <= _MOST_PIECES:
        return None
    return Detail(
        count, None, prices[0] if prices else None, prices[1] if len(prices) > 1 else None
    )


def detail(text: str) -> Detail | None:
    """Reads such a line; None for any other."""
    text = _SLASHED.sub(r"\1 ", _GLUED_TIMES.sub(r"\1 ", tidy(text).lstrip("( ")))
    bare = _NUMBER.sub(" ", _SMALL_WORDS.sub(" ", _NUMBER.sub(" ", text)))
    if re.search(r"[A-Za-z]{2}", bare) or not any(c.isdigit() for c in text):
        return None
    if "%" in text or "-" in text or ":" in text or "#" in text:
        return None
    return _weighed(text) or _counted(text)
