"""From an exception to the problem document and the headers it is answered with."""

from http import HTTPStatus

from flask import Response
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from shared.domain.errors import DomainError, Unauthenticated
from shared.domain.language import Language
from shared.problems import MEDIA_TYPE, TABLE, Problem, problem, validation_problem
from shared.validation import InvalidValues, field_errors

_RETRY_SECONDS = 5
_WAITING = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


def refusal(
    error: Exception, language: Language, request_id: str
) -> tuple[Problem, dict[str, str]]:
    """The problem that `error` is, and the headers that go with it; what nobody foresaw says
    nothing of the inside."""
    if isinstance(error, InvalidValues):
        return validation_problem(field_errors(error.found, language), language, request_id), {}
    known = _known(error)
    return problem(known, language, request_id), _headers(known)


def response(document: Problem, headers: dict[str, str]) -> Response:
    made = Response(
        document.model_dump_json(exclude_none=True), document.status, mimetype=MEDIA_TYPE
    )
    made.headers.update(headers)
    return made


def lasting(error: Exception) -> bool:
    """Whether the same request would be refused the same way whenever it is sent again."""
    row = TABLE[_known(error).code]
    return row.status < HTTPStatus.INTERNAL_SERVER_ERROR and not row.retryable


def _known(error: Exception) -> DomainError:
    match error:
        case DomainError():
            return error
        case MethodNotAllowed():
            allowed = ", ".join(sorted(error.valid_methods or ()))
            return DomainError("method_not_allowed", allowed=allowed)
        case RequestEntityTooLarge():
            return DomainError("body_too_large", limit="…")
        case HTTPException() if error.code == HTTPStatus.NOT_FOUND:
            return DomainError("route_not_found")
        case HTTPException() if error.code == HTTPStatus.BAD_REQUEST:
            return DomainError("unreadable_body", expected="HTTP")
        case _:
            return DomainError()


def _headers(error: DomainError) -> dict[str, str]:
    if isinstance(error, Unauthenticated):
        described = "" if error.code == "token_missing" else ' error="invalid_token"'
        return {"WWW-Authenticate": f"Bearer{described}"}
    if error.code == "method_not_allowed":
        return {"Allow": str(error.params["allowed"])}
    wait = getattr(error, "retry_after_s", None)
    if wait or TABLE[error.code].status in _WAITING:
        return {"Retry-After": str(max(1, round(wait or _RETRY_SECONDS)))}
    return {}
