"""Label texts with what stands in them, and how well a reading agrees.

A file holds, parted by `=====`: its group (`tuned`, or `held_out`, `fresh` and `sealed` for those
written after the rules) and product type, the text as OCR gives it, and its ingredients one a line
in their order. `name > id` names the substance, `-` where the tables have none; without `>` the id
is the name in lower case with underscores.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from rapidfuzz.fuzz import ratio

from shared.domain.labels.kinds import ProductType
from shared.domain.labels.reading import Entry, Reading
from shared.domain.labels.spelling import plain, skeleton

TEXTS = Path(__file__).parent / "texts"
# Two names are the same entry from this likeness of their letters on, of 100.
_LIKE = 84


class Expected(NamedTuple):
    name: str
    substance_id: str | None


class Truth(NamedTuple):
    name: str
    group: str
    product_type: ProductType
    text: str
    ingredients: tuple[Expected, ...]


class Agreement(NamedTuple):
    """Counts: printed ingredients, entries read, right ones among them; of the right ones those
    the tables have, those named as they should be, and those named as something else. `named` is
    how many were given any name."""

    expected: int = 0
    read: int = 0
    right: int = 0
    nameable: int = 0
    resolved: int = 0
    named: int = 0
    wrong: int = 0
    typed: int = 0
    labels: int = 0
    notes: tuple[str, ...] = ()

    def plus(self, other: Self) -> "Agreement":
        return Agreement(
            **{name: getattr(self, name) + getattr(other, name) for name in self._fields}
        )

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def resolution(self) -> float:
        return self.resolved / self.nameable if self.nameable else 1.0

    @property
    def wrong_resolution(self) -> float:
        return self.wrong / self.named if self.named else 0.0


def truths() -> Iterator[Truth]:
    for path in sorted(TEXTS.glob("*.txt")):
        yield truth_of(path)


def truth_of(path: Path) -> Truth:
    head, text, listed = path.read_text(encoding="utf-8").split("\n=====\n")
    group, kind = head.split()
    ingredients = tuple(_expected(line) for line in listed.splitlines() if line.strip())
    return Truth(path.stem, group, ProductType(kind), text, ingredients)


def _expected(line: str) -> Expected:
    name, _, told = (cell.strip() for cell in line.partition(">"))
    slug = re.sub(r"[^a-z0-9]+", "_", plain(name)).strip("_")
    return Expected(name, None if told == "-" else told or slug)


def agreement(reading: Reading, truth: Truth) -> Agreement:
    """How the entries read agree with those printed, matched one to one."""
    left = list(truth.ingredients)
    found = Agreement(
        expected=len(left),
        read=len(reading.entries),
        typed=int(reading.product_type is truth.product_type),
        labels=1,
    )
    for entry in reading.entries:
        same = next((one for one in left if _same(entry, one)), None)
        if same is None:
            wrong = int(entry.named.match is not None)
            note = f"{truth.name}: not on the label: {entry.text!r}"
            found = found.plus(Agreement(named=wrong, wrong=wrong, notes=(note,)))
            continue
        left.remove(same)
        found = found.plus(_named(entry, same, truth.name))
    missed = tuple(f"{truth.name}: missed: {one.name!r}" for one in left)
    return found.plus(Agreement(notes=missed))


def _same(entry: Entry, one: Expected) -> bool:
    spellings = (entry.text, entry.text.split("/")[0])
    return any(ratio(skeleton(text), skeleton(one.name)) >= _LIKE for text in spellings)


def _named(entry: Entry, one: Expected, label: str) -> Agreement:
    given = entry.named.substance_id
    right = given is not None and given == one.substance_id
    note = () if given == one.substance_id else (f"{label}: {entry.text!r} named {given}",)
    return Agreement(
        right=1,
        nameable=int(one.substance_id is not None),
        resolved=int(right),
        named=int(given is not None),
        wrong=int(given is not None and not right),
        notes=note,
    )
