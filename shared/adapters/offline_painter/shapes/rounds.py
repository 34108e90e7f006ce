"""Vegetables cut across: discs and rings."""

from random import Random

from shared.adapters.offline_painter.color import darker, lighter, mix, vary
from shared.adapters.offline_painter.outline import (
    arc,
    blob,
    oval,
    petal,
    polar,
    round_path,
    scaled,
)
from shared.adapters.offline_painter.piece import Piece
from shared.adapters.offline_painter.svg import circle, ellipse, group, line, path, radial


def tomato(rng: Random, size: float, color: str) -> Piece:
    """A slice with its seed chambers."""
    outline = blob(rng, size, 0.03)
    flesh = lighter(color, 0.22)
    body = path(outline, darker(color, 0.12)) + circle(0, 0, size * 0.9, radial(flesh, color, 40))
    chambers = 4 + int(rng.random() * 3)
    for index in range(chambers):
        body += group(_chamber(rng, size, color), angle=index * 360 / chambers)
    return Piece(body + circle(0, 0, size * 0.14, lighter(color, 0.45)), outline)


def _chamber(rng: Random, size: float, color: str) -> str:
    pulp = ellipse(
        size * 0.52, 0, size * 0.24, size * 0.19, mix(darker(color, 0.1), "#f08a3c", 0.35)
    )
    for shift in (-0.08, 0.08):
        x, y = size * (0.52 + rng.uniform(-0.1, 0.1)), size * shift
        pulp += group(
            ellipse(0, 0, size * 0.075, size * 0.042, "#fbe6a8"), x, y, rng.uniform(0, 90)
        )
    return pulp


def cherry_tomato(rng: Random, size: float, color: str) -> Piece:
    """Half of them whole and shiny, half of them cut."""
    if rng.random() < 0.45:
        return tomato(rng, size, color)
    outline = blob(rng, size, 0.02)
    body = path(outline, radial(lighter(color, 0.18), darker(color, 0.2), 25))
    body += group(
        ellipse(0, 0, size * 0.3, size * 0.14, "#ffffff", 0.7), -size * 0.36, -size * 0.4, -40
    )
    for index in range(5):
        leaf = path(petal(size * 0.42, size * 0.09), "#5d8a3a")
        body += group(leaf, size * 0.1, size * 0.06, index * 72 + 10)
    return Piece(body, outline)


def cucumber(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size, 0.025, 12)
    flesh = lighter(mix(color, "#dfeab0", 0.72), 0.1)
    body = path(outline, darker(color, 0.22)) + circle(0, 0, size * 0.9, lighter(color, 0.35))
    body += circle(0, 0, size * 0.84, radial(lighter(flesh, 0.35), flesh, 35))
    for index in range(12):
        x, y = polar(size * (0.4 if index % 2 else 0.52), index * 30 + rng.uniform(-6, 6))
        seed = ellipse(0, 0, size * 0.1, size * 0.045, darker(flesh, 0.07))
        body += group(seed, x, y, index * 30)
    return Piece(body, outline)


def carrot(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size, 0.05, 10)
    body = path(outline, radial(lighter(color, 0.12), darker(color, 0.1), 55))
    body += circle(0, 0, size * 0.46, radial(lighter(color, 0.42), lighter(color, 0.16), 10))
    for index in range(10):
        x, y = polar(size * 0.52, index * 36)
        x2, y2 = polar(size * 0.78, index * 36 + rng.uniform(-5, 5))
        body += line(f"M{x:.1f} {y:.1f}L{x2:.1f} {y2:.1f}", lighter(color, 0.35), size * 0.04, 0.7)
    return Piece(body, outline)


def beet(rng: Random, size: float, color: str) -> Piece:
    """Beetroot or radish: rings inside a coloured skin."""
    outline = blob(rng, size, 0.04)
    body = path(outline, darker(color, 0.15)) + circle(0, 0, size * 0.9, color)
    for share in (0.7, 0.46, 0.22):
        body += circle(
            0, 0, size * share, "none", 0.6, stroke=lighter(color, 0.3), stroke_width=size * 0.05
        )
    return Piece(body, outline)


def radish(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size, 0.03)
    body = path(outline, color) + circle(0, 0, size * 0.88, radial("#ffffff", "#fbe9ec", 50))
    for index in range(9):
        x, y = polar(size * 0.66, index * 40 + rng.uniform(-8, 8))
        body += line(f"M0 0L{x:.1f} {y:.1f}", mix(color, "#ffffff", 0.72), size * 0.03, 0.6)
    return Piece(body, outline)


def onion(rng: Random, size: float, color: str) -> Piece:
    """A slice: pale flesh, a coloured line between its coats."""
    outline = blob(rng, size, 0.04)
    flesh = mix(color, "#fffaf0", 0.78)
    body = path(outline, color) + group(path(outline, flesh), scale=0.93)
    for share in (0.76, 0.54, 0.33):
        ring = blob(rng, size * share, 0.05)
        body += path(ring, radial(lighter(flesh, 0.4), mix(color, "#fffaf0", 0.55), 60))
        body += path(
            ring,
            "none",
            0.75,
            stroke=mix(color, "#fffaf0", 0.2),
            stroke_width=f"{size * 0.045:.1f}",
        )
    return Piece(body + circle(0, 0, size * 0.12, mix(color, "#fffaf0", 0.4)), outline)


def onion_arcs(rng: Random, size: float, color: str) -> Piece:
    """Cooked slivers of onion, one inside the other."""
    body = ""
    for share in (0.95, 0.62):
        curve = arc(
            size * share, 200 + rng.uniform(-12, 12), 340 + rng.uniform(-12, 12), 0, size * 0.45
        )
        body += line(curve, darker(color, 0.12), size * 0.24) + line(
            curve, lighter(color, 0.45), size * 0.17
        )
        body += line(curve, "#fffaf0", size * 0.045, 0.8)
    outline = oval(size * 0.85, size * 0.22, 0, -size * 0.3)
    return Piece(body, outline)


def spring_onion(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size * 0.55, 0.05)
    ring = round_path(size * 0.4)
    body = path(outline, color) + path(ring, mix(color, "#f4f7d8", 0.75))
    return Piece(body + circle(0, 0, size * 0.2, darker(color, 0.12), 0.85), outline)


def courgette(rng: Random, size: float, color: str) -> Piece:
    """A fried round: dark skin, pale seeded flesh, a browned edge."""
    outline = blob(rng, size, 0.04)
    flesh = mix("#f3ecc0", color, 0.08)
    body = path(outline, darker(color, 0.1)) + circle(
        0, 0, size * 0.9, radial(flesh, "#e6d58e", 55)
    )
    for index in range(9):
        x, y = polar(size * 0.5, index * 40 + rng.uniform(-9, 9))
        body += group(ellipse(0, 0, size * 0.09, size * 0.04, "#cdbb6a"), x, y, index * 40)
    toast = arc(size * 0.74, rng.uniform(0, 180), rng.uniform(200, 300))
    return Piece(body + line(toast, "#b9812f", size * 0.1, 0.35), outline)


def pepper(rng: Random, size: float, color: str) -> Piece:
    """A curved strip of sweet pepper."""
    length = size * rng.uniform(1.0, 1.3)
    bend = rng.uniform(0.35, 0.6) * size
    curve = f"M{-length:.1f} 0Q0 {-bend * 2:.1f} {length:.1f} 0"
    wide = size * 0.46
    body = line(curve, darker(color, 0.25), wide) + line(curve, color, wide * 0.8)
    body += group(line(curve, lighter(color, 0.55), wide * 0.16, 0.85), 0, -wide * 0.16)
    outline = f"{curve}L{length * 0.9:.1f} {wide:.1f}Q0 {-bend:.1f} {-length * 0.9:.1f} {wide:.1f}Z"
    return Piece(body, outline)


def chilli(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size * 0.55, 0.08)
    body = path(outline, darker(color, 0.1)) + circle(0, 0, size * 0.38, lighter(color, 0.5))
    for index in range(3):
        x, y = polar(size * 0.18, index * 120 + rng.uniform(0, 60))
        body += circle(x, y, size * 0.08, "#fff3c9")
    return Piece(body, outline)


def olive(rng: Random, size: float, color: str) -> Piece:
    outline = blob(rng, size * 0.62, 0.03)
    body = path(outline, radial(lighter(color, 0.25), darker(color, 0.2), 45))
    body += circle(0, 0, size * 0.25, darker(color, 0.55))
    shine = ellipse(0, 0, size * 0.16, size * 0.07, "#ffffff", 0.6)
    return Piece(body + group(shine, -size * 0.28, -size * 0.32, -40), outline)


def mushroom(rng: Random, size: float, color: str) -> Piece:
    """A slice along the stem."""
    s = size
    cap = "M-1 .1C-1.05 -1.15 1.05 -1.15 1 .1"
    stem = "C.9 .42 .4 .2 .3 .3L.34 .88Q0 1.05 -.34 .88L-.3 .3C-.4 .2 -.9 .42 -1 .1Z"
    outline = scaled(cap + stem, s)
    flesh = lighter(mix(color, "#f6e8cf", 0.7), rng.uniform(0, 0.2))
    body = path(outline, flesh, stroke=darker(color, 0.3), stroke_width=f"{s * 0.09:.1f}")
    gills = scaled("M-0.72 0.12Q-0.35 -0.16 -0.22 0.2M0.72 0.12Q0.35 -0.16 0.22 0.2", s)
    return Piece(body + line(gills, darker(color, 0.25), s * 0.1, 0.75), outline)


def corn(rng: Random, size: float, color: str) -> Piece:
    """Three kernels."""
    body = outline = ""
    for index in range(3):
        x, y = polar(size * 0.36, index * 120 + rng.uniform(-20, 20))
        kernel = path(
            blob(rng, size * 0.32, 0.1, 6), radial(lighter(color, 0.4), darker(color, 0.08), 10)
        )
        body += group(kernel, x, y)
        outline += round_path(size * 0.3, x, y)
    return Piece(body, outline)


def pea(rng: Random, size: float, color: str) -> Piece:
    outline = round_path(size * 0.42)
    body = path(outline, radial(lighter(vary(rng, color), 0.3), darker(color, 0.15), 10))
    return Piece(body + circle(-size * 0.12, -size * 0.14, size * 0.1, "#ffffff", 0.55), outline)


def garlic(rng: Random, size: float, color: str) -> Piece:
    """A clove, flat side down."""
    outline = petal(size * 1.5, size * 0.62, 0.35)
    body = path(outline, radial("#fffaf0", mix(color, "#e8d8bd", 0.6), 30))
    body += line(
        scaled("M.25 .12Q.7 .3 1.3 0", size),
        "#cfb28c",
        size * 0.06,
        0.7,
    )
    shifted = group(body, -size * 0.7, 0)
    return Piece(shifted, oval(size * 0.7, size * 0.4))
