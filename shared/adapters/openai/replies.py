"""Whether a response is an answer at all, and what is in it.

Nothing the service said is passed on but its code: a message may echo what it was sent.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from shared.adapters.prompting import patience
from shared.domain.errors import ProviderFailed, ProviderRefused

_STOP = "stop"
_POLICY = frozenset({"content_filter"})
_BLOCKED = frozenset({"moderation_blocked", "content_policy_violation", "content_filter"})
# No credit is left, which a minute's patience does not change.
_EXHAUSTED = frozenset({"insufficient_quota", "billing_hard_limit_reached"})


def body(status: int, headers: Mapping[str, str], data: bytes) -> dict[str, Any]:
    """The JSON object of an answer.

    Raises:
        Transient: a status that may pass.
        ProviderRefused: a status that will not, or a policy.
        ProviderFailed: any other status, or no JSON object.
    """
    if status != 200:
        raise _failure(status, headers, data)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise ProviderFailed("malformed_reply")
    found = _object(data)
    if found is None:
        raise ProviderFailed("malformed_reply")
    return found


def text(answer: Mapping[str, Any]) -> str:
    """What the model wrote.

    Raises:
        ProviderRefused: it would not, or a filter stopped it.
        ProviderFailed: it wrote nothing, was cut off, or the answer is not of this API.
    """
    choice = _first(answer, "choices")
    message = choice.get("message")
    if not isinstance(message, dict):
        raise ProviderFailed("malformed_reply")
    if message.get("refusal"):
        raise ProviderRefused("refusal")
    _check_finish(choice.get("finish_reason"))
    content = message.get("content")
    if not isinstance(content, str) or not content:
        raise ProviderFailed("empty_reply")
    return content


def picture(answer: Mapping[str, Any]) -> bytes | None:
    """The bytes of the first picture; None for an answer that only names an address, which is never
    fetched: it could be any.

    Raises:
        ProviderFailed: there is nothing, or it is no picture, or the answer is not of this API.
    """
    coded = _first(answer, "data").get("b64_json")
    if coded is None:
        return None
    try:
        return base64.b64decode(coded, validate=True) or None
    except (binascii.Error, ValueError, TypeError):
        raise ProviderFailed("not_a_picture") from None


def tokens(answer: Mapping[str, Any]) -> tuple[int, int]:
    """Tokens in and out, thoughts included; 0 where the service does not say. Chats and pictures
    name them differently."""
    usage = answer.get("usage")
    if not isinstance(usage, dict):
        return 0, 0
    taken = usage.get("prompt_tokens", usage.get("input_tokens"))
    given = usage.get("completion_tokens", usage.get("output_tokens"))
    return _count(taken), _count(given)


def _first(answer: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = answer.get(key)
    if not isinstance(found, list):
        raise ProviderFailed("malformed_reply")
    if not found:
        raise ProviderFailed("empty_reply")
    if not isinstance(found[0], dict):
        raise ProviderFailed("malformed_reply")
    first: dict[str, Any] = found[0]
    return first


def _check_finish(finish: object) -> None:
    if finish == _STOP:
        return
    told = finish if isinstance(finish, str) and finish.isidentifier() else "none"
    failure = ProviderRefused if told in _POLICY else ProviderFailed
    raise failure(f"finish_{told[:40]}")


def _failure(status: int, headers: Mapping[str, str], data: bytes) -> ProviderFailed:
    error = (_object(data) or {}).get("error")
    code = error.get("code") if isinstance(error, dict) else None
    if code in _BLOCKED:
        return ProviderRefused("blocked_moderation")
    if code in _EXHAUSTED:
        return ProviderFailed("quota_exhausted")
    return patience.failure_of(status, patience.retry_after(headers))


def _object(data: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _count(told: object) -> int:
    return told if isinstance(told, int) and 0 <= told < 10_000_000 else 0
