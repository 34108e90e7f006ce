"""Dishes built on bread or dough."""

from shared.adapters.offline_painter.beds import crust, melted, specks
from shared.adapters.offline_painter.chance import pick
from shared.adapters.offline_painter.color import darker, lighter, mix
from shared.adapters.offline_painter.heap import finish, heap, heap_in_box, one
from shared.adapters.offline_painter.larder import Layer, Look
from shared.adapters.offline_painter.outline import blob, box, polar, scaled, smooth
from shared.adapters.offline_painter.pantry import Pantry, Portion
from shared.adapters.offline_painter.piece import shadow
from shared.adapters.offline_painter.scatter import in_box, in_disc
from shared.adapters.offline_painter.serving import RADIUS, Serving
from shared.adapters.offline_painter.shapes import dairy, greens, snacks
from shared.adapters.offline_painter.svg import (
    alpha,
    circle,
    ellipse,
    group,
    line,
    linear,
    path,
    radial,
)
from shared.adapters.offline_painter.vessel import board, ground_shadow

CRUST = "#b8742f"
CRUMB = "#f0d6a0"
SOLID = (Layer.MAIN, Layer.PIECE, Layer.SMALL)
LETTUCE = Look(greens.lettuce, "#86b048", Layer.LEAF)
CHEESE = Look(dairy.cheese, "#f3c95a")


def _board(dish: Serving) -> str:
    return board(dish.rng, 680, 520, dish.palette.wood)


def toast(dish: Serving) -> str:
    """Two open slices, spread and topped."""
    rng = dish.rng
    body = _slice(dish, -152, 6, -7) + _slice(dish, 150, -8, 6)
    return _board(dish) + body + specks(rng, 250, "#c48f4c", 30, 4)


def pizza(dish: Serving) -> str:
    """Crust, sauce, cheese, toppings and a cut."""
    rng, r = dish.rng, RADIUS * 0.98
    sauce = "#c8452a" if not dish.pantry.has("pesto") else "#7f9a48"
    body = ground_shadow(r) + crust(rng, r, "#dea45a")
    body += group(
        path(blob(rng, r * 0.86, 0.02, 20), radial(lighter(sauce, 0.08), darker(sauce, 0.15), 70))
    )
    body += melted(rng, r * 0.86, "#f6dc94", 34)
    toppings = _fillings(dish).without(dairy.mozzarella).on(*SOLID, Layer.LEAF)
    body += heap(rng, toppings or (Portion(CHEESE, 50, ""),), r * 0.76, 41, 24)
    turn = rng.uniform(0, 45)
    for index in range(4):
        x, y = polar(r * 0.97, turn + index * 45)
        cut = f"M{-x:.1f} {-y:.1f}L{x:.1f} {y:.1f}"
        body += line(cut, "#7a3416", 3.5, 0.45) + group(line(cut, "#fff0cc", 1.5, 0.5), 2, 2)
    return body + finish(rng, dish.pantry, r * 0.66, 34)


def sandwich(dish: Serving) -> str:
    """Two halves lying on their backs, their fillings in view."""
    return _board(dish) + group(_half(dish), 0, -118, -4) + group(_half(dish), 6, 122, 3)


def burger(dish: Serving) -> str:
    """A seeded bun beside its open, loaded half."""
    rng = dish.rng
    loaded = path(blob(rng, 172, 0.02, 16), radial(lighter(CRUMB, 0.2), CRUST, 80))
    for x, y in [polar(118, index * 45) for index in range(8)]:
        loaded += one(rng, LETTUCE, (x, y), 54, None)
    patty = blob(rng, 146, 0.03, 14)
    loaded += shadow(patty, 0, 0, 0, 1.4) + path(patty, radial("#8a4e2a", "#5a2f18", 30))
    loaded += specks(rng, 130, "#3d1f10", 60, 4) + group(
        _cheese_square(), 0, 0, rng.uniform(10, 40)
    )
    loaded += heap(rng, _fillings(dish).on(Layer.PIECE, Layer.SMALL), 84, 46, 9)
    lid = path(blob(rng, 150, 0.015, 16), radial("#e0a050", "#a8621f", 25)) + ellipse(
        -50, -62, 58, 30, "#ffe6b8", 0.45
    )
    for spot in in_disc(rng, 46, 118):
        lid += group(
            ellipse(0, 0, 7, 3.6, "#fbeac0", stroke="#a8752f", stroke_width=1),
            *spot,
            rng.uniform(0, 180),
        )
    first = ground_shadow(176) + loaded
    second = ground_shadow(150) + lid
    return _board(dish) + group(first, -112, 20) + group(second, 172, -42)


def tacos(dish: Serving) -> str:
    """Three folded tortillas, full to the brim."""
    rng = dish.rng
    return _board(dish) + "".join(
        group(_taco(dish), x, y, rng.uniform(-4, 4) - 62)
        for x, y in ((-180, 12), (4, 0), (188, -12))
    )


def wrap(dish: Serving) -> str:
    """Two halves of a roll, cut on the bias."""
    rng = dish.rng
    body = group(_roll(dish), -40, -104, -14) + group(_roll(dish), 34, 98, 160)
    return _board(dish) + body + finish(rng, dish.pantry, 200, 26)


def flatbread(dish: Serving) -> str:
    """A topped oval: coca, focaccia, open empanada."""
    rng = dish.rng
    edge = box(560, 360, 150)
    body = shadow(edge, 0, 0, 0, 2) + path(edge, radial("#edc583", "#bf7d35", 70))
    for spot in in_box(rng, 20, 470, 270):
        body += group(
            circle(0, 0, 17, radial(alpha("#a8621f", 0.45), alpha("#a8621f", 0), 20)), *spot
        )
    body += heap_in_box(rng, _fillings(dish).on(*SOLID, Layer.LEAF), (430, 240), 42, 26)
    return _board(dish) + body + finish(rng, dish.pantry, 140, 32)


def _bread_shape(size: float) -> str:
    points = [
        (-0.78, 1.0),
        (-0.84, 0.1),
        (-1.0, -0.42),
        (-0.7, -0.98),
        (0, -1.06),
        (0.7, -0.98),
        (1.0, -0.42),
        (0.84, 0.1),
        (0.78, 1.0),
        (0, 1.04),
    ]
    return smooth([(x * size * 0.82, y * size) for x, y in points], 7)


def _slice(dish: Serving, x: float, y: float, angle: float) -> str:
    rng, shape = dish.rng, _bread_shape(196)
    body = path(shape, linear(lighter(CRUST, 0.1), darker(CRUST, 0.2), 50))
    body += group(
        path(shape, radial(lighter(CRUMB, 0.25), mix(CRUMB, CRUST, 0.35), 45)), scale=0.93
    )
    for spot in in_box(rng, 40, 250, 330):
        body += group(ellipse(0, 0, rng.uniform(2, 6), rng.uniform(2, 4), "#c99a58", 0.5), *spot)
    spread = _spread(dish)
    if spread:
        body += group(
            path(_bread_shape(196), radial(lighter(spread, 0.2), spread, 40), 0.96), scale=0.8
        )
    foods = _fillings(dish).on(*SOLID, Layer.LEAF)
    body += heap_in_box(rng, foods, (190, 240), 44, 16)
    return shadow(shape, x, y, angle, 2) + group(
        body + finish(rng, dish.pantry, 110, 27), x, y, angle
    )


def _spread(dish: Serving) -> str:
    if dish.pantry.has("aguacate|avocado|guacamole"):
        return "#b9c766"
    creams = _fillings(dish).on(Layer.CREAM)
    if creams:
        return creams[0].look.color
    return "#d9694a" if dish.pantry.has("tomat") else "#fbf2dc"


def _half(dish: Serving) -> str:
    """Strips from bread to bread, each filling in its colour."""
    width = 520.0
    fillings = [each.look for each in _fillings(dish).on(*SOLID, Layer.LEAF, Layer.CREAM)][:4]
    looks = fillings or [LETTUCE, CHEESE]
    tall = 128 / len(looks)
    outline = box(width, 196, 40)
    body = (
        shadow(outline, 0, 0, 0, 2.4)
        + _bread_strip(dish, -78, width)
        + _bread_strip(dish, 78, width)
    )
    for index, filling in enumerate(looks):
        y = -64 + tall * (index + 0.5)
        body += _filling(dish, filling, y, width - 6, tall)
    return body


def _bread_strip(dish: Serving, y: float, width: float) -> str:
    strip = box(width, 52, 24, 0, y)
    body = path(strip, linear(lighter(CRUST, 0.1), darker(CRUST, 0.1), 90))
    body += path(box(width - 16, 38, 17, 0, y), linear(lighter(CRUMB, 0.45), CRUMB, 90))
    for x, dy in in_box(dish.rng, 34, width - 40, 26):
        body += ellipse(x, y + dy, 4, 2.4, "#d3a866", 0.55)
    return body


def _filling(dish: Serving, look: Look, y: float, width: float, tall: float) -> str:
    """A wavy ribbon, or slices seen edge on."""
    rng, color = dish.rng, look.color
    wave = pick(rng, (2.0, 3.5)) if look.layer is not Layer.LEAF else 6.5
    upper = [
        (width * (step / 20 - 0.5), y - tall * 0.56 + (wave if step % 2 else -wave))
        for step in range(21)
    ]
    lower = [(x, edge + tall * 1.12) for x, edge in reversed(upper)]
    ribbon = smooth([*upper, *lower])
    body = group(path(ribbon, "#3b1a10", 0.25), 0, 5)
    body += path(ribbon, linear(lighter(color, 0.25), darker(color, 0.15), 90))
    for index in range(9):
        x = -width / 2 + width * (index + rng.uniform(0.3, 0.7)) / 9
        body += line(
            f"M{x - 22:.1f} {y - tall * 0.2:.1f}q18 {tall * 0.16:.1f} 40 0",
            lighter(color, 0.5),
            3.4,
            0.7,
        )
    return body


def _cheese_square() -> str:
    return path(box(214, 214, 22), linear("#f8cf62", "#e9a936", 45), 0.96)


def _taco(dish: Serving) -> str:
    rng, long = dish.rng, 210.0
    back = scaled("M-1 0C-1 -.57 1 -.57 1 0Z", long)
    front = scaled("M-1 0C-.7 -.14 .7 -.14 1 0C1 .61 -1 .61 -1 0Z", long)
    shell = radial("#f4d68f", "#d79f4a", 40)
    body = shadow(front, 0, 0, 0, 2.4) + path(back, darker("#e0ae5c", 0.12))
    foods = _fillings(dish).on(*SOLID, Layer.LEAF, Layer.CREAM) or (Portion(LETTUCE, 40, ""),)
    body += "".join(
        one(rng, LETTUCE, (x, -24 + rng.uniform(-8, 8)), 40) for x in (-140, -70, 0, 70, 140)
    )
    body += group(heap_in_box(rng, foods, (300, 50), 36, 16), 0, -30) + group(
        finish(rng, dish.pantry, 60, 24), 0, -30
    )
    body += shadow(front, 0, -6, 0, 0.8) + path(front, shell)
    for spot in in_box(rng, 16, 290, 60):
        toast = radial(alpha("#9a5518", 0.5), alpha("#9a5518", 0), 10)
        body += group(
            ellipse(0, 0, rng.uniform(8, 20), rng.uniform(5, 11), toast), spot[0], spot[1] + 42
        )
    return body


def _roll(dish: Serving) -> str:
    rng = dish.rng
    tube = box(430, 150, 60)
    body = shadow(tube, 0, 0, 0, 2.4) + path(tube, linear("#f6e0b0", "#c9974f", 90))
    for spot in in_box(rng, 26, 380, 110):
        toast = radial(alpha("#8f5220", 0.5), alpha("#8f5220", 0), 10)
        body += group(ellipse(0, 0, rng.uniform(8, 24), rng.uniform(4, 12), toast), *spot)
    mouth = group(ellipse(0, 0, 62, 84, "#e9c98a") + ellipse(0, 0, 54, 75, "#a8843f"), 196, 0, 12)
    foods = _fillings(dish).on(*SOLID, Layer.LEAF) or (Portion(LETTUCE, 40, ""),)
    filling = heap_in_box(rng, foods, (54, 96), 25, 15)
    return body + mouth + group(filling, 196, 0, 12)


def _fillings(dish: Serving) -> Pantry:
    """Everything but the bread itself."""
    return dish.pantry.without(snacks.crouton, snacks.crisp)
