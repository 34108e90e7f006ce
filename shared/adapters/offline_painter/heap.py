"""Food in a heap: counts from weights, big pieces below small ones, herbs on top."""

from random import Random

from shared.adapters.offline_painter.larder import Layer, Look
from shared.adapters.offline_painter.outline import Point
from shared.adapters.offline_painter.pantry import Pantry, Portion
from shared.adapters.offline_painter.piece import placed
from shared.adapters.offline_painter.scatter import in_box, in_disc

SIZE = {Layer.LEAF: 1.25, Layer.MAIN: 1.15, Layer.SMALL: 0.62, Layer.CREAM: 0.8}
MANY = {Layer.SMALL: 1.7, Layer.MAIN: 0.7, Layer.CREAM: 0.35, Layer.HERB: 0.4, Layer.SPRINKLE: 0.7}


def heap(
    rng: Random,
    portions: tuple[Portion, ...],
    radius: float,
    size: float,
    count: int,
) -> str:
    """About `count` pieces within a radius."""
    looks = _shares(portions, count)
    return _laid(rng, looks, in_disc(rng, len(looks), radius), size)


def heap_in_box(
    rng: Random,
    portions: tuple[Portion, ...],
    extent: tuple[float, float],
    size: float,
    count: int,
) -> str:
    """The same, within a rectangle."""
    looks = _shares(portions, count)
    return _laid(rng, looks, in_box(rng, len(looks), *extent), size)


def one(rng: Random, look: Look, at: Point, size: float, angle: float | None = None) -> str:
    """A single piece, turned at random unless told."""
    piece = look.shape(rng, size * look.scale * SIZE.get(look.layer, 1), look.color)
    turn = rng.uniform(0, 360) if angle is None else angle
    return placed(piece, at[0], at[1], turn)


def finish(rng: Random, pantry: Pantry, radius: float, size: float) -> str:
    """Herbs, seeds and drops over the whole dish."""
    body = ""
    for portion in pantry.on(Layer.SPRINKLE)[:3]:
        for spot in in_disc(rng, 9, radius):
            body += one(rng, portion.look, spot, size)
    for portion in pantry.on(Layer.HERB)[:2]:
        for spot in in_disc(rng, 4, radius * 0.8):
            body += one(rng, portion.look, spot, size * 1.05)
    return body


def _shares(portions: tuple[Portion, ...], count: int) -> list[Look]:
    """Looks in drawing order. Square roots keep a heavy food from burying the rest."""
    weights = [portion.grams**0.5 for portion in portions]
    total = sum(weights) or 1
    looks: list[Look] = []
    for portion, weight in zip(portions, weights, strict=True):
        share = count * weight / total * MANY.get(portion.look.layer, 1)
        looks += [portion.look] * max(round(share), 2)
    return looks


def _laid(rng: Random, looks: list[Look], spots: list[Point], size: float) -> str:
    shuffled = sorted(looks, key=lambda each: (each.layer, rng.random()))
    laid = zip(shuffled, spots, strict=True)
    return "".join(one(rng, each, spot, size * rng.uniform(0.88, 1.12)) for each, spot in laid)
