"""What a month costs for 100, 1,000 and 10,000 active kitchens, and for one that sleeps.

The day of one active kitchen is written down in `infra/bench/day.py`. Each of its requests is asked
of the functions on a local stack, with an `Idempotency-Key` where an app would send one, and its
reads, writes, tasks, bytes and processor time are counted; tokens are those of
`infra.bench.tokens`. Prices are in `prices.yaml` and `shared/domain/spending.py`, each with its
source.

What cannot be measured here is assumed, and said: how long Firestore and models take to answer, and
what photos and pictures weigh. A request pays for its whole time alone, as if no other shared its
instance, rounded up to 100 ms, so that the true bill for computing is lower. Run as
`python -m infra.bench.cost`.
"""

import argparse
import itertools
import json
import math
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from infra.bench import tokens
from infra.bench.app import App, Asked, Took, serving
from infra.bench.day import (
    DAY,
    DAYS,
    DOCUMENT_BYTES,
    DOCUMENTS,
    FETCHED_A_DAY,
    ITEMS,
    MODEL_S,
    PHOTO_BYTES,
    PHOTO_TOKENS,
    PICTURE_BYTES,
    READ_TOKENS,
    RECIPES,
    TRIP_S,
    ways,
)
from infra.bench.home import Home
from infra.bench.stored import move_in
from infra.deploy.table import read as functions
from infra.local.settings import ROOT
from infra.local.stack import running
from shared.adapters.prompting.sightings import recognise_question
from shared.domain.language import Language
from shared.domain.recognition import RecognitionKind
from shared.domain.spending import Usage

KITCHENS = (100, 1_000, 10_000)
TEXT_MODEL, PICTURE_MODEL = "gemini-3.5-flash-lite", "gemini-nano-banana-2.1"
_PRICES = Path(__file__).with_name("prices.yaml")
_SCHEDULES = ROOT / "infra" / "terraform" / "scheduler.tf"
_ROUNDS = 5
_GIB = 2**30
_STEP_S = 0.1
_SECRETS = 3
_MINUTES = 60 * 24


class PriceRow(BaseModel):
    """A line of the price list."""

    what: str
    usd: float | None
    per: float
    free: float
    source: str

    def of(self, units: float, *, free: bool) -> float:
        billed = max(0.0, units - self.free) if free else units
        return (self.usd or 0.0) * billed / self.per


class Month(NamedTuple):
    """What one active kitchen uses in a month, and the deployment whether anybody uses it or not;
    `models` are dollars by request."""

    kitchen: Mapping[str, float]
    deployment: Mapping[str, float]
    models: Mapping[str, float]

    def units(self, kitchens: int) -> dict[str, float]:
        names = dict.fromkeys((*self.kitchen, *self.deployment))
        return {
            name: self.kitchen.get(name, 0) * kitchens + self.deployment.get(name, 0)
            for name in names
        }


def prices() -> dict[str, PriceRow]:
    rows = yaml.safe_load(_PRICES.read_text())
    return {name: PriceRow.model_validate(row) for name, row in rows.items()}


def measured(app: App, rounds: int = _ROUNDS) -> Month:
    """Asks every request of the day, and every schedule."""
    # First of all: what the day leaves behind is no part of an idle deployment.
    swept = {name: app.ask(Asked("POST", f"/maintenance/{name}", {})).took for name in schedules()}
    took = dict(_taken(app, rounds))
    kitchen: defaultdict[str, float] = defaultdict(float)
    for name, times in DAY.items():
        for unit, amount in _units(name, took[name]).items():
            kitchen[unit] += amount * times * DAYS
    for unit, amount in _kept().items():
        kitchen[unit] += amount
    deployment: defaultdict[str, float] = defaultdict(float)
    deployment |= {"schedules": len(schedules()), "secrets": _SECRETS}
    for name, runs in schedules().items():
        for unit, amount in _units(f"POST /maintenance/{name}", swept[name]).items():
            deployment[unit] += amount * runs
    return Month(kitchen, deployment, models_usd())


def _taken(app: App, rounds: int) -> Iterator[tuple[str, Took]]:
    """The middle one of several answers to each request of the day."""
    home = _home(app)
    numbers = itertools.count()
    asking = ways(app)
    for name in DAY:
        found = []
        for _ in range(1 + rounds):
            asked = asking[name](home)
            keyed = asked.method == "POST" and not asked.path.startswith(("/auth", "/image_worker"))
            headers = {"Idempotency-Key": f"cost-{next(numbers)}"} if keyed else {}
            found.append(app.ask(asked._replace(headers=headers)).took)
        yield name, Took(*(statistics.median(one) for one in zip(*found[1:], strict=True)))


def _home(app: App) -> Home:
    session = move_in(app, ITEMS)
    home = Home(lambda asked: app.ask(asked).body)
    home.refresh = session["refresh_token"]
    return home


def _units(name: str, took: Took) -> dict[str, float]:
    """What one request is billed for."""
    runs_with = functions()[name.split("/")[1]]
    waited = took.cpu + took.trips * TRIP_S + MODEL_S.get(name, 0.0)
    seconds = math.ceil(waited / _STEP_S) * _STEP_S
    memory = float(re.sub("[GM]i", "", runs_with.memory)) / (1 if "G" in runs_with.memory else 1024)
    keyed = name.startswith("POST") and "/auth" not in name and "_worker" not in name
    return {
        "requests": 1,
        "vcpu_s": seconds * int(runs_with.cpu),
        "gib_s": seconds * memory,
        "reads": took.reads,
        "writes": took.writes,
        # The answer kept for its key expires.
        "deletes": float(keyed and "/maintenance" not in name),
        # Sent once, delivered once.
        "tasks": 2 * took.tasks,
        "egress_gib": took.sent / _GIB,
    }


def _kept() -> dict[str, float]:
    """What a month adds of photos and pictures, and what a kitchen keeps in a year."""
    photos = DAY["POST /recognition"] * DAYS
    pictures = DAY["POST /image_worker/jobs"] * DAYS
    a_year = 12 * (photos * PHOTO_BYTES + pictures * PICTURE_BYTES)
    return {
        "bucket_gib": a_year / _GIB,
        "database_gib": DOCUMENTS * DOCUMENT_BYTES / _GIB,
        "recovery_gib": DOCUMENTS * DOCUMENT_BYTES / _GIB,
        "stored": photos + 2 * pictures,
        "fetched": FETCHED_A_DAY * DAYS,
        "egress_gib": FETCHED_A_DAY * DAYS * PICTURE_BYTES / _GIB,
    }


def models_usd() -> dict[str, float]:
    """What models cost one active kitchen in a month, were every call answered by one."""
    written = tokens.measured(RECIPES)
    output = written.usual * RECIPES
    calls = {
        "POST /recipes/generations": Usage("gemini", TEXT_MODEL, written.sent, output),
        "POST /recognition": Usage(
            "gemini", TEXT_MODEL, PHOTO_TOKENS + _asking_tokens(), READ_TOKENS, photos=1
        ),
        "POST /image_worker/jobs": Usage("gemini", PICTURE_MODEL, 200, pictures=1),
    }
    return {name: one.micro_usd * DAY[name] * DAYS / 1_000_000 for name, one in calls.items()}


def _asking_tokens() -> int:
    """Those of the rules and the shape of the answer that go with a photo."""
    question = recognise_question(TEXT_MODEL, (), RecognitionKind.RECEIPT, Language.ES)
    told = len(question.system) + len(question.text)
    return round(told / tokens.RULES + len(json.dumps(question.schema)) / tokens.SCHEMA)


def schedules() -> dict[str, float]:
    """How often each schedule of the plan runs in a month."""
    found = re.findall(r'^\s+(\w+)\s+= { cron = "(\S+) \* \* \* \*"', _SCHEDULES.read_text(), re.M)
    return {name: _MINUTES * DAYS / int(cron[2:] or 1) for name, cron in found}


def sleeping_usd(rows: Mapping[str, PriceRow]) -> float:
    """A month of a kitchen that nobody opens: what it keeps."""
    kept = {
        name: amount for name, amount in _kept().items() if name in ("bucket_gib", "database_gib")
    }
    return sum(rows[name].of(amount, free=False) for name, amount in kept.items())


def table(month: Month, rows: Mapping[str, PriceRow], kitchens: Sequence[int] = KITCHENS) -> Table:
    shown = Table("what", "a kitchen uses", title="US dollars a month (after the free tiers)")
    for count in kitchens:
        shown.add_column(f"{count:,} kitchens", justify="right")
    for name, row in rows.items():
        unknown = " (price not confirmed)" if row.usd is None else ""
        used = f"{month.kitchen.get(name, 0):,.4g}"
        shown.add_row(row.what + unknown, used, *(_both(row, name, month, n) for n in kitchens))
    shown.add_section()
    shown.add_row("Together, answered offline", "", *_totals(month, rows, kitchens, models=False))
    for name, usd in month.models.items():
        cells = (f"{usd * count:,.2f}" for count in kitchens)
        shown.add_row(f"Models: {name}", f"${usd:.3f}", *cells)
    shown.add_row("All, with models", "", *_totals(month, rows, kitchens, models=True))
    each = (f"{sum(_sums(month, rows, n, free=True)) / n:.3f}" for n in kitchens)
    shown.add_row("For each kitchen, with models", "", *each)
    alone = (f"{_sums(month, rows, n, free=True)[0] / n:.3f}" for n in kitchens)
    shown.add_row("For each kitchen, answered offline", "", *alone)
    return shown


def _both(row: PriceRow, name: str, month: Month, kitchens: int) -> str:
    units = month.units(kitchens).get(name, 0.0)
    return f"{row.of(units, free=False):,.2f} ({row.of(units, free=True):,.2f})"


def _sums(
    month: Month, rows: Mapping[str, PriceRow], kitchens: int, *, free: bool
) -> tuple[float, float]:
    """Of the platform, and of the models."""
    units = month.units(kitchens)
    platform = sum(row.of(units.get(name, 0.0), free=free) for name, row in rows.items())
    return platform, sum(month.models.values()) * kitchens


def _totals(
    month: Month, rows: Mapping[str, PriceRow], kitchens: Sequence[int], *, models: bool
) -> Iterator[str]:
    for count in kitchens:
        full, less = (_sums(month, rows, count, free=free) for free in (False, True))
        yield f"{full[0] + full[1] * models:,.2f} ({less[0] + less[1] * models:,.2f})"


def main() -> int:
    argparse.ArgumentParser(prog="infra.bench.cost", description=__doc__).parse_args()
    rows = prices()
    with running() as stack, serving(stack) as app:
        month = measured(app)
    console = Console(width=120)
    console.print(table(month, rows))
    requests = sum(DAY.values())
    console.print(f"An active kitchen asks {requests:.0f} times a day.")
    console.print(f"One that sleeps costs {sleeping_usd(rows):.5f} a month, for what it keeps.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
