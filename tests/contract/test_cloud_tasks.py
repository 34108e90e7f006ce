"""What the queue answers, good or bad, through the real client."""

from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from shared.adapters.cloud_tasks import CloudTasksQueue, Worker, emulator_client, probe
from shared.config import WorkerAddress
from shared.domain.errors import Unavailable
from shared.domain.job import JobKind, removal_job

QUEUE = "projects/p/locations/l/queues/q"
ADDRESS = WorkerAddress("http://localhost/worker", "http://localhost/worker")
JOB = removal_job("recipe", "kitchen", "request", datetime(2026, 11, 22, tzinfo=UTC))


def refused(status: int) -> Response:
    return Response(f'{{"error": {{"code": {status}}}}}', status, mimetype="application/json")


def queue(server: HTTPServer) -> CloudTasksQueue:
    client = emulator_client(f"{server.host}:{server.port}")
    return CloudTasksQueue(client, {JobKind.PICTURE_REMOVAL: Worker(QUEUE, ADDRESS, "a@b.c")})


@pytest.mark.parametrize(
    "answer",
    [
        Response(b"", 200),
        Response(b'{"name": "projects/p/loc', 200, mimetype="application/json"),
        Response(b"<html>", 200, mimetype="text/html"),
        refused(400),
        refused(403),
        refused(404),
        refused(429),
        refused(500),
        refused(503),
    ],
    ids=lambda answer: f"{answer.status_code} {answer.get_data()[:12]!r}",
)
def test_an_answer_that_is_no_task_is_no_task_sent(
    httpserver: HTTPServer, answer: Response
) -> None:
    httpserver.expect_request(f"/{QUEUE}/tasks").respond_with_response(answer)
    with pytest.raises(Unavailable):
        queue(httpserver).send(JOB, "name")


def test_a_task_that_is_there_is_sent(httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"/{QUEUE}/tasks").respond_with_response(refused(409))
    queue(httpserver).send(JOB, "name")
    [(request, _)] = httpserver.log
    assert request.json["task"]["name"] == f"{QUEUE}/tasks/name"


@pytest.mark.parametrize(("status", "up"), [(404, True), (200, False), (503, False)])
def test_a_queue_that_knows_no_such_task_is_up(
    httpserver: HTTPServer, status: int, up: bool
) -> None:
    answer = Response(b"", 200) if status == 200 else refused(status)
    httpserver.expect_request(f"/{QUEUE}/tasks/status-probe").respond_with_response(answer)
    ask = probe(emulator_client(f"{httpserver.host}:{httpserver.port}"), QUEUE)
    if up:
        ask()
    else:
        with pytest.raises(Unavailable):
            ask()
