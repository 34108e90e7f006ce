"""A phone as the tests hold it: signed in, speaking HTTP and nothing else."""

import time
import uuid
from typing import Any

import requests

from infra.local.addresses import Addresses

SECONDS = 60
_PAUSES = (0, 1, 2, 4, 8)


class Phone:
    """`get`, `post`, ... take paths below `/api/v1`; the answer is what came, unjudged."""

    def __init__(self, stack: Addresses, language: str = "es") -> None:
        self.stack = stack
        self.base = f"{stack.gateway}/api/v1"
        self.headers = {"Accept-Language": language}
        self._refresh_token = ""

    def sign_up(self) -> str:
        """A new user's Firebase ID token."""
        answer = requests.post(
            f"{self.stack.auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any",
            json={
                "email": f"{uuid.uuid4().hex}@example.com",
                "password": "correct horse",
                "returnSecureToken": True,
            },
            timeout=SECONDS,
        )
        answer.raise_for_status()
        return str(answer.json()["idToken"])

    def sign_in(self, id_token: str | None = None) -> dict[str, Any]:
        """Exchanges the token and keeps the session for what follows; a service that is busy is
        asked again, as an app does."""
        bearer = {"Authorization": f"Bearer {id_token or self.sign_up()}"}
        for pause in _PAUSES:
            time.sleep(pause)
            answer = self.call("POST", "/auth/exchange", headers=bearer, json={})
            if answer.status_code != 503:
                break
        assert answer.status_code == 201, answer.text
        return self._keep(answer.json())

    def refresh(self) -> dict[str, Any]:
        """Goes on with the session after its access token ran out."""
        answer = self.call("POST", "/auth/refresh", json={"refresh_token": self._refresh_token})
        assert answer.status_code == 200, answer.text
        return self._keep(answer.json())

    def _keep(self, session: dict[str, Any]) -> dict[str, Any]:
        self._refresh_token = session["refresh_token"]
        self.headers["Authorization"] = f"Bearer {session['access_token']}"
        return session

    def call(self, method: str, path: str, **arguments: Any) -> requests.Response:
        headers = self.headers | arguments.pop("headers", {})
        return requests.request(
            method, self.base + path, headers=headers, timeout=SECONDS, **arguments
        )

    def get(self, path: str, **arguments: Any) -> requests.Response:
        return self.call("GET", path, **arguments)

    def post(self, path: str, **arguments: Any) -> requests.Response:
        return self.call("POST", path, **arguments)

    def patch(self, path: str, **arguments: Any) -> requests.Response:
        return self.call("PATCH", path, **arguments)

    def delete(self, path: str, **arguments: Any) -> requests.Response:
        return self.call("DELETE", path, **arguments)


def problem(answer: requests.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of an answer, after making sure it is one."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["code"] == code, document
    assert document["status"] == status
    assert document["type"].endswith(code)
    assert document["title"]
    assert document["detail"]
    assert document["request_id"] == answer.headers["X-Request-Id"]
    assert isinstance(document["retryable"], bool)
    return document
