"""The JSON of an answer, before its rows are checked one by one."""

import json
from typing import Any

from shared.domain.errors import ProviderFailed


def rows(text: str, key: str) -> tuple[dict[str, Any], list[Any]]:
    """The answer's JSON object and the list it holds under `key`, none of it checked further.

    Raises:
        ProviderFailed: it is not JSON, or has no such list.
    """
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise ProviderFailed("malformed_reply") from None
    found = body.get(key) if isinstance(body, dict) else None
    if not isinstance(found, list):
        raise ProviderFailed("malformed_reply")
    return body, found
