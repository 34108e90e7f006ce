"""Fruit: slices, halves and berries."""

from random import Random

from shared.adapters.offline_painter.color import darker, lighter, mix, vary
from shared.adapters.offline_painter.outline import (
    blob,
    oval,
    petal,
    polar,
    polygon,
    scaled,
    sector,
    smooth,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, ellipse, group, line, path, radial


def citrus(rng: Random, size: float, color: str) -> Piece:
    """A wheel of lemon, lime or orange."""
    outline = blob(rng, size, 0.015, 14)
    body = path(outline, darker(color, 0.06)) + circle(0, 0, size * 0.9, "#fff6dc")
    turn = rng.uniform(0, 40)
    for index in range(9):
        start = turn + index * 40 + 3
        wedge = path(sector(size * 0.8, start, start + 34), radial(lighter(color, 0.45), color, 5))
        body += wedge
    return Piece(body + circle(0, 0, size * 0.09, "#fff6dc"), outline)


def citrus_wedge(rng: Random, size: float, color: str) -> Piece:
    """A quarter to squeeze."""
    outline = sector(size * 1.35, -78, 78)
    body = path(outline, darker(color, 0.05)) + path(sector(size * 1.22, -76, 76), "#fff6dc")
    for start in (-72, -24, 24):
        body += path(
            sector(size * 1.12, start + 2, start + 45), radial(lighter(color, 0.4), color, 5)
        )
    return Piece(group(body, -size * 0.55, 0), sector(size * 1.3, -78, 78, -size * 0.55))


def avocado(rng: Random, size: float, color: str) -> Piece:
    """A crescent slice, green at the skin and butter yellow inside."""
    s = size
    outline = scaled("M-1.1 0.35C-0.6 -0.75 0.6 -0.75 1.1 0.35C0.5 -0.02 -0.5 -0.02 -1.1 0.35Z", s)
    body = path(
        outline, lighter(color, 0.25), stroke=darker(color, 0.3), stroke_width=f"{s * 0.07:.1f}"
    )
    inner = scaled("M-0.85 0.16Q0 -0.36 0.85 0.16Q0 -0.12 -0.85 0.16Z", s)
    return Piece(body + path(inner, "#f0e59a", rng.uniform(0.8, 1)), outline)


def avocado_half(rng: Random, size: float, color: str) -> Piece:
    s = size
    points = [
        (-s * 1.15, 0),
        (-s * 0.7, -s * 0.5),
        (s * 0.2, -s * 0.82),
        (s, -s * 0.45),
        (s * 1.12, 0),
    ]
    points += [(x, -y) for x, y in reversed(points[1:-1])]
    outline = smooth(points)
    body = path(outline, darker(color, 0.45)) + group(
        path(outline, lighter(color, 0.2)), scale=0.92
    )
    body += group(path(outline, "#eee7a0"), scale=0.78)
    stone = circle(s * 0.3, 0, s * 0.36, radial("#b5763f", "#74401d", 20))
    shine = ellipse(s * 0.2, -s * 0.13, s * 0.1, s * 0.06, "#ffffff", rng.uniform(0.4, 0.6))
    return Piece(body + stone + shine, outline)


def apple(rng: Random, size: float, color: str) -> Piece:
    """A thin wedge with its skin on."""
    outline = scaled("M-1 0.25C-0.8 -0.8 0.8 -0.8 1 0.25Q0 0.5 -1 0.25Z", size)
    body = path(outline, "#fdf0cd", stroke=color, stroke_width=f"{size * 0.12:.1f}")
    core = path(petal(size * 0.9, size * 0.14, 0.5), "#ecd9a2")
    seed = ellipse(rng.uniform(-0.1, 0.1) * size, size * 0.12, size * 0.1, size * 0.05, "#6b3b1d")
    return Piece(body + group(core, -size * 0.45, size * 0.12) + seed, outline)


def banana(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size, 0.03)
    body = path(outline, mix(color, "#f2d680", 0.5)) + circle(
        0, 0, size * 0.88, radial("#fff8dd", "#fbe9b0", 30)
    )
    for index in range(3):
        body += group(
            ellipse(size * 0.2, 0, size * 0.16, size * 0.05, "#d9b968", 0.8), angle=index * 120
        )
        x, y = polar(size * 0.3, index * 120 + 60 + rng.uniform(-12, 12))
        body += circle(x, y, size * 0.035, "#7b5a2c", 0.8)
    return Piece(body, outline)


def strawberry(rng: Random, size: float, color: str) -> Piece:
    """A half, cut lengthwise, or a whole one with its leaves."""
    s = size
    outline = smooth(
        [
            (-s * 0.85, -s * 0.2),
            (-s * 0.3, -s * 0.8),
            (s * 0.5, -s * 0.55),
            (s * 1.1, 0),
            (s * 0.5, s * 0.55),
            (-s * 0.3, s * 0.8),
            (-s * 0.85, s * 0.2),
        ]
    )
    if rng.random() < 0.5:
        body = path(outline, color) + group(
            path(outline, radial("#fff3ea", lighter(color, 0.25), 15)), scale=0.84
        )
        body += path(
            petal(s * 0.9, s * 0.13, 0.4), "#fff8f0", 0.9, transform=f"translate({-s * 0.4:.1f} 0)"
        )
        return Piece(body, outline)
    body = path(outline, radial(lighter(color, 0.15), darker(color, 0.12), 25))
    for row in range(3):
        for step in range(3):
            x, y = s * (-0.35 + row * 0.42), s * (step - 1) * (0.42 - row * 0.1)
            body += ellipse(x, y, s * 0.06, s * 0.035, "#fbe08c")
    for angle in (120, 150, 180, 210, 240):
        body += group(path(petal(s * 0.5, s * 0.11), "#5c8f3c"), -s * 0.62, 0, angle)
    return Piece(body, outline)


def blueberry(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size * 0.6, 0.02)
    body = path(outline, radial(lighter(color, 0.28), darker(color, 0.3), 15))
    points = [polar(size * (0.22 if index % 2 else 0.11), index * 36) for index in range(10)]
    body += path(polygon(points), darker(color, 0.55))
    return Piece(body + circle(-size * 0.22, -size * 0.24, size * 0.12, "#ffffff", 0.35), outline)


def raspberry(rng: Random, size: float, color: str) -> Piece:
    """A cluster of drupelets round a hollow."""
    outline = blob(rng, size * 0.72, 0.04)
    body = path(outline, darker(color, 0.25))
    for share, count in ((0.55, 9), (0.28, 5)):
        for index in range(count):
            x, y = polar(size * share, index * 360 / count + rng.uniform(-6, 6))
            body += circle(x, y, size * 0.2, radial(lighter(color, 0.4), color, 5))
    return Piece(body + circle(0, 0, size * 0.12, darker(color, 0.4)), outline)


def grape(rng: Random, size: float, color: str) -> Piece:
    """A grape, a cherry or any small round fruit."""
    outline = oval(size * 0.72, size * 0.64)
    body = path(outline, radial(lighter(vary(rng, color), 0.3), darker(color, 0.22), 15))
    return Piece(
        body + ellipse(-size * 0.25, -size * 0.25, size * 0.17, size * 0.1, "#ffffff", 0.6), outline
    )


def stone_fruit(rng: Random, size: float, color: str) -> Piece:
    """A blushing crescent of peach, mango or pear."""
    s = size
    outline = scaled("M-1 0.3C-0.6 -0.85 0.6 -0.85 1 0.3C0.4 0.05 -0.4 0.05 -1 0.3Z", s)
    body = path(
        outline,
        radial(lighter(color, 0.45), color, 10),
        stroke=darker(color, 0.12),
        stroke_width=f"{s * 0.06:.1f}",
    )
    shine = line(
        f"M{-s * 0.55:.1f} {-s * 0.12:.1f}Q0 {-s * 0.5:.1f} {s * 0.5:.1f} {-s * 0.14:.1f}",
        "#fff6dc",
        s * 0.07,
        rng.uniform(0.5, 0.8),
    )
    return Piece(body + shine, outline)


def kiwi(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size, 0.025)
    body = path(outline, "#7a5a2e") + circle(
        0, 0, size * 0.93, radial(lighter(color, 0.55), color, 15)
    )
    body += ellipse(0, 0, size * 0.26, size * 0.2, "#f7f3cf")
    for index in range(16):
        x, y = polar(size * rng.uniform(0.36, 0.46), index * 22.5)
        body += group(ellipse(0, 0, size * 0.06, size * 0.03, "#2b1d12"), x, y, index * 22.5)
    return Piece(body, outline)


def fig(rng: Random, size: float, color: str) -> Piece:
    """A fig, pomegranate or passion fruit cut open: dark skin, seeded heart."""
    outline = blob(rng, size, 0.04)
    body = path(outline, darker(color, 0.4)) + circle(0, 0, size * 0.9, "#f6e3d0")
    body += circle(0, 0, size * 0.76, radial(lighter(color, 0.25), color, 20))
    for index in range(22):
        x, y = polar(size * rng.uniform(0.12, 0.66), index * 137.5)
        body += circle(x, y, size * 0.05, "#fbe3a6")
    return Piece(body, outline)


def pineapple(rng: Random, size: float, color: str) -> Piece:
    outline = sector(size * 1.3, -32, 32)
    body = path(outline, radial(lighter(color, 0.35), darker(color, 0.04), 10))
    for angle in (-20, -7, 7, 20):
        x, y = polar(size * 1.2, angle + rng.uniform(-2, 2))
        body += line(
            f"M{x * 0.3:.1f} {y * 0.3:.1f}L{x:.1f} {y:.1f}", darker(color, 0.18), size * 0.04, 0.55
        )
    return Piece(group(body, -size * 0.7, 0), sector(size * 1.3, -32, 32, -size * 0.7))


def melon(rng: Random, size: float, color: str) -> Piece:
    """Watermelon or melon: a triangle on its rind."""
    outline = sector(size * 1.4, -30, 30)
    body = path(outline, "#4c8b3f") + path(sector(size * 1.28, -29, 29), "#eef3cf")
    body += path(sector(size * 1.18, -28, 28), color)
    for angle in (-16, 0, 15):
        x, y = polar(size * rng.uniform(0.6, 0.95), angle)
        body += group(ellipse(0, 0, size * 0.08, size * 0.04, "#3a1d14"), x, y, angle)
    return Piece(group(body, -size * 0.7, 0), sector(size * 1.4, -30, 30, -size * 0.7))
