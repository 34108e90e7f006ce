"""The only HTTP boundary: match, authenticate, parse, run, map errors, log one line.

A function is its handlers and its route table; `serve` makes of them the callable that
functions-framework deploys.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Request, Response
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.routing import RequestRedirect

from shared import authentication, logs, parsing
from shared.call import Call
from shared.domain.errors import DomainError, NotFound, Unauthenticated
from shared.domain.language import Language
from shared.listing import Listed, ListQuery
from shared.problems import MEDIA_TYPE, Problem, problem, validation_problem
from shared.routes import Access, Files, Route, RouteTable, Shape
from shared.validation import field_errors
from shared.wiring import Wiring

__all__ = ["Access", "Call", "Files", "ListQuery", "Listed", "Route", "Wiring", "serve"]

INTERACTIVE_SECONDS = 25.0
WORKER_SECONDS = 240.0

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


def serve(
    function: str, routes: Sequence[Route], wiring: Callable[[], Wiring] = Wiring.of_process
) -> Callable[[Request], Response]:
    """The HTTP function made of `routes`, its OpenAPI document included."""
    table = RouteTable(function, routes)

    def entry(request: Request) -> Response:
        return _Exchange(table, wiring(), request).answer()

    entry.__name__ = entry.__qualname__ = function
    entry.__doc__ = f"The {function} function: `{table.base}/…`."
    return entry


class _Exchange:
    """One request and its answer."""

    def __init__(self, table: RouteTable, wiring: Wiring, request: Request) -> None:
        logs.configure(wiring.settings.log_level)
        self.table = table
        self.wiring = wiring
        self.request = request
        self.started = wiring.clock.monotonic()
        self.route_name = "-"
        self.notes: dict[str, str | int | float | bool | None] = {}
        trace = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
        self.trace = trace.group(1) if trace else None
        given = request.headers.get("X-Request-Id", "")
        self.request_id = given if _REQUEST_ID.fullmatch(given) else wiring.clock.new_id()
        best = request.accept_languages.best_match(list(Language), Language.EN)
        self.language = Language(best or Language.EN)

    def answer(self) -> Response:
        try:
            response = self._run()
        except Exception as error:
            response = self._refusal(error)
        parsing.discard_rest(self.request)
        response.headers["X-Request-Id"] = self.request_id
        response.headers.setdefault("Cache-Control", "no-store")
        self._log(response.status_code)
        return response

    def _run(self) -> Response:
        if self.request.path == f"{self.table.base}/openapi.json" and self.request.method == "GET":
            return self._openapi()
        route, shape, ids = self._match()
        self.route_name = f"{route.method} {route.path}"
        call = self._call(route)
        authentication.authenticate(call, route.access, self.table.base)
        if call.session is not None:
            self.notes["kitchen"] = call.session.kitchen_id
        answer = route.handler(call, **ids, **self._values(route, shape, call))
        self.notes.update(call.notes)
        return _response(answer, call)

    def _match(self) -> tuple[Route, Shape, Mapping[str, Any]]:
        try:
            return self.table.match(self.request.method, self.request.path)
        except RequestRedirect:
            raise NotFound("route_not_found") from None

    def _call(self, route: Route) -> Call:
        background = route.access in (Access.WORKER, Access.SCHEDULER)
        budget = WORKER_SECONDS if background else INTERACTIVE_SECONDS
        return Call(
            wiring=self.wiring,
            request_id=self.request_id,
            language=self.language,
            now=self.wiring.clock.now(),
            deadline=self.started + budget,
            credentials=_bearer(self.request),
            if_match=_if_match(self.request),
            prefer_async="respond-async" in self.request.headers.get("Prefer", ""),
            status=route.status,
        )

    def _values(self, route: Route, shape: Shape, call: Call) -> dict[str, BaseModel]:
        values: dict[str, BaseModel] = {}
        if shape.query is not None:
            values["query"] = parsing.query(self.request, shape.query)
        if shape.body is not None:
            values["body"] = parsing.json_body(self.request, shape.body)
        if shape.form is not None and route.files is not None:
            most = self.wiring.settings.max_image_bytes
            values["form"], call.uploads = parsing.form(self.request, shape.form, route.files, most)
        return values

    def _openapi(self) -> Response:
        from shared.openapi import document

        self.route_name = "GET /openapi.json"
        response = Response(document(self.table), mimetype="application/json")
        response.headers["Cache-Control"] = "public, max-age=300"
        return response

    def _refusal(self, error: Exception) -> Response:
        document, headers = self._problem(error)
        if document.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            logs.failure("failure", self._identity() | {"code": document.code})
        self.notes["code"] = document.code
        response = Response(
            document.model_dump_json(exclude_none=True), document.status, mimetype=MEDIA_TYPE
        )
        response.headers.update(headers)
        return response

    def _problem(self, error: Exception) -> tuple[Problem, dict[str, str]]:
        match error:
            case ValidationError():
                found = field_errors(error, self.language)
                return validation_problem(found, self.language, self.request_id), {}
            case MethodNotAllowed():
                allowed = ", ".join(sorted(error.valid_methods or ()))
                refused = DomainError("method_not_allowed", allowed=allowed)
                return self._of(refused), {"Allow": allowed}
            case RequestEntityTooLarge():
                return self._of(DomainError("body_too_large", limit="…")), {}
            case HTTPException() if error.code == HTTPStatus.NOT_FOUND:
                return self._of(DomainError("route_not_found")), {}
            case HTTPException() if error.code == HTTPStatus.BAD_REQUEST:
                return self._of(DomainError("unreadable_body", expected="HTTP")), {}
            case DomainError():
                return self._of(error), _headers_of(error)
            case _:
                return self._of(DomainError()), {}

    def _of(self, error: DomainError) -> Problem:
        return problem(error, self.language, self.request_id)

    def _identity(self) -> dict[str, str | int | float | bool | None]:
        fields: dict[str, str | int | float | bool | None] = {
            "function": self.table.function,
            "route": self.route_name,
            "request_id": self.request_id,
        }
        if self.trace:
            project = self.wiring.settings.google_cloud_project
            fields["logging.googleapis.com/trace"] = f"projects/{project}/traces/{self.trace}"
        return fields

    def _log(self, status: int) -> None:
        elapsed = self.wiring.clock.monotonic() - self.started
        timing = {"status": status, "ms": round(elapsed * 1000, 1)}
        logs.event("request", self._identity() | timing | self.notes)


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _if_match(request: Request) -> str | None:
    value = request.headers.get("If-Match")
    if value is None or value.strip() == "*":
        return None
    tag = re.fullmatch(r'\s*"([A-Za-z0-9_-]{1,64})"\s*', value)
    # A tag this service never gave, or a weak one, matches nothing.
    return tag.group(1) if tag else "-"


def _headers_of(error: DomainError) -> dict[str, str]:
    if isinstance(error, Unauthenticated):
        described = "" if error.code == "token_missing" else ' error="invalid_token"'
        return {"WWW-Authenticate": f"Bearer{described}"}
    if error.code in ("dependency_unavailable", "provider_unavailable", "deadline_exceeded"):
        return {"Retry-After": str(max(1, round(getattr(error, "retry_after_s", None) or 5)))}
    return {}


def _response(answer: BaseModel | None, call: Call) -> Response:
    if answer is None:
        response = Response(status=HTTPStatus.NO_CONTENT)
    else:
        response = Response(answer.model_dump_json(), call.status, mimetype="application/json")
    response.headers.update(call.answer_headers)
    return response
