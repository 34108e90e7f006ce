"""What the food is served in, seen from above and centred on the origin."""

from random import Random

from shared.adapters.offline_painter.chance import pick
from shared.adapters.offline_painter.color import darker, lighter, mix
from shared.adapters.offline_painter.outline import arc, box, oval, polar, round_path
from shared.adapters.offline_painter.piece import SHADOW, shadow
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


def ground_shadow(r: float) -> str:
    """The soft shade of anything round."""
    shade = radial(alpha(SHADOW, 0.5), alpha(SHADOW, 0), 74)
    return circle(16, 26, r * 1.17, shade) + circle(6, 10, r * 1.03, SHADOW, 0.2)


def plate(rng: Random, r: float, glaze: str, accent: str) -> str:
    """A dinner plate with a wide rim."""
    body = ground_shadow(r)
    body += circle(0, 0, r, linear(lighter(glaze, 0.6), darker(glaze, 0.14), 50))
    body += circle(0, 0, r * 0.985, linear(lighter(glaze, 0.3), darker(glaze, 0.03), 50))
    body += pick(rng, (_banded, _speckled, _dotted))(rng, r, accent)
    body += circle(0, 0, r * 0.765, darker(glaze, 0.12))
    body += circle(1.5, 2.5, r * 0.757, linear(darker(glaze, 0.07), lighter(glaze, 0.5), 50))
    return body + _gleam(r * 0.9)


def bowl(rng: Random, r: float, glaze: str, accent: str) -> str:
    """A deep bowl; food fills it up to 0.84 of the radius."""
    body = ground_shadow(r)
    body += circle(0, 0, r, linear(lighter(glaze, 0.45), darker(glaze, 0.22), 50))
    body += circle(0, 0, r * 0.965, linear(lighter(glaze, 0.15), darker(glaze, 0.06), 50))
    body += pick(rng, (_speckled, _lipped))(rng, r * 1.06, accent)
    body += circle(0, 0, r * 0.905, linear(darker(glaze, 0.42), darker(glaze, 0.1), 50))
    return body + _gleam(r * 0.955)


def pan(rng: Random, r: float, metal: str, handles: int = 1) -> str:
    """A skillet with a long handle, or a paella pan with two loops."""
    body = _long_handle(rng, r, metal) if handles == 1 else _loops(r, metal)
    body += ground_shadow(r)
    body += circle(0, 0, r, linear(lighter(metal, 0.35), darker(metal, 0.3), 50))
    body += circle(0, 0, r * 0.965, linear(darker(metal, 0.25), lighter(metal, 0.08), 50))
    return (
        body
        + circle(0, 0, r * 0.9, radial(lighter(metal, 0.1), darker(metal, 0.18), 40))
        + _gleam(r * 0.98)
    )


def pot(rng: Random, r: float, enamel: str) -> str:
    """An enamelled casserole with two ears; food fills it up to 0.84 of the radius."""
    turn = rng.uniform(-24, 24)
    ears = "".join(_ear(r, enamel, turn + side) for side in (0, 180))
    body = ears + ground_shadow(r)
    body += circle(0, 0, r, linear(lighter(enamel, 0.35), darker(enamel, 0.3), 50))
    body += circle(0, 0, r * 0.955, linear(lighter(enamel, 0.1), darker(enamel, 0.12), 50))
    body += circle(0, 0, r * 0.92, "#f2e6d2")
    return body + circle(0, 0, r * 0.9, linear("#a58d72", "#e0cfb4", 50)) + _gleam(r * 0.975)


def board(rng: Random, width: float, height: float, wood: str) -> str:
    """A wooden board with its grain and a hole to hang it by."""
    shape = box(width, height, 46)
    body = shadow(shape, 8, 12, 0, 3) + path(
        shape, linear(lighter(wood, 0.22), darker(wood, 0.16), 60)
    )
    for index in range(15):
        y = -height / 2 + height * (index + 0.8) / 16 + rng.uniform(-4, 4)
        bend = rng.uniform(-14, 14)
        half = width / 2 - 16
        third = half / 3
        grain = f"M{-half:.0f} {y:.1f}C{-third:.0f} {y + bend:.1f} {third:.0f} {y - bend:.1f}"
        grain += f" {half:.0f} {y:.1f}"
        body += line(grain, darker(wood, 0.3), rng.uniform(1, 2.6), 0.28)
    body += path(
        box(width - 14, height - 14, 40), "none", 0.5, stroke=lighter(wood, 0.4), stroke_width=2
    )
    hole = width / 2 - 44
    return (
        body + circle(hole, 0, 15, darker(wood, 0.6)) + circle(hole + 2, 3, 13, darker(wood, 0.4))
    )


def tray(rng: Random, width: float, height: float, metal: str) -> str:
    """An oven tray lined with crumpled paper."""
    body = shadow(box(width, height, 44), 8, 12, 0, 3)
    body += path(box(width, height, 44), linear(lighter(metal, 0.5), darker(metal, 0.25), 50))
    body += path(
        box(width - 22, height - 22, 36), linear(darker(metal, 0.3), lighter(metal, 0.12), 50)
    )
    paper = box(width - 46, height - 42, 22)
    body += path(paper, linear("#fbf3e2", "#ead9bd", 50))
    for _ in range(9):
        x, y = rng.uniform(-0.42, 0.42) * width, rng.uniform(-0.4, 0.4) * height
        crease = f"M{x:.0f} {y:.0f}l{rng.uniform(-90, 90):.0f} {rng.uniform(-60, 60):.0f}"
        body += line(crease, "#d8c4a2", 2, 0.6)
    return body


def dish(rng: Random, width: float, height: float, glaze: str) -> str:
    """A ceramic baking dish with ears."""
    ear = box(width + 96, height * 0.34, 40)
    rim = box(width, height, 74)
    body = shadow(ear, 8, 12, 0, 2) + shadow(rim, 8, 12, 0, 3)
    body += path(ear, linear(lighter(glaze, 0.2), darker(glaze, 0.24), 50))
    body += path(rim, linear(lighter(glaze, 0.4), darker(glaze, 0.2), 50))
    body += path(
        box(width - 20, height - 20, 66), linear(lighter(glaze, 0.12), darker(glaze, 0.1), 50)
    )
    inner = linear(darker(glaze, 0.42), darker(glaze, rng.uniform(0.12, 0.2)), 50)
    return body + path(box(width - 54, height - 54, 52), inner)


def glass(r: float) -> str:
    """A tumbler: its foot, its wall and the rim; drink fills it up to 0.86 of the radius."""
    body = ground_shadow(r)
    body += circle(0, 0, r, radial(alpha("#ffffff", 0.12), alpha("#ffffff", 0.6), 80))
    body += circle(0, 0, r, "none", 0.9, stroke="#ffffff", stroke_width=f"{r * 0.03:.1f}")
    return body + circle(
        0, 0, r * 0.9, "none", 0.5, stroke="#e7eef0", stroke_width=f"{r * 0.05:.1f}"
    )


def stand(r: float, glaze: str) -> str:
    """A cake stand with a beaded edge."""
    body = ground_shadow(r)
    for index in range(40):
        x, y = polar(r * 0.985, index * 9)
        body += circle(x, y, r * 0.045, radial(lighter(glaze, 0.7), darker(glaze, 0.1), 20))
    body += circle(0, 0, r, linear(lighter(glaze, 0.6), darker(glaze, 0.08), 50))
    return body + circle(0, 0, r * 0.9, linear(darker(glaze, 0.06), lighter(glaze, 0.5), 50))


def rack(rng: Random, width: float, height: float) -> str:
    """Baking paper torn from the roll."""
    jag = "".join(
        f"L{-width / 2 + width * step / 26:.0f} {-height / 2 + rng.uniform(-5, 5):.1f}"
        for step in range(1, 26)
    )
    left, right, top, low = -width / 2, width / 2, -height / 2, height / 2
    sheet = f"M{left:.0f} {top:.0f}{jag}L{right:.0f} {top:.0f}V{low:.0f}H{left:.0f}Z"
    body = shadow(sheet, 4, 6, 0, 2) + path(sheet, linear("#fdf7ea", "#ecdfc6", 40))
    return body + path(oval(width * 0.4, height * 0.3), "#e3d0ac", 0.16)


def _gleam(r: float) -> str:
    return line(arc(r, 196, 246), "#ffffff", r * 0.014, 0.75) + line(
        arc(r, 22, 58), "#ffffff", r * 0.01, 0.4
    )


def _banded(rng: Random, r: float, accent: str) -> str:
    wide = pick(rng, (0.012, 0.03))
    ring = circle(0, 0, r * 0.945, "none", 0.9, stroke=accent, stroke_width=f"{r * wide:.1f}")
    return ring + circle(0, 0, r * 0.9, "none", 0.7, stroke=accent, stroke_width=f"{r * 0.006:.1f}")


def _speckled(rng: Random, r: float, accent: str) -> str:
    body = ""
    for index in range(90):
        x, y = polar(r * rng.uniform(0.78, 0.97), index * 137.5)
        body += circle(x, y, rng.uniform(0.8, 2.4), mix(accent, SHADOW, 0.4), 0.5)
    return body


def _dotted(rng: Random, r: float, accent: str) -> str:
    count = pick(rng, (36, 48))
    body = circle(0, 0, r * 0.972, "none", stroke=accent, stroke_width=f"{r * 0.012:.1f}")
    for index in range(count):
        x, y = polar(r * 0.905, index * 360 / count)
        stroke = path(oval(r * 0.026, r * 0.009), accent, 0.85)
        body += group(stroke, x, y, index * 360 / count)
    return body


def _lipped(rng: Random, r: float, accent: str) -> str:
    thick = pick(rng, (0.016, 0.024))
    return circle(0, 0, r * 0.925, "none", 0.9, stroke=accent, stroke_width=f"{r * thick:.1f}")


def _long_handle(rng: Random, r: float, metal: str) -> str:
    shape = box(r * 1.1, r * 0.2, r * 0.1, r * 1.42)
    grip = box(r * 0.7, r * 0.17, r * 0.085, r * 1.6)
    angle = rng.uniform(-52, -40)
    body = path(shape, linear(lighter(metal, 0.3), darker(metal, 0.2), 90))
    body += path(grip, linear("#b5814c", "#7d4f28", 90)) + ellipse(
        r * 1.86, 0, r * 0.035, r * 0.022, "#3a2416"
    )
    return shadow(shape, 8, 14, angle, 2) + group(body, angle=angle)


def _loops(r: float, metal: str) -> str:
    body = ""
    for angle in (200, 20):
        x, y = polar(r * 1.0, angle)
        loop = oval(r * 0.11, r * 0.2)
        body += group(path(loop, "none", 0.2, stroke=SHADOW, stroke_width=20), x + 6, y + 12, angle)
        body += group(path(loop, "none", stroke=metal, stroke_width=16), x, y, angle)
        body += group(
            path(loop, "none", 0.6, stroke=lighter(metal, 0.5), stroke_width=4), x, y, angle
        )
    return body


def _ear(r: float, enamel: str, angle: float) -> str:
    shape = box(r * 0.34, r * 0.5, r * 0.12, r * 1.02)
    body = path(shape, linear(lighter(enamel, 0.2), darker(enamel, 0.35), 50))
    body += path(box(r * 0.14, r * 0.28, r * 0.06, r * 1.07), SHADOW, 0.45)
    return shadow(shape, 8, 12, angle, 2) + group(body, angle=angle)


def well(r: float) -> str:
    """The shade that a deep wall throws on what lies in it: dark at the upper left."""
    crescent = f"{round_path(r)}{round_path(r * 1.02, r * 0.05, r * 0.07)}"
    soft = f"{round_path(r)}{round_path(r * 1.02, r * 0.025, r * 0.035)}"
    return path(crescent, SHADOW, 0.12, fill_rule="evenodd") + path(
        soft, SHADOW, 0.16, fill_rule="evenodd"
    )
