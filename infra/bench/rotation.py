"""Which Firestore primitive holds when many threads rotate one session at once.

For each way of moving a counter by one, `_THREADS` threads try together on the local stack's
Firestore; printed are how many believed they had won, where the counter ended, how many failed for
another reason, and the time as a multiple of the fastest way's. Run as
`python -m infra.bench.rotation`; exit code 1 when the way the product uses does not hold.
"""

import os
import statistics
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

from google.api_core import exceptions
from google.cloud import firestore
from rich.console import Console
from rich.table import Table

from infra.local.addresses import host_and_port
from infra.local.settings import PROJECT
from infra.local.stack import running

_THREADS = 100
_ROUNDS = 5
_LOST = (exceptions.FailedPrecondition, exceptions.AlreadyExists, exceptions.Aborted)

Snapshot: TypeAlias = "firestore.DocumentSnapshot[firestore.DocumentReference]"
_Way = Callable[[firestore.Client, Snapshot], None]


def compare_and_set(client: firestore.Client, seen: Snapshot) -> None:
    """An update that names the version it read: what the product does."""
    option = client.write_option(last_update_time=seen.update_time)
    seen.reference.update({"generation": seen.get("generation") + 1}, option=option)


def create_if_absent(client: firestore.Client, seen: Snapshot) -> None:
    """A document per generation, created once, and the counter moved after it."""
    following = seen.get("generation") + 1
    batch = client.batch()
    batch.create(seen.reference.collection("generations").document(str(following)), {})
    batch.update(seen.reference, {"generation": following})
    batch.commit()


def transaction(client: firestore.Client, seen: Snapshot) -> None:
    """Read, compare, write in a transaction."""

    @firestore.transactional
    def move(attempt: firestore.Transaction) -> None:
        now = seen.reference.get(transaction=attempt)
        if now.get("generation") != seen.get("generation"):
            raise exceptions.Aborted("moved already")
        attempt.update(seen.reference, {"generation": now.get("generation") + 1})

    move(client.transaction(max_attempts=5))


def main() -> int:
    table = Table(
        "way", "winners", "counter", "failed", "time", title=f"{_THREADS} threads, one document"
    )
    with running() as stack:
        client = _client(stack.firestore)
        results = {way: [_round(client, way) for _ in range(_ROUNDS)] for way in _WAYS}
    fastest = min(_seconds(rounds) for rounds in results.values())
    for way, rounds in results.items():
        table.add_row(
            way.__name__.replace("_", " "),
            _values(one[0] for one in rounds),
            _values(one[1] for one in rounds),
            _values(one[2] for one in rounds),
            f"{_seconds(rounds) / fastest:.1f}x",
        )
    Console().print(table)
    return int(any((one[0], one[1], one[2]) != (1, 1, 0) for one in results[compare_and_set]))


_WAYS: tuple[_Way, ...] = (compare_and_set, create_if_absent, transaction)


def _client(address: str) -> firestore.Client:
    os.environ["FIRESTORE_EMULATOR_HOST"] = host_and_port(address)
    return firestore.Client(project=PROJECT)


def _round(client: firestore.Client, way: _Way) -> tuple[int, int, int, float]:
    document = client.collection("bench").document(uuid.uuid4().hex)
    document.set({"generation": 0})
    seen = document.get()

    def attempt(_: int) -> str:
        try:
            way(client, seen)
        except _LOST:
            return "lost"
        except (exceptions.GoogleAPICallError, ValueError):
            return "failed"
        return "won"

    started = time.perf_counter()
    with ThreadPoolExecutor(_THREADS) as pool:
        ends = Counter(pool.map(attempt, range(_THREADS)))
    elapsed = time.perf_counter() - started
    return ends["won"], document.get().get("generation"), ends["failed"], elapsed


def _values(numbers: Iterable[int]) -> str:
    found = sorted(set(numbers))
    return str(found[0]) if len(found) == 1 else f"{found[0]} to {found[-1]}"


def _seconds(rounds: list[tuple[int, int, int, float]]) -> float:
    return statistics.median(one[3] for one in rounds)


if __name__ == "__main__":
    sys.exit(main())
