"""What is asked for when days are to be filled."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, field_validator

from shared.domain.diet import Diet
from shared.domain.item import Day
from shared.domain.model import Model


class MealName(StrEnum):
    """The meals of a day's plan."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    SNACKS = "snacks"


class NewSuggestions(Model):
    """Meals to fill, from today unless `from` says otherwise. `max_minutes` are by meal;
    `budget_new_items` is how many different foods may be bought, staples not counted; without
    `diets` those of everybody in the kitchen are kept. A dish comes again after `repeat_after_days`
    at the soonest, 0 being at once. `accept` plans the days."""

    since: Annotated[Day | None, Field(alias="from")] = None
    days: Annotated[int, Field(ge=1, le=14)] = 7
    meals: Annotated[tuple[MealName, ...], Field(min_length=1, max_length=4)] = (
        MealName.LUNCH,
        MealName.DINNER,
    )
    servings: Annotated[int, Field(ge=1, le=12)] = 2
    max_minutes: dict[MealName, Annotated[int, Field(ge=5, le=480)]] = Field(default_factory=dict)
    budget_new_items: Annotated[int, Field(ge=0, le=200)] | None = None
    diets: Annotated[frozenset[Diet], Field(max_length=7)] | None = None
    repeat_after_days: Annotated[int, Field(ge=0, le=31)] = 4
    accept: bool = False

    @field_validator("meals")
    @classmethod
    def _each_once(cls, meals: tuple[MealName, ...]) -> tuple[MealName, ...]:
        if len(meals) != len(set(meals)):
            raise ValueError("a meal is named twice")
        return tuple(meal for meal in MealName if meal in meals)

    def first_day(self, today: date) -> date:
        return self.since or today
