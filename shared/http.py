"""The only HTTP boundary: match, limit, authenticate, parse, run, map errors, log one line.

A function is its handlers and its route table; `serve` makes of them the callable that
functions-framework deploys.
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Request, Response, current_app, has_app_context
from flask import request as the_request
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from shared import (
    authentication,
    headers,
    keyed,
    logs,
    origin,
    parsing,
    refusals,
    startup,
    telemetry,
)
from shared.call import Call
from shared.client_address import client_address
from shared.clock import SystemClock
from shared.compression import compress
from shared.config import in_production
from shared.domain.errors import NotFound
from shared.domain.limits import Limit
from shared.domain.listing import Listed, ListQuery
from shared.routes import Access, Answer, Files, Route, RouteTable, Shape
from shared.streaming import Streamed
from shared.throttle import Throttle
from shared.wiring import Wiring

__all__ = [
    "Access",
    "Call",
    "Files",
    "Limit",
    "ListQuery",
    "Listed",
    "Route",
    "Streamed",
    "Wiring",
    "serve",
]

INTERACTIVE_SECONDS = 25.0
WORKER_SECONDS = 240.0


def serve(
    function: str,
    routes: Sequence[Route],
    wiring: Callable[[], Wiring] = Wiring.of_process,
    *,
    needs: Sequence[str] = (),
) -> Callable[[Request], Response]:
    """The HTTP function made of `routes`, its OpenAPI document included.

    `needs` names the settings its handlers do not work without; in production they are looked for
    here, like what its callers are checked with, so that a revision without them never serves.

    Raises:
        MissingSetting: in production, a key or setting is missing or weak.
    """
    table = RouteTable(function, routes)
    if in_production():
        startup.check(wiring(), routes, needs)

    def entry(request: Request) -> Response:
        try:
            exchange = _Exchange(table, wiring(), request)
        except Exception as error:
            return _unstarted(error, function, request)
        return exchange.answer()

    entry.__name__ = entry.__qualname__ = function
    entry.__doc__ = f"The {function} function: `{table.base}/…`."
    if has_app_context():
        # What the framework turns away by itself, a path with a line break or an unheard-of method,
        # would be answered with its page.
        current_app.register_error_handler(HTTPException, lambda _: entry(the_request))
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
        self.throttle: Throttle | None = None
        self.notes: dict[str, str | int | float | bool | None] = {}
        self.tracer = wiring.tracer
        self.joined: dict[str, str] = {}
        self.request_id = headers.request_id(request) or wiring.clock.new_id()
        self.language = headers.language(request)

    def answer(self) -> Response:
        came_from = headers.traceparent(self.request)
        with (
            telemetry.trail({}, came_from, self.tracer) as trail,
            telemetry.span(self.table.function, telemetry.Kind.SERVER) as span,
        ):
            trail.fields = self.joined = self._joining(span)
            response = self._answer(trail)
            self._trace(span, response.status_code, trail)
        return response

    def _answer(self, trail: telemetry.Trail) -> Response:
        try:
            response = self._run()
        except Exception as error:
            response = self._refuse(error)
        compress(self.request, response)
        parsing.discard_rest(self.request)
        response.headers["X-Request-Id"] = self.request_id
        response.headers.setdefault("Cache-Control", "no-store")
        if self.throttle is not None:
            response.headers.update(self.throttle.headers())
        origin.protect(self.request, response, self.wiring.settings.cors_origins)
        self._log(response.status_code, trail)
        return response

    def _run(self) -> Response:
        if self.request.method == "OPTIONS":
            return self._preflight()
        if self.request.path == self.table.document_path:
            return self._openapi()
        route, shape, ids = self._match()
        self.route_name = f"{route.method} {route.path}"
        call = self._call(route)
        self.throttle = throttle = self._throttle(route)
        call.count_as = throttle.count_as
        throttle.before_signing_in()
        authentication.authenticate(call, route.access, self.table.base)
        if call.session is not None:
            self.notes["kitchen"] = call.session.kitchen_id
            throttle.after_signing_in(call.session.uid)
        values = self._values(route, shape, call)
        throttle.after_reading(values.get("body"))
        return self._answered(route, call, {**ids, **values})

    def _answered(self, route: Route, call: Call, arguments: Mapping[str, Any]) -> Response:
        def run() -> Response:
            response = _response(route.handler(call, **arguments), call)
            if call.tells_all:
                headers.answer_if_changed(self.request, response)
            return response

        try:
            return keyed.answered_once(self.request, route, call, run, self._refuse)
        finally:
            self.notes.update(call.notes)
            if self.throttle is not None and not call.counts:
                self.throttle.give_back()

    def _preflight(self) -> Response:
        methods = self.table.methods(self.request.path)
        if not methods:
            raise NotFound("route_not_found")
        return origin.preflight(self.request, methods, self.wiring.settings.cors_origins)

    def _match(self) -> tuple[Route, Shape, Mapping[str, Any]]:
        try:
            return self.table.match(self.request.method, self.request.path)
        except RequestRedirect:
            raise NotFound("route_not_found") from None

    def _throttle(self, route: Route) -> Throttle:
        settings = self.wiring.settings
        address = client_address(self.request, settings.hops, settings.trusted_fronts)
        return Throttle(self.wiring, route, address)

    def _call(self, route: Route) -> Call:
        budget = INTERACTIVE_SECONDS if route.access.of_people else WORKER_SECONDS
        return Call(
            wiring=self.wiring,
            request_id=self.request_id,
            language=self.language,
            now=self.wiring.clock.now(),
            deadline=self.started + budget,
            credentials=headers.bearer(self.request),
            if_match=headers.if_match(self.request),
            prefer_async="respond-async" in self.request.headers.get("Prefer", ""),
            status=route.status,
        )

    def _values(self, route: Route, shape: Shape, call: Call) -> dict[str, BaseModel]:
        values: dict[str, BaseModel] = {}
        if shape.query is not None:
            values["query"] = parsing.query(self.request, shape.query)
        is_form = shape.body is None or self.request.mimetype == "multipart/form-data"
        if shape.body is not None and not (shape.form and is_form):
            values["body"] = parsing.body(self.request, shape.body)
        if shape.form is not None and route.files is not None and is_form:
            most = self.wiring.settings.max_image_bytes
            values["form"], call.uploads = parsing.form(self.request, shape.form, route.files, most)
        return values

    def _openapi(self) -> Response:
        if self.request.method != "GET":
            raise MethodNotAllowed(["GET"])
        from shared.openapi import document

        self.route_name = "GET /openapi.json"
        response = Response(document(self.table), mimetype="application/json")
        response.headers["Cache-Control"] = "public, max-age=300"
        return response

    def _refuse(self, error: Exception) -> Response:
        document, told = refusals.refusal(error, self.language, self.request_id)
        if document.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            logs.failure("failure", self._identity() | {"code": document.code})
        self.notes["code"] = document.code
        return refusals.response(document, told)

    def _identity(self) -> dict[str, str | int | float | bool | None]:
        return {"function": self.table.function, "route": self.route_name, **self.joined}

    def _joining(self, span: telemetry.Span) -> dict[str, str]:
        """What joins every line of this request, and the request to its trace."""
        fields = {"request_id": self.request_id}
        place = telemetry.place()
        if place is not None:
            project = self.wiring.settings.google_cloud_project
            _, trace, own, _ = place.split("-")
            fields["logging.googleapis.com/trace"] = f"projects/{project}/traces/{trace}"
            if span.place is not None:
                fields["logging.googleapis.com/spanId"] = own
        return fields

    def _trace(self, span: telemetry.Span, status: int, trail: telemetry.Trail) -> None:
        span.named(f"{self.table.function} {self.route_name}")
        span.note(
            {
                "http.request.method": self.request.method,
                "http.route": self.table.base + self.route_name.partition(" ")[2],
                "http.response.status_code": status,
                "request_id": self.request_id,
                **trail.sums,
            }
        )
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            span.end(str(self.notes.get("code")))

    def _log(self, status: int, trail: telemetry.Trail) -> None:
        elapsed = self.wiring.clock.monotonic() - self.started
        timing = {"status": status, "ms": round(elapsed * 1000, 1)}
        logs.event("request", self._identity() | timing | trail.sums | self.notes)


def _unstarted(error: Exception, function: str, request: Request) -> Response:
    """The answer of a process that lacks what every exchange needs: there is no wiring yet."""
    request_id = headers.request_id(request) or SystemClock().new_id()
    logs.configure("INFO")
    logs.failure("failure", {"function": function, "request_id": request_id})
    response = refusals.response(*refusals.refusal(error, headers.language(request), request_id))
    parsing.discard_rest(request)
    response.headers["X-Request-Id"] = request_id
    response.headers["Cache-Control"] = "no-store"
    origin.protect(request, response, ())
    return response


def _response(answer: Answer, call: Call) -> Response:
    if answer is None:
        response = Response(status=HTTPStatus.NO_CONTENT)
    elif isinstance(answer, Streamed):
        response = Response(answer.pieces, call.status, mimetype=answer.media_type)
    else:
        body = answer.model_dump_json()
        response = Response(body, call.status, mimetype="application/json")
        if call.is_public:
            call.digested(body)
    response.headers.update(call.answer_headers)
    return response
