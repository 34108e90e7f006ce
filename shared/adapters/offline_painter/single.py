"""One food by itself: a bowl of it, and nothing beside it."""

from shared.adapters.offline_painter.beds import liquid, within
from shared.adapters.offline_painter.chance import chance
from shared.adapters.offline_painter.color import parse
from shared.adapters.offline_painter.heap import heap
from shared.adapters.offline_painter.larder import Layer, look
from shared.adapters.offline_painter.palette import palette
from shared.adapters.offline_painter.pantry import USUAL_GRAMS, Portion
from shared.adapters.offline_painter.serving import RADIUS
from shared.adapters.offline_painter.vessel import bowl, well
from shared.domain.picture import DishBrief

_FULL = RADIUS * 0.895
_PILED = (Layer.STAPLE, Layer.LEAF, Layer.MAIN, Layer.PIECE, Layer.SMALL, Layer.HERB)


def single(brief: DishBrief) -> str:
    """Its pieces heaped where it comes in pieces; else, like oil or salt, the bowl is full of its
    colour."""
    rng, colors = chance(brief, "dish"), palette(chance(brief, "palette"), brief.meal)
    vessel = bowl(rng, RADIUS, colors.glaze, colors.accent)
    food = brief.ingredients[0]
    seen = look(food)
    body = liquid(rng, _FULL, parse(food.color) or seen.color)
    if seen.layer in _PILED:
        portion = Portion(seen, USUAL_GRAMS, brief.title)
        body += heap(rng, (portion,), _FULL * 0.9, 52, 60)
    return vessel + within(body + well(_FULL), _FULL)
