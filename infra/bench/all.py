"""Everything that is measured of speed, in one table, with the targets that stand for it.

Cold start and memory of each function against a bare one, what it loads, what the HTTP boundary
adds, round trips, reads and writes of each main route by the size of the kitchen, its time against
the bare calls to Firestore, and throughput. Everything is a count, or a ratio taken in one run.
Run as `make bench`, or `python -m infra.bench.all`; `--quick` measures less of each. The exit code
tells how many targets were missed.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from infra.bench import boundary, cold, routes, throughput
from infra.bench.app import NAMES, serving
from infra.local.settings import ROOT
from infra.local.stack import running


class Effort(NamedTuple):
    """How often things are started and asked, at which sizes, and how long clients go on."""

    starts: int = 5
    sizes: Sequence[int] = routes.SIZES
    rounds: int = 9
    clients: Sequence[int] = throughput.CLIENTS
    seconds: float = 5.0


QUICK = Effort(starts=1, sizes=(50, 100), rounds=3, clients=(1, 8), seconds=1.0)


class Figure(NamedTuple):
    """A line of the table; `met` is null where nothing was promised."""

    part: str
    what: str
    measured: str
    target: str = ""
    met: bool | None = None


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.all", description=__doc__)
    options.add_argument("--quick", action="store_true")
    effort = QUICK if options.parse_args().quick else Effort()
    found = list(_measured(effort, Console(stderr=True)))
    Console(width=130).print(table(found))
    return sum(one.met is False for one in found)


def _measured(effort: Effort, console: Console) -> Iterator[Figure]:
    with console.status("Starting each function again and again ..."):
        yield from started(cold.measured(NAMES, effort.starts))
        yield from loaded({name: cold.profile(name) for name in NAMES})
    with console.status("Asking without any store ..."):
        yield _boundary()
    with console.status("Asking each route in kitchens of every size ..."):
        yield from asked(_routes(effort))
    with console.status("Asking with many clients at once ..."):
        yield from answered(throughput.measured(effort.clients, effort.seconds))


def started(found: Mapping[str, cold.Start]) -> Iterator[Figure]:
    for name, one in found.items():
        yield _most("cold start, by a bare function's", name, one.seconds, cold.MOST)
    for name, one in found.items():
        yield Figure("memory, by a bare function's", name, f"{one.megabytes:.2f}")


def loaded(found: Mapping[str, Sequence[cold.Module]]) -> Iterator[Figure]:
    for name, modules in found.items():
        ours = [one for one in modules if one.ours]
        share = sum(one.milliseconds for one in ours) / sum(one.milliseconds for one in modules)
        slowest = ", ".join(one.name.removeprefix("shared.") for one in ours[:2])
        told = f"{len(modules)} modules, {len(ours)} ours: {share:.0%} of the time; most {slowest}"
        yield Figure("imports", name, told)


def asked(found: routes.Measured) -> Iterator[Figure]:
    sizes = ", ".join(f"{size:,}" for size in found.counts)
    grown = found.grown()
    for name in routes.ALL:
        told = " · ".join(str(one.get(name, "-")) for one in found.counts.values())
        part = f"round trips / documents read / written at {sizes} items"
        answered_at_all = all(name in one for one in found.counts.values())
        met = name not in grown if answered_at_all else None
        yield Figure(part, name, told, "the same", met)
    for name, ratio in found.times.items():
        yield _most("time, by that of the bare calls", name, ratio, routes.MOST)


def answered(found: Sequence[throughput.Compared]) -> Iterator[Figure]:
    for one in found:
        part = "a bare function's answers a second, by ours"
        what = f"{one.clients} clients ({one.ours.answers:.0f} a second here)"
        yield _most(part, what, one.slower, throughput.MOST)
        yield Figure(part, "refused", str(one.ours.failed), "0", one.ours.failed == 0)


def _routes(effort: Effort) -> routes.Measured:
    with running() as stack, serving(stack) as app:
        return routes.measured(app, effort.sizes, effort.rounds)


def _boundary() -> Figure:
    # In a process of its own: what it measures is a whole process's.
    command = [sys.executable, "-m", "infra.bench.boundary", "--json"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    added = float(json.loads(told.stdout.splitlines()[-1]))
    most = boundary.LIMIT_MS
    return Figure("boundary", "adds", f"{added:.2f} ms", f"{most:.0f} ms", added <= most)


def _most(part: str, what: str, ratio: float, most: float) -> Figure:
    return Figure(part, what, f"{ratio:.2f}", f"{most:g}", ratio <= most)


def table(figures: Sequence[Figure]) -> Table:
    """All of it; the parts in the order they first come in."""
    shown = Table("what", "measured", "target", "", title="What it takes")
    for part in dict.fromkeys(one.part for one in figures):
        shown.add_row(f"[bold]{part}[/]", end_section=False)
        for one in figures:
            if one.part == part:
                verdict = {None: "", True: "met", False: "[bold red]missed[/]"}[one.met]
                shown.add_row(f"  {one.what}", one.measured, one.target, verdict)
        shown.add_section()
    return shown


if __name__ == "__main__":
    sys.exit(main())
