"""What a look-up of a substance costs at each level of the cache, and without one.

Run as `python -m infra.bench.substances`. Uncached, a source on the loopback is asked over HTTP as
PubChem is, in two requests; the levels are this process, a Redis where one is installed, and
Firestore's emulator where FIRESTORE_EMULATOR_HOST is set. Prints medians and their ratios to the
uncached look-up; exit code 1 where a cached one takes 50 ms or more. The real sources are farther
away than this one: the ratios are the least that a cache gains.
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

from pytest_httpserver import HTTPServer
from rich.console import Console
from rich.table import Table

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
        medians = {"uncached": _median(Sources([source], KnownSubstances([]), _CLOCK))}
        for cache in (LocalSubstances(_CLOCK), *_redis(opened), *_firestore()):
            medians[cache.name] = _median(Sources([source], KnownSubstances([cache]), _CLOCK))
    table = Table("level", "median ms", "of uncached", title="Look-up of one substance")
    for level, median in medians.items():
        table.add_row(level, f"{median:.3f}", f"{median / medians['uncached']:.4f}")
    Console().print(table)
    cached = [median for level, median in medians.items() if level != "uncached"]
    return int(max(cached) >= _LIMIT_MS)


def _median(sources: Sources) -> float:
    """Of look-ups after the first, in milliseconds."""
    subject = Subject(f"Limonene {_CLOCK.new_id()}")
    times = [_milliseconds(sources, subject) for _ in range(_ROUNDS + 1)]
    return statistics.median(times[1:])


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


def _firestore() -> Iterator[SubstanceCache]:
    if os.environ.get("FIRESTORE_EMULATOR_HOST"):
        from google.cloud.firestore import Client

        from shared.adapters.firestore.substances import FirestoreSubstances

        yield FirestoreSubstances(Client(project="bench"))


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
