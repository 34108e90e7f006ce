"""Hostile uploads end in a documented refusal or a clean picture, and never in anything else."""

import io
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from shared.adapters.pillow_photos import PillowPhotoCleaner
from shared.domain.errors import BadImage
from shared.domain.recognition import Photo
from shared.problems import TABLE
from tests import hostile

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
CLEANER = PillowPhotoCleaner(40_000_000)
ROOT = Path(__file__).parents[2]
# JFIF header, tables, baseline frame, scan: what a picture needs and nothing else.
NEEDED = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
SECONDS = 5.0


def outcome(data: bytes) -> str | Photo:
    try:
        return CLEANER.clean(data, "images")
    except BadImage as refused:
        assert refused.field == "images"
        assert 400 <= TABLE[refused.code].status < 500
        return refused.code


def markers(data: bytes) -> set[int]:
    """The segments in front of a JPEG's pixels."""
    found, at = set(), 2
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found | {0xDA}


def assert_clean(photo: Photo) -> None:
    assert photo.content_type == "image/jpeg"
    assert markers(photo.data) <= NEEDED
    assert photo.data.endswith(b"\xff\xd9")
    assert hostile.SECRET not in photo.data
    with Image.open(io.BytesIO(photo.data)) as opened:
        opened.load()
        assert (opened.format, opened.mode, opened.size) == (
            "JPEG",
            "RGB",
            (photo.width, photo.height),
        )
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert max(photo.width, photo.height) <= 3072


def test_there_are_enough_of_them() -> None:
    assert len(hostile.FILES) >= 60


@pytest.mark.parametrize("name", hostile.FILES)
def test_each_ends_as_the_table_says(name: str) -> None:
    make, expected = hostile.FILES[name]
    data = make()
    started = time.monotonic()
    found = outcome(data)
    assert time.monotonic() - started < SECONDS
    if isinstance(found, Photo):
        assert_clean(found)
    assert (hostile.CLEAN if isinstance(found, Photo) else found) == expected


@pytest.mark.parametrize("make", [hostile.jpeg, hostile.png, hostile.webp, hostile.located])
def test_cut_anywhere_it_is_refused_or_whole(make: Callable[[], bytes]) -> None:
    data = make()
    for part in range(60):
        found = outcome(data[: len(data) * part // 60])
        assert isinstance(found, str), part


@pytest.mark.parametrize(
    "make", [hostile.located, hostile.noted_png, lambda: hostile.webp(exif=hostile.exif(3))]
)
def test_whatever_bytes_are_wrong_it_is_refused_or_clean(
    make: Callable[[], bytes],
) -> None:
    """400 variants of each format with a few bytes changed, more often near the front."""
    dice = random.Random(7)
    whole = make()
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[int(len(data) * dice.random() ** 3)] = dice.randrange(256)
        found = outcome(bytes(data))
        if isinstance(found, Photo):
            assert markers(found.data) <= NEEDED


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("order", [b"II", b"MM"])
def test_it_stands_upright(orientation: int, order: bytes) -> None:
    wide = Image.new("RGB", (320, 160), "white")
    data = hostile.encoded(wide, "JPEG", exif=hostile.exif(orientation, order))
    photo = CLEANER.clean(data, "images")
    assert (photo.width < photo.height) is (orientation >= 5)


MEASURED = """
import re, sys
from pathlib import Path
from concurrent.futures import ThreadPoolExecutor
from shared.adapters.pillow_photos import PillowPhotoCleaner
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
data = open(sys.stdin.fileno(), "rb").read()
cleaner = PillowPhotoCleaner(40_000_000)
before = peak()
with ThreadPoolExecutor(8) as pool:
    made = list(pool.map(lambda _: cleaner.clean(data, "images"), range(8)))
assert len({photo.data for photo in made}) == 1
print((peak() - before) // 1024)
"""
# Megabytes on top of the idle process: it has to leave room in an instance of 1 GiB.
MOST_MB = 700


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")
@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "I;16"), ("WEBP", "RGB")]
)
def test_eight_of_the_largest_at_once_fit_in_memory(kind: str, mode: str) -> None:
    """40 megapixels each, the most there may be."""
    picture = Image.new(mode, (8000, 5000))
    data = hostile.encoded(picture, kind)
    run = subprocess.run(
        [sys.executable, "-c", MEASURED],
        input=data,
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    grown = int(run.stdout)
    assert grown < MOST_MB, f"{grown} MB"
