"""What is the caller's fault is named; what is the service's own is logged and kept inside."""

import logging

import pytest
from flask import Request, Response
from pydantic import ValidationError
from werkzeug.test import EnvironBuilder

from shared.config import MissingSetting, read
from shared.domain.model import Model
from shared.http import Access, Call, Route, Wiring, serve
from tests.boundary import Boundary


class Inside(Model):
    secret_field: int = 1


class Body(Model):
    text: str = ""


def broken(call: Call, body: Body) -> Inside:
    """Break."""
    return Inside.model_validate({"secret_field": body.text})


ROUTES = (Route("POST", "/broken", broken, access=Access.PUBLIC),)


def failures(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [one for one in caplog.records if one.getMessage() == "failure"]


def test_a_value_of_the_inside_that_does_not_validate_is_a_500(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer = Boundary(ROUTES).post("/broken", json={"text": "x"})
    assert answer.status_code == 500
    assert answer.get_json()["code"] == "internal"
    assert b"secret_field" not in answer.get_data()
    [logged] = failures(caplog)
    assert logged.exc_info is not None
    assert logged.exc_info[0] is ValidationError


def test_a_value_of_the_request_that_does_not_validate_is_a_422(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer = Boundary(ROUTES).post("/broken", json={"text": 1})
    assert answer.status_code == 422
    assert [one["field"] for one in answer.get_json()["errors"]] == ["text"]
    assert failures(caplog) == []


def sent(environment: dict[str, str]) -> Response:
    function = serve("thing", ROUTES, lambda: Wiring(read(environment)))
    builder = EnvironBuilder("/api/v1/thing/broken", method="POST", json={})
    return function(Request(builder.get_environ()))


@pytest.mark.parametrize("environment", [{}, {"GOOGLE_CLOUD_PROJECT": "p", "LOG_LEVEL": "loud"}])
def test_a_process_without_its_settings_answers_a_problem(
    caplog: pytest.LogCaptureFixture, environment: dict[str, str]
) -> None:
    answer = sent(environment)
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["code"] == "internal"
    assert answer.headers["X-Request-Id"] == answer.get_json()["request_id"]
    [logged] = failures(caplog)
    assert logged.exc_info is not None
    assert logged.exc_info[0] is MissingSetting


def test_the_document_is_only_read() -> None:
    at = Boundary(ROUTES)
    assert at.get("/openapi.json").status_code == 200
    for method in ("POST", "DELETE", "PUT"):
        answer = at.call(method, "/openapi.json")
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET"
