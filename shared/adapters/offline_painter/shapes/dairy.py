"""Cheese, cream and butter, and the cubes that tofu shares with them."""

from random import Random

from shared.adapters.offline_painter.color import darker, lighter, mix
from shared.adapters.offline_painter.outline import (
    arc,
    blob,
    box,
    polar,
    polygon,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, group, line, linear, path, radial


def cube(rng: Random, size: float, color: str) -> Piece:
    """A neat cube seen a little from the side: tofu, feta, cheese, potato."""
    s = size * 0.66
    depth = s * 0.42
    outline = box(2 * s, 2 * s + depth, s * 0.22, 0, depth / 2)
    body = path(outline, darker(color, 0.2)) + path(
        box(2 * s, 2 * s, s * 0.25), linear(lighter(color, 0.4), color, 45)
    )
    for index in range(3):
        x, y = polar(s * rng.uniform(0.3, 0.8), index * 120 + rng.uniform(0, 90))
        body += circle(x, y, s * 0.08, darker(color, 0.14), 0.6)
    return Piece(body, outline)


def cheese(rng: Random, size: float, color: str) -> Piece:
    """A shaving."""
    s = size
    outline = polygon(
        [
            (-s, -s * rng.uniform(0.2, 0.4)),
            (s * rng.uniform(0.7, 1), -s * 0.36),
            (s * 0.85, s * 0.12),
            (-s * 0.6, s * rng.uniform(0.3, 0.5)),
        ]
    )
    body = path(
        outline,
        linear(lighter(color, 0.5), color, 40),
        stroke=lighter(color, 0.3),
        stroke_width=f"{s * 0.12:.1f}",
        stroke_linejoin="round",
    )
    return Piece(
        body
        + line(
            f"M{-s * 0.7:.1f} {s * 0.12:.1f}L{s * 0.7:.1f} {-s * 0.1:.1f}",
            darker(color, 0.12),
            s * 0.05,
            0.5,
        ),
        outline,
    )


def mozzarella(rng: Random, size: float, color: str) -> Piece:
    """A torn slice."""
    outline = blob(rng, size, 0.09, 10)
    body = path(outline, mix(color, "#e8d8ba", 0.7))
    body += group(
        path(outline, radial("#fffdf8", mix(color, "#f6ecd9", 0.7), 35)), -1, -1.5, 0, 0.95
    )
    for share, start in ((0.7, 180), (0.45, 20), (0.55, 90)):
        body += line(
            arc(size * share, start, start + rng.uniform(30, 70)), "#e9dcc4", size * 0.05, 0.8
        )
    return Piece(body, outline)


def dollop(rng: Random, size: float, color: str) -> Piece:
    """A spoonful of yoghurt or cream."""
    outline = blob(rng, size, 0.07)
    tone = mix(color, "#fffaf0", 0.7)
    body = path(outline, radial("#ffffff", tone, 20))
    for share, start in ((0.66, 20), (0.36, 140)):
        body += line(
            arc(size * share, start, start + rng.uniform(150, 210)),
            darker(tone, 0.12),
            size * 0.09,
            0.6,
        )
    return Piece(body, outline)


def butter(rng: Random, size: float, color: str) -> Piece:
    piece = cube(rng, size * 0.9, mix("#f8dc7c", color, 0.2))
    glow = path(blob(rng, size * 1.5, 0.12), "#f5cf5e", 0.35)
    return Piece(glow + piece.body, piece.outline)
