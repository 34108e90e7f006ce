"""Mixed load for minutes on end: does memory stay flat, and is everything there afterwards?

A local stack, and a few kitchens whose people ask what `infra/bench/day.py` says they ask, at a
bounded rate: an hour of a hundred kitchens in ten minutes. Memory, threads and open files of the
process that serves them are read from within; every answer is written down by hand, and compared
with what is stored at the end. Run as `python -m infra.bench.soak [--minutes 10] [--rate 10]`; exit
code 1 when an answer failed, something grew, or anything is not what the answers said. Tokens live
half an hour, and so does a run at most.
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import requests
from rich.console import Console
from rich.table import Table

from infra.bench.app import Asked
from infra.bench.day import DAY
from infra.bench.home import ROUTES, WORKING, Home
from infra.local.addresses import Addresses
from infra.local.settings import FUNCTIONS
from infra.local.stack import running
from tests.client import Phone

MOST_GROWN = {"memory": 1.1, "threads": 1.1, "files": 1.1}
_WEIGHTS = {name: times for name, times in DAY.items() if name in ROUTES or name in WORKING}
_WAYS = {**ROUTES, **WORKING}
_MOST_LOTS = 40
_EVERY_S = 5.0
_LONGEST_MINUTES = 25
_PAGE = 100
_LEAST_SEEN = 5
_INSIDE = """
import os, resource, threading
from pathlib import Path

def inside(request):
    statm = Path("/proc/self/statm")
    if statm.exists():
        held = int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    else:
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    files = len(os.listdir("/dev/fd"))
    return {"memory": held, "threads": threading.active_count(), "files": files}
"""


class Seen(NamedTuple):
    """An answer: what was asked, when since the beginning, how many seconds it took, its status."""

    route: str
    at: float
    seconds: float
    status: int


class Household:
    """A kitchen that is asked for things, and what has to be in it by the answers."""

    def __init__(self, stack: Addresses, seed: int) -> None:
        self.phone = Phone(stack)
        self.phone.sign_in()
        self.random = random.Random(seed)  # noqa: S311
        self.lots: dict[str, None] = {}
        self.movements = 0
        self.taken = Decimal(0)
        self.failures: Counter[str] = Counter()
        self.statuses: list[int] = []
        self.home = Home(self.send)
        self.lots.pop(self.home.sack)

    def ask(self) -> str:
        """Asks for one thing, and tells which."""
        if len(self.lots) > _MOST_LOTS:
            self.send(Asked("DELETE", f"/inventory/items/{next(iter(self.lots))}"))
        [name] = self.random.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
        self.send(_WAYS[name](self.home))
        return name

    def send(self, asked: Asked) -> Any:  # noqa: ANN401
        answer = self.phone.call(asked.method, asked.path, json=asked.json)
        self.statuses.append(answer.status_code)
        body = answer.json() if answer.content else {}
        if not answer.ok:
            code = f"{asked.method} {asked.path.split('?')[0]}: {answer.status_code}"
            self.failures[f"{code} {body.get('code')}"] += 1
            raise RefusedError(code)
        self._write_down(asked, body)
        return body

    def _write_down(self, asked: Asked, body: Any) -> None:  # noqa: ANN401
        if asked.method == "DELETE" and asked.path.startswith("/inventory/items/"):
            self.lots.pop(asked.path.rpartition("/")[2])
        elif asked.method == "POST" and asked.path in _ADDING:
            self.lots |= dict.fromkeys(item["id"] for item in body["items"])
        moved = body.get("movements") or [body.get("movement")]
        for movement in filter(None, moved if asked.method == "POST" else ()):
            self.movements += 1
            self.taken += _grams(movement, self.home)

    def wrong(self) -> list[str]:
        """What is not as the answers said."""
        lots = {lot["id"]: lot for lot in self._all("/inventory/items")}
        listed = self._all("/inventory/movements")
        counted = self.phone.get("/inventory/summary").json()["items"]
        sack = Decimal(str(lots[self.home.sack]["quantity"])) * 1000
        expected = Decimal(900_000) - self.taken
        checks = {
            "lost items": not self.lots.keys() <= lots.keys(),
            "negative quantity": any(lot["quantity"] <= 0 for lot in lots.values()),
            f"{counted} counted, {len(lots)} listed": counted != len(lots),
            f"{len(listed)} movements, {self.movements} told": len(listed) != self.movements,
            f"{sack} g left instead of {expected}": sack != expected,
        }
        return [name for name, found in checks.items() if found]

    def _all(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            more = f"&cursor={cursor}" if cursor else ""
            page = self.phone.get(f"{path}?limit={_PAGE}{more}").json()
            found += page["items"]
            cursor = page["next_cursor"]
        return found


class RefusedError(Exception):
    """An answer that should have been another."""


_ADDING = ("/inventory/items", "/planning/shopping-list/purchase")


def _grams(movement: Mapping[str, Any], home: Home) -> Decimal:
    """What it took out of the sack; less than nothing where it put something back."""
    if movement["item_id"] != home.sack or movement["quantity"] is None:
        return Decimal(0)
    amount = Decimal(str(movement["quantity"])) * (1000 if movement["unit"] == "kg" else 1)
    return -amount if movement["kind"] == "undo" else amount


class Outcome(NamedTuple):
    seen: Sequence[Seen]
    inside: Sequence[Mapping[str, float]]
    failures: Counter[str]
    wrong: Sequence[str]

    @property
    def grown(self) -> dict[str, float]:
        """The last quarter by the second one: by then everything that is loaded once is."""
        quarter = max(1, len(self.inside) // 4)
        early, late = self.inside[quarter : 2 * quarter] or self.inside[:1], self.inside[-quarter:]
        return {name: _mean(late, name) / _mean(early, name) for name in MOST_GROWN}

    def drift(self) -> tuple[float, str, float]:
        """How many times as long answers take in the last third as in the first, the middle one of
        all routes, and the worst route."""
        end = max(one.at for one in self.seen)
        thirds: defaultdict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
        for one in self.seen:
            if one.at < end / 3 or one.at > end * 2 / 3:
                thirds[one.route][one.at > end / 2].append(one.seconds)
        ratios = {
            name: statistics.median(late) / statistics.median(early)
            for name, (early, late) in thirds.items()
            if min(len(early), len(late)) >= _LEAST_SEEN
        }
        worst = max(ratios, key=lambda name: ratios[name])
        return statistics.median(ratios.values()), worst, ratios[worst]


def _mean(samples: Sequence[Mapping[str, float]], name: str) -> float:
    return statistics.fmean(one[name] for one in samples)


def run(seconds: float, rate: float, kitchens: int) -> Outcome:
    """Load for so long, by so many people of a kitchen each, at so many questions a second."""
    with _stack() as stack, ThreadPoolExecutor(kitchens + 1) as pool:
        homes = [Household(stack, seed) for seed in range(kitchens)]
        over = threading.Event()
        watched = pool.submit(_watched, stack, over)
        asking = [pool.submit(_asked, home, rate / kitchens, seconds) for home in homes]
        seen = [one for each in asking for one in each.result()]
        over.set()
        failures = sum((home.failures for home in homes), Counter[str]())
        wrong = [what for home in homes for what in home.wrong()]
        return Outcome(seen, watched.result(), failures, wrong)


@contextmanager
def _stack() -> Iterator[Addresses]:
    """The functions, and one among them that looks at the process they are in."""
    with tempfile.TemporaryDirectory(prefix="zerowaste-") as place:
        folder = Path(place)
        for file in FUNCTIONS.glob("[a-z]*.py"):
            (folder / file.name).symlink_to(file)
        (folder / "inside.py").write_text(_INSIDE)
        with running(functions=folder, settings={"LOG_LEVEL": "ERROR"}) as stack:
            yield stack


def _watched(stack: Addresses, over: threading.Event) -> list[Mapping[str, float]]:
    found = []
    while not over.wait(_EVERY_S):
        answer = requests.get(f"{stack.gateway}/api/v1/inside", timeout=30)
        found.append(answer.json())
    return found


def _asked(home: Household, rate: float, seconds: float) -> list[Seen]:
    seen = []
    started = time.monotonic()
    while (at := time.monotonic() - started) < seconds:
        began = time.monotonic()
        try:
            name = home.ask()
        except RefusedError as refused:
            name = str(refused)
        # With what it took first, which is the same for the same route.
        seen.append(Seen(name, at, time.monotonic() - began, home.statuses[-1]))
        due = started + len(seen) / rate
        time.sleep(max(0.0, min(due - time.monotonic(), 1 / rate)))
    return seen


def report(outcome: Outcome, console: Callable[..., None]) -> int:
    """Prints it; 1 where something failed, grew or was lost."""
    middle, worst, slower = outcome.drift()
    table = Table("what", "measured", "may be", title="Minutes of mixed load")
    refused = sum(outcome.failures.values())
    table.add_row("requests asked", f"{len(outcome.seen):,}", "")
    table.add_row("answers that failed", str(refused), "0")
    grown = outcome.grown
    for name, most in MOST_GROWN.items():
        table.add_row(f"{name}, last quarter by the second", f"{grown[name]:.3f}", f"{most}")
    table.add_row("memory at the end, MB", f"{outcome.inside[-1]['memory'] / 1e6:.0f}", "")
    table.add_row("time of an answer, last third by the first", f"{middle:.2f}", "")
    table.add_row(f"  the worst: {worst}", f"{slower:.2f}", "")
    table.add_row("not as the answers said", "; ".join(outcome.wrong) or "nothing", "nothing")
    console(table)
    for name, count in outcome.failures.most_common():
        console(f"{count} times {name}")
    bad = refused or outcome.wrong or any(grown[name] > most for name, most in MOST_GROWN.items())
    return int(bool(bad))


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.soak", description=__doc__)
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--rate", type=float, default=10.0, help="questions a second")
    options.add_argument("--kitchens", type=int, default=8)
    asked = options.parse_args()
    minutes = min(asked.minutes, _LONGEST_MINUTES)
    return report(run(minutes * 60, asked.rate, asked.kitchens), Console(width=110).print)


if __name__ == "__main__":
    sys.exit(main())
