"""The JSON Schema that is sent with a question, made from the type its answer is checked by."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

# The service counts limits of size towards a budget and answers 400 past it, without naming the
# cause (googleapis/python-genai#2170). The types still hold every answer to them.
_LEFT_OUT = frozenset(
    {
        "title",
        "description",
        "default",
        "additionalProperties",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
    }
)


def schema_of(answer: type[BaseModel]) -> dict[str, Any]:
    """The shape of `answer` with its closed lists, without limits of size."""
    full = answer.model_json_schema()
    definitions = full.pop("$defs", {})
    slim: dict[str, Any] = _slim(full, definitions)
    return slim


def _slim(node: Any, definitions: Mapping[str, Any]) -> Any:  # noqa: ANN401
    if isinstance(node, list):
        return [_slim(each, definitions) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _slim(definitions[node["$ref"].rpartition("/")[2]], definitions)
    if "properties" in node:
        fields = {name: _slim(field, definitions) for name, field in node["properties"].items()}
        # Answers come in the order of `required`.
        return {"type": "object", "properties": fields, "required": list(fields)}
    return {key: _slim(value, definitions) for key, value in node.items() if key not in _LEFT_OUT}
