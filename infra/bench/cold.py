"""How long each function takes from nothing to its first answer, and how much memory it holds,
against a bare functions-framework function that opens one Firestore client.

Each is started several times in a process of its own, right after a bare one, and opens its
Firestore client too. What is compared is processor time and the resident set: the median of the
ratios. The first answer is one that asks nobody; `--answering` measures the first answer to a
person instead, with their session and what they have read from a local stack, against a bare
function that reads one document. Run as `python -m infra.bench.cold [--rounds 5]`, or with
`--profile inventory` for the modules whose own loading takes longest. Exit code 1 when a function
takes more than half as long again as the bare one.
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

from infra.bench.app import NAMES, serving
from infra.local import keys
from infra.local.settings import FUNCTIONS, PROJECT, ROOT
from infra.local.stack import running

MOST = 1.5
_BARE = "bare"
_PROFILED = 25
_BARE_SOURCE = """
from google.cloud import firestore
client = firestore.Client()
def bare(request):
    if request.path == "/read":
        client.document("kitchens/any").get()
    return "ok"
"""
# What people wait for after a pause; workers and schedules answer nobody who waits.
_FIRST = {
    "account": "profile",
    "auth": "sessions",
    "images": "",
    "impact": "summary",
    "inventory": "items",
    "labels": "analyses",
    "planning": "days",
    "recipes": "",
    "recognition": "",
    "status": "live",
}
# Runs in the process that is measured; prints seconds of processor time and kilobytes.
_MEASURED = """
import json, pathlib, resource, sys
from functions_framework import create_app
from werkzeug.test import Client
name, source, path, token = sys.argv[1:]
asking = {"Authorization": f"Bearer {token}"} if token else {}
status = Client(create_app(name, source)).get(path, headers=asking).status_code
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


class Asking(NamedTuple):
    """What the processes are given: their environment, and whose token asks for which paths."""

    environment: Mapping[str, str]
    paths: Mapping[str, str]
    token: str = ""
    bare: str = "/"


class Module(NamedTuple):
    name: str
    milliseconds: float

    @property
    def ours(self) -> bool:
        return self.name.split(".")[0] in ("functions", "shared")


def measured(names: Sequence[str], rounds: int) -> dict[str, Start]:
    """The median of several starts of each, as multiples of the bare one just before."""
    # No route: whatever is loaded for an answer is, and nothing is asked of anybody.
    nowhere = {name: f"/api/v1/{name}/-/-/-" for name in names}
    return _compared(Asking(_environment(), nowhere), rounds)


def answering(rounds: int) -> dict[str, Start]:
    """The same up to the first answer to a person, of the functions that answer people."""
    with running() as stack, serving(stack) as app:
        paths = {name: f"/api/v1/{name}/{path}".rstrip("/") for name, path in _FIRST.items()}
        given = {**os.environ, "LOG_LEVEL": "ERROR", "PYTHONPATH": str(ROOT)}
        token = app.sign_in()["access_token"]
        return _compared(Asking(given, paths, token, "/read"), rounds)


def _compared(asking: Asking, rounds: int) -> dict[str, Start]:
    starts: dict[str, list[Start]] = {name: [] for name in asking.paths}
    for _ in range(rounds):
        for name, seen in starts.items():
            bare, one = _started(_BARE, asking), _started(name, asking)
            seen.append(Start(one.seconds / bare.seconds, one.megabytes / bare.megabytes))
    return {
        name: Start(*map(statistics.median, zip(*seen, strict=True)))
        for name, seen in starts.items()
    }


def _started(name: str, asking: Asking) -> Start:
    with tempfile.TemporaryDirectory(prefix="zerowaste-") as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(_BARE_SOURCE)
        source = bare if name == _BARE else FUNCTIONS / f"{name}.py"
        path = asking.paths.get(name, asking.bare)
        command = [sys.executable, "-c", _MEASURED, name, str(source), path, asking.token]
        told = subprocess.run(
            command, cwd=ROOT, env=asking.environment, capture_output=True, text=True, check=True
        )
    seconds, kilobytes, status = json.loads(told.stdout.splitlines()[-1])
    if status != (200 if asking.token or name == _BARE else 404):
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
    options.add_argument("--answering", action="store_true")
    options.add_argument("--profile", help="a function")
    asked = options.parse_args()
    if asked.profile:
        for one in profile(asked.profile)[:_PROFILED]:
            print(f"{one.milliseconds:8.1f} ms  {one.name}")
        return 0
    found = answering(asked.rounds) if asked.answering else measured(NAMES, asked.rounds)
    return _report(found)


def _report(found: Mapping[str, Start]) -> int:
    table = Table("function", "to the first answer", "memory", title="Times a bare function")
    for name, one in found.items():
        table.add_row(name, f"{one.seconds:.2f}", f"{one.megabytes:.2f}")
    Console().print(table)
    return int(any(one.seconds > MOST for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
