"""Cakes, biscuits and other sweet bakes."""

from math import cos, radians

from shared.adapters.offline_painter.beds import specks
from shared.adapters.offline_painter.color import darker, lighter, mix
from shared.adapters.offline_painter.heap import finish, heap, heap_in_box, one
from shared.adapters.offline_painter.larder import Layer, Look
from shared.adapters.offline_painter.outline import (
    arc,
    blob,
    box,
    polar,
    polygon,
    sector,
)
from shared.adapters.offline_painter.pantry import Portion
from shared.adapters.offline_painter.piece import shadow
from shared.adapters.offline_painter.scatter import in_box, on_ring
from shared.adapters.offline_painter.serving import RADIUS, Serving
from shared.adapters.offline_painter.shapes import dairy, eggs, meat, rounds, snacks
from shared.adapters.offline_painter.svg import circle, ellipse, group, line, linear, path, radial
from shared.adapters.offline_painter.vessel import plate, rack, stand

BAKED = "#d3974f"
COCOA = "#6b3f28"
CHOCOLATE = "#6f4430"
SOLID = (Layer.MAIN, Layer.PIECE, Layer.SMALL)
SWEET = (Layer.PIECE, Layer.SMALL)
_IN_THE_BATTER = (
    eggs.egg,
    dairy.cube,
    meat.chunk,
    rounds.carrot,
    rounds.courgette,
    rounds.beet,
    snacks.crisp,
    snacks.crouton,
)
CRUMB = Look(snacks.chocolate, "#4d2a18", Layer.SMALL)


def cake(dish: Serving) -> str:
    """A frosted round on its stand, one slice drawn out."""
    rng, r = dish.rng, RADIUS * 0.74
    icing, start = _icing(dish), rng.uniform(24, 50)
    rest, cut = (start + 42, start + 360), (start, start + 42)
    body = _cake_part(dish, r, rest, icing) + _piping(r, rest, icing)
    drawn = _cake_part(dish, r, cut, icing) + _piping(r, cut, icing)
    body += group(drawn, *polar(r * 0.2, start + 21))
    crown = _sweets(dish)
    for index in range(9):
        spot = polar(r * 0.56, start + 60 + index * 34)
        body += one(rng, crown[index % len(crown)].look, spot, 36)
    body += group(heap(rng, crown, r * 0.12, 34, 3), *polar(r * 0.14, start + 200))
    base = stand(RADIUS, mix(dish.palette.accent, dish.palette.glaze, 0.45))
    return base + body + finish(rng, dish.pantry, r * 0.4, 24)


def tart(dish: Serving) -> str:
    """A fluted shell, its filling under fruit or vegetables."""
    rng, r = dish.rng, RADIUS * 0.84
    points = [polar(r * (1 if index % 2 else 0.955), index * 5) for index in range(72)]
    shell = polygon(points)
    body = shadow(shell, 0, 0, 0, 2.4) + path(
        shell, radial(lighter(BAKED, 0.2), darker(BAKED, 0.18), 84)
    )
    body += circle(0, 0, r * 0.9, darker(BAKED, 0.3))
    body += circle(0, 0, r * 0.885, radial("#f8dc92", "#e9b95c", 55))
    foods = dish.pantry.on(*SOLID, Layer.LEAF) or (Portion(CRUMB, 50, ""),)
    for ring, (share, count) in enumerate(((0.74, 17), (0.5, 12), (0.26, 7), (0, 1))):
        for index, spot in enumerate(on_ring(rng, count, r * share, 0.03)):
            look = foods[(index + ring) % min(len(foods), 3)].look
            body += one(rng, look, spot, 46, index * 360 / count + 90)
    base = plate(rng, RADIUS, dish.palette.glaze, dish.palette.accent)
    return (
        base
        + body
        + line(arc(r * 0.8, 200, 250), "#ffffff", 6, 0.35)
        + finish(rng, dish.pantry, r * 0.6, 28)
    )


def loaf(dish: Serving) -> str:
    """A cracked loaf on baking paper with two slices cut."""
    rng, tone = dish.rng, _dough(dish)
    shape = box(430, 268, 74)
    whole = path(shape, radial(lighter(tone, 0.2), darker(tone, 0.3), 35))
    whole += path(box(404, 240, 64), "none", 0.5, stroke=lighter(tone, 0.4), stroke_width=3)
    crack = f"M-168 {rng.uniform(-6, 6):.0f}C-96 -30 -60 28 0 0S96 -26 168 {rng.uniform(-6, 6):.0f}"
    whole += line(crack, darker(tone, 0.35), 40, 0.5) + line(crack, lighter(tone, 0.5), 26, 0.95)
    whole += specks(rng, 110, darker(tone, 0.4), 40, 4)
    whole += heap_in_box(rng, _sweet(dish), (310, 130), 38, 12)
    body = shadow(shape, -92, 0, 0, 3) + group(whole, -92, 0)
    for x, angle in ((176, 5), (262, 12)):
        body += group(_loaf_slice(dish, tone), x, 8, angle, 1.2)
    return rack(rng, 690, 470) + body + finish(rng, dish.pantry, 190, 26)


def muffins(dish: Serving) -> str:
    """Six or seven in their paper cases."""
    tone, body = _dough(dish), ""
    for x, y in [(0.0, 0.0), *(polar(205, index * 60 + 12) for index in range(6))]:
        body += group(_muffin(dish, tone), x, y, dish.rng.uniform(0, 60))
    return plate(dish.rng, RADIUS, dish.palette.glaze, dish.palette.accent) + body


def cookies(dish: Serving) -> str:
    """A baker's handful on paper."""
    tone, body = _dough(dish), ""
    for x, y in (
        (-212, -112),
        (4, -128),
        (214, -98),
        (-108, 22),
        (108, 34),
        (-216, 138),
        (0, 158),
        (218, 150),
    ):
        body += group(_cookie(dish, tone), x + dish.rng.uniform(-8, 8), y)
    return rack(dish.rng, 700, 560) + body + finish(dish.rng, dish.pantry, 220, 22)


def squares(dish: Serving) -> str:
    """Brownies or bars, cut and drawn apart."""
    rng = dish.rng
    tone = COCOA if "brownie" in dish.title or dish.pantry.has("chocolate|cacao|cocoa") else BAKED
    body = ""
    for column in (-1, 0, 1):
        for row in (-1, 1):
            body += group(_square(dish, tone), column * 196, row * 100, rng.uniform(-6, 6))
    return rack(rng, 690, 500) + body + finish(rng, dish.pantry, 220, 24)


def _icing(dish: Serving) -> str:
    if dish.pantry.has("chocolate|cacao|cocoa") or "chocolat" in dish.title:
        return CHOCOLATE
    if (
        "zanahoria" in dish.title
        or "carrot" in dish.title
        or dish.pantry.has("queso|cheese|nata|cream")
    ):
        return "#fbf0dc"
    return mix("#f8e2bd", dish.pantry.tint("#f3d6a2", 0.5), 0.35)


def _cake_part(dish: Serving, r: float, ends: tuple[float, float], icing: str) -> str:
    """A part of the round: bare sponge with a line of cream at the side, icing on top."""
    shape, deep = sector(r, *ends), r * 0.17
    sponge = COCOA if icing == CHOCOLATE else "#dfa654"
    body = shadow(shape, 0, deep * 0.5, 0, 3) + group(path(shape, darker(sponge, 0.16)), 0, deep)
    body += group(path(shape, darker(icing, 0.08)), 0, deep * 0.62)
    body += group(path(shape, darker(sponge, 0.08)), 0, deep * 0.46)
    for angle in [ends[0]] * (cos(radians(ends[0])) < 0) + [ends[1]] * (cos(radians(ends[1])) > 0):
        x, y = polar(r, angle)
        body += path(f"M0 0L{x:.1f} {y:.1f}v{deep:.1f}L0 {deep:.1f}Z", lighter(sponge, 0.12))
        body += line(f"M0 {deep * 0.55:.1f}L{x:.1f} {y + deep * 0.55:.1f}", icing, deep * 0.17)
    body += path(shape, radial(lighter(icing, 0.35), darker(icing, 0.05), 55))
    inset = 5 if ends[1] - ends[0] < 90 else 2
    return body + line(arc(r * 0.55, ends[0] + inset, ends[1] - inset), darker(icing, 0.1), 5, 0.5)


def _piping(r: float, ends: tuple[float, float], icing: str) -> str:
    """Rosettes of cream along the edge."""
    body, count = "", round((ends[1] - ends[0]) / 15)
    for index in range(count):
        x, y = polar(r * 0.88, ends[0] + (index + 0.5) * (ends[1] - ends[0]) / count)
        rose = circle(2, 4, 17, darker(icing, 0.5), 0.25) + circle(
            0, 0, 17, radial(lighter(icing, 0.7), darker(icing, 0.1), 10)
        )
        rose += line(arc(9, 20, 260), darker(icing, 0.16), 3, 0.6) + circle(
            0, 0, 3.4, lighter(icing, 0.8)
        )
        body += group(rose, x, y, index * 40)
    return body


def _sweets(dish: Serving) -> tuple[Portion, ...]:
    return _sweet(dish)[:3] or (Portion(CRUMB, 50, ""),)


def _sweet(dish: Serving) -> tuple[Portion, ...]:
    """What may lie on a cake: not the eggs and vegetables that are in it."""
    return dish.pantry.without(*_IN_THE_BATTER).on(*SWEET)


def _dough(dish: Serving) -> str:
    cocoa = (
        dish.pantry.has("cacao|cocoa|chocolate negro|dark chocolate")
        or "chocolate cake" in dish.title
    )
    return COCOA if cocoa else BAKED


def _loaf_slice(dish: Serving, tone: str) -> str:
    shape = box(62, 214, 24)
    body = shadow(shape, 0, 0, 0, 1.8) + path(
        shape, linear(darker(tone, 0.05), darker(tone, 0.25), 60)
    )
    body += path(box(48, 196, 18), linear(lighter(tone, 0.55), lighter(tone, 0.3), 60))
    return body + "".join(
        ellipse(x, y, 3.4, 2.4, darker(tone, 0.25), 0.7) for x, y in in_box(dish.rng, 20, 38, 176)
    )


def _muffin(dish: Serving, tone: str) -> str:
    rng = dish.rng
    pleats = polygon([polar(101 if index % 2 else 91, index * 7.5) for index in range(48)])
    body = shadow(pleats, 0, 0, 0, 2) + path(
        pleats, radial("#fdf3dd", mix(dish.palette.accent, "#fff3dc", 0.55), 80)
    )
    dome = blob(rng, 80, 0.045, 13)
    body += shadow(dome, 0, 0, 0, 0.6) + path(
        dome, radial(lighter(tone, 0.3), darker(tone, 0.16), 20)
    )
    body += specks(rng, 66, darker(tone, 0.35), 12, 4)
    return body + heap(rng, _sweet(dish)[:2] or (Portion(CRUMB, 50, ""),), 50, 25, 7)


def _cookie(dish: Serving, tone: str) -> str:
    rng = dish.rng
    edge = blob(rng, 92, 0.05, 13)
    tone = lighter(tone, 0.12)
    body = shadow(edge, 0, 0, 0, 1.6) + path(
        edge, radial(lighter(tone, 0.28), darker(tone, 0.2), 55)
    )
    for index in range(5):
        start = rng.uniform(0, 360)
        body += line(arc(20 + index * 13, start, start + 40), darker(tone, 0.3), 4, 0.4)
    foods = _sweet(dish)[:2] or (Portion(CRUMB, 50, ""),)
    return body + heap(rng, foods, 66, 24, 9)


def _square(dish: Serving, tone: str) -> str:
    shape = box(168, 168, 14)
    body = shadow(shape, 0, 0, 0, 2.6) + group(path(shape, darker(tone, 0.42)), 2, 12)
    body += path(shape, linear(lighter(tone, 0.22), darker(tone, 0.12), 45))
    for _ in range(6):
        x, y = dish.rng.uniform(-60, 60), dish.rng.uniform(-60, 60)
        body += line(
            f"M{x:.0f} {y:.0f}q14 {dish.rng.uniform(-22, 22):.0f} 34 4",
            lighter(tone, 0.4),
            2.4,
            0.5,
        )
    return body + heap_in_box(dish.rng, _sweets(dish)[:2], (110, 110), 25, 6)
