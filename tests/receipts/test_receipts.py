"""The test photographs, read by the embedded OCR: what is recognised, and what must not be."""

import time
from functools import cache
from pathlib import Path

import pytest

from shared.adapters.offline_recogniser import OfflineRecogniser
from shared.adapters.rapid_ocr.reader import RapidOcrReader
from shared.catalog.foods import load
from shared.domain.errors import Unreadable
from shared.domain.language import Language
from shared.domain.recognition import RecognitionKind
from tests.fakes.clock import FakeClock
from tests.receipts.truth import IMAGES, Quality, Truth, compared, photo, truths, unreadable

RECALL = 0.90
PRECISION = 0.95
LARGEST_FILE = 400_000
TRUTHS = truths()
PACKS = {food.id: food.pack for food in load()}
RECOGNISER = OfflineRecogniser(RapidOcrReader(), load(), FakeClock())


@cache
def quality(one: Truth) -> Quality:
    photos = [photo(path) for path in one.images]
    seen = RECOGNISER.recognise(
        photos, RecognitionKind.AUTO, Language(one.language), time.monotonic() + 200
    )
    assert seen.kind == "receipt"
    return compared(seen, one, PACKS)


@pytest.mark.parametrize("one", TRUTHS, ids=lambda one: one.name)
def test_no_line_of_money_or_household_goods_is_a_food(one: Truth) -> None:
    assert quality(one).not_food_taken == 0


@pytest.mark.parametrize("one", TRUTHS, ids=lambda one: one.name)
def test_every_receipt_is_read(one: Truth) -> None:
    found = quality(one)

    assert found.recall >= RECALL, found.missed
    assert found.precision >= RECALL, found.wrong
    assert found.facts == found.facts_expected, found.wrong


@pytest.mark.parametrize("group", ["tuned", "held_out"])
def test_foods_amounts_and_prices(group: str) -> None:
    total = sum((quality(one) for one in TRUTHS if one.group == group), Quality())

    assert total.recall >= RECALL, total.missed
    assert total.precision >= PRECISION, total.wrong
    assert total.amounts >= PRECISION * total.sized, total.wrong
    assert total.prices >= PRECISION * total.right, total.wrong


@pytest.mark.parametrize("path", unreadable(), ids=lambda path: path.stem)
def test_what_is_no_legible_receipt_is_refused(path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        RECOGNISER.recognise(
            [photo(path)], RecognitionKind.AUTO, Language.EN, time.monotonic() + 200
        )

    assert raised.value.code == "image_not_readable"


def test_there_are_photographs_for_every_truth_and_none_is_heavy() -> None:
    paths = list(IMAGES.glob("*.jpg"))

    assert len(TRUTHS) >= 16
    assert sum(one.group == "held_out" for one in TRUTHS) >= 6
    assert len(unreadable()) >= 3
    assert all(one.images and one.items for one in TRUTHS)
    assert {path for one in TRUTHS for path in one.images} | set(unreadable()) == set(paths)
    assert all(path.stat().st_size < LARGEST_FILE for path in paths)
