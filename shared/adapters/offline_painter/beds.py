"""What the pieces lie on: liquids, grains, strands, leaves and creams."""

from itertools import pairwise
from math import atan2, degrees
from random import Random

from shared.adapters.offline_painter.color import darker, lighter, mix, vary
from shared.adapters.offline_painter.heap import one
from shared.adapters.offline_painter.larder import Look
from shared.adapters.offline_painter.outline import Point, arc, blob, polar, round_path
from shared.adapters.offline_painter.piece import SHADOW, shadow
from shared.adapters.offline_painter.scatter import in_disc, on_ring
from shared.adapters.offline_painter.svg import (
    alpha,
    circle,
    clipped,
    ellipse,
    group,
    line,
    path,
    radial,
)

STARCH = "#b8843f"


def liquid(rng: Random, r: float, color: str, swirls: int = 3) -> str:
    """A smooth surface with slow swirls."""
    body = circle(0, 0, r, radial(lighter(color, 0.14), darker(color, 0.12), 45))
    for _ in range(swirls):
        start = rng.uniform(0, 360)
        share = rng.uniform(0.35, 0.88)
        body += line(
            arc(r * share, start, start + rng.uniform(60, 150)), lighter(color, 0.35), r * 0.03, 0.4
        )
        body += line(
            arc(r * share * 0.95, start, start + rng.uniform(40, 90)),
            darker(color, 0.2),
            r * 0.02,
            0.22,
        )
    return body


def oil_eyes(rng: Random, r: float, color: str, count: int = 22) -> str:
    """Little golden discs of oil on a broth."""
    body = ""
    for x, y in in_disc(rng, count, r * 0.9):
        size = rng.uniform(3, 10)
        body += circle(x, y, size, mix(color, "#f2b63c", 0.5), 0.55)
        body += circle(x - size * 0.3, y - size * 0.3, size * 0.28, "#ffffff", 0.7)
    return body


def cream_swirl(rng: Random, r: float, color: str = "#fff8ea") -> str:
    """A spiral of cream, feathered with the tip of a knife."""
    turn = rng.uniform(0, 360)
    points = [polar(r * (0.1 + 0.9 * step / 72), turn + step * 15) for step in range(72)]
    spiral = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    body = line(spiral, color, r * 0.1, 0.35) + line(spiral, color, r * 0.055, 0.95)
    for spot in points[16::5]:
        body += circle(*spot, r * rng.uniform(0.035, 0.06), color)
    return body


def drizzle(rng: Random, r: float, color: str) -> str:
    """A zigzag thread of sauce."""
    steps = 9
    points = []
    for step in range(steps + 1):
        x = -r + 2 * r * step / steps
        reach = (r * r - x * x) ** 0.5 * rng.uniform(0.7, 0.95)
        points.append((x, reach if step % 2 else -reach))
    thread = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (x1 + x2) / 2
        thread += f"C{middle:.1f} {y1 * 1.1:.1f} {middle:.1f} {y2 * 1.1:.1f} {x2:.1f} {y2:.1f}"
    shade = group(line(thread, SHADOW, r * 0.026, 0.16), 1.5, 3)
    turned = (
        shade
        + line(thread, color, r * 0.024, 0.92)
        + line(thread, lighter(color, 0.5), r * 0.007, 0.8)
    )
    return group(turned, angle=rng.uniform(-35, 35))


def grains(rng: Random, r: float, color: str, count: int = 620, length: float = 15) -> str:
    """A mound of rice or any other grain, in four tones."""
    mound = blob(rng, r, 0.045, 14)
    body = shadow(mound, 0, 0, 0, 1.4) + path(
        mound, radial(mix(color, STARCH, 0.22), mix(color, STARCH, 0.6), 55)
    )
    tones = (
        mix(color, STARCH, 0.3),
        mix(color, STARCH, 0.1),
        lighter(color, 0.3),
        lighter(color, 0.65),
    )
    for index, tone in enumerate(tones):
        strokes, shades = "", ""
        for _ in range(count // 4):
            x, y = polar(r * 0.965 * rng.random() ** 0.5, rng.uniform(0, 360))
            dx, dy = polar(length * rng.uniform(0.4, 0.62), rng.uniform(0, 180))
            strokes += f"M{x - dx:.1f} {y - dy:.1f}L{x + dx:.1f} {y + dy:.1f}"
            shades += (
                f"M{x - dx + 1.5:.1f} {y - dy + 2.5:.1f}L{x + dx + 1.5:.1f} {y + dy + 2.5:.1f}"
            )
        if index:
            body += line(shades, darker(STARCH, 0.3), length * 0.46, 0.24)
        body += line(strokes, tone, length * 0.46)
    return body


def crumble(rng: Random, r: float, color: str, count: int = 240, grain: float = 7) -> str:
    """A bed of small round grains: quinoa, couscous, mince, scrambled curds."""
    mound = blob(rng, r, 0.05, 14)
    body = shadow(mound, 0, 0, 0, 1.4) + path(mound, darker(color, 0.1))
    for _ in range(count):
        x, y = polar(r * 0.97 * rng.random() ** 0.5, rng.uniform(0, 360))
        tone = vary(rng, color, 0.07)
        size = grain * rng.uniform(0.6, 1.25)
        body += circle(x + 1, y + 2, size, darker(color, 0.5), 0.28)
        body += circle(x, y, size, radial(lighter(tone, 0.4), darker(tone, 0.06), 5))
    return body


def strands(rng: Random, r: float, color: str, count: int = 74, width: float = 12) -> str:
    """A nest of long pasta, twirled from the outside in."""
    mound = blob(rng, r * 0.97, 0.02, 16)
    body = shadow(mound, 0, 0, 0, 1.6) + path(mound, darker(color, 0.35))
    for index in range(count):
        body += _strand(rng, r, color, width, index / count)
    return body


def leaves(rng: Random, r: float, looks: tuple[Look, ...], size: float) -> str:
    """Leaves from the rim inwards, pointing out, each ring over the one before."""
    body = circle(4, 8, r * 0.9, SHADOW, 0.25) + circle(0, 0, r * 0.86, darker(looks[0].color, 0.3))
    for share, count in ((0.86, 19), (0.62, 14), (0.36, 9), (0.08, 4)):
        for index, spot in enumerate(on_ring(rng, count, r * share, 0.08)):
            body += one(
                rng,
                looks[index % len(looks)],
                spot,
                size * rng.uniform(0.85, 1.15),
                _outward(rng, spot),
            )
    return body


def cream(rng: Random, r: float, color: str) -> str:
    """A thick surface drawn round with a spoon: porridge, yoghurt, hummus, mash."""
    body = circle(0, 0, r, radial(lighter(color, 0.4), darker(color, 0.05), 50))
    turn = rng.uniform(0, 360)
    for share, sweep in ((0.86, 230), (0.68, 250), (0.5, 240), (0.32, 260), (0.15, 240)):
        start = turn + share * 260
        body += line(arc(r * share, start, start + sweep), darker(color, 0.13), r * 0.06, 0.38)
        body += line(
            arc(r * (share + 0.035), start + 8, start + sweep - 8),
            lighter(color, 0.7),
            r * 0.045,
            0.75,
        )
    return body


def specks(rng: Random, r: float, color: str, count: int, size: float = 3) -> str:
    """Dust on a surface."""
    spots = in_disc(rng, count, r)
    return "".join(circle(x, y, size * rng.uniform(0.4, 1.1), color, 0.75) for x, y in spots)


def melted(rng: Random, r: float, color: str, count: int = 26) -> str:
    """Cheese melted unevenly and browned in places."""
    body = ""
    for x, y in in_disc(rng, count, r * 0.86):
        pool = blob(rng, r * rng.uniform(0.13, 0.24), 0.2, 8)
        body += group(path(pool, radial(lighter(color, 0.45), color, 40), 0.96), x, y)
    for x, y in in_disc(rng, count, r * 0.84):
        toast = radial(alpha("#b0662a", 0.5), alpha("#b0662a", 0), 10)
        body += ellipse(x, y, r * rng.uniform(0.04, 0.1), r * rng.uniform(0.03, 0.07), toast)
    return body


def within(content: str, r: float) -> str:
    """Cut to a circle."""
    return clipped(content, 0, 0, r)


def puddle(rng: Random, r: float, color: str) -> str:
    """Sauce with an uneven edge and a shine."""
    edge = blob(rng, r * 0.98, 0.035, 16)
    body = path(edge, darker(color, 0.25), 0.9) + group(
        path(edge, radial(lighter(color, 0.12), darker(color, 0.06), 50)), scale=0.975
    )
    return body + line(arc(r * 0.86, 200, 250), "#ffffff", r * 0.02, 0.4)


def crust(rng: Random, r: float, color: str) -> str:
    """A baked edge with darker blisters."""
    edge = blob(rng, r, 0.02, 18)
    body = shadow(edge, 0, 0, 0, 2.2) + path(
        edge, radial(lighter(color, 0.1), darker(color, 0.22), 82)
    )
    for x, y in on_ring(rng, 26, r * 0.93, 0.03):
        body += circle(
            x,
            y,
            r * rng.uniform(0.012, 0.035),
            radial(alpha("#7a3d14", 0.6), alpha("#7a3d14", 0), 10),
        )
    return body + path(
        round_path(r * 0.965),
        "none",
        0.35,
        stroke=lighter(color, 0.5),
        stroke_width=f"{r * 0.02:.1f}",
    )


def _outward(rng: Random, spot: Point) -> float:

    return degrees(atan2(spot[1], spot[0])) + rng.uniform(-32, 32)


def _strand(rng: Random, r: float, color: str, width: float, progress: float) -> str:
    """Early strands lie at the edge, late ones on top near the middle."""
    reach = r * (0.93 - 0.72 * progress) * rng.uniform(0.86, 1.02)
    x, y = polar(max(r * 0.95 - reach, 0) * 0.34 * rng.random(), rng.uniform(0, 360))
    start = rng.uniform(0, 360)
    curve = arc(reach, start, start + rng.uniform(110, 250), x, y)
    tone = vary(rng, color, 0.04)
    body = line(curve, darker(color, 0.45), width * 1.25, 0.75) + line(curve, tone, width * 0.9)
    return body + line(curve, lighter(tone, 0.5), width * 0.26, 0.8)
