"""What days of plans add up to."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from pydantic import Field

from shared.domain.model import Model
from shared.domain.planning.day import PlanDay, Planned
from shared.domain.recipe import Nutrition

_FIGURES = ("kcal", "protein_g", "carbs_g", "fat_g")


class Totals(Model):
    """`recipes` counts different ones, `meals` entries of any kind. Figures are null where nothing
    is known; `coverage` is the share of the servings, each by how far its own figures are known,
    0 to 1."""

    meals: int
    recipes: int
    cooked: int
    servings: int
    minutes: int
    kcal: float | None
    protein_g: float | None
    carbs_g: float | None
    fat_g: float | None
    coverage: Annotated[float, Field(ge=0, le=1)]


class Week(Model):
    """A week of ISO 8601, Monday to Sunday, as far as its days were asked for."""

    week: str
    first_day: date
    last_day: date
    totals: Totals


def totals_of(entries: Iterable[Planned]) -> Totals:
    them = list(entries)
    servings = sum(one.servings for one in them)
    known = [(one, one.nutrition_per_serving) for one in them if one.nutrition_per_serving]
    covered = sum(one.servings * figures.coverage for one, figures in known)
    return Totals(
        meals=len(them),
        recipes=len({one.recipe_id for one in them if one.recipe_id}),
        cooked=sum(one.cooked_at is not None for one in them),
        servings=servings,
        minutes=sum(one.minutes or 0 for one in them),
        **{name: _sum(name, known) for name in _FIGURES},
        coverage=round(covered / servings, 3) if servings else 0.0,
    )


def weeks_of(days: Iterable[PlanDay], first: date, last: date) -> list[Week]:
    """The weeks of the days asked for in which something is planned."""
    found = groupby(sorted(days, key=lambda day: day.date), lambda day: _monday(day.date))
    return [
        Week(
            week=f"{monday:%G}-W{monday:%V}",
            first_day=max(monday, first),
            last_day=min(monday + timedelta(days=6), last),
            totals=totals_of(entry for day in planned for entry in day.meals.all()),
        )
        for monday, planned in found
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sum(name: str, known: Iterable[tuple[Planned, Nutrition]]) -> float | None:
    each = [(getattr(figures, name), one.servings) for one, figures in known]
    told = [figure * servings for figure, servings in each if figure is not None]
    return round(sum(told), 1) if told else None
