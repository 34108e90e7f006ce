"""A provider answers 503 for a minute at fifty requests a second: who notices?

The whole HTTP boundary on eight threads, the real Gemini adapter behind its breaker and places, a
stand-in after it, and a server on the loopback that counts what it is asked. Beside the fifty,
twenty reads a second that need no model. Run as `python -m infra.bench.overload`, or with `--short`
for a quarter of the time; exit code 1 when the provider was asked more than 1.1 times as often as
this service was, reads took more than twice as long, or it took more than 15 seconds to be asked
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
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import flask
import waitress
from rich.console import Console
from rich.table import Table

from shared.adapters.gemini.client import GeminiClient
from shared.adapters.prompting.writer import ModelWriter
from shared.config import read
from shared.domain.breaker import USUAL, Rules
from shared.domain.food import DateKind
from shared.domain.language import Language
from shared.domain.model import Model
from shared.domain.proposal import ProposedRecipe, RecipeBrief, StockLine
from shared.domain.units import Unit
from shared.http import Access, Call, Route, serve
from shared.wiring import Wiring
from shared.workflows.chain import first_answer, time_for
from shared.workflows.guarding import Guard, Places, guarded

_THREADS = 8
_SENDERS = 24
_MOST_UPSTREAM = 1.1
_MOST_SLOWER = 2.0
_MOST_RECOVERY_S = 15.0
_TODAY = date(2026, 6, 1)
_RECIPE = {
    "title": "Patatas asadas",
    "summary": "Al horno.",
    "minutes": 40,
    "difficulty": "easy",
    "meal": "dinner",
    "cuisine": "spanish",
    "ingredients": [
        {"id": "potato", "name": "patata", "quantity": 400, "unit": "g", "optional": False}
    ],
    "steps": [{"text": "Asa las patatas.", "minutes": 40}],
}


class Plan(NamedTuple):
    """Seconds of health, outage and health again, and requests a second."""

    before_s: float = 5.0
    outage_s: float = 60.0
    after_s: float = 20.0
    writes: float = 50.0
    reads: float = 20.0
    rules: Rules = USUAL


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
        before = [one.seconds for one in self.reads if one.at < self.plan.before_s]
        during = [one.seconds for one in self.reads if self.plan.before_s <= one.at < self.back]
        return _p95(during) / _p95(before)


class Answered(Model):
    engine: str


class StandIn:
    """What the offline writer is here: it answers at once."""

    name, model = "offline", "none"

    def write(
        self, brief: RecipeBrief, findings: Sequence[str], deadline: float
    ) -> tuple[ProposedRecipe, ...]:
        return ()


class Upstream:
    """A server that speaks as Gemini does, or refuses while `down`."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.down = False
        text = json.dumps({"recipes": [_RECIPE]})
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
        status = 503 if self.down else 200
        return status, self._answers[status]


def main() -> int:
    parser = argparse.ArgumentParser(prog="infra.bench.overload")
    parser.add_argument("--short", action="store_true")
    plan = Plan(3.0, 15.0, 14.0) if parser.parse_args().short else Plan()
    logging.getLogger("zerowaste").handlers[:] = [logging.NullHandler()]
    logging.getLogger("zerowaste").propagate = False
    return _report(run(plan))


def run(plan: Plan) -> Outcome:
    """Plays the plan on servers of its own, which end with it."""
    upstream, outcome = Upstream(), Outcome(plan)
    seconds = outcome.back + plan.after_s
    with upstream.serving() as provider, _service(provider, plan.rules) as port:
        _request(port, "POST", "writes")
        upstream.asked.clear()
        threading.Timer(plan.before_s, lambda: setattr(upstream, "down", True)).start()
        threading.Timer(outcome.back, lambda: setattr(upstream, "down", False)).start()
        with ThreadPoolExecutor(2) as senders:
            reads = senders.submit(_sent, port, "GET", "reads", plan.reads, seconds)
            writes = senders.submit(_sent, port, "POST", "writes", plan.writes, seconds)
        outcome.reads, outcome.writes = reads.result(), writes.result()
    outcome.upstream = upstream.asked
    return outcome


@contextmanager
def _service(provider: str, rules: Rules) -> Iterator[int]:
    settings = {"GOOGLE_CLOUD_PROJECT": "bench", "LIMITS": "local", "THREADS": str(_THREADS)}
    wiring = Wiring(read(settings))
    gemini = GeminiClient("key", base_url=provider)
    writer = ModelWriter(gemini, "text-model", wiring.foods, wiring.clock)
    guard = Guard(wiring.clock, Places(wiring.settings.places, 0.0), rules)
    wiring.__dict__["writers"] = [guarded(writer, guard), StandIn()]
    function = serve("bench", ROUTES, lambda: wiring)
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


def write(call: Call) -> Answered:
    """Have a recipe written."""
    engine, _ = first_answer(
        call.wiring.writers, lambda one: one.write(_BRIEF, (), time_for(one, call.deadline))
    )
    return Answered(engine=engine.name)


def read_something(call: Call) -> Answered:
    """Read what needs no model."""
    return Answered(engine="store")


ROUTES = (
    Route("POST", "/writes", write, access=Access.PUBLIC),
    Route("GET", "/reads", read_something, access=Access.PUBLIC),
)


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


def _report(outcome: Outcome) -> int:
    ends = Counter(one.engine or one.status for one in outcome.writes)
    table = Table("what", "measured", "may be", title="A provider that answers 503")
    asked = f"{len(outcome.upstream)} / {len(outcome.writes)} = {outcome.ratio:.2f}"
    table.add_row("upstream calls / incoming", asked, f"{_MOST_UPSTREAM}")
    table.add_row("reads, 95th percentile", f"{outcome.slower:.2f} times", f"{_MOST_SLOWER}")
    table.add_row("recovery", f"{outcome.recovery_s:.1f} s", f"{_MOST_RECOVERY_S} s")
    table.add_row("answered by", ", ".join(f"{k}: {v}" for k, v in ends.most_common()), "")
    Console().print(table)
    return int(
        outcome.ratio > _MOST_UPSTREAM
        or outcome.slower > _MOST_SLOWER
        or outcome.recovery_s > _MOST_RECOVERY_S
    )


_BRIEF = RecipeBrief(
    stock=(
        StockLine(
            item_id="p1",
            food_id="potato",
            name="Patata",
            quantity=Decimal(900),
            unit=Unit.G,
            expires_on=_TODAY + timedelta(days=3),
            days_left=3,
            date_kind=DateKind.BEST_BEFORE,
        ),
    ),
    servings=2,
    count=1,
    language=Language.ES,
    meal=None,
    difficulty=None,
    max_minutes=None,
    cuisine=None,
    diets=frozenset(),
    allergens=frozenset(),
    excluded_food_ids=frozenset(),
    today=_TODAY,
)

if __name__ == "__main__":
    sys.exit(main())
