"""Outlines: closed curves through points, as SVG path data."""

import re
from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

Point = tuple[float, float]

_NUMBER = re.compile(r"-?\d*\.?\d+")


def polar(radius: float, degrees: float) -> Point:
    return radius * cos(degrees * pi / 180), radius * sin(degrees * pi / 180)


def smooth(points: Sequence[Point], tension: float = 6) -> str:
    """A closed Catmull-Rom curve."""
    count = len(points)
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for index in range(count):
        before, here, there, after = (points[(index + step) % count] for step in (-1, 0, 1, 2))
        lead = (
            here[0] + (there[0] - before[0]) / tension,
            here[1] + (there[1] - before[1]) / tension,
        )
        tail = there[0] - (after[0] - here[0]) / tension, there[1] - (after[1] - here[1]) / tension
        ends = (*lead, *tail, *there)
        parts.append("C" + " ".join(f"{value:.1f}" for value in ends))
    return "".join(parts) + "Z"


def polygon(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def round_path(r: float, x: float = 0, y: float = 0) -> str:
    return oval(r, r, x, y)


def oval(rx: float, ry: float, x: float = 0, y: float = 0) -> str:
    arc = f"a{rx:.1f} {ry:.1f} 0 1 0"
    return f"M{x - rx:.1f} {y:.1f}{arc} {2 * rx:.1f} 0{arc} {-2 * rx:.1f} 0Z"


def blob(rng: Random, r: float, wobble: float = 0.08, corners: int = 9, flat: float = 1) -> str:
    """A circle drawn by hand; `flat` below one squeezes it."""
    turn = rng.uniform(0, 360)
    points = []
    for index in range(corners):
        x, y = polar(r * (1 + rng.uniform(-wobble, wobble)), turn + index * 360 / corners)
        points.append((x, y * flat))
    return smooth(points)


def petal(length: float, width: float, belly: float = 0.45) -> str:
    """A leaf from the origin to (length, 0), widest at `belly`."""
    at = length * belly
    back = f"C{at:.1f} {width:.1f} {at * 0.3:.1f} {width * 0.75:.1f} 0 0"
    front = f"C{at * 0.3:.1f} {-width * 0.75:.1f} {at:.1f} {-width:.1f} {length:.1f} 0"
    return f"M0 0{front}{back}Z"


def box(width: float, height: float, radius: float, x: float = 0, y: float = 0) -> str:
    """A rounded rectangle centred on a point."""
    radius = min(radius, width / 2, height / 2)
    left, top, w, h = x - width / 2, y - height / 2, width - 2 * radius, height - 2 * radius
    arc = f"a{radius:.1f} {radius:.1f} 0 0 1"
    return (
        f"M{left + radius:.1f} {top:.1f}h{w:.1f}{arc} {radius:.1f} {radius:.1f}v{h:.1f}"
        f"{arc} {-radius:.1f} {radius:.1f}h{-w:.1f}{arc} {-radius:.1f} {-radius:.1f}v{-h:.1f}"
        f"{arc} {radius:.1f} {-radius:.1f}Z"
    )


def sector(r: float, start: float, end: float, x: float = 0) -> str:
    """A slice of pie, its point at (x, 0)."""
    (x1, y1), (x2, y2) = polar(r, start), polar(r, end)
    large = int((end - start) % 360 > 180)
    to = f"{x + x2:.1f} {y2:.1f}"
    return f"M{x:.1f} 0L{x + x1:.1f} {y1:.1f}A{r:.1f} {r:.1f} 0 {large} 1 {to}Z"


def arc(r: float, start: float, end: float, x: float = 0, y: float = 0) -> str:
    """An open arc around a point."""
    (x1, y1), (x2, y2) = polar(r, start), polar(r, end)
    large = int((end - start) % 360 > 180)
    to = f"{x + x2:.1f} {y + y2:.1f}"
    return f"M{x + x1:.1f} {y + y1:.1f}A{r:.1f} {r:.1f} 0 {large} 1 {to}"


def scaled(unit: str, size: float) -> str:
    """Path data drawn for a piece of size one, at another size. Not for arcs, which hold flags."""
    return _NUMBER.sub(lambda number: f"{float(number[0]) * size:.1f}", unit)
