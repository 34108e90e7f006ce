"""The embedded OCR: RapidOCR with the models that come in its package.

Nothing is imported or loaded until the first photograph is read.
"""

import io
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from shared.domain.receipt_lines import Page, Point, TextPiece, joined
from shared.domain.recognition import Box, Photo, TextLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from rapidocr_onnxruntime import RapidOCR

    Pixels = NDArray[np.uint8]

# Text is found in a smaller picture than it is read in: finding costs by area, and even small
# print is found at this size.
_READ_SIDE = 2200
_FIND_SIDE = 1088
_WORST_SCORE = 0.5
# The mean score of an upright, legible receipt is above 0.9; upside down it is below 0.75.
_LEGIBLE = 0.8
_FEW_PIECES = 5
# A list of ingredients has more letters than this, and clear print is read surer than this.
_FEW_LETTERS = 250
_SURE = 0.93
# How far the middle of a line hangs down around a bottle held at arm's length.
_SAG = 40 / 1440


class RapidOcrReader:
    """A `TextReader`. One photograph is read at a time; others wait for their turn."""

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._lock = Lock()
        self._loaded: RapidOCR | None = None

    def read(self, photo: Photo) -> list[TextLine]:
        """Lines with their boxes in the photograph as it was given, however it was turned."""
        turns, page = self._page(_decoded(photo.data))
        lines = joined(page.pieces, page.width, page.height)
        return [TextLine(line.text, line.confidence, _turned(line, turns)) for line in lines]

    def page(self, photo: Photo) -> Page:
        """The pieces of print of a package, where they stand in the upright picture.

        Where little was read, or badly, it is read again with more contrast and unbent as the label
        of a bottle is, and the best reading counts: measured by `infra.bench.label_photos`.
        """
        image = _decoded(photo.data)
        best = self._page(image)[1]
        if _is_doubtful(best.pieces):
            for prepare in _PREPARATIONS:
                best = max(best, self._page(prepare(image))[1], key=_legibility)
        return best

    def _page(self, image: "Pixels") -> tuple[int, Page]:
        with self._lock:
            turns, pieces = self._upright(image)
        height, width = image.shape[:2]
        if turns % 2:
            width, height = height, width
        return turns, Page(pieces, width, height)

    def _upright(self, image: "Pixels") -> tuple[int, list[TextPiece]]:
        """The pieces, and by how many quarter turns to the left the picture had to be turned."""
        pieces = self._pieces(image)
        turns = 0
        if len(pieces) >= _FEW_PIECES or (pieces and _score(pieces) < _LEGIBLE):
            for other in _other_turns(pieces):
                turned = self._pieces(_rotated(image, other))
                # Tall pieces are read turned to the left, so a sideways picture may read well too.
                if _worth(turned) > _worth(pieces) or (other == 1 and _sideways(pieces)):
                    turns, pieces = other, turned
                if _score(pieces) >= _LEGIBLE:
                    break
        return turns, [piece for piece in pieces if piece.confidence >= _WORST_SCORE]

    def _pieces(self, image: "Pixels") -> list[TextPiece]:
        engine = self._engine()
        small, scale = _shrunk(image, _FIND_SIDE)
        boxes, _ = engine.text_det(small)
        if boxes is None or len(boxes) == 0:
            return []
        boxes = boxes / scale
        read, _ = engine.text_rec(engine.get_crop_img_list(image, boxes.astype("float32")))
        return [
            TextPiece(text, float(score), _corners(box))
            for box, (text, score) in zip(boxes, read, strict=True)
            if text.strip()
        ]

    def _engine(self) -> "RapidOCR":
        if self._loaded is None:
            from rapidocr_onnxruntime import RapidOCR

            self._loaded = RapidOCR(intra_op_num_threads=self._threads, inter_op_num_threads=1)
        return self._loaded


def _decoded(data: bytes) -> "Pixels":
    """Blue, green, red, as the models want them, with no side above `_READ_SIDE`."""
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        image.thumbnail((_READ_SIDE, _READ_SIDE))
        return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _shrunk(image: "Pixels", side: int) -> tuple["Pixels", float]:
    import cv2
    import numpy as np

    scale = min(1.0, side / max(image.shape[:2]))
    if scale == 1.0:
        return image, scale
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), scale


def _contrasted(image: "Pixels") -> "Pixels":
    """Light evened out and print made darker, place by place."""
    import cv2
    import numpy as np

    light, *colour = cv2.split(cv2.cvtColor(image, cv2.COLOR_BGR2LAB))
    evened = cv2.createCLAHE(3.0, (8, 8)).apply(light)
    return np.asarray(cv2.cvtColor(cv2.merge([evened, *colour]), cv2.COLOR_LAB2BGR), dtype=np.uint8)


def _unbent(image: "Pixels", sag: float = _SAG) -> "Pixels":
    """Lines that sag in the middle, as around a bottle seen from above, made straight; `sag` is a
    share of the width."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    across = np.linspace(-1, 1, width, dtype=np.float32)
    down = sag * width * (1 - across**2)
    ys = np.arange(height, dtype=np.float32)[:, None] + down[None, :]
    xs = np.broadcast_to(np.arange(width, dtype=np.float32)[None, :], ys.shape)
    straight = cv2.remap(
        image, np.ascontiguousarray(xs), ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(straight, dtype=np.uint8)


def _is_doubtful(pieces: Sequence[TextPiece]) -> bool:
    letters = sum(len(piece.text) for piece in pieces)
    return letters < _FEW_LETTERS or _score(pieces) < _SURE


def _legibility(page: Page) -> float:
    return _score(page.pieces) * sum(len(piece.text) for piece in page.pieces)


_PREPARATIONS = (_contrasted, _unbent)


def _rotated(image: "Pixels", turns: int) -> "Pixels":
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, turns))


def _corners(box: Sequence[Sequence[float]]) -> tuple[Point, Point, Point, Point]:
    a, b, c, d = (Point(float(x), float(y)) for x, y in box)
    return a, b, c, d


def _score(pieces: Sequence[TextPiece]) -> float:
    """The mean confidence per letter, 0..1."""
    letters = sum(len(piece.text) for piece in pieces)
    return sum(piece.confidence * len(piece.text) for piece in pieces) / max(letters, 1)


def _sideways(pieces: Sequence[TextPiece]) -> bool:
    return sum(piece.height > piece.width for piece in pieces) > len(pieces) / 2


def _other_turns(pieces: Sequence[TextPiece]) -> tuple[int, ...]:
    """The quarter turns that might make the picture upright, the likelier first."""
    if _sideways(pieces):
        return (1, 3)
    return () if _score(pieces) >= _LEGIBLE else (2,)


def _worth(pieces: Sequence[TextPiece]) -> float:
    return _score(pieces) * len(pieces)


def _turned(line: TextLine, turns: int) -> Box:
    """The line's box in the picture before it was turned `turns` quarters to the left."""
    x, y, width, height = line.box
    for _ in range(turns):
        x, y, width, height = 1 - y - height, x, height, width
    return Box(x, y, width, height)
