"""The plan of a day: what is eaten at each meal and what it takes."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Generic, Self, TypeVar

from pydantic import Field

from shared.domain.errors import Conflict
from shared.domain.item import Day
from shared.domain.model import Amount, Identifier, Model
from shared.domain.movement import Act
from shared.domain.planning.holds import HoldKey
from shared.domain.planning.placing import Need
from shared.domain.recipe import Nutrition
from shared.domain.units import Quantity, Unit, rounded

MOST_AT_A_MEAL = 8
MOST_WANTED = 40
UNCOOKED = {"cooked_at": None, "cooked_by": None}
Thing = TypeVar("Thing")
Servings = Annotated[int, Field(ge=1, le=50)]
Minutes = Annotated[int, Field(ge=0, le=1440)]


class Meals(Model, Generic[Thing]):
    """At most eight entries a meal."""

    breakfast: Annotated[tuple[Thing, ...], Field(max_length=MOST_AT_A_MEAL)] = ()
    lunch: Annotated[tuple[Thing, ...], Field(max_length=MOST_AT_A_MEAL)] = ()
    dinner: Annotated[tuple[Thing, ...], Field(max_length=MOST_AT_A_MEAL)] = ()
    snacks: Annotated[tuple[Thing, ...], Field(max_length=MOST_AT_A_MEAL)] = ()

    def by_name(self) -> dict[str, tuple[Thing, ...]]:
        """The entries of each meal, in the order of the day."""
        return {name: getattr(self, name) for name in Meals.model_fields}

    def all(self) -> Iterator[Thing]:
        for entries in self.by_name().values():
            yield from entries


class Want(Model):
    """A food of an entry and how much of it; one the catalog does not know cannot be held."""

    food_id: str | None
    name: str
    quantity: Amount
    unit: Unit


class Planned(Model):
    """An entry as it is stored. Title, time, nutrition and what it takes are those of its recipe
    when it was planned, for its servings, and stay when the recipe is changed or deleted; what is
    `optional` is not waited for. `cooked_by` is the act that cooked it."""

    id: Identifier
    recipe_id: Identifier | None
    title: str
    servings: Servings
    minutes: Minutes | None
    nutrition_per_serving: Nutrition | None
    wants: tuple[Want, ...] = ()
    optional: tuple[Want, ...] = ()
    cooked_at: datetime | None = None
    cooked_by: str | None = None

    def serving(self, servings: int) -> Self:
        """The same for so many."""

        def scaled(wants: tuple[Want, ...]) -> tuple[Want, ...]:
            amounts = (rounded(one.quantity * servings / self.servings) for one in wants)
            each = zip(wants, amounts, strict=True)
            return tuple(one.model_copy(update={"quantity": n}) for one, n in each if n > 0)

        amounts = {"wants": scaled(self.wants), "optional": scaled(self.optional)}
        return self.model_copy(update={"servings": servings, **amounts})


class DayPlanned(Conflict):
    """Something is planned for the day already."""

    default_code = "day_planned"


class PlanDay(Model):
    """A day as it is stored; `version` is the store's and never written."""

    date: Day
    meals: Meals[Planned]
    updated_at: datetime
    version: str = ""

    @property
    def empty(self) -> bool:
        return not any(self.meals.all())

    def entry(self, entry_id: str) -> Planned | None:
        return next((one for one in self.meals.all() if one.id == entry_id), None)

    def needs(self) -> list[Need]:
        """What has to be held for it, meal by meal; what was cooked needs nothing any more."""
        return [
            Need(HoldKey(self.date, entry.id), want.food_id, Quantity(want.quantity, want.unit))
            for entry in self.meals.all()
            if entry.cooked_at is None
            for want in entry.wants
            if want.food_id is not None
        ]

    def with_cooked(self, cooked: Planned, act: Act) -> Self:
        """The day with the entry cooked, as it is given: for as many as it was cooked for."""
        done = cooked.model_copy(update={"cooked_at": act.at, "cooked_by": act.id})
        meals = {
            name: tuple(done if one.id == cooked.id else one for one in entries)
            for name, entries in self.meals.by_name().items()
        }
        return self.model_copy(update={"meals": Meals[Planned](**meals), "updated_at": act.at})

    def with_uncooked(self, act_id: str) -> Self:
        """The day with what that act cooked as it was planned; the very same where it cooked
        nothing of it, or nothing that is still there."""
        meals = {
            name: tuple(
                one.model_copy(update=UNCOOKED) if one.cooked_by == act_id else one
                for one in entries
            )
            for name, entries in self.meals.by_name().items()
        }
        again = Meals[Planned](**meals)
        return self if again == self.meals else self.model_copy(update={"meals": again})


def empty_day(day: date, at: datetime) -> PlanDay:
    return PlanDay(date=day, meals=Meals[Planned](), updated_at=at)
