"""Texts that name an amount of a food, and what is understood of them."""

from typing import Annotated, Self

from pydantic import Field

from shared.domain.catalog import FoodCatalog
from shared.domain.model import Amount, Line, Model
from shared.domain.phrase import phrase_of
from shared.domain.units import Unit


class Phrases(Model):
    """What somebody said or typed, a food each."""

    texts: Annotated[list[Line], Field(min_length=1, max_length=100)]


class Said(Model):
    """A text understood; `quantity` is 1 and `unit` a piece where it does not say."""

    text: str
    name: str
    food_id: str | None
    quantity: Amount
    unit: Unit

    @classmethod
    def of(cls, text: str, foods: FoodCatalog) -> Self:
        """Raises Invalid for what is not understood."""
        phrase = phrase_of(text)
        food = foods.by_name(phrase.name)
        return cls(text=text, food_id=food.id if food else None, **phrase._asdict())


class SaidList(Model):
    items: list[Said]
