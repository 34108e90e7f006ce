"""Meat and poultry: strips, chunks, slices and whole pieces."""

from random import Random

from shared.adapters.offline_painter.color import darker, lighter, vary
from shared.adapters.offline_painter.outline import (
    blob,
    polar,
    scaled,
    smooth,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, ellipse, group, line, linear, path, radial


def strip(rng: Random, size: float, color: str) -> Piece:
    """A browned strip of poultry or meat."""
    s = size
    points = [
        (-s * 1.05, -s * 0.1),
        (-s * 0.6, -s * 0.46),
        (s * 0.2, -s * 0.4),
        (s * 0.95, -s * 0.3),
        (s * 1.1, s * 0.1),
        (s * 0.5, s * 0.42),
        (-s * 0.3, s * 0.36),
        (-s * 0.9, s * 0.32),
    ]
    outline = smooth([(x * rng.uniform(0.92, 1.06), y * rng.uniform(0.9, 1.1)) for x, y in points])
    tone = vary(rng, color)
    body = path(outline, linear(lighter(tone, 0.28), darker(tone, 0.16), 70))
    for x in (-0.6, -0.15, 0.3, 0.7):
        mark = f"M{s * x:.1f} {-s * 0.3:.1f}L{s * (x + 0.12):.1f} {s * 0.28:.1f}"
        body += line(mark, darker(tone, 0.5), s * 0.1, 0.55)
    return Piece(
        body
        + line(
            f"M{-s * 0.7:.1f} {-s * 0.3:.1f}Q0 {-s * 0.42:.1f} {s * 0.6:.1f} {-s * 0.28:.1f}",
            "#fff2d8",
            s * 0.06,
            0.6,
        ),
        outline,
    )


def chunk(rng: Random, size: float, color: str) -> Piece:
    """A rough cube, seared on its edges: stewed meat, seitan, roast pumpkin."""
    outline = blob(rng, size * 0.85, 0.13, 7)
    tone = vary(rng, color)
    body = path(outline, linear(lighter(tone, 0.25), darker(tone, 0.25), 50))
    face = blob(rng, size * 0.55, 0.15, 6)
    body += group(path(face, lighter(tone, 0.18), 0.75), -size * 0.1, -size * 0.14)
    for index in range(4):
        x, y = polar(size * rng.uniform(0.2, 0.6), index * 90 + rng.uniform(0, 60))
        body += circle(x, y, size * 0.06, darker(tone, 0.4), 0.5)
    return Piece(body, outline)


def steak(rng: Random, size: float, color: str) -> Piece:
    """A grilled piece, marked by the bars: steak, chop, chicken breast."""
    s = size
    outline = smooth(
        [
            (-s * 1.35, -s * 0.1),
            (-s * 0.8, -s * 0.72),
            (s * 0.2, -s * 0.62),
            (s * 1.15, -s * 0.66),
            (s * 1.4, s * 0.05),
            (s * 0.7, s * 0.62),
            (-s * 0.5, s * 0.76),
        ]
    )
    body = path(outline, radial(lighter(color, 0.24), darker(color, 0.15), 20))
    for index in range(5):
        x = s * (-0.85 + index * 0.42)
        mark = f"M{x - s * 0.22:.1f} {-s * 0.36:.1f}L{x + s * 0.22:.1f} {s * 0.36:.1f}"
        body += line(mark, darker(color, 0.62), s * 0.11, 0.72)
    peak = rng.uniform(0.6, 0.66)
    shine = scaled(f"M-1 -.36Q-.4 {-peak:.3f} .3 -.5", s)
    return Piece(body + line(shine, "#fff0d4", s * 0.07, 0.55), outline)


def cut(rng: Random, size: float, color: str) -> Piece:
    """A raw piece with the grain of its fibres and a little fat."""
    s = size
    outline = smooth(
        [
            (-s * 1.5, s * 0.1),
            (-s * 1.15, -s * 0.5),
            (-s * 0.2, -s * 0.62),
            (s * 0.8, -s * 0.5),
            (s * 1.55, -s * 0.12),
            (s * 1.05, s * 0.36),
            (s * 0.1, s * 0.58),
            (-s * 1.0, s * 0.54),
        ]
    )
    body = path(outline, darker(color, 0.16)) + group(
        path(outline, radial(lighter(color, 0.3), color, 25)), -2, -3, 0, 0.96
    )
    for index in range(9):
        x, y = s * rng.uniform(-1.1, 0.7), s * (-0.4 + index * 0.1)
        fibre = f"M{x:.1f} {y:.1f}q{s * 0.2:.1f} {s * rng.uniform(-0.08, 0.08):.1f} {s * 0.4:.1f} 0"
        body += line(fibre, lighter(color, 0.6), s * rng.uniform(0.014, 0.03), 0.55)
    shine = scaled("M-1 -.3Q-.4 -.52 .3 -.44", s)
    return Piece(body + line(shine, "#fffaf2", s * 0.05, 0.5), outline)


def sausage(rng: Random, size: float, color: str) -> Piece:
    """A slice of chorizo or sausage with its specks of fat."""
    outline = blob(rng, size * 0.9, 0.04)
    body = path(outline, darker(color, 0.35)) + circle(
        0, 0, size * 0.8, radial(lighter(color, 0.12), color, 40)
    )
    for index in range(12):
        x, y = polar(size * rng.uniform(0.1, 0.66), index * 137.5)
        body += circle(x, y, size * rng.uniform(0.05, 0.1), "#f7d9c0", 0.8)
    return Piece(body, outline)


def meatball(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size * 0.95, 0.04)
    body = path(outline, radial(lighter(color, 0.22), darker(color, 0.28), 10))
    for index in range(10):
        x, y = polar(size * rng.uniform(0.15, 0.75), index * 137.5)
        body += circle(
            x, y, size * 0.07, darker(color, 0.4) if index % 2 else lighter(color, 0.3), 0.5
        )
    return Piece(
        body + ellipse(-size * 0.3, -size * 0.36, size * 0.26, size * 0.13, "#fff0d8", 0.45),
        outline,
    )


def ham(rng: Random, size: float, color: str) -> Piece:
    """A folded slice of ham or bacon with a ribbon of fat."""
    s = size
    outline = smooth(
        [
            (-s, -s * 0.3),
            (-s * 0.3, -s * 0.62),
            (s * 0.5, -s * 0.4),
            (s * 1.1, -s * 0.5),
            (s, s * 0.3),
            (s * 0.2, s * 0.56),
            (-s * 0.5, s * 0.36),
            (-s * 1.05, s * 0.46),
        ]
    )
    body = path(outline, linear(lighter(color, 0.15), darker(color, 0.1), 60))
    for shift in (-0.28, 0.02, 0.3):
        crest = shift - rng.uniform(0.2, 0.35)
        wave = scaled(f"M-.95 {shift}Q-.4 {crest:.3f} 0 {shift}T1 {shift}", s)
        body += line(wave, "#fbe3d2", s * 0.1, 0.75)
    return Piece(body, outline)
