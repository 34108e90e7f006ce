"""Leaves, sprigs, stalks and florets."""

from random import Random

from shared.adapters.offline_painter.color import darker, lighter, mix, vary
from shared.adapters.offline_painter.outline import (
    blob,
    box,
    oval,
    petal,
    polar,
    round_path,
    scaled,
    smooth,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, ellipse, group, line, linear, path, radial


def leaf(rng: Random, size: float, color: str) -> Piece:
    """A smooth leaf with its veins: spinach, basil, mint."""
    tone = vary(rng, color, 0.07)
    length, width = size * 2, size * rng.uniform(0.62, 0.8)
    shape = petal(length, width, 0.42)
    body = path(shape, linear(lighter(tone, 0.2), darker(tone, 0.16), 90))
    body += line(f"M0 0L{length * 0.9:.1f} 0", lighter(tone, 0.45), size * 0.06, 0.8)
    for step in (0.25, 0.45, 0.65):
        x, reach = length * step, width * 0.55 * (1.1 - step)
        vein = f"M{x:.1f} 0L{x + reach:.1f} {-reach:.1f}M{x:.1f} 0L{x + reach:.1f} {reach:.1f}"
        body += line(vein, lighter(tone, 0.4), size * 0.035, 0.6)
    return Piece(group(body, -size, 0), oval(size * 0.95, width * 0.6))


def lettuce(rng: Random, size: float, color: str) -> Piece:
    """A frilly leaf."""
    tone = vary(rng, color, 0.08)
    points = []
    for index in range(22):
        radius = size * (1.05 if index % 2 else 0.84) * rng.uniform(0.93, 1.07)
        x, y = polar(radius, index * 360 / 22)
        points.append((x * 1.12, y * 0.82))
    outline = smooth(points)
    body = path(
        outline, radial(lighter(tone, 0.5), tone, 10), stroke=darker(tone, 0.12), stroke_width=1
    )
    body += group(path(petal(size * 1.6, size * 0.12, 0.2), lighter(tone, 0.62)), -size, 0)
    for angle in (-38, -18, 18, 38):
        x, y = polar(size * 0.8, angle)
        body += line(
            f"M{-size * 0.5:.1f} 0Q0 {y * 0.2:.1f} {x:.1f} {y:.1f}",
            lighter(tone, 0.5),
            size * 0.05,
            0.7,
        )
    return Piece(body, outline)


def rocket(rng: Random, size: float, color: str) -> Piece:
    """A lobed leaf: rocket, oak leaf, dandelion."""
    tone = vary(rng, color, 0.07)
    upper = [
        (0.0, -0.06),
        (0.35, -0.1),
        (0.5, -0.42),
        (0.72, -0.14),
        (0.95, -0.5),
        (1.2, -0.2),
        (1.5, -0.42),
        (2.0, 0.0),
    ]
    points = [(x * size, y * size) for x, y in upper] + [
        (x * size, -y * size) for x, y in reversed(upper[:-1])
    ]
    body = path(smooth(points, 8), linear(lighter(tone, 0.15), darker(tone, 0.15), 90))
    body += line(f"M{-size * 0.3:.1f} 0L{size * 1.75:.1f} 0", lighter(tone, 0.5), size * 0.08, 0.9)
    return Piece(group(body, -size, 0), oval(size, size * 0.3))


def basil(rng: Random, size: float, color: str) -> Piece:
    """The tip of a sprig from above: three leaves under three smaller ones."""
    body = ""
    for length, start, tint in ((0.92, 0, 0.0), (0.55, 60, 0.2)):
        for index in range(3):
            tone = lighter(vary(rng, color, 0.05), tint)
            blade = path(
                petal(size * length, size * length * 0.44, 0.5), linear(tone, darker(tone, 0.2), 90)
            )
            blade += line(
                f"M0 0L{size * length * 0.85:.1f} 0", lighter(tone, 0.45), size * 0.035, 0.8
            )
            body += group(blade, 0, 0, start + index * 120 + rng.uniform(-14, 14))
    return Piece(body, round_path(size * 0.48))


def parsley(rng: Random, size: float, color: str) -> Piece:
    """A sprig: parsley or coriander."""
    tone = vary(rng, color)
    body = line(scaled("M-1 0.2Q0 0 0.5 0", size), darker(tone, 0.1), size * 0.09)
    for x, y, share in ((0.5, 0, 0.5), (0.05, -0.42, 0.4), (0.05, 0.42, 0.4)):
        for angle in (-100, -50, 0, 50, 100):
            frond = path(
                petal(size * share, size * share * 0.3, 0.6), lighter(tone, rng.uniform(0, 0.25))
            )
            body += group(frond, size * x, size * y, angle)
    return Piece(body, oval(size * 0.6, size * 0.16))


def rosemary(rng: Random, size: float, color: str) -> Piece:
    """A needled sprig: rosemary, thyme, dill."""
    body = line(
        f"M{-size:.1f} 0L{size:.1f} 0", darker(mix(color, "#8a6a3c", 0.4), 0.1), size * 0.08
    )
    for index in range(11):
        x = size * (-0.8 + index * 0.16)
        for side in (-1, 1):
            needle = path(petal(size * 0.42, size * 0.06, 0.5), vary(rng, color, 0.08))
            body += group(needle, x, 0, side * rng.uniform(38, 58))
    return Piece(body, oval(size, size * 0.16))


def chives(rng: Random, size: float, color: str) -> Piece:
    """A short cut stalk: chives, green beans chopped."""
    outline = box(size * 1.1, size * 0.22, size * 0.1)
    tone = vary(rng, color, 0.08)
    return Piece(path(outline, linear(lighter(tone, 0.35), darker(tone, 0.1), 90)), outline)


def green_bean(rng: Random, size: float, color: str) -> Piece:
    bend = rng.uniform(-0.3, 0.3) * size
    curve = f"M{-size * 1.1:.1f} 0Q0 {bend:.1f} {size * 1.1:.1f} 0"
    tone = vary(rng, color)
    body = line(curve, darker(tone, 0.22), size * 0.32) + line(curve, tone, size * 0.25)
    return Piece(
        body + line(curve, lighter(tone, 0.5), size * 0.06, 0.7),
        box(size * 2.2, size * 0.3, size * 0.15),
    )


def asparagus(rng: Random, size: float, color: str) -> Piece:
    tone = vary(rng, color)
    stalk = box(size * 1.9, size * 0.26, size * 0.1, -size * 0.1)
    body = path(stalk, linear(lighter(tone, 0.35), darker(tone, 0.1), 90))
    body += group(path(petal(size * 0.75, size * 0.24, 0.35), darker(tone, 0.2)), size * 0.65, 0)
    for x in (-0.6, -0.1, 0.4):
        body += group(path(petal(size * 0.26, size * 0.1), darker(tone, 0.28)), size * x, 0)
    return Piece(body, box(size * 2.2, size * 0.3, size * 0.12))


def floret(rng: Random, size: float, color: str) -> Piece:
    """Broccoli or cauliflower: a stalk under a crown of buds."""
    stem = lighter(mix(color, "#cfe0a0", 0.5), 0.1)
    body = path(
        scaled("M-.22 0L-.3 .95Q0 1.1 .3 .95L.22 0Z", size),
        stem,
    )
    for share, count, tint in ((0.62, 8, -0.1), (0.36, 6, 0.1), (0.08, 1, 0.22)):
        for index in range(count):
            x, y = polar(size * share, index * 360 / count + rng.uniform(-12, 12))
            tone = lighter(color, tint) if tint > 0 else darker(color, -tint)
            bud = radial(lighter(tone, 0.22), darker(tone, 0.14), 10)
            body += circle(x, y * 0.85 - size * 0.22, size * 0.3, bud)
    for index in range(16):
        x, y = polar(size * rng.uniform(0.1, 0.75), index * 137.5)
        body += circle(x, y * 0.8 - size * 0.24, size * 0.045, lighter(color, 0.5), 0.7)
    return Piece(body, blob(rng, size * 0.85, 0.05))


def cabbage(rng: Random, size: float, color: str) -> Piece:
    """Shreds of cabbage, leek or seaweed."""
    body = ""
    for _ in range(4):
        bend, shift = rng.uniform(-0.7, 0.7) * size, rng.uniform(-0.4, 0.4) * size
        curve = f"M{-size * 0.9:.1f} {shift:.1f}Q0 {bend:.1f} {size * 0.9:.1f} {-shift:.1f}"
        tone = vary(rng, lighter(color, 0.15), 0.08)
        body += line(curve, darker(tone, 0.15), size * 0.17) + line(curve, tone, size * 0.12)
    return Piece(body, oval(size * 0.8, size * 0.2))


def artichoke(rng: Random, size: float, color: str) -> Piece:
    """A heart halved."""
    body = ""
    for spread, share in ((62, 1.0), (36, 1.05), (12, 1.1)):
        for side in (-1, 1):
            body += group(
                path(
                    petal(size * 1.5 * share, size * 0.3, 0.5),
                    vary(rng, color, 0.06),
                    stroke=darker(color, 0.2),
                    stroke_width=1,
                ),
                -size * 0.6,
                0,
                spread * side,
            )
    body += ellipse(-size * 0.35, 0, size * 0.35, size * 0.3, "#eadfa8")
    return Piece(body, oval(size * 0.8, size * 0.6))
