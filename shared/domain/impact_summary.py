"""What a kitchen ate, rescued, threw away and saved in some days; the rules stand in `saving`."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, NamedTuple, Self

from pydantic import Field

from shared.domain.catalog import FoodCatalog
from shared.domain.comparison import Comparison, comparisons
from shared.domain.impact_query import Period
from shared.domain.insight import Facts, Insight, insights
from shared.domain.language import Language, Text
from shared.domain.model import Model, Thousandths
from shared.domain.movement import Reason
from shared.domain.saving import BASELINE, METHOD, Saved, saved_of
from shared.domain.streak import Streak, streak
from shared.domain.tally import (
    EATEN,
    RESCUED,
    THROWN_AWAY,
    Bucket,
    Tally,
    of_fates,
)
from shared.domain.waste import Waste

_WELCOME = Text(
    "Todavía no hay nada que contar: lo que comas o tires aparecerá aquí.",
    "There is nothing to tell yet: what you eat or throw away will show up here.",
)
_BASELINE_SOURCE = "UNEP Food Waste Index 2024 x WRAP 2023"


class Coverage(Model):
    """The share of the weight that was assessed, 0 to 1; null where nothing has a weight."""

    co2e: Annotated[float, Field(ge=0, le=1)] | None
    water: Annotated[float, Field(ge=0, le=1)] | None
    land: Annotated[float, Field(ge=0, le=1)] | None


class Sums(Model):
    """How often, the weight where known (`unweighed` counts the times it is not), and figures for
    what was assessed of it: null is "not assessed". `value` is its price by currency."""

    times: int
    unweighed: int
    grams: Thousandths
    co2e_kg: Thousandths | None
    water_l: Thousandths | None
    land_m2: Thousandths | None
    value: dict[str, Thousandths]
    coverage: Coverage

    @classmethod
    def of(cls, tally: Tally) -> Self:
        return cls(
            times=tally.times,
            unweighed=tally.unweighed,
            grams=tally.grams,
            co2e_kg=tally.co2e_kg if tally.co2e_grams else None,
            water_l=tally.water_l if tally.water_grams else None,
            land_m2=tally.land_m2 if tally.land_grams else None,
            value=tally.value,
            coverage=Coverage(
                co2e=_share(tally.co2e_grams, tally.grams),
                water=_share(tally.water_grams, tally.grams),
                land=_share(tally.land_grams, tally.grams),
            ),
        )


class Figures(Model):
    """`rescued` is the part of `eaten` that was in its last days; `saved` follows from the three,
    compared with the baseline."""

    eaten: Sums
    rescued: Sums
    wasted: Sums
    saved: Saved

    @classmethod
    def of(cls, days: Mapping[Bucket, Tally]) -> Self:
        eaten, rescued = of_fates(days, (EATEN,)), of_fates(days, (RESCUED,))
        wasted = of_fates(days, THROWN_AWAY)
        return cls(
            eaten=Sums.of(eaten),
            rescued=Sums.of(rescued),
            wasted=Sums.of(wasted),
            saved=saved_of(eaten, rescued, wasted),
        )


class Stretch(Figures):
    """A week `YYYY-Www` (ISO 8601) or a month `YYYY-MM`, as far as it lies in the days asked."""

    name: str
    start: date
    end: date


class Baseline(Model):
    """The `share` of its food that an average household throws away."""

    share: Thousandths
    source: str


class ImpactSummary(Model):
    """`trend` leaves out periods in which nothing happened. `message` is for a kitchen of which
    there is nothing to tell; `method` names the rules the figures were made by."""

    start: date
    end: date
    total: Figures
    wasted_by_reason: dict[Reason, Sums]
    period: Period
    trend: list[Stretch]
    comparisons: list[Comparison]
    streak: Streak
    insights: list[Insight]
    message: str | None
    baseline: Baseline
    method: str


class Counted(NamedTuple):
    """The counters of the days from `start` to `end`, which may lie after `today`, and what was
    thrown away by food."""

    start: date
    end: date
    today: date
    days: Mapping[Bucket, Tally]
    waste: Waste


def summarised(
    counted: Counted, period: Period, foods: FoodCatalog, language: Language
) -> ImpactSummary:
    days = counted.days
    total = Figures.of(days)
    stretches = list(_stretches(counted, period))
    inside = (
        _within(days, start, end)
        for _, start, end in stretches
        if end < counted.today and _whole(start, end, period)
    )
    wasted = [of_fates(found, THROWN_AWAY) if found else None for found in inside]
    by_reason = {reason: of_fates(days, (reason.value,)) for reason in Reason}
    facts = Facts(counted.waste, of_fates(days, (RESCUED,)), by_reason, wasted)
    return ImpactSummary(
        start=counted.start,
        end=counted.end,
        total=total,
        wasted_by_reason={r: Sums.of(tally) for r, tally in by_reason.items() if tally.times},
        period=period,
        trend=list(_trend(days, stretches)),
        comparisons=comparisons(total.saved, language),
        streak=streak(
            {bucket.day for bucket in days},
            {bucket.day for bucket in days if bucket.fate in THROWN_AWAY},
            min(counted.end, counted.today),
        ),
        insights=insights(facts, foods, language) if days else [],
        message=None if days else _WELCOME.of(language),
        baseline=Baseline(share=BASELINE, source=_BASELINE_SOURCE),
        method=METHOD,
    )


def _trend(
    days: Mapping[Bucket, Tally], stretches: list[tuple[str, date, date]]
) -> Iterator[Stretch]:
    for name, start, end in stretches:
        inside = _within(days, start, end)
        if inside:
            yield Stretch(name=name, start=start, end=end, **dict(Figures.of(inside)))


def _within(days: Mapping[Bucket, Tally], start: date, end: date) -> dict[Bucket, Tally]:
    return {bucket: tally for bucket, tally in days.items() if start <= bucket.day <= end}


def _stretches(counted: Counted, period: Period) -> Iterator[tuple[str, date, date]]:
    start = counted.start
    while start <= counted.end:
        end = min(_last_day(start, period), counted.end)
        yield _name(start, period), start, end
        start = end + timedelta(days=1)


def _whole(start: date, end: date, period: Period) -> bool:
    begins = start.isoweekday() == 1 if period is Period.WEEK else start.day == 1
    return begins and end == _last_day(start, period)


def _last_day(day: date, period: Period) -> date:
    if period is Period.WEEK:
        return day + timedelta(days=7 - day.isoweekday())
    following = day.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)


def _name(day: date, period: Period) -> str:
    if period is Period.MONTH:
        return f"{day:%Y-%m}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _share(part: Decimal, whole: Decimal) -> float | None:
    return round(float(part / whole), 3) if whole else None
