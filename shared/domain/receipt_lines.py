"""Pieces of text found in a photograph, put together into the lines they were printed in.

A reader splits a line at its wide gaps: the name at the left and the price at the far right come
as two pieces. Coordinates are pixels, y grows downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, sin, tan
from statistics import median
from typing import NamedTuple

from shared.domain.recognition import Box, TextLine

# A piece shorter than so many times its height has no direction worth measuring.
_LONG = 2.5
_SAME_LINE = 0.55
_MAY_OVERLAP = 0.35


class Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TextPiece:
    """`corners` go clockwise from the top left of the text as it is read."""

    text: str
    confidence: float
    corners: tuple[Point, Point, Point, Point]

    @property
    def width(self) -> float:
        return _distance(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        return _distance(self.corners[0], self.corners[3])

    @property
    def angle(self) -> float:
        """Radians by which the text runs downwards."""
        start, end = self.corners[0], self.corners[1]
        return atan2(end.y - start.y, end.x - start.x)

    @property
    def middle(self) -> Point:
        return Point(sum(p.x for p in self.corners) / 4, sum(p.y for p in self.corners) / 4)


class Page(NamedTuple):
    """The pieces of one upright picture of `width` x `height` pixels."""

    pieces: Sequence[TextPiece]
    width: float
    height: float


def _distance(a: Point, b: Point) -> float:
    return hypot(b.x - a.x, b.y - a.y)


def skew(pieces: Sequence[TextPiece]) -> float:
    """The angle, in radians, at which most of the text runs; 0 where nothing tells."""
    angles = [p.angle for p in pieces if p.width > _LONG * p.height]
    return median(angles) if angles else 0.0


class _Row:
    """A line being put together, along axes turned with the text."""

    def __init__(self, piece: TextPiece, along: float, across: float) -> None:
        self.members = [(along, across, piece)]

    def takes(self, piece: TextPiece, along: float, across: float) -> float | None:
        """How far off the row the piece lies, in text heights; None where it does not fit."""
        nearest = min(self.members, key=lambda member: abs(member[0] - along))
        height = min(piece.height, median(m.height for _, _, m in self.members))
        off = abs(across - nearest[1]) / max(height, 1.0)
        return None if off > _SAME_LINE or self._covers(piece, along) else off

    def _covers(self, piece: TextPiece, along: float) -> bool:
        for other_along, _, other in self.members:
            shared = (piece.width + other.width) / 2 - abs(along - other_along)
            if shared > _MAY_OVERLAP * min(piece.width, other.width):
                return True
        return False

    @property
    def pieces(self) -> list[TextPiece]:
        return [piece for _, _, piece in sorted(self.members, key=lambda member: member[0])]

    @property
    def across(self) -> float:
        return median(member[1] for member in self.members)


def _rows(pieces: Sequence[TextPiece]) -> list[_Row]:
    angle = skew(pieces)
    placed = []
    for piece in pieces:
        x, y = piece.middle
        placed.append((x * cos(angle) + y * sin(angle), y - x * tan(angle), piece))
    rows: list[_Row] = []
    for along, across, piece in sorted(placed, key=lambda p: -p[2].width):
        fits = [
            (off, n)
            for n, row in enumerate(rows)
            if (off := row.takes(piece, along, across)) is not None
        ]
        if fits:
            rows[min(fits)[1]].members.append((along, across, piece))
        else:
            rows.append(_Row(piece, along, across))
    return sorted(rows, key=lambda row: row.across)


def _box(pieces: Sequence[TextPiece], width: float, height: float) -> Box:
    xs = [point.x for piece in pieces for point in piece.corners]
    ys = [point.y for piece in pieces for point in piece.corners]
    left, top = max(min(xs) / width, 0.0), max(min(ys) / height, 0.0)
    return Box(left, top, min(max(xs) / width, 1.0) - left, min(max(ys) / height, 1.0) - top)


def joined(pieces: Sequence[TextPiece], width: float, height: float) -> list[TextLine]:
    """The lines of a picture of `width` x `height` pixels, from top to bottom.

    Pieces are set apart by two blanks, so that columns stay visible.
    """
    lines = []
    for row in _rows(pieces):
        letters = sum(len(piece.text) for piece in row.pieces)
        confidence = sum(p.confidence * len(p.text) for p in row.pieces) / max(letters, 1)
        text = "  ".join(piece.text.strip() for piece in row.pieces)
        lines.append(TextLine(text, min(confidence, 1.0), _box(row.pieces, width, height)))
    return lines
