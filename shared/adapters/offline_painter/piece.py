"""A piece of food: its drawing around the origin and the outline that throws its shadow."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from shared.adapters.offline_painter.svg import group, path

SHADOW = "#2a1206"


@dataclass(frozen=True, slots=True)
class Piece:
    """Drawn within about `size` of the origin."""

    body: str
    outline: str


Shape = Callable[[Random, float, str], Piece]
"""Draws one piece of a size in a colour."""


def placed(piece: Piece, x: float, y: float, angle: float = 0, lift: float = 1) -> str:
    """The piece on the table with a soft shadow to the lower right, whichever way it is turned."""
    return shadow(piece.outline, x, y, angle, lift) + group(piece.body, x, y, angle)


def shadow(outline: str, x: float, y: float, angle: float = 0, lift: float = 1) -> str:
    """Translucent copies, each wider and fainter than the one before, in place of a blur."""
    body = ""
    for step in range(2 if lift <= 1.5 else 6):
        spread = 2 + step * 3 * lift if lift <= 1.5 else 2 + step * 2.4 * lift
        fade = path(
            outline,
            SHADOW,
            0.12 if lift <= 1.5 else 0.062,
            stroke=SHADOW,
            stroke_width=f"{spread:.1f}",
            fill_rule="evenodd",
        )
        body += group(fade, x + 2 * lift + step * 0.9, y + 3 * lift + step * 1.6, angle)
    return body
