"""Short pasta."""

from random import Random

from shared.adapters.offline_painter.color import darker, lighter, vary
from shared.adapters.offline_painter.outline import (
    box,
    oval,
    polygon,
    scaled,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, ellipse, group, line, linear, path, radial


def penne(rng: Random, size: float, color: str) -> Piece:
    """A short ridged tube."""
    s = size
    outline = polygon(
        [(-s * 1.1, -s * 0.34), (s * 0.85, -s * 0.34), (s * 1.15, s * 0.34), (-s * 0.8, s * 0.34)]
    )
    tone = vary(rng, color)
    body = path(
        outline,
        linear(lighter(tone, 0.35), darker(tone, 0.22), 90),
        stroke=darker(tone, 0.15),
        stroke_width=1.2,
        stroke_linejoin="round",
    )
    for shift in (-0.16, 0.02, 0.2):
        body += line(
            f"M{-s * 0.85:.1f} {s * shift:.1f}L{s * 0.8:.1f} {s * shift:.1f}",
            darker(tone, 0.2),
            s * 0.04,
            0.5,
        )
    mouth = group(ellipse(0, 0, s * 0.13, s * 0.33, darker(tone, 0.42)), s, 0, -22)
    return Piece(body + mouth, outline)


def gnocchi(rng: Random, size: float, color: str) -> Piece:
    """A pillow with fork ridges."""
    outline = oval(size * 0.95, size * 0.66)
    tone = vary(rng, color)
    body = path(outline, radial(lighter(tone, 0.4), darker(tone, 0.12), 25))
    for x in (-0.5, -0.2, 0.1, 0.4):
        body += line(
            scaled(f"M{x} -.4q.2 .4 0 .8", size),
            darker(tone, 0.2),
            size * 0.07,
            0.55,
        )
    return Piece(body, outline)


def ravioli(rng: Random, size: float, color: str) -> Piece:
    tone = vary(rng, color)
    outline = box(size * 2, size * 1.9, size * 0.22)
    body = path(
        outline,
        lighter(tone, 0.15),
        stroke=darker(tone, 0.18),
        stroke_width=f"{size * 0.1:.1f}",
        stroke_dasharray=f"{size * 0.16:.1f} {size * 0.1:.1f}",
    )
    return Piece(
        body + circle(0, 0, size * 0.62, radial(lighter(tone, 0.5), darker(tone, 0.04), 20)),
        outline,
    )
