"""Photographed labels, a few of each difficulty; all of them in `infra.bench.label_photos`."""

import pytest

from shared.adapters.embedded_labels import EmbeddedLabelReader
from shared.adapters.pillow_photos import PillowPhotoCleaner
from shared.adapters.rapid_ocr.reader import RapidOcrReader
from shared.catalog.substances import load
from shared.catalog.substances.by_law import load_by_law
from shared.clock import SystemClock
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.reading import read
from tests.labels.photos.shots import SHOTS
from tests.labels.truth import agreement

DICTIONARY = Dictionary(load(), besides=load_by_law)
READER = EmbeddedLabelReader("rapidocr", RapidOcrReader(), SystemClock())


def test_there_are_twenty_photographs_and_each_has_its_truth() -> None:
    assert len({shot.name for shot in SHOTS}) >= 20
    assert all(shot.image.exists() and shot.truth().ingredients for shot in SHOTS)


@pytest.mark.parametrize(
    "name", ["plain_es", "columns_es", "bent_tilted_es", "below_en", "pale_fr", "upside_down_en"]
)
def test_a_photographed_label_is_read(name: str) -> None:
    [shot] = [one for one in SHOTS if one.name == name]
    photo = PillowPhotoCleaner(40_000_000).clean(shot.image.read_bytes(), "image")
    text = READER.read([photo], SystemClock().monotonic() + 60)
    found = agreement(read(text, DICTIONARY), shot.truth())
    assert found.recall >= 0.95
    assert found.precision >= 0.95
