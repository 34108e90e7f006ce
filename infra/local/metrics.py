"""The figures of the running functions, made from their log lines as production makes them, in
Prometheus' form.

The names are those of the log-based metrics in `infra/terraform/metrics.tf`, with the prefix that
Prometheus' conventions ask for.
"""

import logging
from collections.abc import Iterator

import requests
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from infra.local.settings import PROJECT, TASKS_LOCATION

_MS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 25_000)
_TOKENS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
_READS = (1, 2, 5, 10, 20, 50, 100, 300, 1_000)
_SERVER_ERROR = 500


class Metrics(logging.Handler):
    """Counts every line the functions write."""

    def __init__(self, tasks_address: str) -> None:
        super().__init__(logging.INFO)
        self._registry = registry = CollectorRegistry()
        registry.register(_Queues(tasks_address))
        where = ("function", "route")
        self._requests = Counter(
            "zerowaste_requests", "Requests", (*where, "status"), registry=registry
        )
        self._errors = Counter("zerowaste_errors", "5xx", ("function", "code"), registry=registry)
        self._cache = Counter(
            "zerowaste_cache", "Look-ups", ("function", "outcome"), registry=registry
        )
        self._ms = Histogram(
            "zerowaste_response_ms", "Milliseconds", where, registry=registry, buckets=_MS
        )
        self._reads = Histogram(
            "zerowaste_reads", "Documents read", where, registry=registry, buckets=_READS
        )
        self._calls = Counter(
            "zerowaste_model_calls", "Calls", ("provider", "model", "outcome"), registry=registry
        )
        self._tokens = {
            way: Histogram(
                f"zerowaste_{way}", "A call", ("model",), registry=registry, buckets=_TOKENS
            )
            for way in ("input_tokens", "output_tokens")
        }
        self._usd = Counter("zerowaste_usd", "US dollars", ("provider", "model"), registry=registry)
        self._dead = Counter("zerowaste_dead_letters", "Given up", ("kind",), registry=registry)
        self._security = Counter(
            "zerowaste_security", "Events", ("event", "reason"), registry=registry
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Count one line."""
        said = vars(record)
        match record.getMessage():
            case "request":
                self._request(said)
            case "model call":
                self._call(said)
            case "dead letter":
                self._dead.labels(said["kind"]).inc()
            case "security":
                self._security.labels(said["event"], said.get("reason", "")).inc(said["count"])

    def page(self) -> bytes:
        """Everything so far, and what waits in the queues now."""
        return generate_latest(self._registry)

    def _request(self, said: dict[str, object]) -> None:
        function, route, status = str(said["function"]), str(said["route"]), said["status"]
        self._requests.labels(function, route, status).inc()
        self._ms.labels(function, route).observe(float(str(said["ms"])))
        self._reads.labels(function, route).observe(float(str(said.get("reads", 0))))
        if int(str(status)) >= _SERVER_ERROR:
            self._errors.labels(function, said.get("code", "-")).inc()
        if "cache" in said:
            self._cache.labels(function, said["cache"]).inc()

    def _call(self, said: dict[str, object]) -> None:
        self._calls.labels(said["provider"], said["model"], said["outcome"]).inc()
        self._usd.labels(said["provider"], said["model"]).inc(float(str(said["usd"])))
        for way, histogram in self._tokens.items():
            histogram.labels(said["model"]).observe(float(str(said[way])))


class _Queues(Collector):
    """What waits, asked of the queue when the page is."""

    def __init__(self, address: str) -> None:
        self._address = address

    def collect(self) -> Iterator[GaugeMetricFamily]:
        waiting = GaugeMetricFamily("zerowaste_tasks_waiting", "Tasks", labels=["queue"])
        try:
            stats = requests.get(f"{self._address}/queueStats", timeout=2).json()
        except (requests.RequestException, ValueError):
            stats = {}
        for name, queue in stats.items():
            waiting.add_metric([_queue(name)], queue.get("numberOfTasks", 0))
        yield waiting


def _queue(key: str) -> str:
    """The emulator's keys are `queue:project-location-name`."""
    return key.removeprefix(f"queue:{PROJECT}-{TASKS_LOCATION}-")


def watch(tasks_address: str) -> Metrics:
    """Counts what the functions of this process write from now on."""
    metrics = Metrics(tasks_address)
    logging.getLogger("zerowaste").addHandler(metrics)
    return metrics
