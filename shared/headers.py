"""What a request's headers say, in the boundary's own words."""

import re

from flask import Request, Response

from shared.domain.language import Language

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Version ff and ids of nothing but zeros are no trace (https://www.w3.org/TR/trace-context/).
# A later version than 00 may say more behind what is known.
_TRACEPARENT = re.compile(
    r"((?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2})(-.*)?"
)
_TAG = re.compile(r'\s*"([A-Za-z0-9_-]{1,64})"\s*')


def request_id(request: Request) -> str | None:
    given = request.headers.get("X-Request-Id", "")
    return given if _REQUEST_ID.fullmatch(given) else None


def traceparent(request: Request) -> str | None:
    """Where in a trace the request comes from, in the W3C's form."""
    found = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
    if found is None or (found[2] and found[1].startswith("00")):
        return None
    return found[1]


def language(request: Request) -> Language:
    best = request.accept_languages.best_match(list(Language), Language.EN)
    return Language(best or Language.EN)


def bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def if_match(request: Request) -> str | None:
    value = request.headers.get("If-Match")
    if value is None or value.strip() == "*":
        return None
    tag = _TAG.fullmatch(value)
    # A tag this service never gave, or a weak one, matches nothing.
    return tag.group(1) if tag else "-"


def answer_if_changed(request: Request, response: Response) -> None:
    """Makes a reading's answer an empty 304 where the caller named its very `ETag`, which has to be
    that of all it tells."""
    if "If-None-Match" in request.headers:
        response.make_conditional(request)
