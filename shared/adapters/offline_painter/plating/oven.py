"""Savoury dishes that come out of the oven, and bread."""

from shared.adapters.offline_painter.beds import crust, melted
from shared.adapters.offline_painter.color import darker, lighter, mix
from shared.adapters.offline_painter.heap import finish, heap_in_box, one
from shared.adapters.offline_painter.larder import Layer, Look, large
from shared.adapters.offline_painter.outline import (
    box,
    polar,
    round_path,
    scaled,
    smooth,
)
from shared.adapters.offline_painter.piece import shadow
from shared.adapters.offline_painter.scatter import in_box, in_disc
from shared.adapters.offline_painter.serving import RADIUS, Serving
from shared.adapters.offline_painter.shapes import dairy, greens, snacks
from shared.adapters.offline_painter.svg import circle, group, line, linear, path, radial
from shared.adapters.offline_painter.vessel import dish as ceramic
from shared.adapters.offline_painter.vessel import ground_shadow, tray

SOLID = (Layer.MAIN, Layer.PIECE, Layer.SMALL)
_MELTING = (dairy.mozzarella, dairy.cheese, snacks.stick)


def gratin(dish: Serving) -> str:
    """A ceramic dish under a browned crust: lasagne, gratin, casserole."""
    rng = dish.rng
    body = ceramic(rng, 620, 480, dish.palette.accent)
    sauce = dish.pantry.sauce()
    body += path(box(564, 424, 50), linear(lighter(sauce, 0.1), darker(sauce, 0.15), 50))
    foods = dish.pantry.without(*_MELTING)
    body += heap_in_box(rng, foods.on(*SOLID, Layer.LEAF), (490, 350), 44, 30)
    body += path(_cheese_blanket(dish), radial("#f9e2a4", "#eabf68", 50), 0.9)
    for x, y in ((-120, -56), (120, -56), (-120, 56), (120, 56), (0, 0)):
        body += group(melted(rng, 140, "#f3d184", 9), x, y)
    body += heap_in_box(rng, foods.on(Layer.PIECE, Layer.SMALL, Layer.LEAF), (430, 290), 38, 11)
    return body + finish(rng, dish.pantry, 190, 32)


def _cheese_blanket(dish: Serving) -> str:
    points = []
    for index in range(26):
        x, y = polar(1, index * 360 / 26)
        reach = dish.rng.uniform(0.93, 1.04) / max(abs(x) ** 3 + abs(y) ** 3, 0.01) ** (1 / 3)
        points.append((x * reach * 250, y * reach * 180))
    return smooth(points)


def roast(dish: Serving) -> str:
    """A tray of roast pieces."""
    rng = dish.rng
    foods = dish.pantry.on(Layer.PIECE, Layer.SMALL) or dish.pantry.portions
    rosemary = Look(greens.rosemary, "#5d8a55", Layer.HERB)
    body = heap_in_box(rng, foods, (530, 370), 52, 36)
    for portion in dish.pantry.on(Layer.MAIN)[:1]:
        for spot in ((-160.0, -90.0), (120.0, -70.0), (-110.0, 90.0), (170.0, 96.0)):
            body += one(rng, large(portion.look), spot, 68, rng.uniform(-30, 10))
    for spot in in_box(rng, 4, 480, 330):
        body += one(rng, rosemary, spot, 50)
    return tray(rng, 680, 520, "#8d9294") + body + finish(rng, dish.pantry, 190, 30)


def stuffed(dish: Serving) -> str:
    """Halved vegetables, each a boat for its filling."""
    rng = dish.rng
    hull = next((each.look.color for each in dish.pantry.on(Layer.PIECE)), "#c9402e")
    body = ""
    for index, (x, y) in enumerate(((-170, -108), (150, -124), (-150, 110), (172, 100))):
        shape = box(250, 156, 78)
        boat = path(shape, linear(lighter(hull, 0.2), darker(hull, 0.25), 60))
        boat += path(box(222, 126, 62), mix(hull, "#f4dfae", 0.55))
        foods = dish.pantry.on(*SOLID)[1:] or dish.pantry.portions
        boat += heap_in_box(rng, foods, (150, 60), 27, 18) + group(
            melted(rng, 62, "#f3d184", 5), scale=0.9
        )
        turn = rng.uniform(-14, 14) + (index % 2) * 8
        body += shadow(shape, x, y, turn, 2) + group(boat, x, y, turn)
    return tray(rng, 680, 520, "#8d9294") + body + finish(rng, dish.pantry, 200, 28)


def bread(dish: Serving) -> str:
    """A round country loaf, scored and floured."""
    rng, r = dish.rng, RADIUS * 0.86
    body = (
        ground_shadow(r)
        + crust(rng, r, "#c2803c")
        + circle(0, 0, r * 0.8, radial("#d9a05a", "#b87434", 30), 0.9)
    )
    for shift in (-0.42, 0, 0.42):
        bow = scaled(f"M-.58 {shift}Q0 {shift - 0.2:.2f} .58 {shift}", r)
        body += line(bow, "#8a4f1e", 34, 0.6) + line(bow, "#f2d5a0", 22)
    for x, y in in_disc(rng, 220, r * 0.86):
        body += circle(x, y, rng.uniform(1, 3.5), "#fff6e4", 0.65)
    body += path(round_path(r * 0.93), "none", 0.3, stroke="#f7dca8", stroke_width=6)
    return body + finish(rng, dish.pantry, r * 0.6, 30)
