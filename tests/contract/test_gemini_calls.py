"""How a call to Gemini ends: with an answer, or with the domain error that says what to do next."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import pytest
from google.genai.types import BlockedReason, FinishReason
from werkzeug import Response

from shared.adapters.gemini.client import GeminiClient
from shared.adapters.prompting.asking import ask
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.rows import rows
from shared.clock import SystemClock
from shared.domain.errors import ProviderFailed, ProviderRefused
from tests.contract.gemini_server import (
    KEY,
    Answer,
    GeminiServer,
    blocks,
    body,
    drips,
    dropping,
    error,
    gemini_server,
    hangs,
    raw,
    says,
    stops,
)

QUESTION = Question(
    purpose="write",
    model="text-model",
    system="the rules",
    text="a secret recipe of grandmother's",
    schema={"type": "object"},
    max_tokens=100,
)
POLICY = {
    "SAFETY",
    "RECITATION",
    "LANGUAGE",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "IMAGE_SAFETY",
    "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_RECITATION",
    "NO_IMAGE",
    "ESCALATION",
    "PUP_LIMITED_DISABLED",
    "MODEL_ARMOR",
}
NOT_STOP = [reason for reason in FinishReason if reason is not FinishReason.STOP]


@pytest.fixture(scope="module")
def running() -> Iterator[GeminiServer]:
    with gemini_server() as server:
        yield server


@pytest.fixture
def server(running: GeminiServer) -> GeminiServer:
    running.received.clear()
    return running


@pytest.fixture(scope="module")
def client(running: GeminiServer) -> GeminiClient:
    return GeminiClient(KEY, base_url=running.url)


Asking = Callable[..., str]


@pytest.fixture
def asked(server: GeminiServer, client: GeminiClient) -> Asking:
    """Lines up answers, asks, and returns the text that came of it."""

    def asking(*answers: Answer, seconds: float = 20, question: Question = QUESTION) -> str:
        server.answers(*answers)
        clock = SystemClock()
        return ask(client, clock, question, clock.monotonic() + seconds).text

    return asking


def failed(call: Callable[[], object]) -> ProviderFailed:
    """The failure, which must be one that a retry elsewhere may cure."""
    with pytest.raises(ProviderFailed) as caught:
        call()
    assert not isinstance(caught.value, ProviderRefused)
    return caught.value


def refused(call: Callable[[], object]) -> ProviderRefused:
    with pytest.raises(ProviderRefused) as caught:
        call()
    return caught.value


def test_an_answer_is_its_text_without_the_thoughts(asked: Asking) -> None:
    assert asked(says({"a": 1}, thought="let me see")) == '{"a": 1}'


def test_the_request_is_structured_and_has_no_tools(asked: Asking, server: GeminiServer) -> None:
    asked(says({}))
    [request] = server.received
    assert request.body.keys() == {"contents", "systemInstruction", "generationConfig"}
    assert request.config == {
        "responseMimeType": "application/json",
        "responseJsonSchema": {"type": "object"},
        "responseModalities": ["TEXT"],
        "maxOutputTokens": 100,
    }
    assert request.rules == "the rules"
    assert request.text == "a secret recipe of grandmother's"


def test_the_environment_changes_nothing(
    server: GeminiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "somebody-elses")
    monkeypatch.setenv("GOOGLE_API_KEY", "somebody-elses")
    server.answers(says({}))
    clock = SystemClock()
    client = GeminiClient(KEY, base_url=server.url)
    ask(client, clock, QUESTION, clock.monotonic() + 20)
    assert server.received[0].headers["x-goog-api-key"] == KEY


def test_every_finish_reason_of_the_library_is_known() -> None:
    assert {reason.value for reason in FinishReason} >= POLICY


@pytest.mark.parametrize("reason", NOT_STOP, ids=lambda reason: reason.value)
def test_only_stop_is_an_answer(reason: FinishReason, asked: Asking, server: GeminiServer) -> None:
    ending = refused if reason.value in POLICY else failed
    expected = f"finish_{reason.value.lower()}"
    assert ending(lambda: asked(says({"a": 1}, finish=reason.value))).reason == expected
    assert ending(lambda: asked(stops(reason.value))).reason == expected
    assert len(server.received) == 2


@pytest.mark.filterwarnings("ignore:.* is not a valid")
@pytest.mark.parametrize("finish", ["A_REASON_OF_TOMORROW", None])
def test_an_unknown_or_missing_finish_reason_is_no_answer(
    finish: str | None, asked: Asking
) -> None:
    failed(lambda: asked(says({"a": 1}, finish=finish)))


@pytest.mark.filterwarnings("ignore:.* is not a valid")
@pytest.mark.parametrize("reason", [*(each.value for each in BlockedReason), "A_NEW_ONE"])
def test_a_blocked_prompt_is_refused_at_once(
    reason: str, asked: Asking, server: GeminiServer
) -> None:
    assert refused(lambda: asked(blocks(reason))).reason == f"blocked_{reason.lower()}"
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "answer",
    [
        body({}),
        body({"candidates": []}),
        raw(""),
        raw("{}"),
        raw("[]"),
        raw("null"),
        raw('"text"'),
        raw('{"candidates": 5}'),
        raw('{"candidates": [5]}'),
        raw('{"candidates": [{"finishReason": "STOP", "content": {"parts": 3}}]}'),
        raw("<html>Bad gateway</html>", content_type="text/html"),
        raw('{"candidates": [{"finishReason": "STOP"}]', content_type="application/json"),
        raw(
            '{"candidates": [{"finishReason": "STOP", "content": {"parts": [{"text": "{}"}]}}]}',
            content_type="text/plain",
        ),
    ],
)
def test_what_is_not_an_answer_of_this_api_fails(
    answer: Answer, asked: Asking, server: GeminiServer
) -> None:
    assert failed(lambda: asked(answer)).reason in {"empty_reply", "malformed_reply"}
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "text",
    ["", '{"items": [{"name": "To', "[]", "7", '{"items": {}}', '{"items": null}', "[" * 100_000],
)
def test_cut_or_foreign_json_fails(text: str, asked: Asking) -> None:
    failure = failed(lambda: rows(asked(says(text)), "items"))
    assert failure.reason == "malformed_reply"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422])
def test_a_wrong_request_is_not_repeated(status: int, asked: Asking, server: GeminiServer) -> None:
    assert refused(lambda: asked(error(status))).reason == f"http_{status}"
    assert len(server.received) == 1


@pytest.mark.parametrize("status", [302, 501, 505])
def test_a_status_that_makes_no_sense_is_not_repeated(
    status: int, asked: Asking, server: GeminiServer
) -> None:
    assert failed(lambda: asked(error(status, headers={"Location": "/x"}))).reason
    assert len(server.received) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_status_that_may_pass_is_tried_once_more(
    status: int, asked: Asking, server: GeminiServer
) -> None:
    first = error(status, headers={"Retry-After": "0"})
    assert asked(first, says({"a": 1})) == '{"a": 1}'
    assert len(server.received) == 2


def test_a_person_waits_for_two_attempts_at_most(asked: Asking, server: GeminiServer) -> None:
    answer = error(503, headers={"Retry-After": "0"})
    assert failed(lambda: asked(answer, seconds=25)).reason == "http_503"
    assert len(server.received) == 2


def test_a_worker_makes_three_attempts(asked: Asking, server: GeminiServer) -> None:
    answer = error(500, headers={"Retry-After": "0"})
    assert failed(lambda: asked(answer, seconds=240)).reason == "http_500"
    assert len(server.received) == 3


RETRY_INFO = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.6s"}


@pytest.mark.parametrize(
    "answer",
    [
        error(429, headers={"Retry-After": "0.6"}),
        error(429, details=[{"@type": "other"}, RETRY_INFO]),
    ],
)
def test_the_wait_asked_for_is_kept(answer: Answer, asked: Asking, server: GeminiServer) -> None:
    asked(answer, says({}))
    first, second = server.received
    assert second.at - first.at >= 0.6


def test_a_wait_until_a_moment_is_counted_from_the_answers_own_date(
    asked: Asking, server: GeminiServer
) -> None:
    def busy() -> Response:
        moment = formatdate(time.time() + 2, usegmt=True)
        return error(429, headers={"Retry-After": moment})()

    asked(busy, says({}))
    first, second = server.received
    assert 0.9 <= second.at - first.at < 5


def test_a_wait_beyond_the_deadline_is_not_begun(asked: Asking, server: GeminiServer) -> None:
    started = time.monotonic()
    failure = failed(lambda: asked(error(429, headers={"Retry-After": "90"})))
    assert (failure.reason, failure.retry_after_s) == ("rate_limited", 90)
    assert len(server.received) == 1
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("told", ["soon", "nan", "-5", "inf", ""])
def test_a_wait_that_makes_no_sense_is_ignored(
    told: str, asked: Asking, server: GeminiServer
) -> None:
    asked(error(503, headers={"Retry-After": told}), says({}))
    assert len(server.received) == 2


@pytest.mark.parametrize("slow", [hangs(2.5), drips(2.5, 0.05)], ids=["silent", "dripping"])
def test_nothing_outlasts_the_deadline(slow: Answer, asked: Asking, server: GeminiServer) -> None:
    started = time.monotonic()
    assert failed(lambda: asked(slow, seconds=0.4)).reason == "timeout"
    assert time.monotonic() - started < 2
    assert len(server.received) == 1


def test_a_deadline_that_has_passed_sends_nothing(asked: Asking, server: GeminiServer) -> None:
    assert failed(lambda: asked(says({}), seconds=-1)).reason == "out_of_time"
    assert server.received == []


def test_a_dropped_connection_is_tried_again_and_fails() -> None:
    clock = SystemClock()
    with dropping() as (url, dropped):
        client = GeminiClient(KEY, base_url=url)
        failure = failed(lambda: ask(client, clock, QUESTION, clock.monotonic() + 20))
    assert failure.reason == "unreachable"
    assert len(dropped) == 2


def test_threads_share_a_client(server: GeminiServer, client: GeminiClient) -> None:
    server.answers(says({"a": 1}))
    clock = SystemClock()

    def asking(_: int) -> str:
        return ask(client, clock, QUESTION, clock.monotonic() + 10).text

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(asking, range(24))) == {'{"a": 1}'}
    assert len(server.received) == 24


def test_a_closed_door_fails() -> None:
    clock = SystemClock()
    client = GeminiClient(KEY, base_url="http://127.0.0.1:9")
    failure = failed(lambda: ask(client, clock, QUESTION, clock.monotonic() + 20))
    assert failure.reason == "unreachable"


def _call_line(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    [record] = [each for each in caplog.records if each.name == "zerowaste.model"]
    names = ["provider", "model", "purpose", "input_tokens", "output_tokens", "images", "outcome"]
    return {name: getattr(record, name) for name in names}


def test_each_call_logs_its_tokens(asked: Asking, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    asked(says({}))
    assert _call_line(caplog) == {
        "provider": "gemini",
        "model": "text-model",
        "purpose": "write",
        "input_tokens": 11,
        "output_tokens": 12,
        "images": 0,
        "outcome": "ok",
    }


def test_tokens_of_an_answer_cut_off_are_counted_too(
    asked: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    failed(lambda: asked(says("{", finish="MAX_TOKENS")))
    line = _call_line(caplog)
    assert (line["outcome"], line["output_tokens"]) == ("finish_max_tokens", 12)


def test_no_log_tells_the_key_or_what_was_said(
    server: GeminiServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    clock = SystemClock()
    for key, answer in ((KEY, says("the answer's words")), ("AIza-wrong", says({}))):
        server.answers(answer)
        client = GeminiClient(key, base_url=server.url)
        try:
            ask(client, clock, QUESTION, clock.monotonic() + 20)
        except ProviderRefused as refusal:
            assert refusal.reason == "http_400"
            assert refusal.__cause__ is None
            assert "AIza" not in repr(refusal)
    told = json.dumps([each.__dict__ for each in caplog.records], default=str)
    for secret in ("AIza", "grandmother", "the rules", "answer's words"):
        assert secret not in told


def test_an_unknown_model_is_refused(asked: Asking) -> None:
    question = replace(QUESTION, model="no-such-model")
    assert refused(lambda: asked(says({}), question=question)).reason == "http_404"
