"""A recipe as somebody else put it, before any of it is understood."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from shared.domain.model import Model


class FoundRecipe(NamedTuple):
    """A recipe in its own words; whatever it does not say is None or empty."""

    title: str
    summary: str
    servings: int | None
    minutes: int | None
    language: str | None
    ingredients: Sequence[str]
    steps: Sequence[str]


class RecipePart(StrEnum):
    SUMMARY = "summary"
    INGREDIENT = "ingredient"
    AMOUNT = "amount"
    STEP = "step"
    SERVINGS = "servings"
    MINUTES = "minutes"


class LeftOut(Model):
    """Words and figures of a recipe that it cannot be kept with, because there are too many, they
    are too large, or nothing was understood. An `amount` is the line of an ingredient that the
    recipe holds without how much of it."""

    part: RecipePart
    text: str
