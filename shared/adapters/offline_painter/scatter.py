"""Where pieces go: evenly but never in rows."""

from math import hypot
from random import Random

from shared.adapters.offline_painter.outline import Point, polar

CANDIDATES = 14


def in_disc(rng: Random, count: int, radius: float) -> list[Point]:
    """Points of a disc, each the farthest from the others of some random candidates."""
    points: list[Point] = []
    for _ in range(count):
        tries = [_anywhere(rng, radius) for _ in range(CANDIDATES)]
        points.append(max(tries, key=lambda spot: _room(spot, points)))
    return points


def in_box(rng: Random, count: int, width: float, height: float) -> list[Point]:
    """Points of a centred rectangle, spread the same way."""
    points: list[Point] = []
    for _ in range(count):
        tries = [
            (rng.uniform(-width / 2, width / 2), rng.uniform(-height / 2, height / 2))
            for _ in range(CANDIDATES)
        ]
        points.append(max(tries, key=lambda spot: _room(spot, points)))
    return points


def on_ring(rng: Random, count: int, radius: float, jitter: float = 0.06) -> list[Point]:
    """Points round a circle, a little out of step."""
    step = 360 / max(count, 1)
    turn = rng.uniform(0, 360)
    return [
        polar(
            radius * (1 + rng.uniform(-jitter, jitter)),
            turn + index * step + rng.uniform(-jitter, jitter) * 120,
        )
        for index in range(count)
    ]


def _anywhere(rng: Random, radius: float) -> Point:
    return polar(radius * rng.random() ** 0.5, rng.uniform(0, 360))


def _room(spot: Point, taken: list[Point]) -> float:
    return min((hypot(spot[0] - x, spot[1] - y) for x, y in taken), default=1e9)
