"""What happened on the walk, from the API's answers alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from infra.demo.answers import Generated
from infra.demo.photo import Photo
from infra.demo.rescue import Rescue, rescue_of
from shared.domain.item import Item
from shared.domain.recipe import Recipe
from shared.domain.recognition_result import Recognition, SeenItem


@dataclass(frozen=True)
class Basket:
    """What was bought: the recognised items and, in their order, the lots that came of them."""

    recognition: Recognition
    lots: list[Item]

    @property
    def today(self) -> date:
        """The day it is for the backend."""
        first = self.lots[0]
        return first.expires_on - timedelta(days=first.days_left)

    def foods(self) -> Iterator[tuple[SeenItem, Item]]:
        """Every recognised item with its lot."""
        return zip(self.recognition.items, self.lots, strict=True)


@dataclass(frozen=True)
class Story:
    """`pictures` are by the recipe's id."""

    photo: Photo
    basket: Basket
    generated: Generated
    pictures: Mapping[str, bytes]

    @property
    def recipes(self) -> list[Recipe]:
        """The recipes, the one that uses most of what goes first at the top."""
        return self.generated.recipes

    @cached_property
    def rescue(self) -> Rescue:
        """What the recipes keep from the bin."""
        return rescue_of(self.recipes, self.basket.lots)
