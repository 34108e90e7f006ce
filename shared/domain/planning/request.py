"""What a client says of a day."""

from typing import Annotated, Self

from pydantic import Field, StrictBool, model_validator

from shared.domain.item import Day
from shared.domain.model import Amount, Identifier, Line, Model
from shared.domain.planning.day import MOST_WANTED, Meals, Minutes, Servings
from shared.domain.units import Unit


class NewWant(Model):
    """A food by `food_id`, or by a name, which the catalog need not know."""

    food_id: Identifier | None = None
    name: Line | None = None
    quantity: Amount
    unit: Unit

    @model_validator(mode="after")
    def _one_food(self) -> Self:
        if (self.food_id is None) is (self.name is None):
            raise ValueError("either food_id or name")
        return self


class NewPlanned(Model):
    """A recipe of the kitchen or of the catalog, for its own `servings` unless said otherwise; or
    words of one's own, with what it takes where that is to be held. A recipe may be cooked with
    other `ingredients` than its own, and then under another `title`."""

    id: Identifier | None = None
    recipe_id: Identifier | None = None
    title: Line | None = None
    servings: Servings | None = None
    minutes: Minutes | None = None
    ingredients: Annotated[tuple[NewWant, ...], Field(max_length=MOST_WANTED)] = ()

    @model_validator(mode="after")
    def _a_recipe_or_words(self) -> Self:
        if self.recipe_id is None and self.title is None:
            raise ValueError("recipe_id or title")
        if self.recipe_id is not None and self.minutes is not None:
            raise ValueError("a recipe brings its minutes")
        if self.recipe_id is not None and self.title is not None and not self.ingredients:
            raise ValueError("a recipe brings its title, unless its ingredients are others")
        return self


class CopyDay(Model):
    """`replace` puts the copy in the place of what is planned for that day."""

    to: Day
    replace: StrictBool = False


class NewDay(Model):
    """All that is planned for the day; what was planned before and is not named goes. An entry
    sent back under its `id` stays what it was."""

    meals: Meals[NewPlanned]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [one.id for one in self.meals.all() if one.id is not None]
        if len(ids) != len(set(ids)):
            raise ValueError("two entries have the same id")
        return self
