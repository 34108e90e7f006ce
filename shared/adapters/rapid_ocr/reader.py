"""RapidOCR with the models that come in its package (PP-OCRv6, small), run by onnxruntime.

Nothing is imported or loaded until the first photograph is read.
"""

from collections.abc import Sequence
from math import tan
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.rapid_ocr.pixels import bend, cut, decoded, sized, turned, unbent
from shared.domain.receipt_lines import Page, Point, TextPiece, joined, skew
from shared.domain.recognition import Box, Photo, TextLine

if TYPE_CHECKING:
    from rapidocr import RapidOCR

    from shared.adapters.rapid_ocr.pixels import Boxes, Pixels

# Text is found in a smaller picture than it is read in: finding costs by area, and even small
# print is found at this size. Labels are found at a smaller one first, and looked at more closely
# where that was not enough.
_FIND_SIDE = 1216
_FIRST_SIDE = 736
# Lines lower than this in the smaller picture may have been missed or run together.
_LOW = 14
_WORST_SCORE = 0.5
# The mean score of upright, legible print is above 0.9; upside down it is below 0.75.
_LEGIBLE = 0.8
# So many of the longest lines tell whether a picture is upside down.
_SAMPLE = 6


class Found(NamedTuple):
    """A picture, by how many quarters to the left it was turned, and where print is in it."""

    image: "Pixels"
    turns: int
    boxes: "Boxes"


class RapidOcrReader:
    """A `TextReader`. One photograph is read at a time; others wait for their turn."""

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._lock = Lock()
        self._loaded: RapidOCR | None = None

    def read(self, photo: Photo) -> list[TextLine]:
        """Lines with their boxes in the photograph as it was given, however it was turned."""
        with self._lock:
            turns, page = self._page(self._found(decoded(photo.data), _FIND_SIDE))
        lines = joined(page.pieces, page.width, page.height)
        return [TextLine(line.text, line.confidence, _turned(line, turns)) for line in lines]

    def page(self, photo: Photo) -> Page:
        """The pieces of print of a package, where they stand in the upright picture.

        Print that is small or bent around a bottle is looked at again, cut out and made straight.
        """
        with self._lock:
            found = self._found(decoded(photo.data), _FIRST_SIDE)
            if len(found.boxes):
                found = self._closer(found)
            return self._page(found)[1]

    def _found(self, image: "Pixels", side: int) -> Found:
        boxes = self._boxes(image, side)
        if _are_sideways(boxes):
            image = turned(image, 1)
            return Found(image, 1, self._boxes(image, side))
        return Found(image, 0, boxes)

    def _closer(self, found: Found) -> Found:
        image, turns, boxes = found
        near, inside = cut(image, boxes)
        bent = bend(near, inside, tan(skew([_piece(box) for box in inside])))
        if bent is None and not _are_low(boxes, _FIRST_SIDE / max(image.shape[:2])):
            return found
        near = near if bent is None else unbent(near, bent)
        again = self._boxes(near, _FIND_SIDE)
        return Found(near, turns, again) if len(again) else found

    def _boxes(self, image: "Pixels", side: int) -> "Boxes":
        import numpy as np

        small, scale = sized(image, side)
        boxes = self._engine()(small, use_det=True, use_cls=False, use_rec=False).boxes
        none = np.zeros((0, 4, 2), dtype=np.float32)
        return none if boxes is None else np.asarray(boxes / scale, dtype=np.float32)

    def _page(self, found: Found) -> tuple[int, Page]:
        """The print, and by how many quarters to the left the picture was turned in all."""
        height, width = found.image.shape[:2]
        upside_down, pieces = self._pieces(found.image, found.boxes)
        sure = [piece for piece in pieces if piece.confidence >= _WORST_SCORE]
        return found.turns + 2 * upside_down, Page(sure, width, height)

    def _pieces(self, image: "Pixels", boxes: "Boxes") -> tuple[bool, list[TextPiece]]:
        """The print, the longest lines first, and whether the picture was upside down."""
        if not len(boxes):
            return False, []
        boxes = boxes[_by_length(boxes)]
        crops = self._engine().crop_text_regions(image, boxes)
        first, upside_down = self._read(crops[:_SAMPLE], boxes), False
        if _score(first) < _LEGIBLE:
            over = [turned(crop, 2) for crop in crops]
            mirrored = _mirrored(boxes, image)
            other = self._read(over[:_SAMPLE], mirrored)
            if _score(other) > _score(first):
                first, crops, boxes, upside_down = other, over, mirrored, True
        rest = self._read(crops[_SAMPLE:], boxes[_SAMPLE:])
        return upside_down, [piece for piece in (*first, *rest) if piece.text.strip()]

    def _read(self, crops: Sequence["Pixels"], boxes: "Boxes") -> list[TextPiece]:
        if not crops:
            return []
        read = self._engine().recognize_txt(list(crops))
        return [
            _piece(box, text, float(score))
            for box, text, score in zip(boxes, read.txts, read.scores, strict=False)
        ]

    def _engine(self) -> "RapidOCR":
        if self._loaded is None:
            from rapidocr import RapidOCR

            self._loaded = RapidOCR(
                params={
                    "Global.log_level": "error",
                    "Det.limit_type": "max",
                    "Det.limit_side_len": 2 * _FIND_SIDE,
                    "EngineConfig.onnxruntime.intra_op_num_threads": self._threads,
                    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                }
            )
        return self._loaded


def _piece(box: Sequence[Sequence[float]], text: str = "", score: float = 0.0) -> TextPiece:
    a, b, c, d = (Point(float(x), float(y)) for x, y in box)
    return TextPiece(text, score, (a, b, c, d))


def _score(pieces: Sequence[TextPiece]) -> float:
    """The mean confidence per letter, 0..1."""
    letters = sum(len(piece.text) for piece in pieces)
    return sum(piece.confidence * len(piece.text) for piece in pieces) / max(letters, 1)


def _are_sideways(boxes: "Boxes") -> bool:
    pieces = [_piece(box) for box in boxes]
    return sum(piece.height > piece.width for piece in pieces) > len(pieces) / 2


def _are_low(boxes: "Boxes", scale: float) -> bool:
    heights = sorted(_piece(box).height for box in boxes)
    return heights[len(heights) // 2] * scale < _LOW


def _by_length(boxes: "Boxes") -> list[int]:
    return sorted(range(len(boxes)), key=lambda n: -_piece(boxes[n]).width)


def _mirrored(boxes: "Boxes", image: "Pixels") -> "Boxes":
    """The boxes in the picture turned upside down."""
    import numpy as np

    height, width = image.shape[:2]
    over = np.array([width - 1, height - 1], dtype=np.float32) - boxes
    return np.asarray(over[:, [2, 3, 0, 1]])


def _turned(line: TextLine, turns: int) -> Box:
    """The line's box in the picture before it was turned `turns` quarters to the left."""
    x, y, width, height = line.box
    for _ in range(turns):
        x, y, width, height = 1 - y - height, x, height, width
    return Box(x, y, width, height)
