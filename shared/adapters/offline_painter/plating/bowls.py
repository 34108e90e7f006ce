"""Dishes that come in a bowl or a pot."""

from shared.adapters.offline_painter.beds import (
    cream,
    cream_swirl,
    grains,
    liquid,
    oil_eyes,
    puddle,
    specks,
    within,
)
from shared.adapters.offline_painter.color import darker, lighter, mix
from shared.adapters.offline_painter.heap import finish, heap, one
from shared.adapters.offline_painter.larder import Layer, Look
from shared.adapters.offline_painter.outline import arc, blob, polar
from shared.adapters.offline_painter.pantry import Portion
from shared.adapters.offline_painter.piece import shadow
from shared.adapters.offline_painter.scatter import on_ring
from shared.adapters.offline_painter.serving import RADIUS, Serving
from shared.adapters.offline_painter.shapes import fruit, greens, snacks
from shared.adapters.offline_painter.svg import circle, ellipse, group, line, path, radial
from shared.adapters.offline_painter.vessel import bowl, pot, well

FULL = RADIUS * 0.9
PARSLEY = Look(greens.parsley, "#579341", Layer.HERB)
SOLID = (Layer.MAIN, Layer.PIECE, Layer.SMALL)


def _bowl(dish: Serving) -> str:
    return bowl(dish.rng, RADIUS, dish.palette.glaze, dish.palette.accent)


def smooth_soup(dish: Serving) -> str:
    """A blended soup with a swirl of cream and a few pieces in the middle."""
    rng, r = dish.rng, FULL * 0.995
    color = lighter(dish.pantry.tint("#e0a35a", 0.88), 0.06)
    body = liquid(rng, r, color) + cream_swirl(rng, r * 0.58)
    body += specks(rng, r * 0.8, darker(color, 0.45), 60, 3)
    toppings = dish.pantry.on(Layer.SMALL, Layer.PIECE)[:3]
    for portion in toppings:
        for spot in on_ring(rng, 3, r * 0.2, 0.4):
            body += one(rng, portion.look, spot, 30)
    body += (
        _croutons(dish, r)
        if dish.pantry.has("pan |bread|picatoste|crouton") or not toppings
        else ""
    )
    return _bowl(dish) + within(body + well(r), r) + _herbs(dish, r * 0.42)


def broth(dish: Serving) -> str:
    """A clear soup: pieces half sunk, eyes of oil."""
    rng, r = dish.rng, FULL * 0.995
    color = dish.pantry.sauce() if dish.pantry.has("tomat") else dish.pantry.tint("#dfa653", 0.3)
    body = liquid(rng, r, color) + group(
        heap(rng, dish.pantry.on(*SOLID, Layer.LEAF), r * 0.8, 40, 16)
    )
    body += circle(0, 0, r, color, 0.38) + _staple(dish, r * 0.8) + oil_eyes(rng, r, color)
    body += heap(rng, dish.pantry.on(*SOLID, Layer.LEAF), r * 0.66, 40, 22)
    return _bowl(dish) + within(body + well(r), r) + _herbs(dish, r * 0.6)


def stew(dish: Serving) -> str:
    """A casserole: sauce below, chunks shoulder to shoulder."""
    rng, r = dish.rng, FULL * 0.995
    sauce = dish.pantry.sauce()
    body = liquid(rng, r, sauce, 2) + heap(rng, dish.pantry.on(*SOLID), r * 0.9, 42, 34)
    body += heap(rng, dish.pantry.on(Layer.SMALL)[:1], r * 0.9, 42, 46)
    body += circle(0, 0, r, sauce, 0.28) + heap(rng, dish.pantry.on(*SOLID), r * 0.84, 44, 40)
    body += heap(rng, dish.pantry.on(Layer.LEAF), r * 0.6, 34, 4) + oil_eyes(rng, r, sauce, 14)
    colors = (dish.palette.accent, "#b8472f", "#2f5d62")
    shell = pot(rng, RADIUS, colors[int(rng.random() * 3)])
    return shell + within(body + well(r), r) + _herbs(dish, r * 0.6)


def curry(dish: Serving) -> str:
    """Rice on one side, sauce and pieces on the other."""
    rng, r = dish.rng, FULL * 0.995
    sauce = dish.pantry.sauce() if dish.pantry.has("tomat|espinaca|spinach") else "#dd9a3c"
    side = rng.uniform(150, 210)
    body = liquid(rng, r, sauce, 2)
    body += group(
        heap(rng, dish.pantry.on(*SOLID, Layer.LEAF), r * 0.58, 42, 30), *polar(r * 0.3, side + 180)
    )
    body += oil_eyes(rng, r, sauce, 16)
    body += group(grains(rng, r * 0.66, "#f8efdc", 560), *polar(r * 0.52, side))
    return _bowl(dish) + within(body + well(r), r) + _herbs(dish, r * 0.5)


def porridge(dish: Serving) -> str:
    """Something thick and pale with its toppings in rows."""
    rng, r = dish.rng, FULL * 0.995
    base = "#f1dfbd" if dish.pantry.has("avena|oat|arroz|rice|quinoa") else "#fdf6e8"
    if "chocolat" in dish.title or "cacao" in dish.title:
        base = "#8a5a3c"
    body = cream(rng, r, base)
    if dish.pantry.has("avena|oat"):
        body += specks(rng, r * 0.95, "#c79f66", 120, 5)
    return _bowl(dish) + within(body + _rows(dish, r) + well(r), r) + _herbs(dish, r * 0.3)


def smoothie_bowl(dish: Serving) -> str:
    rng, r = dish.rng, FULL * 0.995
    body = cream(rng, r, dish.pantry.tint("#d99ab0", 0.85))
    return _bowl(dish) + within(body + _rows(dish, r) + well(r), r) + _herbs(dish, r * 0.3)


def dip(dish: Serving) -> str:
    """A spread swirled with a spoon, oil in its grooves."""
    rng, r = dish.rng, FULL * 0.995
    color = mix(dish.pantry.tint("#e3c391", 0.85), "#e8cf9f", 0.25)
    body = cream(rng, r, color)
    body += group(puddle(rng, r * 0.26, "#d7a72c"), *polar(r * 0.12, rng.uniform(0, 360)))
    body += specks(rng, r * 0.75, "#b5482a", 70, 3.6)
    body += heap(rng, dish.pantry.on(Layer.SMALL, Layer.PIECE)[:3], r * 0.36, 30, 13)
    return _bowl(dish) + within(body + well(r), r) + _herbs(dish, r * 0.55)


def scoops(dish: Serving) -> str:
    """Three scoops of ice cream."""
    rng, r = dish.rng, FULL * 0.995
    own = [each.look.color for each in dish.pantry.on(Layer.PIECE, Layer.SMALL)][:1]
    tone = lighter(own[0] if own else "#f0c987", 0.25)
    body = circle(0, 0, r, radial(darker(dish.palette.glaze, 0.16), dish.palette.glaze, 40))
    for index, shade in enumerate((tone, mix(tone, "#fff6e4", 0.72), mix(tone, "#fff0d4", 0.36))):
        spot = polar(r * 0.4, index * 120 + 30 + rng.uniform(-10, 10))
        body += _scoop(dish, spot, r * 0.44, shade)
    body += heap(rng, dish.pantry.on(Layer.PIECE, Layer.SMALL), r * 0.72, 32, 12)
    return _bowl(dish) + within(body + well(r), r) + _herbs(dish, r * 0.2)


def _scoop(dish: Serving, spot: tuple[float, float], size: float, tone: str) -> str:
    """A ball on its ragged skirt."""
    rng = dish.rng
    skirt, ball = blob(rng, size, 0.05, 22), blob(rng, size * 0.9, 0.012, 14)
    body = path(skirt, darker(tone, 0.1)) + path(
        ball, radial(lighter(tone, 0.5), darker(tone, 0.16), 12)
    )
    for _ in range(9):
        start, share = rng.uniform(0, 360), rng.uniform(0.25, 0.8)
        body += line(
            arc(size * share, start, start + rng.uniform(14, 40)), darker(tone, 0.14), 4, 0.5
        )
    body += group(
        ellipse(0, 0, size * 0.24, size * 0.11, "#ffffff", 0.5), -size * 0.36, -size * 0.42, -42
    )
    return shadow(skirt, *spot, lift=2.2) + group(body, *spot)


def _rows(dish: Serving, r: float) -> str:
    """Toppings in curved rows across the bowl, one food to a row."""
    rng, body = dish.rng, ""
    rows = dish.pantry.without(fruit.citrus).on(Layer.PIECE, Layer.SMALL, Layer.CREAM)[:4]
    tilt = rng.uniform(-40, -20)
    for index, portion in enumerate(rows):
        y = r * (-0.36 + 0.36 * index) if len(rows) > 1 else 0
        body += group(_row(dish, portion, y, r), angle=tilt)
    return body + finish(rng, dish.pantry, r * 0.6, 26)


def _row(dish: Serving, portion: Portion, y: float, r: float) -> str:
    rng = dish.rng
    small = portion.look.layer is Layer.SMALL
    half = (max(r * r - y * y, 0) ** 0.5) * 0.7
    step = 30 if small else 46
    body = ""
    for lane in (-1, 0, 1) if small else (0,):
        for index in range(int(2 * half / step)):
            x = -half + step * (index + 0.5) + rng.uniform(-6, 6)
            bow = -((x / r) ** 2) * 34
            spot = (x, y + bow + lane * 24 + rng.uniform(-7, 7))
            body += one(rng, portion.look, spot, 44, None if small else rng.uniform(60, 110))
    return body


def _staple(dish: Serving, r: float) -> str:
    staples = dish.pantry.on(Layer.STAPLE)
    return heap(dish.rng, staples, r, 30, 18)


def _croutons(dish: Serving, r: float) -> str:
    bread = Look(snacks.crouton, "#d9a55a")
    spots = on_ring(dish.rng, 5, r * 0.24, 0.3)
    return "".join(one(dish.rng, bread, spot, 26) for spot in spots)


def _herbs(dish: Serving, r: float) -> str:
    body = finish(dish.rng, dish.pantry, r, 30)
    if not dish.pantry.on(Layer.HERB) and dish.pantry.on(Layer.MAIN, Layer.LEAF):
        body += one(dish.rng, PARSLEY, (0, 0), 34)
    return body
