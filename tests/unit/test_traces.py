"""Spans: nothing without a tracer, one tree with one, whoever's thread the work is done in."""

from collections.abc import Iterator

import pytest

from shared import telemetry
from shared.adapters.otlp_traces import OtlpTracer, Source
from shared.domain.errors import Conflict
from shared.domain.model import Model
from shared.http import Access, Call, Route
from tests.boundary import Boundary
from tests.otlp import Kept, Receiver, receiver

CAME_FROM = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
TRACE, PARENT = CAME_FROM.split("-")[1:3]


class Done(Model):
    place: str | None


def work(call: Call) -> Done:
    with telemetry.span("inner"), telemetry.Threads(1) as pool:
        pool.submit(_deep).result()
    return Done(place=telemetry.place())


def _deep() -> None:
    with telemetry.span("deep") as span:
        span.note({"figure": 7})


def refuse(call: Call) -> Done:
    with telemetry.span("refusing"):
        raise Conflict("job_held")


def fail(call: Call) -> Done:
    raise RuntimeError("something of the inside")


ROUTES = (
    Route("GET", "/work", work, access=Access.MEMBER),
    Route("GET", "/refuse", refuse, access=Access.MEMBER),
    Route("GET", "/fail", fail, access=Access.MEMBER),
)


@pytest.fixture
def spans() -> Iterator[Receiver]:
    with receiver() as kept:
        yield kept


def traced(spans: Receiver, path: str, share: float = 1.0, **headers: str) -> dict[str, Kept]:
    tracer = OtlpTracer(spans.url, share, Source("p", "thing", "r1"))
    boundary = Boundary(ROUTES)
    boundary.put(tracer=tracer)
    boundary.get(path, headers=headers)
    tracer.close()
    return {span.name: span for span in spans.spans}


def test_without_a_tracer_nothing_is_kept_and_the_trace_goes_on() -> None:
    told = Boundary(ROUTES).get("/work", headers={"traceparent": CAME_FROM}).get_json()
    assert told["place"] == CAME_FROM
    assert Boundary(ROUTES).get("/work").get_json()["place"] is None


def test_a_request_is_a_tree_across_threads(spans: Receiver) -> None:
    found = traced(spans, "/work", traceparent=CAME_FROM)
    request, inner, deep = found["thing GET /work"], found["inner"], found["deep"]
    assert {span.trace for span in found.values()} == {TRACE}
    assert (request.parent, inner.parent, deep.parent) == (PARENT, request.id, inner.id)
    assert request.said["http.response.status_code"] == 200
    assert request.said["http.route"] == "/api/v1/thing/work"
    assert deep.said == {"figure": 7}
    assert request.source == {
        "gcp.project_id": "p",
        "service.name": "thing",
        "service.version": "r1",
    }


@pytest.mark.parametrize(
    "came_from",
    [
        "",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        CAME_FROM.upper(),
        CAME_FROM + "-more",
        "a" * 5000,
    ],
)
def test_what_is_no_trace_begins_a_new_one(spans: Receiver, came_from: str) -> None:
    request = traced(spans, "/work", traceparent=came_from)["thing GET /work"]
    assert request.parent == ""
    assert request.trace != TRACE


def test_what_a_later_version_says_more_is_passed_over(spans: Receiver) -> None:
    later = f"cc{CAME_FROM[2:]}-more"
    assert traced(spans, "/work", traceparent=later)["thing GET /work"].trace == TRACE


def test_only_what_went_wrong_is_marked(spans: Receiver) -> None:
    refused = traced(spans, "/refuse")
    assert refused["refusing"].failed
    assert not refused["thing GET /refuse"].failed
    assert traced(spans, "/fail")["thing GET /fail"].failed


def test_nothing_of_the_inside_is_said(spans: Receiver) -> None:
    said = str(traced(spans, "/fail")["thing GET /fail"])
    assert "something of the inside" not in said
    assert "ana" not in said


def test_a_share_of_nothing_keeps_nothing_and_still_names_the_trace(spans: Receiver) -> None:
    assert traced(spans, "/work", 0.0, traceparent=CAME_FROM) == {}


def test_a_receiver_that_is_gone_disturbs_nobody() -> None:
    with receiver() as gone:
        url = gone.url
    tracer = OtlpTracer(url, 1.0, Source("p", "thing", "r1"))
    boundary = Boundary(ROUTES)
    boundary.put(tracer=tracer)
    assert boundary.get("/work").status_code == 200
    tracer.close()
