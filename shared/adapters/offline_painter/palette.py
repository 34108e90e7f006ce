"""Colours that go together: a table, its linen, the crockery and the ink, by meal."""

from dataclasses import dataclass
from random import Random

from shared.adapters.offline_painter.chance import pick
from shared.adapters.offline_painter.color import luminance


@dataclass(frozen=True, slots=True)
class Palette:
    """One harmony."""

    table: str
    linen: str
    glaze: str
    accent: str
    wood: str = "#c98f56"

    @property
    def dark(self) -> bool:
        """Whether the text on the table must be light."""
        return luminance(self.table) < 0.2

    @property
    def ink(self) -> str:
        return "#fff6e6" if self.dark else "#2e211b"

    @property
    def quiet_ink(self) -> str:
        return "#f7e4c8" if self.dark else "#45302a"


_BREAKFAST = (
    Palette("#f4c978", "#fff3dc", "#fdf8ee", "#5f8f8b"),
    Palette("#f2b79a", "#fdebdc", "#fbf5ea", "#3f7d78"),
    Palette("#b9d3cd", "#f7efdf", "#fffaf0", "#dd8a4a"),
    Palette("#f0dcb6", "#c9dccf", "#fdf9f1", "#d97b52"),
)
_LUNCH = (
    Palette("#a9bf95", "#f3ecd8", "#fdf9f0", "#c8693c"),
    Palette("#ecb06f", "#fbeed7", "#fbf6ec", "#3e6f64"),
    Palette("#e6a287", "#f7e3cf", "#fcf6ea", "#2f5d62"),
    Palette("#e9dcc3", "#9db8a5", "#fefaf2", "#c2603a"),
    Palette("#9fc3bd", "#f4ead6", "#fdf8ed", "#c9704a"),
)
_DINNER = (
    Palette("#24484a", "#d9b88c", "#f6efe2", "#c98a4a", "#a8713f"),
    Palette("#5b2f3a", "#d8a58a", "#f7eee2", "#b06a4c", "#a8713f"),
    Palette("#35503c", "#d8c49a", "#f6f0e2", "#c78b45", "#a8713f"),
    Palette("#2e3a56", "#cfb7a0", "#f5efe4", "#c9855a", "#a8713f"),
    Palette("#8d4026", "#f0d2ac", "#fbf3e6", "#3d5a58", "#8f5c34"),
)
_SNACK = (
    Palette("#f2a58c", "#fdeada", "#fdf8f0", "#4a8078"),
    Palette("#f3cf6d", "#fdf3dc", "#fffaf0", "#c95f45"),
    Palette("#9cc7b4", "#f8f0de", "#fefaf1", "#dd7f52"),
    Palette("#e9b7a8", "#d5e2d4", "#fdf8f0", "#54817a"),
)
_DESSERT = (
    Palette("#e7b3ae", "#fcebe2", "#fefaf4", "#9a4f5c"),
    Palette("#c9b3cf", "#f6ebe8", "#fefbf6", "#8a5a83"),
    Palette("#6b3f36", "#e7c4a6", "#fbf3e8", "#c98f6a", "#a8713f"),
    Palette("#f1cf9c", "#fdf0de", "#fffaf2", "#b8604f"),
    Palette("#a8c4b4", "#f9eee0", "#fefaf2", "#c0685e"),
)
_BY_MEAL = {
    "breakfast": _BREAKFAST,
    "lunch": _LUNCH,
    "dinner": _DINNER,
    "snack": _SNACK,
    "dessert": _DESSERT,
}


def palette(rng: Random, meal: str) -> Palette:
    """One of the harmonies of a meal; an unknown meal is set like a lunch."""
    return pick(rng, _BY_MEAL.get(meal, _LUNCH))
