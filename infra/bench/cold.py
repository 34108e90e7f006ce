"""How long each function takes from nothing to its first answer, and how much memory it holds,
against a bare functions-framework function that opens one Firestore client.

Each is started several times in a process of its own, right after a bare one, and opens its
Firestore client too. What is compared is processor time and the resident set: the median of the
ratios. Run as `python -m infra.bench.cold [--rounds 5]`, or with `--profile inventory` for the
modules whose own loading takes longest. Exit code 1 when a function takes more than half as long
again as the bare one.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from infra.local import keys
from infra.local.settings import FUNCTIONS, PROJECT, ROOT

MOST = 1.5
NAMES = tuple(sorted(path.stem for path in FUNCTIONS.glob("[a-z]*.py")))
_BARE = "bare"
_PROFILED = 25
_BARE_SOURCE = """
from google.cloud import firestore
client = firestore.Client()
def bare(request):
    return "ok"
"""
# Runs in the process that is measured; prints seconds of processor time and kilobytes.
_MEASURED = """
import json, pathlib, resource, sys
from functions_framework import create_app
from werkzeug.test import Client
name, source, path = sys.argv[1:]
status = Client(create_app(name, source)).get(path).status_code
if name != "bare":
    from shared.wiring import Wiring
    Wiring.of_process().firestore
used = resource.getrusage(resource.RUSAGE_SELF)
# Linux counts what the parent held before the start into ru_maxrss; the peak of its own is here.
own = pathlib.Path("/proc/self/status")
held = own.read_text().partition("VmHWM:")[2].split()[0] if own.exists() else used.ru_maxrss
print(json.dumps([used.ru_utime + used.ru_stime, int(held), status]))
"""


class Start(NamedTuple):
    seconds: float
    megabytes: float


class Module(NamedTuple):
    name: str
    milliseconds: float

    @property
    def ours(self) -> bool:
        return self.name.split(".")[0] in ("functions", "shared")


def measured(names: Sequence[str], rounds: int) -> dict[str, Start]:
    """The median of several starts of each, as multiples of the bare one just before."""
    starts: dict[str, list[Start]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, seen in starts.items():
            bare, one = _started(_BARE), _started(name)
            seen.append(Start(one.seconds / bare.seconds, one.megabytes / bare.megabytes))
    return {
        name: Start(*map(statistics.median, zip(*seen, strict=True)))
        for name, seen in starts.items()
    }


def _started(name: str) -> Start:
    with tempfile.TemporaryDirectory(prefix="zerowaste-") as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(_BARE_SOURCE)
        source = bare if name == _BARE else FUNCTIONS / f"{name}.py"
        # No route: whatever is loaded for an answer is, and nothing is asked of anybody.
        command = [sys.executable, "-c", _MEASURED, name, str(source), f"/api/v1/{name}/-/-/-"]
        told = subprocess.run(
            command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=True
        )
    seconds, kilobytes, status = json.loads(told.stdout.splitlines()[-1])
    if status not in (200, 404):
        raise RuntimeError(f"{name} answered {status}")
    return Start(seconds, kilobytes / 1024)


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        **keys.session_keys(),
        "GOOGLE_CLOUD_PROJECT": PROJECT,
        "FIRESTORE_EMULATOR_HOST": "127.0.0.1:1",
        "LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
    }


def profile(name: str) -> list[Module]:
    """The modules a function loads at its start, those first whose own loading takes longest."""
    command = [sys.executable, "-X", "importtime", "-c", f"import functions.{name}"]
    told = subprocess.run(
        command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=True
    )
    rows = [line.removeprefix("import time:").split("|") for line in told.stderr.splitlines()]
    own = [Module(row[2].strip(), int(row[0]) / 1000) for row in rows if row[0].strip().isdigit()]
    return sorted(own, key=lambda one: -one.milliseconds)


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.cold", description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--profile", help="a function")
    asked = options.parse_args()
    if asked.profile:
        for one in profile(asked.profile)[:_PROFILED]:
            print(f"{one.milliseconds:8.1f} ms  {one.name}")
        return 0
    return _report(measured(NAMES, asked.rounds))


def _report(found: Mapping[str, Start]) -> int:
    table = Table("function", "to the first answer", "memory", title="Times a bare function")
    for name, one in found.items():
        table.add_row(name, f"{one.seconds:.2f}", f"{one.megabytes:.2f}")
    Console().print(table)
    return int(any(one.seconds > MOST for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
