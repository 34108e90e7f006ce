"""The table the dish stands on: its cloth, its cutlery and what the cook left lying about."""

from random import Random

from shared.adapters.offline_painter.chance import pick
from shared.adapters.offline_painter.color import darker, lighter, mix
from shared.adapters.offline_painter.heap import one
from shared.adapters.offline_painter.larder import Layer, Look, raw
from shared.adapters.offline_painter.outline import box
from shared.adapters.offline_painter.palette import Palette
from shared.adapters.offline_painter.pantry import Pantry
from shared.adapters.offline_painter.piece import SHADOW, shadow
from shared.adapters.offline_painter.scatter import on_ring
from shared.adapters.offline_painter.shapes import greens
from shared.adapters.offline_painter.svg import circle, ellipse, group, line, linear, path, radial

SIZE = 1024
CENTER = (512.0, 392.0)
_CORNERS = ((110, 92), (914, 84), (92, 596), (932, 604))


def backdrop(palette: Palette) -> str:
    """Lit from the upper left, darker towards the words."""
    light, shade = lighter(palette.table, 0.2), darker(palette.table, 0.1)
    return circle(380, 290, 1010, radial(light, shade, 0))


def linen(rng: Random, palette: Palette) -> str:
    """A napkin under the dish, woven and striped."""
    wide, tall = 540.0, 540.0
    shape = box(wide, tall, 8)
    cloth = path(shape, linear(lighter(palette.linen, 0.2), darker(palette.linen, 0.08), 50))
    cloth += _weave(palette, wide, tall) + _stripes(rng, palette, wide, tall)
    angle = pick(rng, (-24.0, 21.0, 45.0, -38.0))
    x, y = CENTER[0] + rng.uniform(-60, 60), CENTER[1] - rng.uniform(36, 56)
    return shadow(shape, x, y, angle, 1.6) + group(cloth, x, y, angle)


def cutlery(rng: Random, palette: Palette, spoon: bool, side: int) -> str:
    """A spoon, or a fork and a knife, left (-1) or right (1) of the dish."""
    metal = pick(rng, ("#d9cfc0", "#d8a95c", "#cfd3d3"))
    lean, near, far = rng.uniform(-4, 4), 512 + side * 404, 512 + side * 462
    if spoon:
        return _laid(_spoon(metal), near, 392, lean)
    return _laid(_fork(metal), near, 392, lean) + _laid(_knife(metal), far, 396, lean)


def scattered(rng: Random, pantry: Pantry, cutlery_side: int) -> str:
    """Some of the ingredients lying in the corners, clear of the cutlery; 0 is none laid."""
    around = pantry.on(Layer.PIECE, Layer.HERB, Layer.SMALL, Layer.LEAF)
    looks = [raw(each.look) for each in around][:4]
    looks = looks or [Look(greens.rosemary, "#5d8a55", Layer.HERB)]
    body, turn = "", int(rng.random() * 4)
    for index, (x, y) in enumerate(_CORNERS):
        if y > CENTER[1] and (x - CENTER[0]) * cutlery_side > 0:
            continue
        body += _handful(rng, looks[(index + turn) % len(looks)], x, y)
        if len(looks) > 2 and y < CENTER[1]:
            neighbour = looks[(index + turn + 2) % len(looks)]
            body += one(rng, neighbour, (x + (74 if x < CENTER[0] else -74), y - 46), 40)
    return body


def _handful(rng: Random, look: Look, x: float, y: float) -> str:
    spots = on_ring(rng, 4 if look.layer is Layer.SMALL else 2, 34, 0.2)
    return "".join(one(rng, look, (x + dx, y + dy), 44) for dx, dy in spots)


def _weave(palette: Palette, wide: float, tall: float) -> str:
    step, thread = 9, darker(palette.linen, 0.22)
    across = "".join(
        f"M{-wide / 2:.0f} {-tall / 2 + y}h{wide:.0f}" for y in range(step, int(tall), step)
    )
    along = "".join(
        f"M{-wide / 2 + x:.0f} {-tall / 2:.0f}v{tall:.0f}" for x in range(step, int(wide), step)
    )
    return line(across + along, thread, 0.8, 0.16)


def _stripes(rng: Random, palette: Palette, wide: float, tall: float) -> str:
    tone, body = mix(palette.accent, palette.linen, 0.25), ""
    if rng.random() < 0.45:
        for y in range(-3, 4):
            body += path(box(wide, 26, 0, 0, y * 82), tone, 0.35)
            body += path(box(26, tall, 0, y * 82, 0), tone, 0.35)
        return body
    for at in (0.4, 0.44, 0.455):
        for side in (-1, 1):
            body += path(box(wide, 9 if at == 0.4 else 3.5, 0, 0, side * tall * at), tone, 0.85)
    return body


def _laid(tool: tuple[str, str], x: float, y: float, angle: float) -> str:
    outline, body = tool
    return shadow(outline, x, y, angle, 1.5) + group(body, x, y, angle)


def _shine(metal: str) -> str:
    return linear(lighter(metal, 0.7), darker(metal, 0.28), 0)


def _handle() -> str:
    return "M-6 -40C-7 40 -11 130 -12 190Q0 214 12 190C11 130 7 40 6 -40Z"


def _fork(metal: str) -> tuple[str, str]:
    head = (
        "M-6 -40C-8 -70 -25 -80 -25 -110V-196H-19V-122H-12V-198H-6V-122"
        "H6V-198H12V-122H19V-196H25V-110C25 -80 8 -70 6 -40Z"
    )
    outline = head + _handle()
    gleam = line("M-3 -30C-4 40 -6 120 -6 186", "#ffffff", 2, 0.7)
    return outline, path(head, _shine(metal)) + path(_handle(), _shine(metal)) + gleam


def _spoon(metal: str) -> tuple[str, str]:
    head = (
        "M-6 -40C-8 -66 -38 -84 -38 -130C-38 -176 -18 -200 0 -200"
        "C18 -200 38 -176 38 -130C38 -84 8 -66 6 -40Z"
    )
    inner = ellipse(0, -136, 28, 52, linear(darker(metal, 0.3), lighter(metal, 0.6), 60))
    gleam = line("M-3 -30C-4 40 -6 120 -6 186", "#ffffff", 2, 0.7)
    return head + _handle(), path(head, _shine(metal)) + path(
        _handle(), _shine(metal)
    ) + inner + gleam


def _knife(metal: str) -> tuple[str, str]:
    blade = "M-10 10V-170Q-8 -200 4 -204Q14 -150 12 10Z"
    handle = "M-9 10H9C10 90 12 150 11 192Q0 208 -11 192C-12 150 -10 90 -9 10Z"
    edge = line("M7 -190Q11 -120 9 4", "#ffffff", 2, 0.8)
    bolster = line("M-9 12H9", SHADOW, 2, 0.35)
    return blade + handle, path(blade, _shine(metal)) + path(handle, _shine(metal)) + edge + bolster
