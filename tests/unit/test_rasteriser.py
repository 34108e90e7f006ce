"""Drawings become pictures beside whatever else a process does."""

from io import BytesIO
from threading import Event, Thread

import pytest
from PIL import Image

from shared.adapters.offline_painter.rasteriser import rasterise
from shared.domain.errors import ProviderFailed

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">'
    '<rect width="4" height="4" fill="#f00"/></svg>'
)
# Blurred so often that it takes a noticeable while.
SLOW = (
    SQUARE.replace(
        "<rect",
        '<filter id="f"><feGaussianBlur stdDeviation="90"/></filter><g filter="url(#f)"><rect',
    )
    .replace("</svg>", "</g></svg>")
    .replace('width="4" height="4"', 'width="1500" height="1500"')
)


def test_a_drawing_becomes_a_picture() -> None:
    image = Image.open(BytesIO(rasterise(SQUARE)))
    assert (image.format, image.size) == ("PNG", (4, 4))
    assert image.convert("RGB").getpixel((1, 1)) == (255, 0, 0)


@pytest.mark.parametrize("svg", ["", "no drawing", "<svg"])
def test_what_cannot_be_drawn_is_a_failed_provider(svg: str) -> None:
    with pytest.raises(ProviderFailed):
        rasterise(svg)


def test_other_threads_go_on_meanwhile() -> None:
    over = Event()
    turns = 0

    def go_on() -> None:
        nonlocal turns
        while not over.wait(0.001):
            turns += 1

    other = Thread(target=go_on)
    other.start()
    rasterise(SLOW)
    over.set()
    other.join()
    assert turns > 10
