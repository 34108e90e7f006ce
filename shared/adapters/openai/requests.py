"""What is sent: a question as a chat, or as the order of a picture.

What the servers have in common is used. Where they differ, OpenAI's own names are for OpenAI alone:
`max_completion_tokens` and `reasoning_effort` are not known to all others, and its picture models
refuse `response_format`, without which others answer with an address.
"""

import base64
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.adapters.prompting.question import Question
from shared.domain.recognition import Photo

_SIZE = "1024x1024"


class Dialect(NamedTuple):
    """`own` for OpenAI itself; `effort` is how much a model may think first."""

    own: bool
    effort: str | None


def chat(question: Question, dialect: Dialect, *, strict: bool) -> dict[str, Any]:
    """A chat of two messages, the rules and the data. With `strict` the server holds the answer to
    the schema (OpenAI, Ollama, vLLM and NIM since 2.0 do); else it is told in words."""
    schema = closed(question.schema or {})
    rules = question.system if strict else f"{question.system}\nJSON Schema:\n{_json(schema)}"
    body: dict[str, Any] = {
        "model": question.model,
        "messages": [
            {"role": "system", "content": rules},
            {"role": "user", "content": _content(question)},
        ],
        "response_format": _format(question.purpose, schema) if strict else {"type": "json_object"},
        "max_completion_tokens" if dialect.own else "max_tokens": question.max_tokens,
    }
    return body | ({"reasoning_effort": dialect.effort} if dialect.effort else {})


def picture(question: Question, dialect: Dialect) -> dict[str, Any]:
    """The order of one square picture, which is to come back in the answer itself."""
    body = {
        "model": question.model,
        "prompt": f"{question.system}\n{question.text}",
        "n": 1,
        "size": _SIZE,
    }
    if dialect.own:
        return body | {"quality": "low", "output_format": "webp"}
    return body | {"response_format": "b64_json"}


def closed(node: Any) -> Any:  # noqa: ANN401
    """The schema with every object closed, as strict answers ask for."""
    if isinstance(node, list):
        return [closed(each) for each in node]
    if not isinstance(node, Mapping):
        return node
    found = {name: closed(value) for name, value in node.items()}
    return found | {"additionalProperties": False} if "properties" in node else found


def _format(name: str, schema: Any) -> dict[str, Any]:  # noqa: ANN401
    described = {"name": name, "strict": True, "schema": schema}
    return {"type": "json_schema", "json_schema": described}


def _content(question: Question) -> str | list[dict[str, Any]]:
    if not question.photos:
        return question.text
    return [*map(_photo, question.photos), {"type": "text", "text": question.text}]


def _photo(photo: Photo) -> dict[str, Any]:
    data = base64.b64encode(photo.data).decode()
    return {"type": "image_url", "image_url": {"url": f"data:{photo.content_type};base64,{data}"}}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
