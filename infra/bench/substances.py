"""What a look-up of a substance costs at each level of the cache, and without one.

Run as `python -m infra.bench.substances`. Uncached, a source on the loopback is asked over HTTP as
PubChem is, in two requests, about a substance nobody asked about before; the levels are this
process, Firestore's emulator, and a Redis where one is installed. Prints medians, the slowest of
twenty, their ratios to the uncached look-up, and the hits that went to the log line; exit code 1
where a cached one of twenty takes 50 ms or more, or a hit was not counted. The real sources are
farther away than this one: the ratios are the least that a cache gains.
"""

import logging
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from pytest_httpserver import HTTPServer
from rich.console import Console
from rich.table import Table

from infra.local.addresses import host_and_port
from infra.local.settings import PROJECT
from infra.local.stack import running
from shared import telemetry
from shared.adapters.local_hits import LocalHitLog
from shared.adapters.local_substances import LocalSubstances
from shared.adapters.outside.host import Host
from shared.adapters.outside.patience import Patience
from shared.adapters.rate_limiter import HitLogLimiter
from shared.adapters.redis_substances import RedisSubstances
from shared.adapters.substances.pubchem import MOST_BYTES, PubChem
from shared.clock import SystemClock
from shared.domain.errors import Unavailable
from shared.domain.labels.outside import Subject
from shared.domain.limits import Rate
from shared.ports.substances import SubstanceCache
from shared.workflows.ask_sources import Sources
from shared.workflows.known_substances import KnownSubstances
from tests.contract.substance_servers import answering

_ROUNDS = 60
_LIMIT_MS = 50.0
_SECONDS = 5.0
_CLOCK = SystemClock()


def main() -> int:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with ExitStack() as opened:
        source = _pubchem(opened.enter_context(_server()))
        uncached = _timed(Sources([source], KnownSubstances([]), _CLOCK), "source")
        cached = [
            _timed(Sources([source], KnownSubstances([cache]), _CLOCK), cache.name)
            for cache in (LocalSubstances(_CLOCK), _firestore(opened), *_redis(opened))
        ]
    table = Table("level", "median ms", "95th ms", "of uncached", "hits logged")
    for timed in (uncached, *cached):
        share = timed.median / uncached.median
        figures = (f"{timed.median:.3f}", f"{timed.slow:.3f}", f"{share:.4f}", str(timed.hits))
        table.add_row(timed.level, *figures)
    Console().print(table)
    return int(any(one.slow >= _LIMIT_MS or one.hits != _ROUNDS for one in cached))


class Timed(NamedTuple):
    """Look-ups of one substance after the first, in milliseconds."""

    level: str
    median: float
    slow: float
    hits: int


def _timed(sources: Sources, level: str) -> Timed:
    subject = Subject(f"Limonene {_CLOCK.new_id()}")
    with telemetry.trail({}) as request:
        times = [_milliseconds(sources, subject) for _ in range(_ROUNDS + 1)][1:]
    hits = request.sums.get(f"cache_{level}_hits", 0)
    return Timed(level, statistics.median(times), statistics.quantiles(times, n=20)[-1], hits)


def _milliseconds(sources: Sources, subject: Subject) -> float:
    started = time.perf_counter()
    answers = sources.look_up(subject, _CLOCK.now(), _CLOCK.monotonic() + _SECONDS)
    if not any(answer.facts for answer in answers):
        raise RuntimeError(answers)
    return (time.perf_counter() - started) * 1000


@contextmanager
def _server() -> Iterator[str]:
    with HTTPServer(threaded=True) as http:
        http.expect_request(re.compile(".*")).respond_with_handler(answering("pubchem"))
        yield http.url_for("")


def _pubchem(url: str) -> PubChem:
    unlimited = Rate("bench", 100_000, 1)
    patience = Patience(HitLogLimiter(LocalHitLog(), _CLOCK), _CLOCK, unlimited)
    return PubChem(Host("pubchem", url, "bench", patience, _CLOCK, most_bytes=MOST_BYTES))


def _firestore(opened: ExitStack) -> SubstanceCache:
    from google.cloud.firestore import Client

    from shared.adapters.firestore.substances import FirestoreSubstances

    at = opened.enter_context(running())
    os.environ["FIRESTORE_EMULATOR_HOST"] = host_and_port(at.firestore)
    return FirestoreSubstances(Client(project=PROJECT))


def _redis(opened: ExitStack) -> Iterator[SubstanceCache]:
    if server := shutil.which("redis-server"):
        yield opened.enter_context(_running_redis(server))


@contextmanager
def _running_redis(server: str) -> Iterator[SubstanceCache]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [server, "--port", str(port), "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield _answering(RedisSubstances(f"redis://127.0.0.1:{port}", _CLOCK))
    finally:
        process.terminate()
        process.wait()


def _answering(cache: RedisSubstances) -> RedisSubstances:
    for _ in range(100):
        try:
            cache.get_all(["first"])
        except Unavailable:
            time.sleep(0.05)
        else:
            break
    return cache


if __name__ == "__main__":
    sys.exit(main())
