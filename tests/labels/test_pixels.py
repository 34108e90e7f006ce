"""Lines that are bent are measured and made straight; straight ones are left as they are."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from shared.adapters.rapid_ocr.pixels import Bend, bend, cut, sized, turned, unbent

if TYPE_CHECKING:
    from shared.adapters.rapid_ocr.pixels import Boxes, Pixels

WIDTH, HEIGHT, LINE = 900, 500, 40


def printed() -> "Pixels":
    """Eight lines of short words on white."""
    image = np.full((HEIGHT, WIDTH, 3), 235, dtype=np.uint8)
    rng = np.random.default_rng(7)
    for top in range(90, 90 + 8 * LINE, LINE):
        for left in range(60, WIDTH - 90, 30):
            image[top : top + 20, left : left + int(rng.integers(8, 26))] = 40
    return image


def around() -> "Boxes":
    corners = [[50, 70], [WIDTH - 50, 70], [WIDTH - 50, HEIGHT - 70], [50, HEIGHT - 70]]
    return np.array([corners], dtype=np.float32)


def test_straight_lines_are_left_as_they_are() -> None:
    assert bend(printed(), around(), 0.0) is None


def test_lines_that_only_run_down_are_left_as_they_are() -> None:
    assert bend(unbent(printed(), Bend(0.0, -0.1)), around(), 0.09) is None


@pytest.mark.parametrize("sag", [-0.04, -0.02, 0.02, 0.05])
@pytest.mark.parametrize("slope", [0.0, 0.04])
def test_bent_lines_are_measured_and_made_straight(sag: float, slope: float) -> None:
    hanging = unbent(printed(), Bend(-sag, -slope))
    found = bend(hanging, around(), 0.02)
    assert found is not None
    assert found.sag == pytest.approx(sag, abs=0.006)
    assert found.slope == pytest.approx(slope, abs=0.015)
    assert bend(unbent(hanging, found), around(), 0.0) is None


def test_what_is_cut_out_keeps_its_boxes() -> None:
    image = printed()
    box = np.array([[[300, 90], [600, 90], [600, 110], [300, 110]]], dtype=np.float32)
    near, inside = cut(image, box)
    left, top = (int(edge) for edge in inside[0][0])
    assert (near[top : top + 20, left : left + 300] == image[90:110, 300:600]).all()


def test_pictures_are_shrunk_and_hardly_enlarged() -> None:
    assert sized(printed(), 450)[0].shape == (250, 450, 3)
    assert sized(printed(), 9000)[1] == 2.0
    assert turned(printed(), 1).shape == (WIDTH, HEIGHT, 3)
