"""A server on the loopback that speaks the part of the Gemini API this project uses.

It is as strict as the real one about keys, paths and fields, keeps what it was asked and answers
with what a test lined up. Where several answers are lined up, the last one is repeated.
"""

import base64
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

KEY = "AIza-test-key-0123456789"
MODELS = frozenset({"text-model", "image-model"})

_TOP = {"contents", "systemInstruction", "generationConfig"}
_CONFIG = {
    "responseMimeType",
    "responseJsonSchema",
    "responseModalities",
    "maxOutputTokens",
    "imageConfig",
}
_UNSERVED_LIMITS = ("maxItems", "minItems", "maxLength", "minLength", "pattern", "minimum", "$ref")

Answer = Callable[[], Response]


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came: when, for which model, and its parts taken from the JSON."""

    at: float
    model: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def rules(self) -> str:
        return "".join(part["text"] for part in self.body["systemInstruction"]["parts"])

    @property
    def text(self) -> str:
        return "".join(part.get("text", "") for part in self.body["contents"][0]["parts"])

    @property
    def photos(self) -> list[tuple[str, bytes]]:
        # As the real service does, both spellings of a field and both alphabets are taken.
        inline = [part.get("inlineData") for part in self.body["contents"][0]["parts"]]
        return [
            (one.get("mimeType") or one["mime_type"], base64.urlsafe_b64decode(one["data"]))
            for one in inline
            if one
        ]

    @property
    def config(self) -> Mapping[str, Any]:
        config: Mapping[str, Any] = self.body["generationConfig"]
        return config


@dataclass
class GeminiServer:
    """`url` is what a client takes as `base_url`."""

    url: str
    received: list[Received] = field(default_factory=list)
    _answers: list[Answer] = field(default_factory=list)

    def answers(self, *answers: Answer) -> None:
        """Lines up what is said to the next requests."""
        self._answers = list(answers)

    def handle(self, request: Request) -> Response:
        model = request.path.removeprefix("/v1beta/models/").removesuffix(":generateContent")
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = json.loads(request.get_data())
        self.received.append(Received(time.monotonic(), model, body, headers))
        if headers.get("x-goog-api-key") != KEY:
            return error(400, message=f"API key not valid: {headers.get('x-goog-api-key')}")()
        if model not in MODELS:
            return error(404, message=f"models/{model} is not found")()
        wrong = _wrong(body) or _hasty(headers)
        if wrong:
            return error(400, message=wrong)()
        return (self._answers.pop(0) if len(self._answers) > 1 else self._answers[0])()


@contextmanager
def gemini_server() -> Iterator[GeminiServer]:
    """A running server."""
    with HTTPServer(threaded=True) as http:
        server = GeminiServer(http.url_for("").rstrip("/"))
        http.expect_request(re.compile(".*"), method="POST").respond_with_handler(server.handle)
        yield server


def _wrong(body: Mapping[str, Any]) -> str | None:
    unknown = (body.keys() - _TOP) | (body.get("generationConfig", {}).keys() - _CONFIG)
    if unknown:
        return f"Unknown name: {sorted(unknown)}"
    if not body["contents"] or body["contents"][-1].get("role") != "user":
        return "Please ensure that the last turn is a user turn."
    schema = json.dumps(body["generationConfig"].get("responseJsonSchema", {}))
    if any(f'"{limit}"' in schema for limit in _UNSERVED_LIMITS):
        return "Request contains an invalid argument."
    return None


def _hasty(headers: Mapping[str, str]) -> str | None:
    if int(headers.get("x-server-timeout", "10")) >= 10:
        return None
    return "Manually set deadline is too short. Minimum allowed deadline is 10s."


def says(value: object, *, finish: str | None = "STOP", thought: str | None = None) -> Answer:
    """An answer of text: a string as it is, anything else as JSON."""
    text = value if isinstance(value, str) else json.dumps(value)
    parts: list[dict[str, Any]] = [{"text": thought, "thought": True}] if thought else []
    return candidate([*parts, {"text": text}], finish=finish)


def shows(data: bytes, mime_type: str = "image/png", *, before: str | None = None) -> Answer:
    """An answer with a picture, and perhaps a word before it."""
    inline = {"mimeType": mime_type, "data": base64.b64encode(data).decode()}
    parts: list[dict[str, Any]] = [{"text": before}] if before else []
    return candidate([*parts, {"inlineData": inline}])


def candidate(parts: list[dict[str, Any]], *, finish: str | None = "STOP") -> Answer:
    """An answer made of these parts."""
    one: dict[str, Any] = {"content": {"role": "model", "parts": parts}, "index": 0}
    if finish is not None:
        one["finishReason"] = finish
    return body({"candidates": [one]})


def stops(finish: str) -> Answer:
    """An answer without content, as policies leave it."""
    return body({"candidates": [{"finishReason": finish, "index": 0}]})


def blocks(reason: str) -> Answer:
    """A prompt that fell to a policy."""
    return body({"promptFeedback": {"blockReason": reason}})


def body(value: dict[str, Any]) -> Answer:
    """A response of the API, with the tokens it counted."""
    usage = {"promptTokenCount": 11, "candidatesTokenCount": 7, "thoughtsTokenCount": 5}
    return raw(json.dumps({"usageMetadata": usage, "modelVersion": "test", **value}))


def raw(
    text: str, *, status: int = 200, content_type: str = "application/json; charset=UTF-8"
) -> Answer:
    """Any answer at all."""
    return lambda: Response(text, status=status, content_type=content_type)


def error(
    status: int,
    *,
    message: str = "refused",
    headers: Mapping[str, str] | None = None,
    details: list[dict[str, Any]] | None = None,
) -> Answer:
    """An error as the API words it."""
    told = {"code": status, "message": message, "status": "ERROR", "details": details or []}
    text = json.dumps({"error": told})
    return lambda: Response(
        text, status=status, headers=dict(headers or {}), content_type="application/json"
    )


def hangs(seconds: float) -> Answer:
    """Says nothing for a while."""

    def answer() -> Response:
        time.sleep(seconds)
        return says({})()

    return answer


def drips(seconds: float, every: float) -> Answer:
    """Sends a blank now and then, so that no single read takes long."""

    def blanks() -> Iterable[bytes]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            yield b" "
            time.sleep(every)

    return lambda: Response(blanks(), content_type="application/json")


@contextmanager
def dropping() -> Iterator[tuple[str, list[float]]]:
    """The address of a server that hangs up on every request, and when it did."""
    dropped: list[float] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                dropped.append(time.monotonic())

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", dropped
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
