"""How many requests a second one process answers to 1, 8 and 32 clients, against a bare function.

A local stack whose gateway serves our functions and a bare one beside them, which makes the same
query and puts its documents into JSON, without tokens, limits, models or log lines. Both are asked
in turns by the same clients over HTTP. Run as `python -m infra.bench.throughput [--seconds 5]`;
exit code 1 when a request failed.
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import requests
from rich.console import Console
from rich.table import Table

from infra.local.settings import FUNCTIONS
from infra.local.stack import running
from tests.client import Phone

CLIENTS = (1, 8, 32)
MOST = 1.3
_ROUNDS = 3
_ITEMS = 20
_PATIENCE_S = 30
_BARE = """
import json
from google.cloud import firestore
client = firestore.Client()

def bare(request):
    lots = client.collection("kitchens", request.args["kitchen"], "items")
    found = lots.order_by("expires_on").limit(21).get()
    items = [one.to_dict() for one in found]
    return json.dumps({"items": items}, default=str), 200, {"Content-Type": "application/json"}
"""


class Rate(NamedTuple):
    """Answers a second, the 95th percentile in seconds, and how many were refused."""

    answers: float
    slow: float
    failed: int


class Compared(NamedTuple):
    """Medians of several turns."""

    clients: int
    ours: Rate
    bare: Rate
    slower: float


def measured(clients: Sequence[int], seconds: float, rounds: int = _ROUNDS) -> list[Compared]:
    with _stack() as (ours, bare):
        for ask in (ours, bare):
            _rate(ask, 1, min(1.0, seconds))
        return [_compared(ours, bare, count, seconds, rounds) for count in clients]


Ask = Callable[[requests.Session], int]


@contextmanager
def _stack() -> Iterator[tuple[Ask, Ask]]:
    """How our function is asked, and the bare one."""
    with tempfile.TemporaryDirectory(prefix="zerowaste-") as place:
        folder = Path(place)
        (folder / "bare.py").write_text(_BARE)
        for name in ("auth", "inventory"):
            (folder / f"{name}.py").symlink_to(FUNCTIONS / f"{name}.py")
        with running(functions=folder, settings={"LOG_LEVEL": "ERROR"}) as stack:
            phone = Phone(stack)
            kitchen = phone.sign_in()["kitchen_id"]
            item = {"name": "Leche", "quantity": 1, "unit": "l"}
            added = phone.post("/inventory/items", json={"items": [item] * (_ITEMS + 5)})
            added.raise_for_status()
            yield (
                _asking(f"{phone.base}/inventory/items?limit={_ITEMS}", phone.headers),
                _asking(f"{phone.base}/bare?kitchen={kitchen}", {}),
            )


def _asking(url: str, headers: dict[str, str]) -> Ask:
    def ask(session: requests.Session) -> int:
        return session.get(url, headers=headers, timeout=_PATIENCE_S).status_code

    return ask


def _compared(ours: Ask, bare: Ask, clients: int, seconds: float, rounds: int) -> Compared:
    pairs = [(_rate(ours, clients, seconds), _rate(bare, clients, seconds)) for _ in range(rounds)]
    slower = statistics.median(b.answers / a.answers for a, b in pairs)
    return Compared(clients, _middle([a for a, _ in pairs]), _middle([b for _, b in pairs]), slower)


def _middle(rates: Sequence[Rate]) -> Rate:
    answers, slow = (statistics.median(one[n] for one in rates) for n in range(2))
    return Rate(answers, slow, sum(one.failed for one in rates))


def _rate(ask: Ask, clients: int, seconds: float) -> Rate:
    took: list[float] = []
    failed: list[int] = []
    until = time.monotonic() + seconds
    ready = threading.Barrier(clients)

    def client(_: int) -> None:
        with requests.Session() as session:
            session.trust_env = False
            ready.wait(_PATIENCE_S)
            while time.monotonic() < until:
                started = time.monotonic()
                status = ask(session)
                took.append(time.monotonic() - started)
                if status != 200:
                    failed.append(status)

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(client, range(clients)))
    slow = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
    return Rate(len(took) / seconds, slow, len(failed))


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.throughput", description=__doc__)
    options.add_argument("--seconds", type=float, default=5.0, help="of each turn")
    options.add_argument("--clients", type=int, nargs="+", default=CLIENTS)
    asked = options.parse_args()
    found = measured(asked.clients, asked.seconds)
    table = Table("clients", "a second", "bare", "bare / ours", "p95, ms", "bare, ms", "refused")
    for one in found:
        rates = (f"{one.ours.answers:.0f}", f"{one.bare.answers:.0f}", f"{one.slower:.2f}")
        slow = (f"{one.ours.slow * 1000:.0f}", f"{one.bare.slow * 1000:.0f}")
        table.add_row(str(one.clients), *rates, *slow, str(one.ours.failed))
    Console().print(table)
    return int(any(one.ours.failed for one in found))


if __name__ == "__main__":
    sys.exit(main())
