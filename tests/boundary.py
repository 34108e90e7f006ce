"""The HTTP boundary in this process, on fakes: one function, its routes given by the test."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Request, Response
from werkzeug.test import EnvironBuilder

from shared.adapters.local_hits import LocalHitLog
from shared.adapters.rate_limiter import HitLogLimiter
from shared.config import read
from shared.domain.errors import Unauthenticated
from shared.domain.session import Claims, Session
from shared.http import Route, Wiring, serve
from tests.fakes.clock import FakeClock
from tests.fakes.keyed_requests import FakeKeyedRequests
from tests.samples import session as a_session


class Tokens:
    """An access token is the user's id; `nobody` is no token."""

    def verify(self, token: str, now: object) -> Claims:
        if token == "nobody":
            raise Unauthenticated
        return Claims.model_validate(
            {"uid": token, "session_id": token, "kitchen_id": f"kitchen-of-{token}"}
        )


class States:
    """Everybody has a session, named as they are."""

    def get(self, session_id: str) -> Session:
        return a_session(session_id, f"kitchen-of-{session_id}", uid=session_id)


class NoLog:
    def __init__(self) -> None:
        self.events: list[str] = []

    def record(self, event: str, **_: object) -> None:
        self.events.append(event)


class Boundary:
    """`post("/path")` answers as the function `thing` would; `clock` moves its time."""

    def __init__(self, routes: Sequence[Route], **environment: str) -> None:
        self.clock = FakeClock()
        self.keyed = FakeKeyedRequests()
        self.security = NoLog()
        self.wiring = Wiring(read({"GOOGLE_CLOUD_PROJECT": "p"} | environment), self.clock)
        limiters = [HitLogLimiter(LocalHitLog(), self.clock) for _ in range(2)]
        self.put(
            access_tokens=Tokens(),
            session_states=States(),
            security_log=self.security,
            keyed_requests=self.keyed,
            local_limiter=limiters[0],
            shared_limiter=limiters[1],
        )
        self._function = serve("thing", routes, lambda: self.wiring)

    def put(self, **parts: object) -> None:
        """Puts parts of the wiring in place of the real ones."""
        self.wiring.__dict__.update(parts)

    def call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        user: str = "ana",
        **body: Any,
    ) -> Response:
        sent = {"Authorization": f"Bearer {user}"} | dict(headers or {})
        builder = EnvironBuilder(
            f"/api/v1/thing{path}", method=method, headers=list(sent.items()), **body
        )
        return self._function(Request(builder.get_environ()))

    def get(self, path: str, **arguments: Any) -> Response:
        return self.call("GET", path, **arguments)

    def post(self, path: str, key: str | None = None, **arguments: Any) -> Response:
        headers = dict(arguments.pop("headers", {}))
        if key is not None:
            headers["Idempotency-Key"] = key
        return self.call("POST", path, headers=headers, **arguments)
