"""A recipe as somebody else put it, before any of it is understood."""

from collections.abc import Sequence
from typing import NamedTuple


class FoundRecipe(NamedTuple):
    """A recipe in its own words; whatever it does not say is None or empty."""

    title: str
    summary: str
    servings: int | None
    minutes: int | None
    language: str | None
    ingredients: Sequence[str]
    steps: Sequence[str]
