"""The headers of requests and answers as the OpenAPI documents describe them."""

from collections.abc import Mapping
from typing import Any

from shared.routes import Route

_TEXT = {"type": "string"}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Makes repeating safe for 24 hours: the same key and request take effect once.",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of what was read; 412 when it has changed since.",
    "schema": _TEXT,
}
_REPLAY = {"description": "`true` when this is the first answer again.", "schema": _TEXT}
_RETRY_AFTER = {"description": "Seconds until trying again makes sense.", "schema": _TEXT}
_LIMITS = {
    "RateLimit": {
        "description": 'What is left: `"name";r=remaining;t=seconds`, one for each policy.',
        "schema": _TEXT,
    },
    "RateLimit-Policy": {
        "description": 'The limits that count here: `"name";q=quota;w=seconds`.',
        "schema": _TEXT,
    },
}
_Responses = Mapping[str, dict[str, Any]]


def parameters(route: Route) -> list[dict[str, Any]]:
    """The header parameters of a route."""
    key = [_KEY] if route.takes_key else []
    return [*key, _IF_MATCH] if route.conditional else key


def described(
    good: _Responses, route: Route, problem: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """The good responses with their headers, and the refusals that carry headers of their own."""
    limited = _LIMITS if route.access.of_people else {}
    headers = limited | ({"Idempotent-Replay": _REPLAY} if route.takes_key else {})
    found = {
        status: one | ({"headers": headers} if headers else {}) for status, one in good.items()
    }
    waiting = {"content": problem, "headers": {"Retry-After": _RETRY_AFTER} | limited}
    if limited:
        found["429"] = {"description": "Too many requests: `rate_limited`."} | waiting
    if route.takes_key:
        running = "Not possible now, or the key's first request still runs."
        found["409"] = {"description": running} | waiting
    return found
