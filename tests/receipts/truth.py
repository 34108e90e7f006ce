"""What the test receipts say, and how a reading of one compares with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from shared.domain.receipt_numbers import words
from shared.domain.recognition import Photo, RecognisedItem, Sighting
from shared.domain.units import GRAMS, MILLILITRES, Quantity, Unit

HERE = Path(__file__).parent
IMAGES = HERE / "images"
TRUTHS = HERE / "truths"
# Readers drop and change letters; two lines this alike are one.
_SAME_LINE = 80
_AMOUNT_SLACK = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class TrueItem:
    """A food on a receipt. `foods` are the ids that are right, `quantity` None where the receipt
    does not say how much; `packs` of the catalog's usual size."""

    text: str
    foods: tuple[str, ...]
    price: Decimal
    quantity: Quantity | None
    packs: int | None


@dataclass(frozen=True, slots=True)
class Truth:
    """`group` is `tuned` or `held_out`; `not_food` are the lines that no food may come from."""

    name: str
    group: str
    language: str
    shop: str
    bought_on: date
    currency: str
    total: Decimal
    items: tuple[TrueItem, ...]
    not_food: tuple[str, ...]

    @property
    def images(self) -> list[Path]:
        """The photograph, or those of a long receipt in order."""
        one = IMAGES / f"{self.name}.jpg"
        return [one] if one.exists() else sorted(IMAGES.glob(f"{self.name}_[0-9].jpg"))


@dataclass(slots=True)
class Quality:
    """Counts of one reading; they add up over receipts."""

    expected: int = 0
    found: int = 0
    right: int = 0
    amounts: int = 0
    sized: int = 0
    prices: int = 0
    not_food_taken: int = 0
    facts: int = 0
    facts_expected: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    def __add__(self, other: "Quality") -> "Quality":
        names = Quality.__slots__
        return Quality(*(getattr(self, name) + getattr(other, name) for name in names))


def photo(path: Path) -> Photo:
    from PIL import Image

    with Image.open(path) as image:
        width, height = image.size
    return Photo(path.read_bytes(), "image/jpeg", width, height)


def unreadable() -> list[Path]:
    """Photographs without a receipt that could be read."""
    return sorted(IMAGES.glob("no_*.jpg"))


def _item(row: dict[str, Any]) -> TrueItem:
    amount = Quantity(Decimal(row["quantity"]), Unit(row["unit"])) if "quantity" in row else None
    foods = (row["food_id"], *row.get("also", ()))
    return TrueItem(row["text"], foods, Decimal(row["price"]), amount, row.get("packs"))


def truth(path: Path) -> Truth:
    row = json.loads(path.read_text())
    return Truth(
        name=path.stem,
        group=row["set"],
        language=row["language"],
        shop=row["shop"],
        bought_on=date.fromisoformat(row["bought_on"]),
        currency=row["currency"],
        total=Decimal(row["total"]),
        items=tuple(_item(each) for each in row["items"]),
        not_food=tuple(row["not_food"]),
    )


def truths() -> list[Truth]:
    return [truth(path) for path in sorted(TRUTHS.glob("*.json"))]


def base(amount: Decimal, unit: Unit) -> tuple[Decimal, str]:
    """The amount in grams, millilitres or the unit itself."""
    if unit in GRAMS:
        return amount * GRAMS[unit], "g"
    if unit in MILLILITRES:
        return amount * MILLILITRES[unit], "ml"
    return amount, unit.value


def _same_amount(item: RecognisedItem, expected: Quantity) -> bool:
    got, got_unit = base(item.quantity, item.unit)
    wanted, wanted_unit = base(*expected)
    return got_unit == wanted_unit and abs(got - wanted) <= wanted * _AMOUNT_SLACK


def _partner(item: RecognisedItem, left: Sequence[TrueItem]) -> TrueItem | None:
    fitting = [one for one in left if item.food_id in one.foods]
    same_price = [one for one in fitting if one.price == item.price]
    return next(iter(same_price or fitting), None)


def _from_not_food(item: RecognisedItem, expected: Truth) -> bool:
    source = words(item.source_text or "")
    foods = max((ratio(source, words(one.text)) for one in expected.items), default=0.0)
    others = max((ratio(source, words(line)) for line in expected.not_food), default=0.0)
    return others >= _SAME_LINE and others > foods


def compared(seen: Sighting, expected: Truth, packs: dict[str, Quantity]) -> Quality:
    """`packs` is each food's usual size, which a line without a size stands for."""
    quality = Quality(expected=len(expected.items), found=len(seen.items))
    left = list(expected.items)
    for item in seen.items:
        quality.not_food_taken += _from_not_food(item, expected)
        partner = _partner(item, left)
        if partner is None:
            quality.wrong.append(f"{item.source_text} -> {item.food_id}")
            continue
        left.remove(partner)
        quality.right += 1
        quality.prices += item.price == partner.price
        amount = partner.quantity
        if partner.packs and item.food_id:
            pack = packs[item.food_id]
            amount = Quantity(pack.amount * partner.packs, pack.unit)
        if amount:
            quality.sized += 1
            quality.amounts += _same_amount(item, amount)
            if not _same_amount(item, amount):
                quality.wrong.append(f"{item.source_text} -> {item.quantity} {item.unit.value}")
        if item.price != partner.price:
            quality.wrong.append(f"{item.source_text} -> {item.price}")
    quality.missed = [one.text for one in left]
    _compare_facts(seen, expected, quality)
    return quality


def _compare_facts(seen: Sighting, expected: Truth, quality: Quality) -> None:
    got = seen.receipt
    pairs: list[tuple[object, object]] = [
        (words(got.shop or "") if got else "", words(expected.shop)),
        (got and got.bought_on, expected.bought_on),
        (got and got.currency, expected.currency),
        (got and got.total, expected.total),
    ]
    quality.facts_expected = len(pairs)
    for read, wanted in pairs:
        quality.facts += read == wanted
        if read != wanted:
            quality.wrong.append(f"{wanted} read as {read}")
