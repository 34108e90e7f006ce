"""The recognised lines as they lie in the photo.

The API's boxes stand upright, so those of a receipt that lies askew overlap. Its lines begin under
one another: how their beginnings wander sideways tells how it lies.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from shared.domain.recognition_result import Box, SeenImage

_FEWEST_LINES = 3
# The rest of a box's height is the letters'.
_MOST_BY_TILT = 0.65
_BARELY_APART = 1.0


@dataclass(frozen=True)
class Mark:
    """A frame around a line: its place as percentages of the photo, its turn in degrees."""

    left: float
    top: float
    width: float
    height: float
    turn: float


def marks(boxes: Sequence[Box | None], photo: SeenImage) -> list[Mark | None]:
    """A mark for every box, none where there is none."""
    slope = _slope([box for box in boxes if box], photo)
    return [_mark(box, photo, slope) if box else None for box in boxes]


def _mark(box: Box, photo: SeenImage, slope: float) -> Mark:
    tilted = abs(slope) * box.width * photo.width / photo.height
    height = box.height - tilted
    return Mark(
        left=100 * box.x,
        top=100 * (box.y + tilted / 2),
        width=100 * box.width,
        height=100 * height,
        turn=math.degrees(math.atan(slope)),
    )


def _slope(boxes: Sequence[Box], photo: SeenImage) -> float:
    """How far the lines sink from left to right, per pixel."""
    if len(boxes) < _FEWEST_LINES:
        return 0.0
    starts = [(box.x * photo.width, (box.y + box.height / 2) * photo.height) for box in boxes]
    drifts = [
        (right[0] - left[0]) / (right[1] - left[1])
        for left, right in combinations(starts, 2)
        if abs(right[1] - left[1]) > _BARELY_APART
    ]
    steepest = min(box.height * photo.height / (box.width * photo.width) for box in boxes)
    limit = _MOST_BY_TILT * steepest
    return max(-limit, min(limit, -median(drifts))) if drifts else 0.0
