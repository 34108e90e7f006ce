"""What counting exactly across instances costs when many instances count for one caller at once.

Every thread is an instance of its own: nothing but the emulator's Firestore stands between them.
All of them ask for the same key at the same moment; printed are how many were let through, how many
were told that the store is too busy, and how long the answer took. Run as
`python -m infra.bench.limits`; exit code 1 when one too many was let through, or one too few.
"""

import os
import statistics
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from google.cloud import firestore
from rich.console import Console
from rich.table import Table

from infra.local.addresses import host_and_port
from infra.local.settings import PROJECT
from infra.local.stack import running
from shared.adapters.firestore.limits import FirestoreHitLog
from shared.adapters.rate_limiter import HitLogLimiter
from shared.clock import SystemClock
from shared.domain.errors import Unavailable
from shared.domain.limits import Limit, Rate, rates

_INSTANCES = (1, 5, 20, 50)
_ROUNDS = 5


class Asked(NamedTuple):
    """`allowed` is None where the store was too busy to tell."""

    allowed: bool | None
    ms: float


def main() -> int:
    with running() as at:
        os.environ["FIRESTORE_EMULATOR_HOST"] = host_and_port(at.firestore)
        client = firestore.Client(project=PROJECT)
        rate = rates(Limit.MODEL, 1)[0]
        _round(client, rate, max(_INSTANCES))
        found = {n: [_round(client, rate, n) for _ in range(_ROUNDS)] for n in _INSTANCES}
    return _report(rate, found)


def _round(client: firestore.Client, rate: Rate, instances: int) -> list[Asked]:
    clock, key = SystemClock(), uuid.uuid4().hex
    limiters = [HitLogLimiter(FirestoreHitLog(client, clock), clock) for _ in range(instances)]

    def ask(limiter: HitLogLimiter) -> Asked:
        started = time.perf_counter()
        try:
            allowed = limiter.hit(key, rate).allowed
        except Unavailable:
            allowed = None
        return Asked(allowed, (time.perf_counter() - started) * 1000)

    with ThreadPoolExecutor(instances) as pool:
        return list(pool.map(ask, limiters))


def _report(rate: Rate, found: dict[int, list[list[Asked]]]) -> int:
    table = Table("instances at once", "let through", "too busy", "median ms", "slowest ms")
    wrong = False
    for instances, rounds in found.items():
        passed = [sum(one.allowed is True for one in asked) for asked in rounds]
        busy = sum(one.allowed is None for asked in rounds for one in asked)
        times = [one.ms for asked in rounds for one in asked]
        expected = min(instances, rate.most)
        wrong |= any(count > rate.most for count in passed)
        wrong |= not busy and any(count != expected for count in passed)
        counts = ", ".join(str(count) for count in passed)
        median, slowest = statistics.median(times), max(times)
        table.add_row(str(instances), counts, str(busy), f"{median:.0f}", f"{slowest:.0f}")
    Console().print(table)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
