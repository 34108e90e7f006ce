"""How many documents planning and shopping read, and in how many round trips, after how many days.

Kitchens with growing histories of planned days, the last of them a week ahead, are stored on the
local stack's Firestore; each use case is run once and what crosses to Firestore is counted. Run as
`python -m infra.bench.planning_reads [--days 1 100 1000]`; exit code 1 when anything grows once
there are three weeks, but for the streak, which looks back so many days and no further.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from infra.bench.meter import Meter, Reads
from infra.local import environment
from infra.local.stack import running
from shared.config import read
from shared.domain.item import NewItem
from shared.domain.language import Language
from shared.domain.planning.day import Meals, PlanDay, Planned, Want
from shared.domain.planning.streak import LOOKED_BACK
from shared.domain.shopping.line import LineChange, NewLine
from shared.domain.stocking import stocked
from shared.domain.suggesting.request import NewSuggestions
from shared.domain.units import Unit
from shared.wiring import Wiring
from shared.workflows.plan_day import Planning, hold_again
from shared.workflows.read_plans import read_plans
from shared.workflows.shop import Shop, add_lines, change_line, read_list
from shared.workflows.suggest_days import gathered
from tests.samples import NOW, TODAY
from tests.samples import kitchen as a_kitchen
from tests.samples import person as a_person

_SIZES = (1, 100, 1_000)
_AHEAD = 6
STREAK = "streak"


def fill(wiring: Wiring, kitchen_id: str, days: int) -> None:
    """So many days that are planned, what the coming ones hold, and a few lines."""
    items, plans = wiring.items(kitchen_id), wiring.plans(kitchen_id)
    uid = f"u-{kitchen_id}"
    wiring.people.create(a_person(uid, kitchen_id), a_kitchen(kitchen_id, uid))
    new = NewItem(name="Patata", quantity=Decimal(1), unit=Unit.KG)
    items.add([stocked(new, f"l{n}", wiring.foods, NOW, TODAY) for n in range(3)])
    for number in range(days):
        date = TODAY + timedelta(days=_AHEAD - number)
        plans.commit(_day(number).model_copy(update={"date": date}), [])
    planning, shop = _planning(wiring, kitchen_id), _shop(wiring, kitchen_id)
    for number in range(min(days, _AHEAD + 1)):
        hold_again(TODAY + timedelta(days=_AHEAD - number), planning.holding)
    add_lines([("soap", NewLine(name="Jabón"))], shop)
    change_line("plan-egg", LineChange(ticked=True), shop)


def measured(wiring: Wiring, kitchen_id: str) -> dict[str, Reads]:
    """What each use case reads in that kitchen."""
    found = {}
    for name, ask in _asked(wiring, kitchen_id).items():
        meter = Meter()
        with meter.installed():
            ask()
        found[name] = Reads(meter.documents, meter.trips)
    return found


def _asked(wiring: Wiring, kitchen_id: str) -> Mapping[str, Callable[[], object]]:
    plans = wiring.plans(kitchen_id)
    shop, planning = _shop(wiring, kitchen_id), _planning(wiring, kitchen_id)
    week = [TODAY + timedelta(days=n) for n in range(_AHEAD + 1)]
    return {
        "a day": lambda: read_plans(week[-1], week[-1], planning.holding),
        "a week": lambda: read_plans(week[0], week[-1], planning.holding),
        STREAK: lambda: plans.latest(TODAY, LOOKED_BACK),
        "hold again": lambda: hold_again(week[-1], planning.holding),
        "shopping list": lambda: read_list(week[0], week[-1], shop),
        "tick": lambda: change_line("plan-egg", LineChange(ticked=True), shop),
        "list changes": lambda: shop.shopping.changes(None, 100, NOW),
        "suggestions": lambda: gathered(
            NewSuggestions(),
            TODAY,
            kitchen_id,
            planning,
            kitchens=wiring.kitchens,
            people=wiring.people,
        ),
    }


def grown(found: list[dict[str, Reads]]) -> list[str]:
    """The use cases that read more in the last kitchen than in the one before."""
    before, last = found[-2:]
    return [name for name in last if name != STREAK and last[name] > before[name]]


def _day(number: int) -> PlanDay:
    wants = (
        Want(food_id="potato", name="Patata", quantity=Decimal(300), unit=Unit.G),
        Want(food_id="egg", name="Huevo", quantity=Decimal(2), unit=Unit.UNIT),
    )
    entry = Planned(
        id=f"e{number}",
        recipe_id=None,
        title="Tortilla",
        servings=2,
        minutes=30,
        nutrition_per_serving=None,
        wants=wants,
    )
    return PlanDay(date=TODAY, meals=Meals[Planned](dinner=(entry,)), updated_at=NOW)


def _planning(wiring: Wiring, kitchen_id: str) -> Planning:
    return Planning(
        plans=wiring.plans(kitchen_id),
        items=wiring.items(kitchen_id),
        recipes=wiring.recipes(kitchen_id),
        cookbook=wiring.cookbook,
        foods=wiring.foods,
        language=Language.ES,
        now=NOW,
        new_id=wiring.clock.new_id,
    )


def _shop(wiring: Wiring, kitchen_id: str) -> Shop:
    return Shop(
        shopping=wiring.shopping(kitchen_id),
        plans=wiring.plans(kitchen_id),
        items=wiring.items(kitchen_id),
        foods=wiring.foods,
        language=Language.ES,
        now=NOW,
    )


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--days", type=int, nargs="+", default=_SIZES)
    sizes = options.parse_args().days
    found: list[dict[str, Reads]] = []
    with running() as stack:
        chosen = environment.of_functions(stack)
        os.environ.update(chosen)
        wiring = Wiring(read(chosen))
        for size in sizes:
            fill(wiring, f"days{size}", size)
            found.append(measured(wiring, f"days{size}"))
    table = Table("use case", *(f"{size:,}" for size in sizes), title="Documents / round trips")
    for name in found[0]:
        table.add_row(name, *(f"{one[name].documents} / {one[name].trips}" for one in found))
    Console().print(table)
    return int(bool(len(found) > 1 and grown(found)))


if __name__ == "__main__":
    sys.exit(main())
