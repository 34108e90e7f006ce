"""The ingredients of a dish with their looks, heaviest first."""

from dataclasses import dataclass
from math import isfinite

from shared.adapters.offline_painter.color import blend, darker, lighter, mix
from shared.adapters.offline_painter.larder import Layer, Look, look
from shared.adapters.offline_painter.piece import Shape
from shared.adapters.offline_painter.words import folded, mentions
from shared.domain.picture import DishBrief, DishIngredient

DRAWN = 24
USUAL_GRAMS = 80
_SAVOURY_USUALS = ("cherry tomatoes", "courgette", "yellow pepper", "mushrooms", "basil")
_SWEET_USUALS = ("strawberries", "banana", "blueberries", "kiwi", "mint")
_TINTING = {Layer.LEAF, Layer.MAIN, Layer.PIECE, Layer.SMALL, Layer.CREAM}


@dataclass(frozen=True, slots=True)
class Portion:
    """An ingredient's look and how much of it there is."""

    look: Look
    grams: float
    name: str


@dataclass(frozen=True, slots=True)
class Pantry:
    """What there is to draw with."""

    portions: tuple[Portion, ...]

    def on(self, *layers: Layer) -> tuple[Portion, ...]:
        return tuple(each for each in self.portions if each.look.layer in layers)

    def without(self, *shapes: Shape) -> "Pantry":
        """What is left when some shapes are set aside, like the eggs that went into a batter."""
        return Pantry(tuple(each for each in self.portions if each.look.shape not in shapes))

    def has(self, words: str) -> bool:
        return any(mentions(each.name, words) for each in self.portions)

    def tint(self, usual: str, share: float = 0.6) -> str:
        """The colour that these foods give to a soup, a sauce or a batter."""
        weighed = [(each.look.color, each.grams) for each in self.on(*_TINTING)]
        mean = blend(weighed)
        return mix(usual, mean, share) if mean else usual

    def sauce(self) -> str:
        """The colour of the sauce the dish most likely has."""
        if self.has("tomat|passata|pimenton|paprika|chorizo"):
            return "#c9502c"
        if self.has("curry|curcuma|turmeric|azafran|saffron"):
            return "#dd9a34"
        if self.has("pesto|espinaca|spinach|albahaca|basil"):
            return "#7f9a48"
        if self.has("ternera|beef|cordero|lamb|vino tinto|red wine|rabo|ciervo"):
            return "#94512b"
        if self.has("nata|cream|queso|cheese|leche|milk|champin|mushroom"):
            return "#ecd7ab"
        return darker(lighter(self.tint("#b9743a", 0.35), 0.05), 0.05)


def pantry(brief: DishBrief) -> Pantry:
    """The heaviest ingredients; those of no stated weight count as a usual handful."""
    portions = (_portion(each) for each in brief.ingredients)
    ranked = sorted(portions, key=lambda each: (-each.grams, each.name))
    if any(each.look.layer is not Layer.HIDDEN for each in ranked):
        return Pantry(tuple(ranked[:DRAWN]))
    usual = _SWEET_USUALS if brief.meal in {"breakfast", "dessert"} else _SAVOURY_USUALS
    return Pantry(tuple(_portion(DishIngredient(name)) for name in usual))


def _portion(ingredient: DishIngredient) -> Portion:
    grams = ingredient.grams
    known = grams is not None and isfinite(grams) and grams > 0
    weight = min(grams, 2000.0) if known and grams is not None else float(USUAL_GRAMS)
    return Portion(look(ingredient), weight, folded(ingredient.name))
