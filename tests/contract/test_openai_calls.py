"""How a call to an OpenAI-compatible API ends: with an answer, or with the domain error that says
what to do next."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from shared.adapters.openai.client import OpenAiClient
from shared.adapters.prompting.asking import ask
from shared.adapters.prompting.painter import ModelPainter
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.recogniser import ModelRecogniser
from shared.adapters.prompting.writer import ModelWriter
from shared.catalog import foods
from shared.clock import SystemClock
from shared.domain.errors import ProviderFailed, ProviderRefused, Unreadable
from shared.domain.food import Storage
from shared.domain.language import Language
from shared.domain.picture import DishBrief
from shared.domain.proposal import Meal
from shared.domain.recognition import Photo, RecognitionKind
from tests.contract.gemini_server import Answer, drips, dropping, hangs, raw
from tests.contract.openai_server import (
    KEY,
    OpenAiServer,
    body,
    error,
    openai_server,
    says,
    shows,
)
from tests.unit.test_check import brief

FOODS = foods.load()
QUESTION = Question(
    purpose="write",
    model="text-model",
    system="the rules",
    text="a secret recipe of grandmother's",
    schema={"type": "object", "properties": {"a": {"type": "number"}}, "required": ["a"]},
    max_tokens=100,
)
RECIPE: dict[str, Any] = {
    "title": "Patatas asadas",
    "summary": "Al horno.",
    "minutes": 40,
    "difficulty": "easy",
    "meal": "dinner",
    "cuisine": "spanish",
    "ingredients": [
        {"id": "potato", "name": "patata", "quantity": 400, "unit": "g", "optional": False}
    ],
    "steps": [{"text": "Asa las patatas.", "minutes": 40}],
}
ITEM: dict[str, Any] = {
    "photo": 0,
    "text": None,
    "name": "leche entera",
    "name_en": "whole milk",
    "quantity": 1,
    "unit": "l",
    "confidence": 0.9,
    "storage": "fridge",
    "category": "dairy",
    "allergens": ["milk"],
    "price": None,
    "box": None,
    "date_text": None,
    "dish": None,
}
PHOTO = Photo(b"\xff\xd8 jpeg", "image/jpeg", 10, 10)
DISH = DishBrief("Tortilla", Language.ES, Meal.DINNER, 30, 2, ())


@pytest.fixture(scope="module")
def running() -> Iterator[OpenAiServer]:
    with openai_server() as server:
        yield server


@pytest.fixture
def server(running: OpenAiServer) -> OpenAiServer:
    running.received.clear()
    running.schemas = True
    return running


@pytest.fixture
def client(server: OpenAiServer) -> OpenAiClient:
    return OpenAiClient(KEY, base_url=server.url)


Asking = Callable[..., str]


@pytest.fixture
def asked(server: OpenAiServer, client: OpenAiClient) -> Asking:
    """Lines up answers, asks, and returns the text that came of it."""

    def asking(*answers: Answer, seconds: float = 20, question: Question = QUESTION) -> str:
        server.answers(*answers)
        clock = SystemClock()
        return ask(client, clock, question, clock.monotonic() + seconds).text

    return asking


def failed(call: Callable[[], object]) -> ProviderFailed:
    with pytest.raises(ProviderFailed) as caught:
        call()
    assert not isinstance(caught.value, ProviderRefused)
    return caught.value


def refused(call: Callable[[], object]) -> ProviderRefused:
    with pytest.raises(ProviderRefused) as caught:
        call()
    return caught.value


def soon() -> float:
    return SystemClock().monotonic() + 20


def test_the_request_is_structured_and_has_no_tools(asked: Asking, server: OpenAiServer) -> None:
    assert asked(says({"a": 1})) == '{"a": 1}'
    [request] = server.received
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.rules == "the rules"
    assert request.body["messages"][1]["content"] == QUESTION.text
    assert request.body["max_tokens"] == 100
    assert request.format["type"] == "json_schema"
    assert request.format["json_schema"]["strict"] is True
    assert "tools" not in request.body


def test_a_server_that_knows_no_schemas_is_told_in_words_from_then_on(
    asked: Asking, server: OpenAiServer
) -> None:
    server.schemas = False
    for _ in range(2):
        assert asked(says({"a": 1})) == '{"a": 1}'
    formats = [request.format["type"] for request in server.received]
    assert formats == ["json_schema", "json_object", "json_object"]
    assert '"required":["a"]' in server.received[-1].rules


def test_a_request_wrong_for_another_reason_keeps_its_schema(
    asked: Asking, server: OpenAiServer
) -> None:
    assert refused(lambda: asked(error(400))).reason == "http_400"
    asked(says({"a": 1}))
    formats = [request.format["type"] for request in server.received]
    assert formats == ["json_schema", "json_object", "json_schema"]


@pytest.mark.parametrize(
    ("finish", "reason"),
    [("length", "finish_length"), ("tool_calls", "finish_tool_calls"), (None, "finish_none")],
)
def test_only_stop_is_an_answer(
    finish: str | None, reason: str, asked: Asking, server: OpenAiServer
) -> None:
    assert failed(lambda: asked(says({"a": 1}, finish=finish))).reason == reason
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (says(None, finish="content_filter"), "finish_content_filter"),
        (says(None, refusal="I will not"), "refusal"),
        (error(400, code="content_policy_violation"), "blocked_moderation"),
        (error(400, code="moderation_blocked"), "blocked_moderation"),
        (error(401), "http_401"),
        (error(403), "http_403"),
        (error(404), "http_404"),
        (error(422), "http_422"),
    ],
)
def test_what_no_patience_cures_is_asked_once(
    answer: Answer, reason: str, asked: Asking, server: OpenAiServer
) -> None:
    assert refused(lambda: asked(answer)).reason == reason
    assert len(server.received) == 1


def test_a_wrong_key_or_model_is_refused(server: OpenAiServer, asked: Asking) -> None:
    server.answers(says({}))
    with_wrong_key = OpenAiClient("sk-wrong", base_url=server.url)
    assert (
        refused(lambda: ask(with_wrong_key, SystemClock(), QUESTION, soon())).reason == "http_401"
    )
    unknown = replace(QUESTION, model="unknown")
    assert refused(lambda: asked(says({}), question=unknown)).reason == "http_404"


@pytest.mark.parametrize(
    "answer",
    [
        body({}),
        body({"choices": []}),
        body({"choices": 5}),
        body({"choices": [5]}),
        body({"choices": [{"finish_reason": "stop"}]}),
        body({"choices": [{"finish_reason": "stop", "message": 3}]}),
        says(""),
        says(None),
        says(None, finish="stop", content=[{"type": "text"}]),
        raw(""),
        raw("[]"),
        raw("null"),
        raw("NaN"),
        raw('{"choices": [{"message"'),
        raw("[" * 100_000),
        raw("<html>Bad gateway</html>", content_type="text/html"),
        raw('{"choices": []}', content_type="text/plain"),
    ],
)
def test_what_is_not_an_answer_of_this_api_fails(
    answer: Answer, asked: Asking, server: OpenAiServer
) -> None:
    assert failed(lambda: asked(answer)).reason in {"empty_reply", "malformed_reply"}
    assert len(server.received) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again(status: int, asked: Asking, server: OpenAiServer) -> None:
    assert asked(error(status), says({"a": 1})) == '{"a": 1}'
    assert len(server.received) == 2


@pytest.mark.parametrize(("told", "waited"), [("1", 1.0), ("0", 0.0)])
def test_retry_after_is_heeded(
    told: str, waited: float, asked: Asking, server: OpenAiServer
) -> None:
    asked(error(429, headers={"Retry-After": told}), says({}))
    first, second = server.received
    assert waited <= second.at - first.at < waited + 0.4


def test_a_date_to_come_back_beyond_the_deadline_ends_it_at_once(
    asked: Asking, server: OpenAiServer
) -> None:
    headers = {"Retry-After": formatdate(time.time() + 600, usegmt=True)}
    failure = failed(lambda: asked(error(503, headers=headers)))
    assert failure.reason == "http_503"
    assert failure.retry_after_s == pytest.approx(600, abs=2)
    assert len(server.received) == 1


def test_an_empty_purse_is_not_asked_again(asked: Asking, server: OpenAiServer) -> None:
    answer = error(429, code="insufficient_quota")
    assert failed(lambda: asked(answer)).reason == "quota_exhausted"
    assert len(server.received) == 1


@pytest.mark.parametrize("answer", [hangs(1.5), drips(1.5, 0.05)])
def test_silence_and_drops_end_with_the_deadline(answer: Answer, asked: Asking) -> None:
    started = time.monotonic()
    assert failed(lambda: asked(answer, seconds=0.4)).reason == "timeout"
    assert time.monotonic() - started < 1.2


def test_a_dropped_connection_is_tried_again() -> None:
    with dropping() as (url, dropped):
        client = OpenAiClient(KEY, base_url=url)
        assert failed(lambda: ask(client, SystemClock(), QUESTION, soon())).reason == "unreachable"
        assert len(dropped) == 2


def test_a_redirect_is_not_followed(asked: Asking, server: OpenAiServer) -> None:
    assert failed(lambda: asked(error(302, headers={"Location": "/v1/x"}))).reason == "http_302"
    assert len(server.received) == 1


def test_a_body_without_end_is_cut_off(asked: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.adapters.openai.client._MOST_BYTES", 100_000)
    assert failed(lambda: asked(says("x" * 200_000))).reason == "malformed_reply"


def test_openai_itself_is_told_what_it_alone_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    client = OpenAiClient(KEY, effort="none")
    posted: list[tuple[str, Any]] = []

    def posted_to(path: str, body: Any, seconds: float) -> dict[str, Any]:
        posted.append((path, body))
        return {
            "choices": [{"finish_reason": "stop", "message": {"content": "{}"}}],
            "data": [{"b64_json": "AAAA"}],
        }

    monkeypatch.setattr(client, "_posted", posted_to)
    client.send(QUESTION, 1, lambda taken, given: None)
    client.send(replace(QUESTION, schema=None), 1, lambda taken, given: None)
    (_, chat), (_, picture) = posted
    assert chat["max_completion_tokens"] == 100
    assert chat["reasoning_effort"] == "none"
    assert "max_tokens" not in chat
    assert picture["output_format"] == "webp"
    assert "response_format" not in picture


def test_nothing_said_or_secret_is_logged(asked: Asking, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "zerowaste.model")
    asked(error(500, message="grandmother's"), says({"a": "tortilla"}))
    told = [one.__dict__ for one in caplog.records if one.name == "zerowaste.model"]
    assert [line["outcome"] for line in told] == ["http_500", "ok"]
    assert (told[1]["input_tokens"], told[1]["output_tokens"]) == (11, 12)
    assert not any(word in str(line) for line in told for word in (KEY, "grandmother", "tortilla"))


def test_recipes_are_read_and_what_makes_no_sense_is_left_out(
    server: OpenAiServer, client: OpenAiClient
) -> None:
    writer = ModelWriter(client, "text-model", FOODS, SystemClock())
    wrong = [
        RECIPE | {"difficulty": "heroic"},
        RECIPE | {"title": "x" * 100_000},
        RECIPE | {"ingredients": [RECIPE["ingredients"][0] | {"quantity": float("nan")}]},
        {"title": "only"},
        7,
    ]
    server.answers(says({"recipes": [*wrong[:4], RECIPE]}))
    [recipe] = writer.write(brief(count=5), (), soon())
    assert (writer.name, recipe.title) == ("openai", "Patatas asadas")
    assert recipe.ingredients[0].food_id == "potato"
    server.answers(says({"recipes": wrong}))
    assert failed(lambda: writer.write(brief(count=5), (), soon())).reason == "invalid_reply"
    server.answers(says('{"recipes": [{"ti'))
    assert failed(lambda: writer.write(brief(), (), soon())).reason == "malformed_reply"


def test_photos_are_looked_at(server: OpenAiServer, client: OpenAiClient) -> None:
    looker = ModelRecogniser(client, "text-model", FOODS, SystemClock())
    server.answers(says({"kind": "ingredients", "receipt": None, "items": [ITEM]}))
    seen = looker.recognise([PHOTO], RecognitionKind.INGREDIENTS, Language.ES, soon())
    assert [(one.food_id, one.storage) for one in seen.items] == [("whole_milk", Storage.FRIDGE)]
    picture, text = server.received[0].body["messages"][1]["content"]
    assert picture["image_url"]["url"].startswith("data:image/jpeg;base64,/9gg")
    assert text["type"] == "text"
    server.answers(says({"kind": "ingredients", "receipt": None, "items": []}))
    with pytest.raises(Unreadable):
        looker.recognise([PHOTO], RecognitionKind.INGREDIENTS, Language.ES, soon())


def painted(side: int = 64) -> bytes:
    out = BytesIO()
    Image.new("RGB", (side, side), "green").save(out, "PNG")
    return out.getvalue()


def test_a_picture_comes_back_made_anew(server: OpenAiServer, client: OpenAiClient) -> None:
    painter = ModelPainter(client, "image-model", SystemClock())
    server.answers(shows(painted()))
    picture = painter.paint(DISH, soon())
    assert picture.content_type == "image/webp"
    assert Image.open(BytesIO(picture.data)).size == (64, 64)
    assert server.received[0].body["response_format"] == "b64_json"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (body({"data": [{"url": "http://169.254.169.254/latest/meta-data"}]}), "no_picture"),
        (error(400, code="moderation_blocked"), "blocked_moderation"),
    ],
)
def test_no_picture_is_a_refusal_and_no_address_is_fetched(
    answer: Answer, reason: str, server: OpenAiServer, client: OpenAiClient
) -> None:
    server.answers(answer)
    painter = ModelPainter(client, "image-model", SystemClock())
    assert refused(lambda: painter.paint(DISH, soon())).reason == reason
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (shows(b"<svg onload=alert(1)>"), "not_a_picture"),
        (shows(painted()[:60]), "not_a_picture"),
        (body({"data": [{"b64_json": "not base64!"}]}), "not_a_picture"),
        (body({"data": [{"b64_json": 5}]}), "not_a_picture"),
        (body({"data": []}), "empty_reply"),
        (body({"data": [7]}), "malformed_reply"),
        (body({}), "malformed_reply"),
    ],
)
def test_what_is_no_picture_fails(
    answer: Answer, reason: str, server: OpenAiServer, client: OpenAiClient
) -> None:
    server.answers(answer)
    painter = ModelPainter(client, "image-model", SystemClock())
    assert failed(lambda: painter.paint(DISH, soon())).reason == reason
