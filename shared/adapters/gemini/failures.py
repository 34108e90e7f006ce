"""The errors of Google's library and of the network under it, in the domain's words.

Nothing the service said is passed on but its code: a message may echo what it was sent.
"""

import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from shared.domain.errors import ProviderFailed, ProviderRefused

if TYPE_CHECKING:
    from google.genai.errors import APIError

_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_RATE_LIMITED = 429


class Transient(ProviderFailed):
    """A failure that may be gone on the next attempt."""


def failure_of(error: "APIError") -> ProviderFailed:
    """What an answer with an HTTP status other than 200 means."""
    if error.code in _PASSING:
        reason = "rate_limited" if error.code == _RATE_LIMITED else f"http_{error.code}"
        return Transient(reason, retry_after_s=_retry_after(error))
    if 400 <= error.code < 500:
        return ProviderRefused(f"http_{error.code}")
    return ProviderFailed(f"http_{error.code}")


def _retry_after(error: "APIError") -> float | None:
    headers: Mapping[str, str] = getattr(error.response, "headers", None) or {}
    told = headers.get("retry-after")
    if told is None:
        return _retry_delay(error.details)
    seconds = _number(told)
    return _until(told, headers.get("date")) if seconds is None else seconds


def _until(moment: str, sent: str | None) -> float | None:
    """Seconds from the answer's own date to `moment`, so that no two clocks are compared."""
    try:
        wait = parsedate_to_datetime(moment) - parsedate_to_datetime(sent or "")
    except (TypeError, ValueError):
        return None
    return max(0.0, wait.total_seconds())


def _retry_delay(body: Any) -> float | None:  # noqa: ANN401
    """The delay of a `google.rpc.RetryInfo`, such as "34.07s"."""
    try:
        told = [each["retryDelay"] for each in body["error"]["details"] if "retryDelay" in each]
    except (KeyError, TypeError):
        return None
    return _number(str(told[0]).removesuffix("s")) if told else None


def _number(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return max(0.0, seconds) if math.isfinite(seconds) else None
