"""The whole card: table, cloth, cutlery, dish; a food by itself is larger and has no cutlery."""

from shared.adapters.offline_painter.chance import chance, pick
from shared.adapters.offline_painter.course import Plating, plating
from shared.adapters.offline_painter.palette import palette
from shared.adapters.offline_painter.plating import bowls, breads, cakes, drinks, oven, pans, plates
from shared.adapters.offline_painter.serving import Serving, serving
from shared.adapters.offline_painter.single import single
from shared.adapters.offline_painter.svg import document, group
from shared.adapters.offline_painter.table import CENTER, SIZE, backdrop, cutlery, linen, scattered
from shared.domain.picture import SINGLE_FOOD, DishBrief

_WIDE: frozenset[Plating] = frozenset(
    {
        breads.toast,
        breads.sandwich,
        breads.burger,
        breads.tacos,
        breads.wrap,
        breads.flatbread,
        oven.gratin,
        oven.roast,
        oven.stuffed,
        cakes.loaf,
        cakes.cookies,
        cakes.squares,
        plates.skewers,
        drinks.glasses,
        pans.fried_eggs,
        pans.scramble,
        pans.stir_fry,
    }
)
_LARGER = 1.25
_SPOONED: frozenset[Plating] = frozenset(
    {
        bowls.smooth_soup,
        bowls.broth,
        bowls.stew,
        bowls.curry,
        bowls.porridge,
        bowls.smoothie_bowl,
        bowls.dip,
        bowls.scoops,
    }
)


def drawing(brief: DishBrief) -> str:
    """The card as SVG, without its words."""
    if brief.style == SINGLE_FOOD:
        return document(_alone(brief), SIZE)
    dish = serving(brief)
    serve = plating(dish)
    return document(_setting(brief, dish, serve) + group(serve(dish), *CENTER), SIZE)


def _alone(brief: DishBrief) -> str:
    """In the middle, where no words take room."""
    colors = palette(chance(brief, "palette"), brief.meal)
    laid = linen(chance(brief, "table"), colors) + group(single(brief), *CENTER)
    x, y = (SIZE / 2 - at * _LARGER for at in CENTER)
    return backdrop(colors) + group(laid, x, y, scale=_LARGER)


def _setting(brief: DishBrief, dish: Serving, serve: Plating) -> str:
    rng = chance(brief, "table")
    side = 0 if serve in _WIDE else pick(rng, (-1, 1))
    body = backdrop(dish.palette) + linen(rng, dish.palette)
    body += scattered(rng, dish.pantry, side)
    return body + (cutlery(rng, dish.palette, serve in _SPOONED, side) if side else "")
