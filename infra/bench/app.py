"""Every function in this process, on the emulators of a stack: each answer with what it took.

Nothing is left out but the network: tokens, limits and log lines are real. Tasks are kept instead
of sent, and delivered on request, so that the work they stand for is measured as well.
"""

import gzip
import json
import logging
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest.mock import patch

from flask import Request, Response
from werkzeug.test import EnvironBuilder

from infra.local import environment
from infra.local.addresses import Addresses
from infra.local.settings import FUNCTIONS, SCHEDULER_ACCOUNT, WORKER_ACCOUNT
from shared import logs
from shared.config import read
from shared.domain.job import Job, JobKind
from shared.http import serve
from shared.wiring import Wiring
from tests.client import Phone

NAMES = tuple(sorted(path.stem for path in FUNCTIONS.glob("[a-z]*.py")))
_SERVICES = {"maintenance": SCHEDULER_ACCOUNT}
_WORKERS = {
    JobKind.RECIPE_IMAGE: "image_worker",
    JobKind.PICTURE_REMOVAL: "image_worker",
    JobKind.RECOGNITION: "recognition_worker",
    JobKind.LABEL: "label_worker",
    JobKind.FOOD_IMAGE: "image_worker",
}
_TRIES = 4


class Asked(NamedTuple):
    """A request, its path below `/api/v1`."""

    method: str
    path: str
    json: Any = None
    files: Mapping[str, tuple[bytes, str]] = {}
    fields: Mapping[str, str] = {}
    headers: Mapping[str, str] = {}


class Took(NamedTuple):
    """What an answer took: seconds by the clock and of the processor, round trips to Firestore,
    documents read and written, tasks sent, and bytes of the answer."""

    seconds: float
    cpu: float
    trips: int = 0
    reads: int = 0
    writes: int = 0
    tasks: int = 0
    sent: int = 0


class Answer(NamedTuple):
    body: Any
    took: Took


class PutOffError(Exception):
    """The emulators did not answer in time."""


class Tasks:
    """A queue that keeps what it is given."""

    def __init__(self) -> None:
        self.waiting: list[Job] = []
        self.sent = 0

    def send(self, job: Job, name: str) -> None:
        self.sent += 1
        self.waiting.append(job)


class App:
    """`ask` answers as the functions would; `wiring` is what they are made of."""

    def __init__(self, wiring: Wiring, stack: Addresses) -> None:
        self.wiring = wiring
        self.tasks = Tasks()
        wiring.__dict__.update(queue=self.tasks, service_tokens=_Believed())
        self._stack = stack
        self._functions = {name: serve(name, _routes(name), lambda: wiring) for name in NAMES}
        self._sums: dict[str, int] = {}
        self._headers = {
            "Accept-Language": "es",
            "Accept-Encoding": "gzip",
            "Authorization": "Bearer of-the-platform",
        }

    def sign_in(self) -> dict[str, Any]:
        """A new user's session, kept for what follows."""
        bearer = {"Authorization": f"Bearer {Phone(self._stack).sign_up()}"}
        session: dict[str, Any] = self.ask(Asked("POST", "/auth/exchange", {}, headers=bearer)).body
        self._headers["Authorization"] = f"Bearer {session['access_token']}"
        return session

    def ask(self, asked: Asked) -> Answer:
        """What the emulators put off, being busy, is asked again.

        Raises:
            PutOffError: it was put off each time.
            RuntimeError: it was refused.
        """
        for _ in range(_TRIES):
            status, answer = self._asked(asked)
            if status != HTTPStatus.SERVICE_UNAVAILABLE:
                break
        else:
            raise PutOffError(f"{asked.method} {asked.path}")
        if status >= HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{asked.method} {asked.path}: {answer.body}")
        return answer

    def _asked(self, asked: Asked) -> tuple[int, Answer]:
        function = self._functions[asked.path.split("/")[1].split("?")[0]]
        request, sent = self._request(asked), self.tasks.sent
        self._sums = {}
        started, processor = time.perf_counter(), time.process_time()
        response = function(request)
        data = response.get_data()
        seconds, cpu = time.perf_counter() - started, time.process_time() - processor
        trips, reads, writes = (self._sums.get(name, 0) for name in ("trips", "reads", "writes"))
        tasks = self.tasks.sent - sent
        took = Took(seconds, cpu, trips, reads, writes, tasks, len(data))
        return response.status_code, Answer(_read(response), took)

    def delivered(self) -> Asked | None:
        """The request that hands the oldest waiting task to its worker."""
        if not self.tasks.waiting:
            return None
        job = self.tasks.waiting.pop(0)
        return Asked("POST", f"/{_WORKERS[job.kind]}/jobs", {"job_id": job.id})

    def _request(self, asked: Asked) -> Request:
        builder = EnvironBuilder(
            f"/api/v1{asked.path}",
            method=asked.method,
            headers=list((self._headers | dict(asked.headers)).items()),
            json=asked.json,
            data={**asked.fields} if asked.files else None,
        )
        for name, (data, content_type) in asked.files.items():
            builder.files.add_file(name, BytesIO(data), "photo.jpg", content_type)
        return Request(builder.get_environ())

    def note(self, record: logging.LogRecord) -> bool:
        """Takes the sums out of a request's log line."""
        if record.getMessage() == "request":
            self._sums = vars(record)
        return True


class _Believed:
    """Whoever calls a worker or a schedule is the platform."""

    def verify(self, token: str, audience: str) -> str:
        return _SERVICES.get(audience.rpartition("/")[2], WORKER_ACCOUNT)


@contextmanager
def serving(stack: Addresses) -> Iterator[App]:
    """The functions on the stack's emulators; what they log is formatted and thrown away."""
    chosen = environment.of_functions(stack)
    app = App(Wiring(read(chosen)), stack)
    logger = logging.getLogger("zerowaste")
    level, handlers = logger.level, logger.handlers[:]
    logger.handlers[:] = []
    logs.configure("INFO")
    [handler] = logger.handlers
    with patch.dict(os.environ, chosen), Path(os.devnull).open("w") as nowhere:
        handler.setStream(nowhere)  # type: ignore[attr-defined]
        handler.addFilter(app.note)
        try:
            yield app
        finally:
            logger.handlers[:] = handlers
            logger.setLevel(level)


def _routes(name: str) -> Any:  # noqa: ANN401
    module: ModuleType = import_module(f"functions.{name}")
    return module.ROUTES


def _read(response: Response) -> Any:  # noqa: ANN401
    """What the answer says; None where it is no JSON."""
    data = response.get_data()
    if response.headers.get("Content-Encoding") == "gzip":
        data = gzip.decompress(data)
    return json.loads(data) if data and response.is_json else None
