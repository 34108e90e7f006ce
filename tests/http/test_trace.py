"""One id joins a request, its task, the worker, the model calls and the picture; and where somebody
takes traces, one trace does."""

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

from infra.local.addresses import Addresses
from infra.local.settings import BUCKET, FUNCTIONS, PORTS, PROJECT
from infra.local.stack import Stack
from shared.adapters.offline_painter import OfflinePainter
from shared.domain.language import Language
from shared.domain.picture import DishBrief
from tests.client import Phone
from tests.contract.openai_server import KEY, OpenAiServer, error, openai_server, shows
from tests.otlp import Kept, Receiver, receiver

REQUEST_ID = "joins-it-all"
OWN_ID = "draws-ones-own"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CAME_FROM = f"00-{TRACE}-00f067aa0ba902b7-01"


class Seen(NamedTuple):
    """What a generation with a picture left behind: spans, log lines, model calls; and the objects
    there are once a recipe of the kitchen's own was drawn too."""

    spans: Sequence[Kept]
    lines: Sequence[dict[str, Any]]
    objects: Sequence[Any]
    asked: Sequence[dict[str, str]]

    def named(self, name: str) -> list[Kept]:
        return [span for span in self.spans if span.name == name]

    def parent(self, span: Kept) -> Kept:
        [found] = [one for one in self.spans if one.id == span.parent]
        return found


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    state = tmp_path_factory.mktemp("traced")
    with receiver() as kept, openai_server() as models:
        brief = DishBrief("Torrijas", Language.ES, "dessert", 30, 4)
        models.answers(error(400), error(400), shows(OfflinePainter().paint(brief, 1e9).data))
        stack = Stack(state, dict.fromkeys(PORTS, 0), FUNCTIONS, _settings(kept, models))
        try:
            stack.start()
            _generate(stack.addresses)
            spans = kept.wait_for(_all_there)
            asked = [dict(one.headers) for one in models.received]
            _draw_own(stack.addresses)
            objects = _objects(stack.addresses)
        finally:
            stack.stop()
    yield Seen(
        [span for span in spans if span.trace == TRACE], _lines(state, TRACE), objects, asked
    )


def _settings(kept: Receiver, models: OpenAiServer) -> dict[str, str]:
    return {
        "TRACES_URL": kept.url,
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": models.url,
        "OPENAI_TEXT_MODEL": "text-model",
        "OPENAI_IMAGE_MODEL": "image-model",
        "WRITER_PROVIDERS": "openai offline",
        "PAINTER_PROVIDERS": "openai offline",
        "LOG_LEVEL": "INFO",
    }


def _generate(stack: Addresses) -> None:
    phone = Phone(stack)
    phone.sign_in()
    headers = {"traceparent": CAME_FROM, "X-Request-Id": REQUEST_ID}
    answer = phone.post("/recipes/generations", json={"count": 1}, headers=headers)
    assert answer.status_code == 201, answer.text


def _draw_own(stack: Addresses) -> None:
    """A picture of a dish that nobody else knows."""
    phone = Phone(stack)
    phone.sign_in()
    recipe = {"id": "own", "title": "Potaje de la casa", "ingredients": ["100 g de arroz"]}
    assert phone.post("/recipes", json=recipe).status_code == 201
    headers = {"X-Request-Id": OWN_ID}
    assert phone.post("/recipes/own/image", headers=headers).status_code == 202
    for _ in range(120):
        if phone.get("/recipes/own").json()["image"]["status"] == "ready":
            return
        time.sleep(0.25)
    raise AssertionError("not drawn")


def _all_there(spans: list[Kept]) -> bool:
    names = {span.name for span in spans}
    return {"recipes POST /generations", "image_worker POST /jobs"} <= names


def _lines(state: Path, trace: str) -> list[dict[str, Any]]:
    written = (state / "logs" / "gateway.log").read_text().splitlines()
    lines = [json.loads(line) for line in written if line.startswith("{")]
    return [line for line in lines if trace in line.get("logging.googleapis.com/trace", "")]


def _objects(stack: Addresses) -> list[Any]:
    options = {"api_endpoint": stack.storage}
    nobody = AnonymousCredentials()  # type: ignore[no-untyped-call]
    client = storage.Client(PROJECT, nobody, client_options=options)
    return list(client.list_blobs(BUCKET))


def test_the_request_the_task_the_worker_and_the_models_are_one_trace(seen: Seen) -> None:
    [request] = seen.named("recipes POST /generations")
    [task] = seen.named("send recipe_image")
    [worker] = seen.named("image_worker POST /jobs")
    assert request.parent == CAME_FROM.split("-")[2]
    assert seen.parent(task).id == request.id
    assert seen.parent(worker).id == task.id
    callers = {seen.parent(call).name for call in seen.named("model call")}
    assert callers == {request.name, worker.name}
    assert {call.said["purpose"] for call in seen.named("model call")} == {"write", "paint"}


def test_what_firestore_was_asked_lies_below_who_asked(seen: Seen) -> None:
    asked = [span for span in seen.spans if span.name.startswith("firestore ")]
    assert {"firestore commit", "firestore batch_get_documents"} <= {span.name for span in asked}
    ids = {span.id for span in seen.spans}
    assert all(span.parent in ids for span in asked)


def test_the_trace_goes_on_to_the_model(seen: Seen) -> None:
    calls = {call.id for call in seen.named("model call")}
    assert {headers["traceparent"].split("-")[2] for headers in seen.asked} == calls


def test_one_id_joins_every_line(seen: Seen) -> None:
    assert {line["request_id"] for line in seen.lines} == {REQUEST_ID}
    assert {line.get("function") for line in seen.lines if line["message"] == "request"} == {
        "recipes",
        "image_worker",
    }
    assert "model call" in {line["message"] for line in seen.lines}


def test_a_line_names_the_span_it_was_written_in(seen: Seen) -> None:
    spans = {span.id: span.name for span in seen.spans}
    requests = [line for line in seen.lines if line["message"] == "request"]
    assert {spans[line["logging.googleapis.com/spanId"]] for line in requests} == {
        "recipes POST /generations",
        "image_worker POST /jobs",
    }


def test_the_same_id_is_on_the_objects(seen: Seen) -> None:
    own = [one for one in seen.objects if one.name.startswith("kitchens/")]
    assert len(own) == 2
    assert [one.metadata for one in own] == [{"request_id": OWN_ID}] * 2


def test_what_every_kitchen_opens_says_nothing_of_who_asked_for_it(seen: Seen) -> None:
    shared = [one for one in seen.objects if one.name.startswith("shared/")]
    assert len(shared) == 2
    assert [one.metadata for one in shared] == [None] * 2


def test_spans_hold_nothing_personal(seen: Seen) -> None:
    told = json.dumps([[span.name, span.said, span.source] for span in seen.spans])
    assert "@" not in told
    assert "Bearer" not in told
    assert KEY not in told
