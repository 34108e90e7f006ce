"""What each main route takes: round trips, reads and writes, and time against the bare calls.

Kitchens of growing size are stored on a local stack's Firestore, and each route is asked several
times through its whole function, in this process. Times are medians of ratios: each request by the
same calls to Firestore with nothing around them, made right after it (`bare`). The read of the
session, at most every ten seconds, is left out of the counts, and so is what figures cost for every
further thousand entries they count (`reads` tells it). Run as
`python -m infra.bench.routes [--sizes 10 1000 10000] [--rounds 9]`; exit code 1 when anything grows
once there is more than a page.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from google.api_core.exceptions import GoogleAPICallError
from rich.console import Console
from rich.table import Table

from infra.bench.app import App, Asked, PutOffError, serving
from infra.bench.bare import recording
from infra.bench.home import ROUTES, WORKING, Home
from infra.bench.stored import fill
from infra.local.stack import running

SIZES = (10, 1_000, 10_000)
ALL = {**ROUTES, **WORKING}
MOST = 1.3
_COUNTED = 2
_WARM = 2


class Counts(NamedTuple):
    trips: int
    reads: int
    writes: int

    def __str__(self) -> str:
        return f"{self.trips}/{self.reads}/{self.writes}"


class Measured(NamedTuple):
    """Of every route, its time against the bare calls, and its counts at each size."""

    times: Mapping[str, float]
    counts: Mapping[int, Mapping[str, Counts]]

    def grown(self) -> list[str]:
        """Routes that cost more in the last kitchen than in the one before."""
        if len(self.counts) < 2:
            return []
        before, last = list(self.counts.values())[-2:]
        both = last.keys() & before.keys()
        return [name for name in ALL if name in both and _more(last[name], before[name])]


def measured(app: App, sizes: Sequence[int], rounds: int) -> Measured:
    """Counts at every size; times at the middle one."""
    counts: dict[int, Mapping[str, Counts]] = {}
    times: Mapping[str, float] = {}
    for place, size in enumerate(sizes):
        home = at_home(app, size)
        counts[size] = dict(_all_counted(app, home))
        if place == len(sizes) // 2:
            times = timed(app, home, rounds)
    return Measured(times, counts)


def at_home(app: App, size: int) -> Home:
    """A new user's kitchen with so many of everything."""
    session = app.sign_in()
    home = Home(lambda asked: app.ask(asked).body)
    fill(app.wiring.firestore, session["user"]["uid"], session["kitchen_id"], size)
    return home


def timed(app: App, home: Home, rounds: int) -> dict[str, float]:
    """How many times as long as its bare calls each route takes."""
    found = {}
    with recording(app.wiring.firestore) as recorded:
        for name, ask in ROUTES.items():
            ratios = []
            for _ in range(_WARM + rounds):
                with suppress(PutOffError, GoogleAPICallError):
                    asked = ask(home)
                    recorded.clear()
                    seconds = app.ask(asked).took.seconds
                    if len(recorded):
                        ratios.append(seconds / recorded.again())
            if len(ratios) >= rounds:
                found[name] = statistics.median(ratios[-rounds:])
    return found


def _more(one: Counts, other: Counts) -> bool:
    return any(map(int.__gt__, one, other))


def _all_counted(app: App, home: Home) -> Iterator[tuple[str, Counts]]:
    """All but what the emulator, which has no indexes, does not answer in time."""
    for name, ask in ALL.items():
        with suppress(PutOffError):
            yield name, _counted(app, home, ask)


def _counted(app: App, home: Home, ask: Callable[[Home], Asked]) -> Counts:
    took = [app.ask(ask(home)).took for _ in range(_COUNTED)]
    trips, writes = ([getattr(one, name) for one in took] for name in ("trips", "writes"))
    return Counts(min(trips), min(one.reads - one.thousands for one in took), min(writes))


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.routes", description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--rounds", type=int, default=9)
    asked = options.parse_args()
    with running() as stack, serving(stack) as app:
        found = measured(app, asked.sizes, asked.rounds)
    table = Table("route", "by bare calls", *(f"{size:,}" for size in asked.sizes))
    table.title = "Time against the bare calls; round trips / reads / writes"
    for name in ALL:
        ratio = f"{found.times[name]:.2f}" if name in found.times else "-"
        table.add_row(
            name, ratio, *(str(one.get(name, "too slow")) for one in found.counts.values())
        )
    console = Console(width=120)
    console.print(table)
    grown = found.grown()
    console.print(f"growing: {', '.join(grown) or 'none'}")
    return int(bool(grown))


if __name__ == "__main__":
    sys.exit(main())
