"""The errors of Google's library in the domain's words.

Nothing the service said is passed on but its code: a message may echo what it was sent.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shared.adapters.prompting import patience
from shared.domain.errors import ProviderFailed

if TYPE_CHECKING:
    from google.genai.errors import APIError


def failure_of(error: "APIError") -> ProviderFailed:
    """What an answer with an HTTP status other than 200 means."""
    headers: Mapping[str, str] = getattr(error.response, "headers", None) or {}
    if "retry-after" in headers:
        return patience.failure_of(error.code, patience.retry_after(headers))
    return patience.failure_of(error.code, _retry_delay(error.details))


def _retry_delay(body: Any) -> float | None:  # noqa: ANN401
    """The delay of a `google.rpc.RetryInfo`, such as "34.07s"."""
    try:
        told = [each["retryDelay"] for each in body["error"]["details"] if "retryDelay" in each]
    except (KeyError, TypeError):
        return None
    return patience.number(str(told[0]).removesuffix("s")) if told else None
