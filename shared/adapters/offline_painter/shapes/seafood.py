"""Fish and shellfish."""

from random import Random

from shared.adapters.offline_painter.color import darker, lighter
from shared.adapters.offline_painter.outline import (
    arc,
    blob,
    oval,
    petal,
    polar,
    round_path,
    smooth,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, group, line, linear, path, radial


def fillet(rng: Random, size: float, color: str) -> Piece:
    """A fillet of fish with its flakes."""
    s = size
    outline = smooth(
        [
            (-s * 1.5, 0),
            (-s * 1.2, -s * 0.55),
            (-s * 0.3, -s * 0.72),
            (s * 0.8, -s * 0.55),
            (s * 1.5, -s * 0.2),
            (s * 1.55, s * 0.15),
            (s * 0.8, s * 0.5),
            (-s * 0.3, s * 0.7),
            (-s * 1.2, s * 0.5),
        ]
    )
    body = path(
        outline,
        linear(lighter(color, 0.3), darker(color, 0.1), 70),
        stroke=darker(color, 0.2),
        stroke_width=2,
    )
    for index in range(7):
        x = s * (-1.1 + index * 0.36)
        reach = s * (0.5 - abs(index - 2.5) * 0.05)
        flake = f"M{x:.1f} {-reach:.1f}Q{x + s * 0.34:.1f} 0 {x:.1f} {reach:.1f}"
        body += line(flake, lighter(color, 0.62), s * 0.05, 0.8)
    body += line(
        f"M{-s * 1.3:.1f} 0Q0 {s * rng.uniform(-0.1, 0.1):.1f} {s * 1.4:.1f} 0",
        lighter(color, 0.55),
        s * 0.05,
        0.8,
    )
    for index in range(14):
        x, y = polar(s * rng.uniform(0.2, 1.1), index * 137.5)
        body += circle(x, y * 0.42, s * 0.03, "#4c5a2a", 0.7)
    return Piece(body, outline)


def prawn(rng: Random, size: float, color: str) -> Piece:
    """A curled tail."""
    s = size
    curl = arc(s * 0.62, 150, 400)
    body = line(curl, darker(color, 0.15), s * 0.56) + line(curl, color, s * 0.46)
    for step in range(6):
        x1, y1 = polar(s * 0.4, 165 + step * 38)
        x2, y2 = polar(s * 0.84, 165 + step * 38 + rng.uniform(3, 9))
        body += line(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", lighter(color, 0.55), s * 0.08, 0.9)
    x, y = polar(s * 0.62, 42)
    for angle in (100, 135):
        body += group(path(petal(s * 0.55, s * 0.16), darker(color, 0.2)), x, y, angle)
    return Piece(body, round_path(s * 0.88) + round_path(s * 0.38))


def mussel(rng: Random, size: float, color: str) -> Piece:
    """An open shell with its meat."""
    outline = petal(size * 2, size * 0.85, 0.62)
    body = path(outline, linear(lighter(color, 0.12), darker(color, 0.4), 90))
    body += group(path(outline, "#cfd6e6"), size * 0.14, 0, 0, 0.86)
    meat = group(
        path(blob(rng, size * 0.5, 0.1, 8, 0.7), radial("#ffc670", "#e58a35", 10)), size * 1.15, 0
    )
    return Piece(group(body + meat, -size, 0), oval(size, size * 0.55))


def squid(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size * 0.8, 0.07)
    body = path(outline, "none", stroke=darker(color, 0.18), stroke_width=f"{size * 0.36:.1f}")
    body += path(outline, "none", stroke=lighter(color, 0.15), stroke_width=f"{size * 0.27:.1f}")
    return Piece(body, outline + round_path(size * 0.6))


def tuna(rng: Random, size: float, color: str) -> Piece:
    """Flakes of tinned or shredded fish or meat."""
    body = ""
    for index in range(3):
        x, y = polar(size * 0.4, index * 120 + rng.uniform(-20, 20))
        flake = path(
            blob(rng, size * 0.5, 0.16, 7, 0.65),
            linear(lighter(color, 0.35), darker(color, 0.12), 60),
        )
        body += group(flake, x, y, rng.uniform(0, 180))
    return Piece(body, round_path(size * 0.5))
