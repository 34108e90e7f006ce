"""What was thrown away, counted by month, food and reason as it happens.

A month's counters grow with the kinds of food, not with what is thrown away, and an undone movement
is taken off them again, in the month it was counted in.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from pydantic import Field, StringConstraints

from shared.domain.food import Category
from shared.domain.model import Model, Thousandths
from shared.domain.movement import Entry, MovementKind, Reason

Month = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
ZERO = Decimal(0)
_YEAR = 12


class WasteQuery(Model):
    """Months `YYYY-MM`, both included; by default the twelve that end with `to`, or today's."""

    since: Annotated[Month | None, Field(alias="from")] = None
    until: Annotated[Month | None, Field(alias="to")] = None

    def months(self, today: date) -> tuple[str, str]:
        until = self.until or f"{today:%Y-%m}"
        return self.since or _a_year_to(until), until


class Loss(Model):
    """How often something was thrown away, its weight where that is known (`unweighed` counts the
    times it is not), and its price by currency where that is known."""

    times: int = 0
    unweighed: int = 0
    grams: Thousandths = ZERO
    value: dict[str, Thousandths] = Field(default_factory=dict)

    def plus(self, other: "Loss") -> "Loss":
        codes = sorted(self.value.keys() | other.value.keys())
        value = {code: self.value.get(code, ZERO) + other.value.get(code, ZERO) for code in codes}
        return Loss(
            times=self.times + other.times,
            unweighed=self.unweighed + other.unweighed,
            grams=self.grams + other.grams,
            value={code: amount for code, amount in value.items() if amount},
        )

    def minus(self) -> "Loss":
        value = {code: -amount for code, amount in self.value.items()}
        return Loss(times=-self.times, unweighed=-self.unweighed, grams=-self.grams, value=value)


class Cell(NamedTuple):
    """Where a loss is counted; `food_id` is None for what the catalog does not know."""

    month: str
    food_id: str | None
    category: Category
    reason: Reason


class FoodLoss(Model):
    food_id: str | None
    category: Category
    loss: Loss


class MonthLoss(Model):
    month: str
    total: Loss
    by_reason: dict[Reason, Loss]
    by_food: list[FoodLoss]


class Waste(Model):
    """`months` without waste are left out; foods come with the most often thrown away first."""

    total: Loss
    by_reason: dict[Reason, Loss]
    by_food: list[FoodLoss]
    months: list[MonthLoss]


def _a_year_to(last: str) -> str:
    """The first of the twelve months that end with this one."""
    year, month = divmod(int(last[:4]) * _YEAR + int(last[5:]) - _YEAR, _YEAR)
    return f"{year:04}-{month + 1:02}"


def month_of(entry: Entry) -> str:
    return f"{entry.on:%Y-%m}"


def counted(entries: Iterable[Entry], undone: Iterable[Entry]) -> list[tuple[Cell, Loss]]:
    """What movements add to the counters, and undone ones take off them; what is no food has no
    effect and is no waste."""
    gains = [(_cell(one), _loss(one)) for one in entries if _is_waste(one)]
    undos = [(_cell(one), _loss(one).minus()) for one in undone if _is_waste(one)]
    return gains + undos


def _is_waste(entry: Entry) -> bool:
    return entry.kind is MovementKind.DISCARD and entry.effect is not None


def waste_of(losses: Mapping[Cell, Loss]) -> Waste:
    """The statistics of the counters."""
    known = {cell: loss for cell, loss in losses.items() if loss.times}
    months = [
        _month(month, {cell: loss for cell, loss in known.items() if cell.month == month})
        for month in sorted({cell.month for cell in known})
    ]
    return Waste(
        total=_total(known.values()),
        by_reason=_by_reason(known),
        by_food=_by_food(known),
        months=months,
    )


def _month(month: str, losses: Mapping[Cell, Loss]) -> MonthLoss:
    return MonthLoss(
        month=month,
        total=_total(losses.values()),
        by_reason=_by_reason(losses),
        by_food=_by_food(losses),
    )


def _by_reason(losses: Mapping[Cell, Loss]) -> dict[Reason, Loss]:
    found: dict[Reason, Loss] = {}
    for cell, loss in losses.items():
        found[cell.reason] = found.get(cell.reason, Loss()).plus(loss)
    return found


def _by_food(losses: Mapping[Cell, Loss]) -> list[FoodLoss]:
    found: dict[tuple[str | None, Category], Loss] = {}
    for cell, loss in losses.items():
        key = cell.food_id, cell.category
        found[key] = found.get(key, Loss()).plus(loss)
    rows = [FoodLoss(food_id=f, category=c, loss=loss) for (f, c), loss in found.items()]
    return sorted(rows, key=lambda row: (-row.loss.times, row.food_id or "", row.category))


def _total(losses: Iterable[Loss]) -> Loss:
    total = Loss()
    for loss in losses:
        total = total.plus(loss)
    return total


def _cell(entry: Entry) -> Cell:
    return Cell(month_of(entry), entry.food_id, entry.category, entry.reason or Reason.OTHER)


def _loss(entry: Entry) -> Loss:
    value = {entry.currency: entry.value} if entry.currency and entry.value is not None else {}
    weighed = entry.grams is not None
    return Loss(times=1, unweighed=int(not weighed), grams=entry.grams or ZERO, value=value)
