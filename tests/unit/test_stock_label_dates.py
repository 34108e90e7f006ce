"""A date read from a label stays one in the inventory, until somebody says otherwise."""

from datetime import date

import pytest

from shared.catalog import foods
from shared.domain.food import DateKind
from shared.domain.item import ExpirySource
from shared.workflows.stock_recognition import Correction, stock_recognition
from tests.fakes.recognition import FakeReceiptMemories, FakeRecognitions
from tests.fakes.stock import FakeItems
from tests.samples import NOW, recognition, seen_item

FOODS = foods.load()
SAID = date(2026, 6, 20)
PRINTED = date(2026, 6, 11)


@pytest.mark.parametrize(
    ("source", "said", "expected", "kept_as"),
    [
        ("label", None, PRINTED, ExpirySource.LABEL),
        ("label", SAID, SAID, ExpirySource.USER),
        ("estimated", SAID, SAID, ExpirySource.USER),
    ],
)
def test_where_a_date_came_from_is_kept(
    source: str, said: date | None, expected: date, kept_as: ExpirySource
) -> None:
    seen = seen_item(expires_on=PRINTED, expiry_source=source, date_kind=DateKind.USE_BY)
    recognitions = FakeRecognitions()
    recognitions.save(recognition(items=[seen]), "f1")
    [lot] = stock_recognition(
        "seen-1",
        [Correction(index=0, expires_on=said)],
        recognitions=recognitions,
        items=FakeItems(),
        memories=FakeReceiptMemories(),
        foods=FOODS,
        now=NOW,
    )
    assert (lot.expires_on, lot.expiry_source, lot.date_kind) == (
        expected,
        kept_as,
        DateKind.USE_BY,
    )
