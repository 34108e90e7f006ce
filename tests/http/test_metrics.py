"""The local page of figures: made from the lines the functions write, in Prometheus' form."""

import requests
from prometheus_client.parser import text_string_to_metric_families

from infra.local.addresses import Addresses

SECONDS = 10


def samples(stack: Addresses) -> dict[tuple[str, ...], float]:
    text = requests.get(f"{stack.gateway}/metrics", timeout=SECONDS).text
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_function_route_and_status(stack: Addresses) -> None:
    key = ("zerowaste_requests_total", "200", "GET /live", "status")
    before = samples(stack).get(key, 0)
    for _ in range(3):
        requests.get(f"{stack.gateway}/api/v1/status/live", timeout=SECONDS)
    assert samples(stack)[key] == before + 3


def test_what_waits_in_the_queues_is_shown(stack: Addresses) -> None:
    waiting = {name for name in samples(stack) if name[0] == "zerowaste_tasks_waiting"}
    assert {queue for _, queue in waiting} >= {"image-jobs", "recognition-jobs"}
