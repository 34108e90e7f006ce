"""What every way of serving draws from."""

from dataclasses import dataclass
from random import Random

from shared.adapters.offline_painter.chance import chance
from shared.adapters.offline_painter.palette import Palette, palette
from shared.adapters.offline_painter.pantry import Pantry, pantry
from shared.adapters.offline_painter.words import folded
from shared.domain.picture import DishBrief

RADIUS = 312.0


@dataclass(frozen=True, slots=True)
class Serving:
    """A dish about to be drawn: its foods, its colours and its luck."""

    rng: Random
    pantry: Pantry
    palette: Palette
    title: str
    servings: int


def serving(brief: DishBrief) -> Serving:
    return Serving(
        rng=chance(brief, "dish"),
        pantry=pantry(brief),
        palette=palette(chance(brief, "palette"), brief.meal),
        title=folded(brief.title),
        servings=brief.servings,
    )
