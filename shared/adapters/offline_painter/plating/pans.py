"""Eggs and what is cooked quickly in a pan."""

from dataclasses import replace
from math import atan2, cos, degrees, radians

from shared.adapters.offline_painter.beds import crumble, grains, puddle, specks, within
from shared.adapters.offline_painter.color import darker, lighter
from shared.adapters.offline_painter.heap import finish, heap, heap_in_box, one
from shared.adapters.offline_painter.larder import Layer, Look
from shared.adapters.offline_painter.outline import arc, blob, polar, round_path, sector
from shared.adapters.offline_painter.pantry import Portion
from shared.adapters.offline_painter.piece import placed, shadow
from shared.adapters.offline_painter.scatter import in_disc, on_ring
from shared.adapters.offline_painter.serving import RADIUS, Serving
from shared.adapters.offline_painter.shapes import dairy, eggs, greens, snacks
from shared.adapters.offline_painter.svg import alpha, circle, ellipse, group, line, path, radial
from shared.adapters.offline_painter.vessel import pan, plate, well

FLOOR = RADIUS * 0.86
IRON = "#3d3b3d"
GOLD = "#e9ac3f"
SOLID = (Layer.MAIN, Layer.PIECE, Layer.SMALL, Layer.LEAF)


def omelette(dish: Serving) -> str:
    """A thick Spanish tortilla with a wedge drawn out."""
    rng, r = dish.rng, RADIUS * 0.69
    start = rng.uniform(14, 30)
    whole = _tortilla(dish, r, start + 52, start + 360)
    dx, dy = polar(r * 0.2, start + 26)
    wedge = group(_tortilla(dish, r, start, start + 52), dx, dy)
    sprig = one(rng, Look(greens.parsley, "#579341", Layer.HERB), polar(r * 1.1, start + 200), 40)
    return plate(rng, RADIUS, dish.palette.glaze, dish.palette.accent) + whole + wedge + sprig


def fried_eggs(dish: Serving) -> str:
    """Eggs in their pan, over sauce or vegetables where there are any."""
    rng, r = dish.rng, FLOOR
    foods = dish.pantry.on(*SOLID)
    saucy = dish.pantry.has("tomat|pimiento|pepper|espinaca|spinach")
    bed = puddle(rng, r * 0.96, dish.pantry.sauce()) if saucy else ""
    rest = tuple(each for each in foods if each.look.shape is not eggs.egg)
    body = bed + heap(rng, rest, r * 0.82, 38, 30)
    count = min(max(dish.servings, 2), 4)
    egg = Look(eggs.fried_egg, "#f9ae22")
    for spot in on_ring(rng, count, r * (0.4 if count < 4 else 0.48), 0.05):
        body += one(rng, egg, spot, 96 if count < 4 else 82)
    return pan(rng, RADIUS, IRON) + body + finish(rng, dish.pantry, r * 0.75, 30)


def scramble(dish: Serving) -> str:
    rng, r = dish.rng, FLOOR * 0.86
    body = crumble(rng, r, "#f5c84e", 170, 21)
    rest = tuple(each for each in dish.pantry.on(*SOLID) if each.look.shape is not eggs.egg)
    body += heap(rng, rest, r * 0.8, 38, 26)
    return pan(rng, RADIUS, IRON) + body + finish(rng, dish.pantry, r * 0.75, 30)


def stir_fry(dish: Serving) -> str:
    """Everything tossed together in an iron pan."""
    rng, r = dish.rng, FLOOR
    foods = tuple(_tossed(each) for each in dish.pantry.on(*SOLID) or dish.pantry.portions)
    body = puddle(rng, r * 0.92, dish.pantry.sauce())
    if dish.pantry.has("arroz|rice|quinoa"):
        body += grains(rng, r * 0.94, "#f3dfb2", 760)
    if dish.pantry.has("fideo|noodle|tallarin"):
        spots = in_disc(rng, 40, r * 0.8)
        body += "".join(one(rng, Look(snacks.stick, "#eecb80"), spot, 34) for spot in spots)
    body += heap(rng, foods, r * 0.84, 44, 34) + heap(rng, foods, r * 0.62, 44, 20)
    return (
        pan(rng, RADIUS, IRON) + within(body + well(r), r) + finish(rng, dish.pantry, r * 0.7, 30)
    )


def pancakes(dish: Serving) -> str:
    """A leaning stack with butter, syrup and fruit."""
    rng, r = dish.rng, RADIUS * 0.57
    body = ""
    for index in range(4):
        x, y = 34 - index * 17 + rng.uniform(-5, 5), 40 - index * 20
        body += _pancake(dish, x, y, r * (1 - index * 0.015))
    syrup = blob(rng, r * 0.62, 0.2, 9)
    body += group(path(syrup, radial("#c9761d", "#a9560f", 30), 0.82), -14, -18)
    body += group(line(arc(r * 0.46, 200, 262), "#ffe3a8", 7, 0.8), -14, -18)
    fruits = dish.pantry.on(Layer.PIECE, Layer.SMALL)
    body += heap(
        rng, tuple(each for each in fruits if each.look.shape is not eggs.egg), r * 0.66, 36, 11
    )
    if not fruits or dish.pantry.has("mantequilla|butter"):
        body += placed(dairy.butter(rng, 44, "#f6d873"), -14, -18, rng.uniform(-30, 30))
    base = plate(rng, RADIUS, dish.palette.glaze, dish.palette.accent)
    return base + body + finish(rng, dish.pantry, r * 0.7, 28)


def crepes(dish: Serving) -> str:
    """Three folded quarters, fanned."""
    rng, r = dish.rng, RADIUS * 0.86
    shape = sector(r, -38, 38)
    body = ""
    for index, angle in enumerate((-124, -56, -90)):
        tone = lighter("#e8b765", 0.05 + index * 0.07)
        fold = path(shape, radial(lighter(tone, 0.4), darker(tone, 0.06), 20))
        fold += group(_toast(dish, 10, r * 0.2), r * 0.62, 0)
        for share in (0.955, 0.91, 0.865):
            fold += line(arc(r * share, -36, 36), darker(tone, 0.28), 2.5, 0.45)
        body += shadow(shape, 0, r * 0.66, angle, 1.8) + group(fold, 0, r * 0.66, angle)
    sweets = dish.pantry.without(eggs.egg).on(Layer.PIECE, Layer.SMALL)
    body += heap(rng, sweets, 110, 42, 13)
    base = plate(rng, RADIUS, dish.palette.glaze, dish.palette.accent)
    return base + body + finish(rng, dish.pantry, 130, 28)


def folded_omelette(dish: Serving) -> str:
    """A French omelette, folded over its filling."""
    rng, r = dish.rng, RADIUS * 0.68
    lower, upper = sector(r, -6, 186), sector(r * 0.97, 0, 180)
    filling = tuple(each for each in dish.pantry.on(*SOLID) if each.look.shape is not eggs.egg)
    body = shadow(lower, 0, 0, 0, 2.4) + path(lower, radial("#f8dc82", "#dba03c", 60))
    body += group(heap_in_box(rng, filling, (r * 1.5, 40), 38, 13), 0, -8)
    top = path(upper, radial("#fbdf82", "#e3a63c", 40))
    for x, y in in_disc(rng, 40, r * 0.85):
        if y > 20:
            brown = radial(alpha("#9a5518", rng.uniform(0.2, 0.5)), alpha("#9a5518", 0), 10)
            top += ellipse(x, y, rng.uniform(16, 34), rng.uniform(8, 18), brown)
    top += line(arc(r * 0.93, 8, 172), "#fff0b8", 5, 0.6)
    body += shadow(upper, 0, 14, 0, 1) + group(top, 0, 16)
    salad = heap(rng, (Portion(Look(greens.rocket, "#5c8f3c", Layer.LEAF), 30, ""),), 70, 36, 9)
    base = plate(rng, RADIUS, dish.palette.glaze, dish.palette.accent)
    dressed = finish(rng, dish.pantry, r * 0.4, 28)
    return base + group(salad, 0, -r * 0.62) + group(body, 0, -r * 0.2, -8) + dressed


def _tossed(portion: Portion) -> Portion:
    """An egg stirred in is an egg in curds."""
    if portion.look.shape is not eggs.egg:
        return portion
    return replace(portion, look=Look(eggs.curds, "#f5c84e", Layer.PIECE))


def _tortilla(dish: Serving, r: float, start: float, end: float) -> str:
    """A part of the round, its cut faces showing potato and egg."""
    rng, shape = dish.rng, sector(r, start, end)
    thick = r * 0.12
    body = shadow(shape, 0, 0, 0, 2.4) + group(path(shape, darker("#efcb74", 0.1)), 0, thick)
    body += _faces(dish, r, (start, end), thick)
    body += path(shape, radial(lighter(GOLD, 0.12), darker(GOLD, 0.2), 66))
    for x, y in in_disc(rng, 44, r * 0.93):
        if not _inside(x, y, start, end):
            continue
        tone = radial(alpha("#9a5518", rng.uniform(0.25, 0.6)), alpha("#9a5518", 0), 10)
        body += ellipse(x, y, r * rng.uniform(0.06, 0.17), r * rng.uniform(0.04, 0.12), tone)
    rim = arc(r * 0.965, start + 2, end - 2)
    return body + line(rim, lighter(GOLD, 0.55), r * 0.022, 0.6)


def _faces(dish: Serving, r: float, ends: tuple[float, float], thick: float) -> str:
    """The cut faces; only those turned down the page are seen from where we stand."""
    body = ""
    seen = [ends[0]] * (cos(radians(ends[0])) < 0) + [ends[1]] * (cos(radians(ends[1])) > 0)
    for angle in seen:
        x, y = polar(r, angle)
        body += path(f"M0 0L{x:.1f} {y:.1f}v{thick:.1f}L0 {thick:.1f}Z", "#f9e5a6")
        for share in (0.16, 0.32, 0.5, 0.66, 0.84):
            cx, cy = x * share, y * share + thick * dish.rng.uniform(0.4, 0.6)
            body += ellipse(cx, cy, r * 0.05, thick * 0.17, "#fff6d8")
            body += line(
                f"M{cx - r * 0.04:.1f} {cy + thick * 0.2:.1f}h{r * 0.08:.1f}", "#e3bd66", 2, 0.7
            )
    return body


def _inside(x: float, y: float, start: float, end: float) -> bool:
    return (degrees(atan2(y, x)) - start) % 360 < (end - start)


def _pancake(dish: Serving, x: float, y: float, r: float) -> str:
    edge = blob(dish.rng, r, 0.025, 14)
    body = path(edge, lighter("#f0cf8a", 0.1)) + group(
        path(edge, radial("#d9994a", "#b8732c", 55)), scale=0.95
    )
    body += _toast(dish, 16, r * 0.8) + path(
        round_path(r * 0.86), "none", 0.4, stroke="#f2cf8c", stroke_width=4
    )
    return shadow(edge, x, y, 0, 1.6) + group(body, x, y)


def _toast(dish: Serving, count: int, r: float) -> str:
    body = specks(dish.rng, r, "#8a4d18", count * 2, 3)
    for x, y in in_disc(dish.rng, count, r):
        body += circle(
            x, y, dish.rng.uniform(10, 26), radial(alpha("#8a4d18", 0.3), alpha("#8a4d18", 0), 10)
        )
    return body
