"""The local Cloud Scheduler: calls each maintenance route at its own interval, with a token like
Google's."""

import json
import logging
import os
import threading
import time
import urllib.request
from collections.abc import Mapping
from types import MappingProxyType

import jwt

from infra.local.settings import OIDC_KEY_ID, SCHEDULER_ACCOUNT

# Seconds between two calls of a route below `/api/v1/maintenance`.
EVERY: Mapping[str, int] = MappingProxyType(
    {"/jobs": 60, "/deletions": 300, "/digest": 900, "/tokens": 900}
)
_log = logging.getLogger(__name__)
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def start() -> None:
    """Run in the background as long as the process lives."""
    base = os.environ["WORKER_BASE_URL"] + "/api/v1/maintenance"
    for route, seconds in EVERY.items():
        threading.Thread(
            target=_repeat, args=(base, route, seconds), name=f"scheduler {route}", daemon=True
        ).start()


def _repeat(base: str, route: str, seconds: int) -> None:
    while True:
        time.sleep(seconds)
        while _call(base + route, _token(base)):
            pass


def _call(url: str, token: str) -> bool:
    """Whether there is more to do at once."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(url, b"{}", headers, method="POST")
    try:
        with _direct.open(request, timeout=300) as answer:
            return bool(json.load(answer).get("more"))
    except (OSError, ValueError) as error:
        _log.warning("%s failed: %s", url, error)
        return False


def _token(audience: str) -> str:
    now = int(time.time())
    claims = {
        "iss": "https://accounts.google.com",
        "aud": audience,
        "sub": SCHEDULER_ACCOUNT,
        "email": SCHEDULER_ACCOUNT,
        "email_verified": True,
        "iat": now,
        "exp": now + 300,
    }
    key = os.environ["LOCAL_OIDC_KEY"]
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": OIDC_KEY_ID})
