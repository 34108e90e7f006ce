"""Pieces of print put together in the order they are read: columns one after the other.

A label often has its directions beside its ingredients, or two languages side by side; read across
them, both are lost. A gutter is a gap that hardly any piece crosses and that has enough pieces on
both of its sides.
"""

from collections.abc import Sequence
from math import cos, sin

from shared.domain.receipt_lines import Point, TextPiece, joined, skew

_MOST_COLUMNS = 3
_FEWEST_PIECES = 4
# Headings may stand across a gutter; more than this share of the pieces do not.
_MOST_CROSSING = 0.12
_NARROWEST_SHARE = 0.15


def label_text(pieces: Sequence[TextPiece], width: float, height: float) -> str:
    """The print of a picture of `width` x `height` pixels, an empty line between columns."""
    blocks = _columns(_level(pieces), _MOST_COLUMNS)
    return "\n\n".join(
        "\n".join(line.text for line in joined(block, width, height)) for block in blocks if block
    )


def _level(pieces: Sequence[TextPiece]) -> list[TextPiece]:
    """The pieces as they would lie if the photo had been held straight."""
    angle = skew(pieces)

    def turned(point: Point) -> Point:
        x, y = point
        return Point(x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle))

    return [
        TextPiece(
            piece.text,
            piece.confidence,
            (
                turned(piece.corners[0]),
                turned(piece.corners[1]),
                turned(piece.corners[2]),
                turned(piece.corners[3]),
            ),
        )
        for piece in pieces
    ]


def _columns(pieces: list[TextPiece], most: int) -> list[list[TextPiece]]:
    gutter = _gutter(pieces) if most > 1 else None
    if gutter is None:
        return [pieces]
    left = [piece for piece in pieces if _right(piece) <= gutter]
    right = [piece for piece in pieces if _left(piece) >= gutter]
    across = [piece for piece in pieces if piece not in left and piece not in right]
    return [across, left, *_columns(right, most - 1)]


def _gutter(pieces: list[TextPiece]) -> float | None:
    """Where to part the pieces: between the right end of one and the left end of others."""
    if not pieces:
        return None
    start, end = min(map(_left, pieces)), max(map(_right, pieces))
    best: tuple[int, float, float] | None = None
    for at in sorted({_left(piece) - 1 for piece in pieces}):
        if not _NARROWEST_SHARE <= (at - start) / (end - start) <= 1 - _NARROWEST_SHARE:
            continue
        found = _parted(pieces, at)
        if found is not None and (best is None or found < best):
            best = found
    return best[2] if best else None


def _parted(pieces: list[TextPiece], at: float) -> tuple[int, float, float] | None:
    """How well a place parts the pieces, the least being the best: how many cross it, then how
    narrow the gap is; None where it parts nothing."""
    left = [piece for piece in pieces if _right(piece) <= at]
    right = [piece for piece in pieces if _left(piece) >= at]
    crossing = len(pieces) - len(left) - len(right)
    if min(len(left), len(right)) < _FEWEST_PIECES or crossing > _MOST_CROSSING * len(pieces):
        return None
    top = max(min(map(_top, left)), min(map(_top, right)))
    bottom = min(max(map(_top, left)), max(map(_top, right)))
    beside = [one for one in (*left, *right) if top <= _top(one) <= bottom]
    gap = min(map(_left, right)) - max(map(_right, left))
    tall = sorted(piece.height for piece in pieces)[len(pieces) // 2]
    if len(beside) < 2 * _FEWEST_PIECES - 2 or gap < tall * 0.8:
        return None
    return crossing, -gap, at


def _left(piece: TextPiece) -> float:
    return min(point.x for point in piece.corners)


def _right(piece: TextPiece) -> float:
    return max(point.x for point in piece.corners)


def _top(piece: TextPiece) -> float:
    return min(point.y for point in piece.corners)
