"""What the functions print: JSON lines that hold no token, no address and no photo."""

import base64
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from infra.local.addresses import Addresses
from infra.local.settings import FUNCTIONS, PORTS
from infra.local.stack import Stack
from tests.client import SECONDS, Phone

PHOTO = Path(__file__).parents[1] / "receipts" / "images" / "fresneda.jpg"
PASSWORD = "correct horse battery"
DEVICE = "Teléfono de Ana Privada"


class Session:
    """Everything one person does, and all of it that must stay out of the log."""

    def __init__(self, stack: Addresses) -> None:
        self.stack = stack
        self.email = f"ana.privada.{uuid.uuid4().hex}@example.com"
        self.secrets = {self.email, PASSWORD, DEVICE}

    def run(self) -> None:
        id_token = self._sign_up()
        tokens = self._tokens("/auth/exchange", id_token, {"device_name": DEVICE})
        refresh = {"refresh_token": tokens["refresh_token"]}
        for _ in range(2):
            self._tokens("/auth/refresh", None, refresh)
        access = tokens["access_token"]
        self._refused(access, refresh["refresh_token"], id_token)
        self._photo(access)
        self._call("POST", "/auth/logout", access)
        self._call("GET", "/inventory/items", access)
        self._call("POST", "/auth/refresh", None, json=refresh)

    def _sign_up(self) -> str:
        answer = requests.post(
            f"{self.stack.auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any",
            json={"email": self.email, "password": PASSWORD, "returnSecureToken": True},
            timeout=SECONDS,
        )
        answer.raise_for_status()
        return self._secret(answer.json()["idToken"])

    def _tokens(self, path: str, bearer: str | None, body: dict[str, str]) -> dict[str, Any]:
        answer = self._call("POST", path, bearer, json=body)
        assert answer.status_code in (200, 201), answer.text
        tokens: dict[str, Any] = answer.json()
        self._secret(tokens["access_token"])
        self._secret(tokens["refresh_token"])
        return tokens

    def _refused(self, access: str, refresh: str, id_token: str) -> None:
        """Tokens and addresses where they do not belong."""
        for token in (access[:-4] + "AAAA", refresh, id_token, self.email):
            self._call("GET", "/inventory/items", token)
            self._call("POST", "/maintenance/tokens", token)
            self._call("GET", f"/inventory/items/{token}", access)
            self._call("GET", "/inventory/items", access, params={"cursor": token, token: "x"})
            self._call("POST", "/auth/refresh", None, json={"refresh_token": token, token: 1})
            self._call("POST", "/auth/exchange", token, data=f"{{{token}")
            self._call("GET", "/status/live", None, headers={"traceparent": token})
            self._call("GET", "/inventory/items", access, headers={"If-Match": token})

    def _photo(self, access: str) -> None:
        photo = PHOTO.read_bytes()
        middle = photo[len(photo) // 2 :][:60]
        self.secrets |= {
            base64.b64encode(photo)[1000:1060].decode(),
            repr(middle)[2:-1],
            middle.decode("latin-1"),
        }
        for data in (photo, photo[: len(photo) // 2]):
            self._call("POST", "/recognition", access, files={"images": ("a.jpg", data)})

    def _secret(self, token: str) -> str:
        """The token, its signature and its payload, noted as secrets."""
        self.secrets |= {token, *(part for part in token.split(".") if len(part) > 40)}
        return token

    def _call(self, method: str, path: str, bearer: str | None, **arguments: Any) -> Any:
        headers = arguments.pop("headers", {})
        if bearer is not None:
            headers = headers | {"Authorization": f"Bearer {bearer}"}
        return Phone(self.stack).call(method, path, headers=headers, **arguments)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[set[str], str]]:
    """The secrets of a session and what the functions printed of it, at the most talkative."""
    state = tmp_path_factory.mktemp("logged")
    stack = Stack(state, dict.fromkeys(PORTS, 0), FUNCTIONS, {"LOG_LEVEL": "DEBUG"})
    try:
        stack.start()
        session = Session(stack.addresses)
        session.run()
    finally:
        stack.stop()
    yield session.secrets, (state / "logs" / "gateway.log").read_text(errors="replace")


def test_the_log_holds_no_secret(printed: tuple[set[str], str]) -> None:
    secrets, log = printed
    assert len(secrets) > 15
    escaped = {json.dumps(secret)[1:-1] for secret in secrets}
    assert {secret for secret in secrets | escaped if secret in log} == set()
    assert "@example.com" not in log
    assert "eyJ" not in log


def test_every_line_is_one_json_object(printed: tuple[set[str], str]) -> None:
    lines = [json.loads(line) for line in printed[1].splitlines()]
    assert all({"severity", "message", "time"} <= set(line) for line in lines)
    requests_logged = [line for line in lines if line["message"] == "request"]
    assert len(requests_logged) >= 30
    assert {"auth", "inventory", "maintenance", "recognition"} <= {
        line["function"] for line in requests_logged
    }


def test_the_events_of_the_session_are_there(printed: tuple[set[str], str]) -> None:
    lines = [json.loads(line) for line in printed[1].splitlines()]
    events = [line for line in lines if line["message"] == "security"]
    assert {"signed_in", "session_ended", "token_refused", "service_token_refused"} <= {
        line["event"] for line in events
    }
    for line in events:
        assert set(line) <= {
            *("severity", "message", "time", "event", "count", "session", "reason"),
            "request_id",
        }
