"""Photographs as arrays of pixels: decoded, sized, turned, and lines around a bottle made straight.

Colours are blue, green, red, as the models want them. Boxes are arrays of the shape (n, 4, 2): the
corners of n pieces of print, clockwise from the top left, as x and y in pixels.
"""

import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Boxes = NDArray[np.float32]
    Plane = NDArray[np.float32]

_LONGEST_SIDE = 2200
# Print at this width is a grey texture, in which lines still show as stripes.
_STRIPES_WIDTH = 320
# Half of the width over which the light is evened out, in the same pixels.
_AROUND = 21
_MOST_SAG, _SAG_STEPS = 0.08, 33
_MOST_SLOPE, _SLOPE_STEPS = 0.06, 7
# Straight lines are sharpest as they are, and bent ones at least so many times sharper unbent:
# 1.00 and 1.3 to 2.7 on the photographs of `infra.bench.label_photos`.
_SHARPER = 1.1


class Bend(NamedTuple):
    """How far lines hang down in the middle, and how far they run down from left to right, each as
    a share of the width."""

    sag: float
    slope: float


def decoded(data: bytes) -> "Pixels":
    """With no side above 2,200 pixels."""
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def sized(image: "Pixels", side: int, most: float = 2.0) -> tuple["Pixels", float]:
    """The image with its longer side `side`, no more than `most` times larger; and the scale."""
    import cv2
    import numpy as np

    scale = min(most, side / max(image.shape[:2]))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=how)), scale


def turned(image: "Pixels", turns: int) -> "Pixels":
    """By so many quarters to the left."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, turns))


def cut(image: "Pixels", boxes: "Boxes", margin: float = 0.03) -> tuple["Pixels", "Boxes"]:
    """The part that all boxes lie in, with a margin around it as a share of the width, and where
    the boxes are in it."""
    import numpy as np

    height, width = image.shape[:2]
    left, top = (max(0, int(edge - margin * width)) for edge in boxes.min(axis=(0, 1)))
    right, bottom = (int(edge + margin * width) for edge in boxes.max(axis=(0, 1)))
    near = np.ascontiguousarray(image[top : min(bottom, height), left : min(right, width)])
    return near, boxes - np.array([left, top], dtype=np.float32)


def bend(image: "Pixels", boxes: "Boxes", slope: float) -> Bend | None:
    """How the lines in the boxes are bent, which run about as `slope` says; None where they are
    straight.

    The print is sheared in every likely way: where its lines come to lie level, rows full of ink
    and rows without change most sharply.
    """
    import numpy as np

    stripes = _stripes(image, boxes)
    slopes = slope + np.linspace(-_MOST_SLOPE, _MOST_SLOPE, _SLOPE_STEPS)
    sags = np.linspace(-_MOST_SAG, _MOST_SAG, _SAG_STEPS)
    straight = max(_sharpness(stripes, Bend(0.0, float(one))) for one in slopes)
    likely = (Bend(float(sag), float(one)) for one in slopes for sag in sags)
    sharpest, best = max((_sharpness(stripes, one), one) for one in likely)
    return best if sharpest > _SHARPER * straight else None


def unbent(image: "Pixels", bent: Bend) -> "Pixels":
    """Lines that hang down, as around a bottle seen from above, made straight and level."""
    import numpy as np

    return np.asarray(_sheared(image, bent))


def _stripes(image: "Pixels", boxes: "Boxes") -> "Plane":
    """How much each place differs from the light around it; nothing outside of the block of print,
    since edges of labels and shadows are sharper than pale print."""
    import cv2
    import numpy as np

    scale = _STRIPES_WIDTH / image.shape[1]
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    plane = np.asarray(small, dtype=np.float32)
    block = np.zeros(plane.shape, dtype=np.uint8)
    cv2.fillConvexPoly(block, cv2.convexHull(np.int32(boxes.reshape(-1, 2) * scale)), 1)
    return np.asarray(np.abs(plane - cv2.blur(plane, (_AROUND, _AROUND))) * block)


def _sharpness(stripes: "Plane", bent: Bend) -> float:
    import numpy as np

    rows = _sheared(stripes, bent).sum(axis=1)
    return float((np.diff(rows) ** 2).sum())


def _sheared(image: "NDArray[np.generic]", bent: Bend) -> "NDArray[np.generic]":
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    across = np.linspace(-1, 1, width, dtype=np.float32)
    down = width * (bent.sag * (1 - across**2) + bent.slope * across / 2)
    ys = np.arange(height, dtype=np.float32)[:, None] + down[None, :].astype(np.float32)
    xs = np.broadcast_to(np.arange(width, dtype=np.float32)[None, :], ys.shape)
    return np.asarray(
        cv2.remap(
            image, np.ascontiguousarray(xs), ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
    )
