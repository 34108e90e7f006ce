"""A provider fails for a minute while requests keep coming: who notices?

The whole HTTP boundary on eight threads, the real Gemini adapter behind its breaker and places, and
a server on the loopback that counts what it is asked. Beside the writes, twenty reads a second that
need no model: a page of the public catalog, without its look for pictures. Three runs:

- `fifty`: the provider answers 503 at fifty requests a second. Real are boundary, adapter, breaker
  and places; behind them stands a writer that answers at once, since the real one takes 20 ms of a
  processor and the check with it.
- `refusing`: 503 again, at five a second, and all of it real: three recipes from forty lots are
  asked of the model, then of the offline writer, and each is checked.
- `hanging`: the same, but the provider takes the question and never answers.

Run as `python -m infra.bench.overload`, or with `--short` for a third of the time and `--only NAME`
for one of them; exit code 1 when the provider was asked more than 1.1 times as often as this
service was, reads took more than twice as long, or more than 15 seconds went by until it was asked
again by all.
"""

import argparse
import json
import logging
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import flask
import waitress
from rich.console import Console
from rich.table import Table

from infra.bench.tokens import brief_of
from shared.adapters.gemini.client import GeminiClient
from shared.adapters.offline_writer import OfflineWriter
from shared.adapters.prompting.writer import ModelWriter
from shared.catalog import foods, recipes
from shared.config import read
from shared.domain.breaker import USUAL, Rules
from shared.domain.catalog_list import CatalogQuery, catalog_page
from shared.domain.check import check
from shared.domain.language import Language
from shared.domain.matching import propose
from shared.domain.model import Model
from shared.domain.proposal import ProposedRecipe, RecipeBrief
from shared.http import Access, Call, Route, serve
from shared.wiring import Wiring
from shared.workflows.chain import first_answer, time_for
from shared.workflows.generate_recipes import write_checked
from shared.workflows.guarding import Guard, Places, guarded

_THREADS = 8
_SENDERS = 24
_MOST_UPSTREAM = 1.1
_MOST_SLOWER = 2.0
_MOST_RECOVERY_S = 15.0
_PAGE = 20
_RECIPES = 3
_LONGEST_HANG_S = 120.0
_FIELDS = {"title", "summary", "minutes", "difficulty", "meal", "cuisine", "steps"}


class Outage(StrEnum):
    REFUSES = "503"
    HANGS = "no answer"


class Plan(NamedTuple):
    """Seconds of health, outage and health again, requests a second, what is wrong, and whether the
    offline writer and the check are the real ones."""

    before_s: float = 5.0
    outage_s: float = 60.0
    after_s: float = 20.0
    writes: float = 50.0
    reads: float = 20.0
    rules: Rules = USUAL
    outage: Outage = Outage.REFUSES
    real: bool = False


RUNS = {
    "fifty": Plan(),
    "refusing": Plan(writes=5.0, real=True),
    "hanging": Plan(writes=5.0, outage=Outage.HANGS, real=True),
}


class Seen(NamedTuple):
    """A request as its sender saw it: when it was due, seconds it took, who answered."""

    at: float
    seconds: float
    status: int
    engine: str | None


@dataclass
class Outcome:
    """What a run showed; moments are seconds since its beginning."""

    plan: Plan
    writes: list[Seen] = field(default_factory=list)
    reads: list[Seen] = field(default_factory=list)
    upstream: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return len(self.upstream) / len(self.writes)

    @property
    def back(self) -> float:
        return self.plan.before_s + self.plan.outage_s

    @property
    def recovery_s(self) -> float:
        """From the provider's return until nobody was answered by the stand-in any more."""
        late = [one.at for one in self.writes if one.at >= self.back and one.engine == "offline"]
        return max(late, default=self.back) - self.back

    @property
    def slower(self) -> float:
        """The 95th percentile of reads in the outage by that before it."""
        return _p95(self._during(self.reads)) / _p95(self._before(self.reads))

    @property
    def median_slower(self) -> float:
        return statistics.median(self._during(self.reads)) / statistics.median(
            self._before(self.reads)
        )

    @property
    def refused(self) -> float:
        """The share of writes in the outage that got no answer but 503."""
        during = [one for one in self.writes if self.plan.before_s <= one.at < self.back]
        return sum(one.status >= 500 for one in during) / len(during)

    @property
    def slowest_s(self) -> float:
        return max(one.seconds for one in self.writes)

    def _before(self, seen: Sequence[Seen]) -> list[float]:
        return [one.seconds for one in seen if one.at < self.plan.before_s]

    def _during(self, seen: Sequence[Seen]) -> list[float]:
        return [one.seconds for one in seen if self.plan.before_s <= one.at < self.back]


class Answered(Model):
    engine: str


class StandIn:
    """What answers at once where the offline writer is not the real one."""

    name, model = "offline", "none"

    def write(
        self, brief: RecipeBrief, findings: Sequence[str], deadline: float
    ) -> tuple[ProposedRecipe, ...]:
        return ()


class Upstream:
    """A server that speaks as Gemini does; while `down` it refuses, or answers nobody."""

    def __init__(self, outage: Outage = Outage.REFUSES) -> None:
        self.asked: list[float] = []
        self.back = threading.Event()
        self.back.set()
        self._outage = outage
        text = json.dumps({"recipes": _answer()})
        candidate = {"content": {"parts": [{"text": text}]}, "finishReason": "STOP"}
        self._answers = {
            200: json.dumps({"candidates": [candidate]}).encode(),
            503: b'{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}',
        }

    @contextmanager
    def serving(self) -> Iterator[str]:
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                status, body = upstream.answer()
                with suppress(ConnectionError):
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()

    def answer(self) -> tuple[int, bytes]:
        self.asked.append(time.monotonic())
        status = 200 if self.back.is_set() else 503
        if status == 503 and self._outage is Outage.HANGS:
            # Whoever asked has gone long before.
            self.back.wait(_LONGEST_HANG_S)
        return status, self._answers[status]


def main() -> int:
    parser = argparse.ArgumentParser(prog="infra.bench.overload")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", choices=RUNS)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    missed = 0
    for name, plan in RUNS.items():
        if options.only in (None, name):
            short = plan._replace(before_s=4.0, outage_s=24.0, after_s=16.0)
            missed += _report(name, run(short if options.short else plan))
    return int(missed > 0)


def run(plan: Plan) -> Outcome:
    """Plays the plan on servers of its own, which end with it."""
    upstream, outcome = Upstream(plan.outage), Outcome(plan)
    seconds = outcome.back + plan.after_s
    with upstream.serving() as provider, _service(provider, plan) as port:
        for method, path in (("POST", "writes"), ("GET", "reads")):
            _request(port, method, path)
        upstream.asked.clear()
        timers = [
            threading.Timer(plan.before_s, upstream.back.clear),
            threading.Timer(outcome.back, upstream.back.set),
        ]
        for timer in timers:
            timer.start()
        with ThreadPoolExecutor(2) as senders:
            reads = senders.submit(_sent, port, "GET", "reads", plan.reads, seconds)
            writes = senders.submit(_sent, port, "POST", "writes", plan.writes, seconds)
        outcome.reads, outcome.writes = reads.result(), writes.result()
    outcome.upstream = upstream.asked
    return outcome


@contextmanager
def _service(provider: str, plan: Plan) -> Iterator[int]:
    settings = {"GOOGLE_CLOUD_PROJECT": "bench", "LIMITS": "local", "THREADS": str(_THREADS)}
    wiring = Wiring(read(settings))
    gemini = GeminiClient("key", base_url=provider)
    writer = ModelWriter(gemini, "text-model", wiring.foods, wiring.clock)
    guard = Guard(wiring.clock, Places(wiring.settings.places, 0.0), plan.rules)
    offline = OfflineWriter(list(wiring.cookbook.values()), wiring.foods)
    wiring.__dict__["writers"] = [guarded(writer, guard), offline if plan.real else StandIn()]
    function = serve("bench", _routes(written if plan.real else asked), lambda: wiring)
    app = flask.Flask("bench")
    app.add_url_rule(
        "/<path:_>",
        view_func=lambda _: function(flask.request._get_current_object()),  # type: ignore[attr-defined]
        methods=["GET", "POST"],
    )
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=_THREADS)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield server.effective_port
    finally:
        server.close()


def asked(call: Call) -> Answered:
    """Have recipes written, and take whatever comes."""
    engine, _ = first_answer(
        call.wiring.writers, lambda one: one.write(_BRIEF, (), time_for(one, call.deadline))
    )
    return Answered(engine=engine.name)


def written(call: Call) -> Answered:
    """Have recipes written and checked, as a generation does."""
    found = write_checked(_BRIEF, call.wiring.writers, call.wiring.foods, call.deadline)
    return Answered(engine=found.engine)


def read_catalog(call: Call) -> Answered:
    """Read a page of the catalog, which needs no model."""
    wiring = call.wiring
    page = catalog_page(
        wiring.cookbook.values(), CatalogQuery(), call.language, wiring.foods, _PAGE, None
    )
    return Answered(engine=f"{len(page.items)} recipes")


def _routes(write: Callable[[Call], Answered]) -> tuple[Route, ...]:
    return (
        Route("POST", "/writes", write, access=Access.PUBLIC),
        Route("GET", "/reads", read_catalog, access=Access.PUBLIC),
    )


def _answer() -> list[dict[str, object]]:
    """Recipes in the shape the model answers with, which pass the check."""
    known = foods.load()
    as_a_model_writes = [
        one.model_copy(update={"catalog_id": None})
        for one in propose(_BRIEF, recipes.load(), known)
    ]
    return [_wire(one) for one in as_a_model_writes if check(one, _BRIEF, known).recipe]


def _wire(one: ProposedRecipe) -> dict[str, object]:
    told = one.model_dump(mode="json", include=_FIELDS)
    told["ingredients"] = [
        {
            "id": each.food_id,
            "name": each.name,
            "quantity": float(each.quantity),
            "unit": each.unit,
            "optional": each.optional,
        }
        for each in one.ingredients
    ]
    return told


def _sent(port: int, method: str, path: str, rate: float, seconds: float) -> list[Seen]:
    """Sends at a steady rate, however long the answers take."""
    started = time.monotonic()

    def one(number: int) -> Seen:
        due = number / rate
        time.sleep(max(0.0, started + due - time.monotonic()))
        sent = time.monotonic()
        status, engine = _request(port, method, path)
        return Seen(due, time.monotonic() - sent, status, engine)

    with ThreadPoolExecutor(_SENDERS) as pool:
        return list(pool.map(one, range(int(rate * seconds))))


def _request(port: int, method: str, path: str) -> tuple[int, str | None]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, f"/api/v1/bench/{path}", headers={"Content-Length": "0"})
        answer = connection.getresponse()
        told = json.loads(answer.read())
        return answer.status, told.get("engine")
    finally:
        connection.close()


def _p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _report(name: str, outcome: Outcome) -> int:
    ends = Counter(one.engine or one.status for one in outcome.writes)
    rate = f"{outcome.plan.writes:.0f} writes a second"
    table = Table("what", "measured", "may be", title=f"{name}: {outcome.plan.outage}, {rate}")
    shares = f"{len(outcome.upstream)} / {len(outcome.writes)} = {outcome.ratio:.2f}"
    reads = f"{outcome.slower:.2f} times, the median {outcome.median_slower:.2f}"
    table.add_row("upstream calls / incoming", shares, f"{_MOST_UPSTREAM}")
    table.add_row("reads, 95th percentile", reads, f"{_MOST_SLOWER}")
    table.add_row("recovery", f"{outcome.recovery_s:.1f} s", f"{_MOST_RECOVERY_S} s")
    table.add_row("writes in the outage that got 503", f"{outcome.refused:.1%}", "")
    table.add_row("the slowest write", f"{outcome.slowest_s:.1f} s", "")
    table.add_row("answered by", ", ".join(f"{k}: {v}" for k, v in ends.most_common()), "")
    Console(width=110).print(table)
    return int(
        outcome.ratio > _MOST_UPSTREAM
        or outcome.slower > _MOST_SLOWER
        or outcome.recovery_s > _MOST_RECOVERY_S
    )


_BRIEF = brief_of(_RECIPES, Language.ES)

if __name__ == "__main__":
    sys.exit(main())
