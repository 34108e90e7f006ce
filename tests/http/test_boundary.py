"""The HTTP boundary: every refusal is a problem document with the right status."""

import json

import pytest

from infra.local.addresses import Addresses
from tests.client import Phone, problem

FUNCTIONS = (
    "account",
    "auth",
    "image_worker",
    "inventory",
    "label_worker",
    "maintenance",
    "recipes",
    "recognition",
    "recognition_worker",
    "status",
)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_unknown_routes_are_problems(phone: Phone, function: str) -> None:
    for path in ("/nope", "/a/b/c/d", "/%2e%2e/%2e%2e/etc/passwd", "/items%00"):
        problem(phone.get(f"/{function}{path}"), 404, _missing_code(phone, function, path))


def _missing_code(phone: Phone, function: str, path: str) -> str:
    """Where a function has a route of one id, an unknown word is a missing id."""
    takes_ids = function in ("recipes", "recognition") and path == "/nope"
    return "not_found" if takes_ids else "route_not_found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/inventory/items", "GET, HEAD, POST"),
        ("DELETE", "/auth/exchange", "POST"),
        ("POST", "/inventory/items/abc", "DELETE, GET, HEAD, PATCH"),
    ],
)
def test_a_wrong_method_names_the_right_ones(
    phone: Phone, method: str, path: str, allowed: str
) -> None:
    answer = phone.call(method, path)
    problem(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize("body", [b"{", b"nonsense", b"\xff\xfe", b"[1,"])
def test_an_unreadable_body_is_a_400(phone: Phone, body: bytes) -> None:
    answer = phone.post("/inventory/items", data=body, headers={"Content-Type": "application/json"})
    problem(answer, 400, "unreadable_body")


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "image/png"])
def test_another_content_type_is_a_415(phone: Phone, content_type: str) -> None:
    answer = phone.post("/inventory/items", data=b"x", headers={"Content-Type": content_type})
    problem(answer, 415, "media_type_unsupported")
    answer = phone.post("/recognition", data=b"x", headers={"Content-Type": content_type})
    problem(answer, 415, "media_type_unsupported")


def test_a_large_body_is_a_413(phone: Phone) -> None:
    body = json.dumps({"items": [], "padding": "x" * 1_100_000})
    answer = phone.post("/inventory/items", data=body, headers={"Content-Type": "application/json"})
    problem(answer, 413, "body_too_large")


def test_deep_nesting_is_a_400(phone: Phone) -> None:
    answer = phone.post(
        "/inventory/items",
        data="[" * 100_000,
        headers={"Content-Type": "application/json"},
    )
    problem(answer, 400, "unreadable_body")


def test_a_request_id_comes_back(phone: Phone) -> None:
    answer = phone.get("/status/live", headers={"X-Request-Id": "abc-123"})
    assert answer.headers["X-Request-Id"] == "abc-123"
    for bad in ("x" * 65, "a b", "<script>"):
        answer = phone.get("/status/live", headers={"X-Request-Id": bad})
        assert answer.headers["X-Request-Id"] != bad


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("es", "No existe"),
        ("es-CO,es;q=0.9", "No existe"),
        ("en-GB", "Not found"),
        ("fr", "Not found"),
        ("*", "Not found"),
        ("¡", "Not found"),
    ],
)
def test_problems_speak_the_language_asked_for(stack: Addresses, language: str, title: str) -> None:
    phone = Phone(stack)
    phone.sign_in()
    answer = phone.get(
        "/inventory/items/none", headers={"Accept-Language": language.encode("utf-8")}
    )
    assert problem(answer, 404, "not_found")["title"] in (title, "No existe")
    if language != "*":
        assert answer.json()["title"] == title


def test_foreign_and_missing_ids_are_the_same(phone: Phone, stranger: Phone) -> None:
    item = {"id": "mine", "name": "Leche", "quantity": 1, "unit": "l"}
    assert phone.post("/inventory/items", json={"items": [item]}).status_code == 201
    foreign, missing = (stranger.get(f"/inventory/items/{name}") for name in ("mine", "none"))
    same = [{k: v for k, v in a.json().items() if k != "request_id"} for a in (foreign, missing)]
    assert same[0] == same[1]
    problem(stranger.patch("/inventory/items/mine", json={"name": "x"}), 404, "not_found")
    problem(stranger.delete("/inventory/items/mine"), 404, "not_found")
    assert phone.get("/inventory/items/mine").json()["name"] == "Leche"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_serves_its_own_document(stack: Addresses, function: str) -> None:
    answer = Phone(stack).get(f"/{function}/openapi.json")
    assert answer.status_code == 200
    document = answer.json()
    assert document["openapi"].startswith("3.1")
    assert all(path.startswith(f"/api/v1/{function}") for path in document["paths"])


def test_head_answers_without_a_body(phone: Phone) -> None:
    answer = phone.call("HEAD", "/status/live")
    assert answer.status_code == 200
    assert answer.content == b""
