"""Failures that may pass, and how long a provider asks to be left alone."""

import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from shared.domain.errors import ProviderFailed, ProviderRefused

_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_RATE_LIMITED = 429


class Transient(ProviderFailed):
    """A failure that may be gone on the next attempt."""


def failure_of(status: int, retry_after_s: float | None) -> ProviderFailed:
    """What an answer with an HTTP status other than 200 means."""
    if status in _PASSING:
        reason = "rate_limited" if status == _RATE_LIMITED else f"http_{status}"
        return Transient(reason, retry_after_s=retry_after_s)
    if 400 <= status < 500:
        return ProviderRefused(f"http_{status}")
    return ProviderFailed(f"http_{status}")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds a `Retry-After` asks for, written either way; `headers` in lower case."""
    told = headers.get("retry-after")
    if told is None:
        return None
    seconds = number(told)
    return _until(told, headers.get("date")) if seconds is None else seconds


def number(text: str) -> float | None:
    """Seconds, never less than 0; None for what is no number."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _until(moment: str, sent: str | None) -> float | None:
    """Seconds from the answer's own date to `moment`, so that no two clocks are compared."""
    try:
        wait = parsedate_to_datetime(moment) - parsedate_to_datetime(sent or "")
    except (TypeError, ValueError):
        return None
    return max(0.0, wait.total_seconds())
