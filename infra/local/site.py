"""What the local address serves beside the functions: a welcome, the API page, test keys."""

import uuid
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from wsgiref.types import WSGIApplication

from flask import Flask, Response, render_template, request, send_from_directory
from werkzeug.exceptions import HTTPException

from infra.local import openapi, welcome
from infra.local.addresses import Addresses
from infra.local.metrics import Metrics
from infra.local.settings import NODE_MODULES
from shared.domain.errors import DomainError
from shared.domain.language import Language
from shared.problems import MEDIA_TYPE, problem

_API_PAGE = NODE_MODULES / "swagger-ui-dist"


class _Pages:
    def __init__(
        self,
        functions: Mapping[str, WSGIApplication],
        at: Addresses,
        certificates: Mapping[str, Any],
        metrics: Metrics,
    ) -> None:
        self._functions = functions
        self._at = at
        self._certificates = dict(certificates)
        self._metrics = metrics

    def index(self) -> str:
        return render_template(
            "index.html",
            links=welcome.links(self._at),
            commands=welcome.token_commands(self._at),
            functions=list(self._functions),
        )

    def docs(self) -> str:
        return render_template("docs.html")

    def docs_file(self, name: str) -> Response:
        return send_from_directory(_API_PAGE, name, max_age=3600)

    @cached_property
    def _document(self) -> openapi.Document:
        return openapi.of_functions(self._functions)

    def openapi(self) -> openapi.Document:
        return self._document

    def certificates(self) -> dict[str, Any]:
        return self._certificates

    def metrics(self) -> Response:
        return Response(self._metrics.page(), mimetype="text/plain; version=0.0.4")

    def health(self) -> dict[str, str]:
        return {"status": "ok"}


def make(
    functions: Mapping[str, WSGIApplication],
    at: Addresses,
    certificates: Mapping[str, Any],
    metrics: Metrics,
) -> Flask:
    """The site of a stack at these addresses."""
    pages = _Pages(functions, at, certificates, metrics)
    site = Flask(__name__)
    site.json.sort_keys = False  # type: ignore[attr-defined]
    site.add_url_rule("/", view_func=pages.index)
    site.add_url_rule("/api/v1", "api", redirect_to="/docs")
    site.add_url_rule("/docs", view_func=pages.docs)
    site.add_url_rule("/docs/<path:name>", view_func=pages.docs_file)
    site.add_url_rule("/openapi.json", view_func=pages.openapi)
    site.add_url_rule("/local/oidc/certs", view_func=pages.certificates)
    site.add_url_rule("/metrics", view_func=pages.metrics)
    site.add_url_rule("/healthz", view_func=pages.health)
    site.register_error_handler(HTTPException, _refusal)
    return site


def _refusal(error: HTTPException) -> Response:
    languages = request.accept_languages.best_match(list(Language), Language.EN)
    request_id = uuid.uuid4().hex
    if error.code == 405:
        allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
        refused, headers = DomainError("method_not_allowed", allowed=allowed), {"Allow": allowed}
    else:
        refused, headers = DomainError("route_not_found"), {}
    body = problem(refused, Language(languages or Language.EN), request_id)
    answer = Response(body.model_dump_json(exclude_none=True), body.status, mimetype=MEDIA_TYPE)
    answer.headers.update({**headers, "X-Request-Id": request_id})
    return answer
