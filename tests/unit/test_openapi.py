"""The OpenAPI documents, apart and merged, are valid and say what the routes do."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from infra.local.openapi import merge
from shared.openapi import document
from shared.routes import Access, RouteTable

ROOT = Path(__file__).parents[2]
# What they answer is told once and kept nowhere, so not for a key either.
KEEP_NO_ANSWER = {"open_invite", "open_calendar"}
FUNCTIONS = sorted(path.stem for path in (ROOT / "functions").glob("[a-z]*.py"))


def table(function: str) -> RouteTable:
    return RouteTable(function, importlib.import_module(f"functions.{function}").ROUTES)


def documents() -> dict[str, Any]:
    return {function: json.loads(document(table(function))) for function in FUNCTIONS}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_document_is_valid_and_complete(function: str) -> None:
    made = json.loads(document(table(function)))
    OpenAPIV31SpecValidator(made).validate()
    described = {
        (method.upper(), path) for path, methods in made["paths"].items() for method in methods
    }
    routes = table(function).routes
    assert described == {(route.method, f"/api/v1/{function}{route.path}") for route in routes}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_operation_is_described_and_guarded(function: str) -> None:
    made = json.loads(document(table(function)))
    for route in table(function).routes:
        operation = made["paths"][f"/api/v1/{function}{route.path}"][route.method.lower()]
        assert operation["summary"]
        assert operation["operationId"].startswith(f"{function}_")
        assert (operation["security"] == []) is (route.access is Access.PUBLIC)
        assert "default" in operation["responses"]


def test_the_merged_document_is_valid_and_loses_nothing() -> None:
    apart = documents()
    merged = merge(apart)
    OpenAPIV31SpecValidator(merged).validate()
    assert set(merged["paths"]) == {path for one in apart.values() for path in one["paths"]}
    ids = [op["operationId"] for methods in merged["paths"].values() for op in methods.values()]
    assert len(ids) == len(set(ids))


def test_amounts_are_numbers_in_both_directions() -> None:
    schemas = documents()["inventory"]["components"]["schemas"]
    assert schemas["Item"]["properties"]["quantity"]["type"] == "number"
    wanted = schemas["FoodConsumption"]["properties"]["quantity"]
    assert {"type": "number"}.items() <= (wanted.get("anyOf") or [wanted])[0].items()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_headers_are_described_where_they_apply(function: str) -> None:
    made = json.loads(document(table(function)))
    for route in table(function).routes:
        operation = made["paths"][f"/api/v1/{function}{route.path}"][route.method.lower()]
        sent = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
        assert ("Idempotency-Key" in sent) is route.takes_key
        assert ("If-Match" in sent) is route.conditional
        refused = operation["responses"].get("429", {"headers": {}})
        limited = {"RateLimit", "RateLimit-Policy", "Retry-After"}
        assert set(refused["headers"]) == (limited if route.access.of_people else set())


def test_every_post_of_members_takes_a_key_and_no_other_route() -> None:
    routes = [route for function in FUNCTIONS for route in table(function).routes]
    assert {route.takes_key for route in routes if route.access.of_members} == {True, False}
    for route in routes:
        keyless = route.handler.__name__ in KEEP_NO_ANSWER
        expected = route.method == "POST" and route.access.of_members and not keyless
        assert route.takes_key is expected
