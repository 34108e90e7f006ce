"""Eggs: in the shell, boiled, fried and stirred."""

from random import Random

from shared.adapters.offline_painter.color import darker, lighter, mix, vary
from shared.adapters.offline_painter.outline import (
    blob,
    polar,
    round_path,
    smooth,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, ellipse, group, path, radial


def egg(rng: Random, size: float, color: str) -> Piece:
    """Half of a boiled egg."""
    outline = smooth(
        [
            (-size, 0),
            (-size * 0.62, -size * 0.68),
            (size * 0.3, -size * 0.72),
            (size * 1.12, 0),
            (size * 0.3, size * 0.72),
            (-size * 0.62, size * 0.68),
        ]
    )
    body = path(outline, radial("#ffffff", "#f4ead8", 55))
    yolk = mix("#f7b32b", color, 0.12)
    body += circle(
        -size * 0.06, 0, size * 0.46, radial(lighter(yolk, 0.25), darker(yolk, 0.05), 30)
    )
    return Piece(
        body
        + ellipse(
            -size * 0.2, -size * 0.16, size * 0.12, size * 0.07, "#ffffff", rng.uniform(0.4, 0.6)
        ),
        outline,
    )


def whole_egg(rng: Random, size: float, color: str) -> Piece:
    """In its shell."""
    outline = smooth(
        [
            (-size * 0.8, 0),
            (-size * 0.62, -size * 0.42),
            (-size * 0.15, -size * 0.62),
            (size * 0.42, -size * 0.53),
            (size * 0.84, -size * 0.27),
            (size * 0.97, 0),
            (size * 0.84, size * 0.27),
            (size * 0.42, size * 0.53),
            (-size * 0.15, size * 0.62),
            (-size * 0.62, size * 0.42),
        ]
    )
    tone = vary(rng, color)
    body = path(outline, radial(lighter(tone, 0.55), darker(tone, 0.1), 8))
    for index in range(12):
        x, y = polar(size * rng.uniform(0.1, 0.5), index * 137.5)
        body += circle(x, y, size * 0.02, darker(tone, 0.3), 0.5)
    return Piece(
        body + ellipse(-size * 0.2, -size * 0.2, size * 0.2, size * 0.1, "#ffffff", 0.5), outline
    )


def curds(rng: Random, size: float, color: str) -> Piece:
    """Scrambled egg in bits."""
    body, outline = "", ""
    for index in range(3):
        x, y = polar(size * 0.34, index * 120 + rng.uniform(-25, 25))
        curd = blob(rng, size * 0.42, 0.18, 7)
        tone = vary(rng, color, 0.06)
        body += group(path(curd, radial(lighter(tone, 0.5), darker(tone, 0.04), 10)), x, y)
        outline += round_path(size * 0.4, x, y)
    return Piece(body, outline)


def fried_egg(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size, 0.13, 10)
    yolk = mix("#f9ae22", color, 0.1)
    body = path(outline, "#ecc98a") + group(
        path(outline, radial("#ffffff", "#fbf3e4", 55)), scale=0.95
    )
    body += circle(size * 0.05, -size * 0.02, size * 0.44, darker(yolk, 0.08), 0.4)
    body += circle(0, -size * 0.05, size * 0.42, radial(lighter(yolk, 0.35), yolk, 15))
    for index in range(7):
        x, y = polar(size * rng.uniform(0.3, 0.8), index * 137.5)
        body += circle(x, y, size * 0.025, "#4a3421", 0.8)
    return Piece(
        body + ellipse(-size * 0.14, -size * 0.2, size * 0.13, size * 0.07, "#ffffff", 0.85),
        outline,
    )
