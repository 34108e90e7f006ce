"""What browsers are told with every answer: that this is data, and which origins may read it."""

from collections.abc import Sequence

from flask import Request, Response

_YEARS_2 = 63_072_000
_PREFLIGHT_SECONDS = 600
_HEADERS = {
    "Strict-Transport-Security": f"max-age={_YEARS_2}; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_MAY_BE_SENT = (
    "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
    "Prefer, X-Request-Id, traceparent"
)
_MAY_BE_READ = (
    "Allow, Content-Disposition, ETag, Idempotent-Replay, Location, Preference-Applied, "
    "RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id"
)


def protect(request: Request, response: Response, origins: Sequence[str]) -> None:
    """Adds the headers every answer carries, refusals included.

    An origin is allowed by exact match. Credentials are never: tokens go in `Authorization`, which
    no browser sends by itself.
    """
    for name, value in _HEADERS.items():
        response.headers[name] = value
    if not origins:
        return
    response.headers.add("Vary", "Origin")
    origin = request.headers.get("Origin")
    if origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _MAY_BE_READ


def preflight(request: Request, methods: Sequence[str], origins: Sequence[str]) -> Response:
    """The answer to OPTIONS on a path that has `methods`."""
    response = Response(status=204)
    allowed = ", ".join(methods)
    response.headers["Allow"] = allowed
    if request.headers.get("Origin") in origins:
        response.headers["Access-Control-Allow-Methods"] = allowed
        response.headers["Access-Control-Allow-Headers"] = _MAY_BE_SENT
        response.headers["Access-Control-Max-Age"] = str(_PREFLIGHT_SECONDS)
    return response
