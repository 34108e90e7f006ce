"""Dishes that come on a plate, in a wide pan or on sticks."""

from dataclasses import replace

from shared.adapters.offline_painter.beds import (
    crumble,
    drizzle,
    grains,
    leaves,
    puddle,
    specks,
    strands,
)
from shared.adapters.offline_painter.color import darker, lighter, mix
from shared.adapters.offline_painter.heap import finish, heap, one
from shared.adapters.offline_painter.larder import Layer, Look, large
from shared.adapters.offline_painter.outline import box, polar
from shared.adapters.offline_painter.piece import placed, shadow
from shared.adapters.offline_painter.scatter import in_disc, on_ring
from shared.adapters.offline_painter.serving import RADIUS, Serving
from shared.adapters.offline_painter.shapes import (
    dairy,
    fruit,
    greens,
    meat,
    pasta,
    rounds,
    seafood,
    snacks,
)
from shared.adapters.offline_painter.svg import circle, group, linear, path
from shared.adapters.offline_painter.vessel import pan, plate, tray

WELL = RADIUS * 0.75
GREENS = (Look(greens.lettuce, "#86b048", Layer.LEAF), Look(greens.rocket, "#5c8f3c", Layer.LEAF))
SOLID = (Layer.MAIN, Layer.PIECE, Layer.SMALL)
LEMON = Look(fruit.citrus_wedge, "#f3cf3a")


def _plate(dish: Serving) -> str:
    return plate(dish.rng, RADIUS, dish.palette.glaze, dish.palette.accent)


def salad(dish: Serving) -> str:
    """Leaves to the rim and everything else among them."""
    rng = dish.rng
    own = tuple(portion.look for portion in dish.pantry.on(Layer.LEAF))
    leafless = dish.pantry.has(
        "garbanzo|chickpea|lenteja|lentil|pasta|arroz|quinoa|cuscus|couscous|patata|potato"
    )
    if own or not leafless:
        bed = leaves(rng, WELL, (own * 2 or GREENS)[:3] + GREENS[:1], 52)
    else:
        bed = _staple_bed(dish, WELL * 0.92) or group(
            heap(rng, dish.pantry.on(Layer.SMALL), WELL * 0.82, 40, 70)
        )
    toppings = heap(rng, dish.pantry.on(*SOLID, Layer.CREAM), WELL * 0.72, 41, 30)
    return _plate(dish) + bed + toppings + finish(rng, dish.pantry, WELL * 0.7, 28)


def long_pasta(dish: Serving) -> str:
    rng = dish.rng
    sauce = dish.pantry.sauce()
    body = puddle(rng, WELL * 0.96, sauce) + strands(rng, WELL * 0.93, mix("#f2cf7e", sauce, 0.16))
    for spot in in_disc(rng, 6, WELL * 0.5):
        body += placed(snacks.sauce(rng, rng.uniform(16, 34), sauce), *spot, lift=0.4)
    body += heap(rng, dish.pantry.on(*SOLID, Layer.LEAF), WELL * 0.62, 38, 22)
    return _plate(dish) + body + _finish(dish, WELL * 0.55)


def short_pasta(dish: Serving) -> str:
    rng = dish.rng
    sauce = dish.pantry.sauce()
    shape = Look(pasta.penne, mix("#efc873", sauce, 0.14))
    if "noqui" in dish.title or "gnocchi" in dish.title:
        shape = Look(pasta.gnocchi, mix("#efd8a0", sauce, 0.1))
    if "ravioli" in dish.title or "tortellini" in dish.title:
        shape = Look(pasta.ravioli, mix("#efd59a", sauce, 0.08))
    body = puddle(rng, WELL * 0.96, sauce)
    for share, count in ((0.74, 20), (0.52, 16), (0.28, 10), (0.05, 4)):
        for spot in on_ring(rng, count, WELL * share, 0.1):
            body += one(rng, shape, spot, 36)
    for spot in in_disc(rng, 5, WELL * 0.5):
        body += placed(snacks.sauce(rng, rng.uniform(14, 26), sauce), *spot, lift=0.4)
    body += heap(rng, dish.pantry.on(*SOLID, Layer.LEAF), WELL * 0.66, 36, 20)
    return _plate(dish) + body + _finish(dish, WELL * 0.55)


def rice(dish: Serving) -> str:
    """A mound of grains with the rest on top."""
    rng = dish.rng
    bed = _staple_bed(dish, WELL * 0.9) or grains(rng, WELL * 0.9, _rice_color(dish))
    body = bed + heap(rng, dish.pantry.on(*SOLID, Layer.LEAF, Layer.CREAM), WELL * 0.7, 40, 26)
    return _plate(dish) + body + _finish(dish, WELL * 0.6)


def paella(dish: Serving) -> str:
    """Rice in its wide pan, lemon at the rim."""
    rng, r = dish.rng, RADIUS * 0.88
    body = grains(rng, r, "#eab54a", 1100)
    body += heap(rng, dish.pantry.on(Layer.PIECE, Layer.SMALL, Layer.LEAF), r * 0.84, 36, 30)
    for portion in dish.pantry.on(Layer.MAIN)[:3]:
        for spot in on_ring(rng, 6, r * rng.uniform(0.4, 0.72), 0.08):
            body += one(rng, portion.look, spot, 42)
    for angle in (30, 150, 270):
        body += one(rng, LEMON, polar(r * 0.84, angle), 30, angle + 180)
    return pan(rng, RADIUS, "#4b4a4c", handles=2) + body + finish(rng, dish.pantry, r * 0.7, 28)


def main_course(dish: Serving) -> str:
    """One handsome piece, its side dishes round it."""
    rng = dish.rng
    mains = dish.pantry.on(Layer.MAIN)
    hero = large(mains[0].look if mains else Look(meat.steak, "#a8643c"))
    tilt = rng.uniform(-28, -14)
    body = puddle(rng, WELL * 0.8, _gravy(dish))
    sides = dish.pantry.on(Layer.PIECE, Layer.SMALL, Layer.LEAF) or dish.pantry.on(Layer.STAPLE)
    staple = _staple_bed(dish, WELL * 0.52)
    if staple:
        body += group(staple, *polar(WELL * 0.44, 160))
    for index, portion in enumerate(sides[:4]):
        body += _cluster(dish, portion.look, (232 if staple else 196) + index * 58)
    body += group(_heroes(dish, hero), *polar(WELL * 0.2, 45), tilt)
    if dish.pantry.has("limon|lemon|pescado|fish|salmon|merluza|hake|bacalao|cod "):
        body += one(rng, LEMON, polar(WELL * 0.72, 20), 36, 200)
    return _plate(dish) + body + _finish(dish, WELL * 0.5)


def mound(dish: Serving) -> str:
    """Whatever there is, heaped generously on a little sauce."""
    rng = dish.rng
    bed = _staple_bed(dish, WELL * 0.9)
    if not bed:
        bed = puddle(rng, WELL * 0.9, lighter(dish.pantry.sauce(), 0.12))
    foods = dish.pantry.on(*SOLID, Layer.LEAF, Layer.CREAM) or (*dish.pantry.on(Layer.STAPLE),)
    if not foods:
        return salad(dish)
    body = bed + heap(rng, foods, WELL * 0.78, 46, 30) + heap(rng, foods, WELL * 0.5, 44, 16)
    return _plate(dish) + body + _finish(dish, WELL * 0.6)


def fritters(dish: Serving) -> str:
    """Croquettes, patties or meatballs with a small salad and a dip."""
    rng = dish.rng
    tone = (
        "#8f5532"
        if dish.pantry.has("ternera|beef|carne|cordero|lamb|mince") and "croquet" not in dish.title
        else "#dba04c"
    )
    body = group(leaves(rng, WELL * 0.44, GREENS, 36), *polar(WELL * 0.5, 200))
    body += placed(dairy.dollop(rng, 44, "#fbf0cf"), *polar(WELL * 0.66, 140))
    if "albondig" in dish.title or "meatball" in dish.title:
        body = puddle(rng, WELL * 0.92, dish.pantry.sauce())
    spots = [polar(WELL * 0.52, 250 + index * 52) for index in range(5)] + [
        (WELL * 0.06, WELL * 0.05)
    ]
    for x, y in spots:
        body += _fritter(dish, x + rng.uniform(-6, 6), y, tone)
    return _plate(dish) + body + _finish(dish, WELL * 0.6)


def skewers(dish: Serving) -> str:
    """Three of them across a tray."""
    rng = dish.rng
    looks = [_threaded(each.look) for each in dish.pantry.on(Layer.MAIN, Layer.PIECE)]
    looks = looks or [Look(meat.chunk, "#8f5233")]
    body = ""
    for row in (-1, 0, 1):
        rod = box(570, 8, 4)
        skewer = shadow(rod, 0, 0) + path(rod, linear("#e6c48d", "#a67a42", 90))
        for index in range(8):
            food = looks[(index + row) % len(looks)]
            skewer += one(rng, food, (-194 + index * 54, rng.uniform(-4, 4)), 46, 90)
        body += group(skewer, 0, row * 122, -6 + row * 2)
    return tray(rng, 640, 500, "#8d9294") + body + finish(rng, dish.pantry, 190, 26)


def fruit_plate(dish: Serving) -> str:
    """Fruit laid in rings."""
    rng, body = dish.rng, ""
    looks = [each.look for each in dish.pantry.on(Layer.PIECE, Layer.SMALL, Layer.CREAM)]
    looks = looks or [Look(fruit.stone_fruit, "#f19a4a"), Look(fruit.kiwi, "#8cb83c")]
    for ring, (share, count) in enumerate(((0.78, 13), (0.5, 9), (0.24, 5), (0, 1))):
        for index, spot in enumerate(on_ring(rng, count, WELL * share, 0.03)):
            body += one(rng, looks[(ring + index // 3) % len(looks)], spot, 54)
    return _plate(dish) + body + _finish(dish, WELL * 0.5)


def _threaded(look: Look) -> Look:
    """Cut to be skewered: whatever comes in slivers is a square chunk."""
    if look.shape in {rounds.pepper, meat.strip}:
        return replace(look, shape=meat.chunk, scale=0.95)
    return look


def _gravy(dish: Serving) -> str:
    """Its own colour where there is a sauce; else butter and pan juices."""
    if dish.pantry.on(Layer.CREAM) or "salsa" in dish.title or "sauce" in dish.title:
        return lighter(dish.pantry.sauce(), 0.1)
    return "#ecd391"


def _rice_color(dish: Serving) -> str:
    if dish.pantry.has("azafran|saffron|curry|curcuma|turmeric|pimenton"):
        return "#eebb55"
    if dish.pantry.has("tomat"):
        return "#efb98a"
    return "#f6e8cb"


def _staple_bed(dish: Serving, r: float) -> str:
    """The grain of the dish as a bed, if it has one."""
    rng, store = dish.rng, dish.pantry
    text = dish.title + "".join(each.name for each in store.on(Layer.STAPLE))
    if any(word in text for word in ("quinoa", "cuscus", "couscous", "bulgur", "mijo")):
        return crumble(rng, r, "#e8c988", 420, r * 0.036)
    if any(
        word in text for word in ("pasta", "espagueti", "spaghetti", "fideo", "noodle", "tallarin")
    ):
        return strands(rng, r, "#f2cf7e", 60, r * 0.05)
    if any(
        word in text for word in ("arroz", "rice", "risotto", "trigo", "farro", "cebada", "barley")
    ):
        return grains(rng, r, _rice_color(dish), int(r * 4.2), max(r * 0.065, 9))
    return ""


def _heroes(dish: Serving, hero: Look) -> str:
    if hero.shape in {seafood.fillet, meat.steak}:
        return one(dish.rng, hero, (0, 0), 104, 0)
    spots = [*on_ring(dish.rng, 6, 66, 0.1), (0.0, 0.0)]
    return "".join(one(dish.rng, hero, spot, 42) for spot in spots)


def _cluster(dish: Serving, look: Look, angle: float) -> str:
    x, y = polar(WELL * 0.6, angle)
    count = 9 if look.layer is Layer.SMALL else 5
    spots = in_disc(dish.rng, count, 58)
    return "".join(one(dish.rng, look, (x + dx, y + dy), 38) for dx, dy in spots)


def _fritter(dish: Serving, x: float, y: float, tone: str) -> str:
    rng = dish.rng
    shape = box(128, 74, 37) if "croquet" in dish.title else ""
    if not shape:
        return placed(meat.meatball(rng, 54, tone), x, y, rng.uniform(0, 360), 1.4)
    body = path(shape, linear(lighter(tone, 0.3), darker(tone, 0.18), 90))
    coating = "".join(
        circle(
            dx * 1.3,
            dy * 0.75,
            rng.uniform(1.5, 4),
            lighter(tone, 0.4) if index % 2 else darker(tone, 0.25),
            0.7,
        )
        for index, (dx, dy) in enumerate(in_disc(rng, 34, 40))
    )
    turn = rng.uniform(-40, 40)
    return shadow(shape, x, y, turn, 1.5) + group(body + coating, x, y, turn)


def _finish(dish: Serving, r: float) -> str:
    rng = dish.rng
    body = finish(rng, dish.pantry, r, 29)
    for portion in dish.pantry.on(Layer.CREAM)[:1]:
        body += drizzle(rng, r * 0.9, portion.look.color)
    if not dish.pantry.on(Layer.HERB) and dish.pantry.on(Layer.MAIN, Layer.PIECE):
        body += specks(rng, r, "#4f7d37", 26, 4)
    return body
