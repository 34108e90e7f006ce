"""What every answer tells browsers, refusals included; and which origins may read it."""

from collections.abc import Iterator

import pytest
import requests

from infra.local.addresses import Addresses
from infra.local.stack import running
from tests.client import Phone

APP = "https://app.example.com"
OTHER = "http://localhost:5173"
PROTECTION = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@pytest.fixture(scope="module")
def open_to_apps() -> Iterator[Addresses]:
    with running(settings={"CORS_ORIGINS": f"{APP},{OTHER}"}) as addresses:
        yield addresses


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/status/live", 200),
        ("HEAD", "/status/live", 200),
        ("GET", "/status/openapi.json", 200),
        ("OPTIONS", "/status/live", 204),
        ("GET", "/inventory/items", 401),
        ("GET", "/inventory/nothing", 404),
        ("PUT", "/inventory/items", 405),
        ("POST", "/auth/exchange", 401),
        ("POST", "/maintenance/jobs", 401),
    ],
)
def test_every_answer_is_protected(stack: Addresses, method: str, path: str, status: int) -> None:
    answer = Phone(stack).call(method, path, headers={"Origin": APP})
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in PROTECTION} == PROTECTION
    assert not any(name.lower().startswith("access-control") for name in answer.headers)
    assert "X-Request-Id" in answer.headers


def test_limits_are_shown_where_people_call(stack: Addresses) -> None:
    assert "RateLimit" in Phone(stack).get("/status/live").headers
    assert "RateLimit" not in Phone(stack).post("/maintenance/jobs").headers


def ask(stack: Addresses, path: str, origin: str | None) -> requests.Response:
    headers = {"Origin": origin} if origin else {}
    return Phone(stack).get(path, headers=headers)


@pytest.mark.parametrize("path", ["/status/live", "/inventory/items", "/inventory/nothing"])
@pytest.mark.parametrize("origin", [APP, OTHER])
def test_configured_origins_may_read(open_to_apps: Addresses, path: str, origin: str) -> None:
    answer = ask(open_to_apps, path, origin)
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "Origin" in answer.headers["Vary"]
    exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"Content-Disposition", "ETag", "Location", "Retry-After"} <= set(exposed)
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "*",
        "https://evil.example.com",
        "https://app.example.com.evil.com",
        "https://app.example.com:444",
        "http://app.example.com",
        "https://APP.example.com",
        "https://app.example.com/",
        f"{APP},{OTHER}",
    ],
)
def test_no_other_origin_may(open_to_apps: Addresses, origin: str | None) -> None:
    answer = ask(open_to_apps, "/status/live", origin)
    assert answer.status_code == 200
    assert not any(name.lower().startswith("access-control") for name in answer.headers)
    assert "Origin" in answer.headers["Vary"]


def preflight(stack: Addresses, path: str, origin: str) -> requests.Response:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization,idempotency-key",
    }
    return Phone(stack).call("OPTIONS", path, headers=asked)


def test_a_preflight_names_methods_and_headers(open_to_apps: Addresses) -> None:
    answer = preflight(open_to_apps, "/inventory/items/abc", APP)
    assert answer.status_code == 204
    assert answer.content == b""
    assert answer.headers["Access-Control-Allow-Methods"] == "DELETE, GET, HEAD, PATCH"
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    for name in ("authorization", "content-type", "idempotency-key", "if-match", "prefer"):
        assert name in allowed.split(", ")
    assert "if-none-match" in allowed.split(", ")
    assert answer.headers["Access-Control-Allow-Origin"] == APP
    assert int(answer.headers["Access-Control-Max-Age"]) > 0


def test_a_preflight_of_a_stranger_allows_nothing(open_to_apps: Addresses) -> None:
    answer = preflight(open_to_apps, "/inventory/items", "https://evil.example.com")
    assert answer.status_code == 204
    assert not any(name.lower().startswith("access-control") for name in answer.headers)
    assert preflight(open_to_apps, "/inventory/nothing/at/all", APP).status_code == 404
