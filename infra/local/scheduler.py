"""The local Cloud Scheduler: calls the maintenance job every minute, with a token like Google's."""

import logging
import os
import threading
import time
import urllib.error
import urllib.request

import jwt

from infra.local.settings import OIDC_KEY_ID, SCHEDULER_ACCOUNT

_EVERY = 60
_log = logging.getLogger(__name__)
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def start() -> None:
    """Run in the background as long as the process lives."""
    threading.Thread(target=_run, name="scheduler", daemon=True).start()


def _run() -> None:
    base = os.environ["WORKER_BASE_URL"] + "/api/v1/maintenance"
    while True:
        time.sleep(_EVERY)
        _call(f"{base}/jobs", _token(base))


def _call(url: str, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(url, b"{}", headers, method="POST")
    try:
        _direct.open(request, timeout=300).close()
    except urllib.error.URLError as error:
        _log.warning("%s failed: %s", url, error)


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
