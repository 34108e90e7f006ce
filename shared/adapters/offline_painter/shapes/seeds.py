"""Legumes, nuts, seeds, grains and drops, often several to a piece."""

from collections.abc import Callable
from random import Random

from shared.adapters.offline_painter.color import darker, lighter, vary
from shared.adapters.offline_painter.outline import (
    blob,
    oval,
    petal,
    polar,
    round_path,
    scaled,
    smooth,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, ellipse, group, line, linear, path, radial


def chickpea(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size * 0.55, 0.07, 7)
    tone = vary(rng, color)
    body = path(outline, radial(lighter(tone, 0.4), darker(tone, 0.18), 10))
    crease = scaled("M0.05 -0.4Q-0.1 0 0.1 0.3", size)
    return Piece(body + line(crease, darker(tone, 0.3), size * 0.07, 0.5), outline)


def bean(rng: Random, size: float, color: str) -> Piece:
    s = size * 0.72
    outline = smooth(
        [
            (-s, 0),
            (-s * 0.6, -s * 0.58),
            (s * 0.2, -s * 0.6),
            (s, -s * 0.3),
            (s, s * 0.3),
            (s * 0.5, s * 0.42),
            (0, s * 0.2),
            (-s * 0.6, s * 0.48),
        ]
    )
    tone = vary(rng, color)
    body = path(outline, radial(lighter(tone, 0.25), darker(tone, 0.25), 15))
    return Piece(body + ellipse(-s * 0.2, -s * 0.3, s * 0.34, s * 0.11, "#ffffff", 0.5), outline)


def lentil(rng: Random, size: float, color: str) -> Piece:
    """A few lentils together."""

    def one(rng: Random) -> str:
        tone = vary(rng, color, 0.08)
        return ellipse(
            0, 0, size * 0.32, size * 0.26, radial(lighter(tone, 0.3), darker(tone, 0.22), 15)
        )

    return _several(rng, 4, size * 0.55, one, size * 0.28)


def almond(rng: Random, size: float, color: str) -> Piece:
    shape = petal(size * 1.5, size * 0.58, 0.4)
    tone = vary(rng, color)
    body = path(shape, linear(lighter(tone, 0.3), darker(tone, 0.18), 90))
    for shift in (-0.14, 0, 0.14):
        body += line(
            f"M{size * 0.2:.1f} {size * shift:.1f}L{size * 1.2:.1f} {size * shift * 0.5:.1f}",
            darker(tone, 0.35),
            size * 0.04,
            0.5,
        )
    return Piece(group(body, -size * 0.75, 0), oval(size * 0.7, size * 0.36))


def walnut(rng: Random, size: float, color: str) -> Piece:
    """Half a kernel: two wrinkled lobes."""
    outline = smooth(
        [
            polar(size * (0.92 if index % 3 else 0.8), index * 24 + rng.uniform(-3, 3))
            for index in range(15)
        ]
    )
    body = path(outline, radial(lighter(color, 0.3), darker(color, 0.18), 20))
    for side in (-1, 1):
        for x in (-0.55, -0.18, 0.2, 0.55):
            reach = (0.62 - abs(x) * 0.35) * side
            fold = scaled(f"M{x} {0.12 * side}q.2 {reach * 0.4:.3f} -.04 {reach:.3f}", size)
            body += line(fold, darker(color, 0.35), size * 0.08, 0.34)
            body += group(line(fold, lighter(color, 0.6), size * 0.05, 0.35), -size * 0.1, 0)
    return Piece(
        body
        + line(f"M{-size * 0.72:.1f} 0L{size * 0.72:.1f} 0", darker(color, 0.5), size * 0.1, 0.6),
        outline,
    )


def peanut(rng: Random, size: float, color: str) -> Piece:
    """A cashew, peanut or hazelnut: small, pale and round."""
    outline = blob(rng, size * 0.55, 0.05, 8, 0.8)
    tone = vary(rng, color)
    body = path(outline, radial(lighter(tone, 0.45), darker(tone, 0.12), 15))
    return Piece(
        body
        + line(f"M{-size * 0.35:.1f} 0L{size * 0.35:.1f} 0", darker(tone, 0.25), size * 0.06, 0.6),
        outline,
    )


def seeds(rng: Random, size: float, color: str) -> Piece:
    """A pinch of sesame, chia or poppy seeds."""

    def one(rng: Random) -> str:
        return path(
            petal(size * 0.3, size * 0.1, 0.6),
            vary(rng, lighter(color, 0.2), 0.08),
            stroke=darker(color, 0.3),
            stroke_width=0.6,
        )

    return _several(rng, 6, size, one)


def pepper_grains(rng: Random, size: float, color: str) -> Piece:
    """A dusting of spice."""

    def one(rng: Random) -> str:
        return path(blob(rng, size * rng.uniform(0.05, 0.11), 0.25, 5), vary(rng, color, 0.1))

    return _several(rng, 9, size * 1.2, one)


def flakes(rng: Random, size: float, color: str) -> Piece:
    """Rolled oats, coconut, puffed cereal."""

    def one(rng: Random) -> str:
        tone = vary(rng, color, 0.08)
        flake = path(
            blob(rng, size * 0.34, 0.1, 7, 0.75),
            radial(lighter(tone, 0.45), darker(tone, 0.08), 30),
        )
        return flake + line(
            f"M{-size * 0.2:.1f} 0L{size * 0.2:.1f} 0", darker(tone, 0.25), size * 0.04, 0.6
        )

    return _several(rng, 4, size * 0.7, one, size * 0.3)


def rice(rng: Random, size: float, color: str) -> Piece:
    def one(rng: Random) -> str:
        return ellipse(
            0,
            0,
            size * 0.26,
            size * 0.1,
            vary(rng, lighter(color, 0.5), 0.04),
            stroke=darker(color, 0.18),
            stroke_width=0.8,
        )

    return _several(rng, 9, size * 0.75, one, size * 0.14)


def drops(rng: Random, size: float, color: str) -> Piece:
    """Glossy drops of oil, honey, vinegar or wine."""

    def one(rng: Random) -> str:
        r = size * rng.uniform(0.1, 0.24)
        drop = circle(0, 0, r, radial(lighter(color, 0.35), darker(color, 0.12), 20), 0.85)
        return drop + circle(-r * 0.3, -r * 0.35, r * 0.26, "#ffffff", 0.75)

    return _several(rng, 3, size * 0.8, one, turn=False)


def _several(
    rng: Random,
    count: int,
    spread: float,
    one: Callable[[Random], str],
    grain: float = 0,
    turn: bool = True,
) -> Piece:
    """Some of them, spiralling out; each throws a round shadow of radius `grain`."""
    body, outline = "", round_path(0.1)
    for index in range(count):
        x, y = polar(spread * ((index + 0.5) / count) ** 0.5, index * 137.5 + rng.uniform(-25, 25))
        body += group(one(rng), x, y, rng.uniform(0, 180) if turn else 0)
        outline += round_path(grain, x, y) if grain else ""
    return Piece(body, outline)
