"""A server on the loopback that speaks the part of OpenAI's API this project uses.

It is as strict as the real one about the key, the paths, the fields and the schema, keeps what it
was asked and answers with what a test lined up. Where several answers are lined up, the last one is
repeated.
"""

import base64
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.contract.gemini_server import Answer, raw

KEY = "sk-test-key-0123456789"
MODELS = frozenset({"text-model", "image-model"})

_CHAT = {"model", "messages", "response_format", "max_tokens"}
_PICTURE = {"model", "prompt", "n", "size", "response_format"}


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came: when, where, and its JSON."""

    at: float
    path: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def rules(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def format(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.body["response_format"]
        return found


@dataclass
class OpenAiServer:
    """`url` is what a client takes as `base_url`; `schemas` says whether it knows them."""

    url: str
    schemas: bool = True
    received: list[Received] = field(default_factory=list)
    _answers: list[Answer] = field(default_factory=list)

    def answers(self, *answers: Answer) -> None:
        """Lines up what is said to the next requests."""
        self._answers = list(answers)

    def handle(self, request: Request) -> Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = json.loads(request.get_data())
        self.received.append(Received(time.monotonic(), request.path, body, headers))
        if headers.get("authorization") != f"Bearer {KEY}":
            return error(401, code="invalid_api_key")()
        if body.get("model") not in MODELS:
            return error(404, code="model_not_found")()
        wrong = self._wrong(request.path, body)
        if wrong:
            return error(400, message=wrong)()
        return (self._answers.pop(0) if len(self._answers) > 1 else self._answers[0])()

    def _wrong(self, path: str, body: Mapping[str, Any]) -> str | None:
        known = {"/v1/chat/completions": _CHAT, "/v1/images/generations": _PICTURE}
        if path not in known or body.keys() - known[path]:
            return f"Unrecognized request argument: {sorted(body)}"
        described = body["response_format"]
        if path.endswith("generations") or described == {"type": "json_object"}:
            return None
        if not self.schemas:
            return "response_format json_schema is not supported"
        return _wrong_schema(described["json_schema"]["schema"])


@contextmanager
def openai_server() -> Iterator[OpenAiServer]:
    """A running server."""
    with HTTPServer(threaded=True) as http:
        server = OpenAiServer(http.url_for("/v1"))
        http.expect_request(re.compile(".*"), method="POST").respond_with_handler(server.handle)
        yield server


def _wrong_schema(node: Any) -> str | None:
    """What a strict schema may not be: open, or with fields that may be missing."""
    if isinstance(node, list):
        return next(filter(None, map(_wrong_schema, node)), None)
    if not isinstance(node, dict):
        return None
    if "properties" in node and node.get("additionalProperties") is not False:
        return "additionalProperties must be false"
    if "properties" in node and set(node["required"]) != set(node["properties"]):
        return "every property must be required"
    return _wrong_schema(list(node.values()))


def says(value: object, *, finish: object = "stop", **message: object) -> Answer:
    """An answer of text: a string or nothing as it is, anything else as JSON."""
    text = value if value is None or isinstance(value, str) else json.dumps(value)
    said = {"role": "assistant", "content": text, **message}
    return body({"choices": [{"index": 0, "message": said, "finish_reason": finish}]})


def shows(data: bytes) -> Answer:
    """An answer with a picture."""
    return body({"data": [{"b64_json": base64.b64encode(data).decode()}]})


def body(value: dict[str, Any]) -> Answer:
    """A response of the API, with the tokens it counted."""
    names = ("prompt_tokens", "completion_tokens") if "choices" in value else ("input_tokens",)
    usage = dict(zip(names, (11, 12), strict=False))
    return raw(json.dumps({"usage": usage, **value}), content_type="application/json")


def error(
    status: int,
    *,
    code: str | None = None,
    message: str = "refused",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """An error as the API words it."""
    told = {"message": message, "type": "error", "param": None, "code": code}
    text = json.dumps({"error": told})
    return lambda: Response(
        text, status=status, headers=dict(headers or {}), content_type="application/json"
    )
