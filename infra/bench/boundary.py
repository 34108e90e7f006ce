"""What the HTTP boundary adds to a request that does no I/O.

Both sides are whole functions-framework apps in one process, called in turn through werkzeug's test
client: a bare function that returns a constant, and `GET /status/live`. Run as
`python -m infra.bench.boundary`, or with `--json` for the milliseconds it adds and nothing else;
exit code 1 when the boundary adds more than a millisecond.
"""

import argparse
import itertools
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from infra.local.settings import FUNCTIONS

_ROUNDS = 7
_REQUESTS = 300
LIMIT_MS = 1.0
_BARE = """
import flask

def bare(request):
    return flask.Response('{"status":"live"}', mimetype="application/json")
"""


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.boundary", description=__doc__)
    options.add_argument("--json", action="store_true")
    as_json = options.parse_args().json
    # Every request comes from an address of its own, so that limits are counted and never hit.
    os.environ |= {"GOOGLE_CLOUD_PROJECT": "bench", "TRUSTED_HOPS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "bare.py"
        source.write_text(_BARE)
        bare = _caller("bare", source, "/")
        ours = _caller("status", FUNCTIONS / "status.py", "/api/v1/status/live")
        logging.getLogger("zerowaste").handlers[:] = [logging.NullHandler()]
        pairs = [(_milliseconds(bare), _milliseconds(ours)) for _ in range(_ROUNDS)]
    if as_json:
        print(json.dumps(_added(pairs)))
        return int(_added(pairs) > LIMIT_MS)
    return _report(pairs)


def _caller(target: str, source: Path, path: str) -> Callable[[], object]:
    from functions_framework import create_app

    client = create_app(target, str(source)).test_client()
    numbers = itertools.count()

    def call() -> None:
        number = next(numbers)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        if client.get(path, headers={"X-Forwarded-For": address}).status_code != 200:
            raise RuntimeError(path)

    return call


def _milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    for _ in range(_REQUESTS):
        call()
    return (time.perf_counter() - started) * 1000 / _REQUESTS


def _added(pairs: list[tuple[float, float]]) -> float:
    return statistics.median(pair[1] - pair[0] for pair in pairs)


def _report(pairs: list[tuple[float, float]]) -> int:
    bare = statistics.median(pair[0] for pair in pairs)
    ours = statistics.median(pair[1] for pair in pairs)
    added = _added(pairs)
    table = Table("request", "median ms", title="No-I/O request, functions-framework")
    table.add_row("bare function", f"{bare:.3f}")
    table.add_row("GET /status/live", f"{ours:.3f}")
    table.add_row("added", f"{added:.3f}")
    Console().print(table)
    return int(added > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
