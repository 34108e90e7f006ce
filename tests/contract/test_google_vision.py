"""Google Cloud Vision over HTTP: what it is asked, and every way in which it fails."""

import json
from collections.abc import Callable, Iterator
from time import monotonic, sleep
from typing import Any

import pytest
import requests
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from shared.adapters.google_vision import GoogleVision
from shared.clock import SystemClock
from shared.domain.errors import DomainError, ProviderFailed, Unreadable
from shared.domain.recognition import Photo

PHOTOS = (Photo(b"one", "image/jpeg", 10, 10), Photo(b"two", "image/jpeg", 10, 10))


@pytest.fixture(scope="module")
def running() -> Iterator[HTTPServer]:
    with HTTPServer("127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def server(running: HTTPServer) -> HTTPServer:
    running.clear()
    return running


def read(server: HTTPServer, seconds: float = 5.0) -> str:
    reader = GoogleVision(requests.Session, server.url_for(""), SystemClock())
    return reader.read(PHOTOS, monotonic() + seconds)


def answers(server: HTTPServer, answer: Callable[[Request], Response]) -> None:
    server.expect_request("/v1/images:annotate", "POST").respond_with_handler(answer)


def says(*pages: dict[str, Any], status: int = 200) -> Callable[[Request], Response]:
    return lambda _: Response(json.dumps({"responses": pages}), status, mimetype="application/json")


def test_all_photos_go_in_one_call_and_their_print_comes_back(server: HTTPServer) -> None:
    bodies: list[Any] = []

    def answer(asked: Request) -> Response:
        bodies.append(asked.get_json())
        page = {"fullTextAnnotation": {"text": "Ingredients:\nAqua", "pages": []}}
        return says(page, {})(asked)

    answers(server, answer)
    assert read(server) == "Ingredients:\nAqua\n\n"
    [body] = bodies
    assert [one["image"]["content"] for one in body["requests"]] == ["b25l", "dHdv"]
    assert {one["features"][0]["type"] for one in body["requests"]} == {"DOCUMENT_TEXT_DETECTION"}


def _hangs(_: Request) -> Response:
    sleep(1.2)
    return Response("{}")


FAULTS: dict[str, tuple[Callable[[Request], Response], type[DomainError], str]] = {
    "no print": (says({}, {}), Unreadable, ""),
    "a bad picture": (says({"error": {"code": 3}}, {}), Unreadable, ""),
    "a picture failed": (says({"error": {"code": 14}}, {}), ProviderFailed, "rpc_14"),
    "one page missing": (says({}), ProviderFailed, "malformed"),
    "no JSON": (lambda _: Response("<html>"), ProviderFailed, "malformed"),
    "another shape": (lambda _: Response('{"responses": 1}'), ProviderFailed, "malformed"),
    "too large": (lambda _: Response(b" " * 5_000_001), ProviderFailed, "too_large"),
    "slow": (_hangs, ProviderFailed, "out_of_time"),
} | {
    f"status {status}": (says(status=status), ProviderFailed, f"http_{status}")
    for status in (400, 401, 403, 404, 429, 500, 503)
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_failure_is_said_in_the_words_of_the_domain(server: HTTPServer, fault: str) -> None:
    answer, error, reason = FAULTS[fault]
    answers(server, answer)
    with pytest.raises(error) as failed:
        read(server, 0.8 if fault == "slow" else 5.0)
    assert getattr(failed.value, "reason", "") == reason


def test_without_time_or_a_way_nobody_is_asked(server: HTTPServer) -> None:
    with pytest.raises(ProviderFailed, match="provider"):
        read(server, 0.1)
    reader = GoogleVision(requests.Session, "http://127.0.0.1:9", SystemClock())
    with pytest.raises(ProviderFailed) as failed:
        reader.read(PHOTOS, monotonic() + 5)
    assert failed.value.reason == "unreachable"
    assert server.log == []
