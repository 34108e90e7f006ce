"""A function in a process of its own that is killed in the middle of a request, and stores whose
answers are lost.

`python -m tests.http.crash POINT FUNCTION PATH SESSION KEY BODY` sends one POST through the
function's framework app, with the emulators of the environment, and dies by SIGKILL: at `start`
once the key is taken and nothing has been done, at `end` once the effect is stored and the answer
is not.
"""

import os
import signal
import sys
from datetime import datetime, timedelta
from typing import Any, NoReturn

from flask import Flask
from functions_framework import create_app
from werkzeug.test import TestResponse

from infra.local.settings import FUNCTIONS
from shared.adapters.firestore.idempotency import FirestoreKeyedRequests
from shared.clock import SystemClock
from shared.config import Settings, settings
from shared.domain.errors import Unavailable
from shared.domain.idempotency import KeyedRequest
from shared.wiring import Wiring


class LaterClock(SystemClock):
    """The machine's clock, some time ahead."""

    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        return super().now() + self._ahead


class DyingAtStart(FirestoreKeyedRequests):
    def create(self, request: KeyedRequest) -> KeyedRequest | None:
        super().create(request)
        _die()


class DyingAtEnd(FirestoreKeyedRequests):
    def replace(self, request: KeyedRequest) -> KeyedRequest:
        _die()


class LosingAnswers:
    """A store of a kitchen whose `method` stores what it is given, and then seems to be down."""

    def __init__(self, store: object, method: str) -> None:
        self._store = store
        self._method = method

    def __getattr__(self, name: str) -> Any:
        known = getattr(self._store, name)
        if name != self._method:
            return known

        def lost(*arguments: object) -> NoReturn:
            known(*arguments)
            raise Unavailable

        return lost


POINTS = {"start": DyingAtStart, "end": DyingAtEnd}


def send(
    wiring: Wiring, function: str, path: str, session_id: str, key: str, body: bytes
) -> TestResponse:
    """One POST by the session's person, through the app that is deployed, on this wiring."""
    session = wiring.sessions.get(session_id)
    assert session is not None
    token = wiring.access_token_signer.sign(session, SystemClock().now())
    Wiring._of_process = wiring
    try:
        app: Flask = create_app(function, str(FUNCTIONS / f"{function}.py"))  # type: ignore[no-untyped-call]
        return app.test_client().post(
            f"/api/v1/{function}{path}",
            data=body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
        )
    finally:
        Wiring._of_process = None


def later(chosen: Settings, ahead: timedelta) -> Wiring:
    """A wiring whose clock is ahead."""
    return Wiring(chosen, LaterClock(ahead))


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def main() -> None:
    point, function, path, session_id, key, body = sys.argv[1:]
    wiring = Wiring(settings())
    wiring.__dict__["keyed_requests"] = POINTS[point](wiring.firestore)
    answer = send(wiring, function, path, session_id, key, body.encode())
    raise SystemExit(f"survived with {answer.status_code}: {answer.get_data(as_text=True)}")


if __name__ == "__main__":
    main()
