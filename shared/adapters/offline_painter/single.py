"""One food by itself, as it is bought: in a bowl, a glass or on a board, and nothing beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from shared.adapters.offline_painter.beds import (
    cream,
    crumble,
    grains,
    liquid,
    specks,
    strands,
    within,
)
from shared.adapters.offline_painter.chance import chance
from shared.adapters.offline_painter.color import darker, lighter, parse
from shared.adapters.offline_painter.course import plating
from shared.adapters.offline_painter.heap import heap, one
from shared.adapters.offline_painter.larder import Layer, Look, look, raw
from shared.adapters.offline_painter.outline import blob
from shared.adapters.offline_painter.palette import Palette, palette
from shared.adapters.offline_painter.pantry import USUAL_GRAMS, Portion
from shared.adapters.offline_painter.piece import shadow
from shared.adapters.offline_painter.serving import RADIUS, serving
from shared.adapters.offline_painter.shapes import dairy, eggs, meat, seafood, seeds, snacks
from shared.adapters.offline_painter.svg import alpha, circle, group, path, radial
from shared.adapters.offline_painter.vessel import board, bowl, glass, well
from shared.domain.food import Category
from shared.domain.picture import DishBrief

_FULL = RADIUS * 0.895
_GLASS = RADIUS * 0.9
_POURED = (Category.OIL, Category.BEVERAGE, Category.ALCOHOL)
_GROUND = (Category.BAKING, Category.SPICE)
_CUT = (Category.MEAT, Category.POULTRY, Category.FISH)
_FINE = (Layer.SMALL, Layer.SPRINKLE, Layer.HERB)
# Size of a piece and how many of them.
_PIECES = (66.0, 44)
_SMALL = (62.0, 96)
_EGGS = (84.0, 22)


@dataclass(frozen=True, slots=True)
class _Food:
    rng: Random
    palette: Palette
    look: Look
    color: str
    name: str


_Way = Callable[[_Food], str]


def single(brief: DishBrief) -> str:
    """The food around the origin; what was cooked already is served as the dish it is."""
    told = brief.ingredients[0]
    if told.category == Category.PREPARED:
        dish = serving(brief)
        return plating(dish)(dish)
    seen = raw(look(told))
    food = _Food(
        rng=chance(brief, "dish"),
        palette=palette(chance(brief, "palette"), brief.meal),
        look=seen,
        color=parse(told.color) or seen.color,
        name=brief.title,
    )
    return _way(told.category, seen)(food)


def _way(category: str | None, seen: Look) -> _Way:
    if category in _POURED and seen.shape is not snacks.chocolate:
        return _glassful
    if seen.shape is dairy.dollop and seen.layer is Layer.HIDDEN:
        return _glassful  # Milk, which no dish shows.
    if category in _CUT and seen.shape in (meat.strip, meat.chunk, seafood.fillet):
        return _mince if seen.layer is Layer.SMALL else _cuts
    if category in _GROUND and seen.layer in (Layer.HIDDEN, Layer.SPRINKLE):
        return _powder
    if seen.shape in _BY_SHAPE:
        return _BY_SHAPE[seen.shape]
    return _BY_LAYER.get(seen.layer, _pieces)


def _glassful(food: _Food) -> str:
    full = _GLASS * 0.86
    drink = liquid(food.rng, full, food.color, 2)
    return glass(_GLASS) + within(drink + well(full), full)


def _bowlful(food: _Food, content: str) -> str:
    shell = bowl(food.rng, RADIUS, food.palette.glaze, food.palette.accent)
    return shell + within(content + well(_FULL), _FULL)


def _poured(food: _Food) -> str:
    return _bowlful(food, liquid(food.rng, _FULL, food.color))


def _spread(food: _Food) -> str:
    return _bowlful(food, cream(food.rng, _FULL, food.color))


def _powder(food: _Food) -> str:
    """A soft mound, lit from the upper left."""
    rng, color = food.rng, food.color
    floor = circle(0, 0, _FULL, radial(darker(color, 0.1), darker(color, 0.24), 30))
    mound = blob(rng, _FULL * 0.8, 0.05, 12)
    body = shadow(mound, 6, 10, 0, 2.4) + path(mound, radial(color, darker(color, 0.12), 40))
    light = radial(lighter(color, 0.3), alpha(lighter(color, 0.3), 0), 15)
    dune = path(blob(rng, _FULL * 0.62, 0.07, 10), light, 0.9)
    body += group(dune, -_FULL * 0.07, -_FULL * 0.07)
    body += specks(rng, _FULL * 0.78, darker(color, 0.3), 260, 2.2)
    return _bowlful(food, floor + body + specks(rng, _FULL * 0.78, lighter(color, 0.4), 260, 2.4))


def _mince(food: _Food) -> str:
    return _bowlful(food, crumble(food.rng, _FULL * 0.9, food.color, 420, 13))


def _grain(food: _Food) -> str:
    return _bowlful(food, grains(food.rng, _FULL * 0.92, food.color, 900, 17))


def _strands(food: _Food) -> str:
    return _bowlful(food, strands(food.rng, _FULL * 0.94, food.color))


def _cuts(food: _Food) -> str:
    """Two raw pieces on a board, in the food's own colour."""
    shape = seafood.fillet if food.look.shape is seafood.fillet else meat.cut
    piece = replace(food.look, shape=shape, color=food.color, layer=Layer.PIECE, scale=1)
    laid = "".join(
        one(food.rng, piece, (x, y), 138, angle) for x, y, angle in ((-8, -92, -14), (6, 96, -8))
    )
    return board(food.rng, 700, 500, food.palette.wood) + laid


def _pieces(food: _Food) -> str:
    """A heap, on the shade of what lies below."""
    shade = circle(0, 0, _FULL, radial(darker(food.look.color, 0.3), darker(food.look.color, 0.5)))
    size, count = _SMALL if food.look.layer in _FINE else _PIECES
    if food.look.shape is eggs.whole_egg:
        size, count = _EGGS
    portion = Portion(food.look, USUAL_GRAMS, food.name)
    return _bowlful(food, shade + heap(food.rng, (portion,), _FULL * 0.92, size, count))


_BY_SHAPE: dict[object, _Way] = {
    seeds.drops: _poured,
    seeds.rice: _grain,
    snacks.stick: _strands,
    seeds.pepper_grains: _powder,
}
_BY_LAYER: dict[Layer, _Way] = {Layer.HIDDEN: _spread, Layer.CREAM: _spread}
