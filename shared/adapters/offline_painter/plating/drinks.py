"""Drinks from above: glasses with straws, the fruit beside them."""

from shared.adapters.offline_painter.beds import liquid
from shared.adapters.offline_painter.color import darker, lighter
from shared.adapters.offline_painter.heap import one
from shared.adapters.offline_painter.larder import Layer, Look
from shared.adapters.offline_painter.outline import Point, box, scaled
from shared.adapters.offline_painter.piece import shadow
from shared.adapters.offline_painter.scatter import in_disc, on_ring
from shared.adapters.offline_painter.serving import Serving
from shared.adapters.offline_painter.shapes import fruit, greens
from shared.adapters.offline_painter.svg import circle, clipped, group, line, linear, path, radial
from shared.adapters.offline_painter.vessel import board, glass, well

MINT = Look(greens.basil, "#57a357", Layer.HERB)
FRUIT = (Look(fruit.citrus, "#f2942e"), Look(fruit.strawberry, "#d9333c"))


def glasses(dish: Serving) -> str:
    """Two glasses for company, one large for one."""
    rng = dish.rng
    tray = board(rng, 660, 500, dish.palette.wood)
    spots = (
        ((-148.0, -26.0, 176.0), (166.0, 54.0, 150.0))
        if dish.servings > 1
        else ((0.0, 0.0, 214.0),)
    )
    around = "".join(
        one(rng, _fruit(dish, index), spot, 50) for index, spot in enumerate(_beside(dish.servings))
    )
    return tray + around + "".join(group(_glass(dish, size), x, y) for x, y, size in spots)


def _glass(dish: Serving, r: float) -> str:
    rng, full = dish.rng, r * 0.86
    green = dish.pantry.has("espinaca|spinach|kale|pepino|cucumber|apio|celery")
    color = "#9dbb52" if green else lighter(dish.pantry.tint("#e8a08a", 0.9), 0.1)
    drink = liquid(rng, full, color, 4)
    for x, y in on_ring(rng, 22, full * 0.9, 0.06):
        drink += circle(x, y, rng.uniform(3, 9), lighter(color, 0.6), 0.75)
    for x, y in in_disc(rng, 18, full * 0.8):
        drink += circle(x, y, rng.uniform(1.5, 4), lighter(color, 0.55), 0.7)
    body = glass(r) + clipped(drink + well(full), 0, 0, full)
    body += one(rng, _fruit(dish, 0), (-r * 0.28, -r * 0.22), r * 0.25)
    body += one(rng, _fruit(dish, 1), (-r * 0.08, r * 0.12), r * 0.22)
    body += one(rng, MINT, (-r * 0.34, r * 0.14), r * 0.2)
    return body + _straw(dish, r)


def _straw(dish: Serving, r: float) -> str:
    """Striped, leaning out over the rim."""
    angle = dish.rng.uniform(-48, -30)
    tube = box(r * 1.15, r * 0.115, r * 0.055, r * 0.72)
    body = path(tube, linear("#ffffff", "#e0d6c8", 90))
    for step in range(9):
        stripe = scaled(f"M{0.2 + step * 0.12:.2f} -.056l.05 0l.04 .112l-.05 0Z", r)
        body += path(stripe, dish.palette.accent, 0.9)
    body += line(scaled("M0.2 -0.03h1", r), "#ffffff", r * 0.014, 0.8)
    mouth = circle(r * 1.295, 0, r * 0.05, radial(darker(dish.palette.accent, 0.4), "#5b4032", 20))
    return shadow(tube, 6, 10, angle, 1.6) + group(body + mouth, angle=angle)


def _fruit(dish: Serving, index: int) -> Look:
    own = [each.look for each in dish.pantry.on(Layer.PIECE, Layer.SMALL)] or list(FRUIT)
    return own[index % len(own)]


def _beside(servings: int) -> tuple[Point, ...]:
    if servings > 1:
        return (
            (-262, 150),
            (-200, 186),
            (-130, 200),
            (30, -180),
            (96, -196),
            (160, -150),
            (252, -120),
        )
    return ((-262, 120), (-222, 176), (-270, -130), (258, 150), (206, 190), (268, 90), (-190, -190))
