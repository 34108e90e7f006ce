"""Bread, potatoes, chocolate and what goes with them."""

from random import Random

from shared.adapters.offline_painter.color import darker, lighter, mix, vary
from shared.adapters.offline_painter.outline import (
    blob,
    box,
    polar,
    polygon,
    scaled,
    smooth,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, ellipse, line, linear, path, radial


def chocolate(rng: Random, size: float, color: str) -> Piece:
    """A broken chunk."""
    outline = polygon(
        [
            (-size * 0.7, -size * rng.uniform(0.4, 0.6)),
            (size * 0.3, -size * 0.66),
            (size * 0.75, size * rng.uniform(-0.1, 0.2)),
            (size * 0.1, size * 0.66),
            (-size * 0.6, size * 0.35),
        ]
    )
    body = path(
        outline, linear(lighter(color, 0.22), darker(color, 0.25), 50), stroke_linejoin="round"
    )
    return Piece(
        body
        + line(
            f"M{-size * 0.55:.1f} {-size * 0.42:.1f}L{size * 0.25:.1f} {-size * 0.54:.1f}",
            lighter(color, 0.5),
            size * 0.07,
            0.6,
        ),
        outline,
    )


def crouton(rng: Random, size: float, color: str) -> Piece:
    """A toasted cube of bread."""
    outline = box(size * 1.3, size * 1.25, size * 0.25)
    body = path(outline, darker(color, 0.22)) + path(
        box(size * 1.08, size * 1.02, size * 0.2), linear(lighter(color, 0.5), color, 45)
    )
    for index in range(6):
        x, y = polar(size * rng.uniform(0.1, 0.45), index * 137.5)
        body += circle(x, y, size * 0.06, darker(color, 0.2), 0.5)
    return Piece(body, outline)


def sauce(rng: Random, size: float, color: str) -> Piece:
    """A spoonful with a shine."""
    outline = blob(rng, size * 0.85, 0.15)
    body = path(outline, radial(lighter(color, 0.12), darker(color, 0.12), 45))
    shine = scaled("M-0.45 -0.15Q-0.3 -0.5 0.1 -0.48", size)
    return Piece(body + line(shine, "#ffffff", size * 0.1, 0.5), outline)


def crisp(rng: Random, size: float, color: str) -> Piece:
    """A rippled crisp or a nacho."""
    outline = blob(rng, size, 0.08, 9, 0.8)
    body = path(outline, radial(lighter(color, 0.4), darker(color, 0.08), 25))
    for shift in (-0.4, 0, 0.4):
        body += line(
            scaled(f"M-.7 {shift * 0.8:.2f}Q0 {shift - 0.2:.2f} .7 {shift * 0.8:.2f}", size),
            darker(color, 0.2),
            size * 0.07,
            0.5,
        )
    return Piece(body, outline)


def stick(rng: Random, size: float, color: str) -> Piece:
    """A chip, a stick of vegetable or a length of pasta."""
    length = size * rng.uniform(1.7, 2.3)
    outline = box(length, size * 0.42, size * 0.1)
    tone = vary(rng, color)
    body = path(outline, linear(lighter(tone, 0.3), darker(tone, 0.2), 90))
    return Piece(
        body
        + line(
            f"M{-length * 0.4:.1f} {-size * 0.1:.1f}h{length * 0.78:.1f}",
            lighter(tone, 0.6),
            size * 0.06,
            0.7,
        ),
        outline,
    )


def potato(rng: Random, size: float, color: str) -> Piece:
    """A roast wedge with a browned edge."""
    s = size
    outline = smooth(
        [
            (-s * 1.1, s * 0.1),
            (-s * 0.5, -s * 0.5),
            (s * 0.5, -s * 0.5),
            (s * 1.1, s * 0.1),
            (s * 0.4, s * 0.4),
            (-s * 0.4, s * 0.4),
        ]
    )
    tone = vary(rng, color)
    body = path(
        outline,
        linear(lighter(tone, 0.4), darker(tone, 0.05), 80),
        stroke=mix(darker(tone, 0.2), "#a8641f", 0.5),
        stroke_width=f"{s * 0.11:.1f}",
    )
    for index in range(4):
        x, y = polar(s * rng.uniform(0.2, 0.7), index * 90 + rng.uniform(0, 50))
        body += ellipse(x, y * 0.45, s * 0.13, s * 0.07, "#b5742a", 0.45)
    return Piece(body, outline)
