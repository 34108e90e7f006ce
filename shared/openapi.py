"""The OpenAPI 3.1 document of a function, made from the types that validate its requests."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, cast

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from shared import openapi_headers
from shared.domain.model import TextFile
from shared.problems import MEDIA_TYPE, TABLE, Problem
from shared.routes import ID_PATTERN, NAME, NAME_PATTERN, Access, Route, RouteTable, Shape

VERSION = "1.0.0"
_REF = "#/components/schemas/{model}"
_DAY = "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"
_PARAMETER = re.compile(r"\{([a-z_]+)\}")
_SECURITY: dict[Access, list[dict[str, list[str]]]] = {
    Access.PUBLIC: [],
    Access.IDENTITY: [{"firebase": []}],
    Access.WORKER: [{"service": []}],
    Access.SCHEDULER: [{"service": []}],
}
_SCHEMES = {
    "session": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of `POST /auth/exchange`.",
    },
    "firebase": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A Firebase ID token.",
    },
    "service": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An OIDC token of the platform's own service account.",
    },
}

_Mode = Literal["validation", "serialization"]
_Key = tuple[type[BaseModel], _Mode]


@cache
def document(table: RouteTable) -> str:
    """The document as JSON."""
    return json.dumps(_document(table), ensure_ascii=False)


def _document(table: RouteTable) -> dict[str, Any]:
    shapes = {id(route): route.shape() for route in table.routes}
    schemas, definitions = models_json_schema(
        sorted(_models(shapes), key=lambda key: (key[0].__name__, key[1])), ref_template=_REF
    )
    refs: Mapping[_Key, Any] = cast("Mapping[_Key, Any]", schemas)
    paths: dict[str, dict[str, Any]] = {}
    for route in table.routes:
        methods = paths.setdefault(table.base + route.path, {})
        methods[route.method.lower()] = _operation(table, route, shapes[id(route)], refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"ZeroWasteAI: {table.function}", "version": VERSION},
        "paths": paths,
        "components": {
            "schemas": _repeatable(definitions.get("$defs", {})),
            "securitySchemes": _SCHEMES,
        },
    }


def _models(shapes: Mapping[int, Shape]) -> set[_Key]:
    found: set[_Key] = {(Problem, "serialization")}
    for shape in shapes.values():
        for asked in (shape.body, shape.form, shape.query):
            if asked is not None and not issubclass(asked, TextFile):
                found.add((asked, "validation"))
        if shape.answer is not None and not issubclass(shape.answer, TextFile):
            found.add((shape.answer, "serialization"))
    return found


def _operation(
    table: RouteTable, route: Route, shape: Shape, refs: Mapping[_Key, Any]
) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{table.function}_{route.handler.__name__}",
        "tags": [table.function],
        "summary": route.summary.rstrip("."),
        "description": route.description,
        "parameters": [
            *_path_parameters(route),
            *_query_parameters(shape),
            *openapi_headers.parameters(route),
        ],
        "responses": _responses(route, shape, refs),
        "security": _SECURITY.get(route.access, [{"session": []}]),
    }
    if shape.body is not None:
        required = any(field.is_required() for field in shape.body.model_fields.values())
        content = _content(shape.body, "validation", refs)
        operation["requestBody"] = {"required": required, "content": content}
    if shape.form is not None and route.files is not None:
        form = {"multipart/form-data": {"schema": _form(shape.form, route)}}
        besides = operation.get("requestBody", {}).get("content", {})
        operation["requestBody"] = {"required": True, "content": besides | form}
    return operation


def _content(model: type[BaseModel], mode: _Mode, refs: Mapping[_Key, Any]) -> dict[str, Any]:
    if issubclass(model, TextFile):
        return {model.media_type: {"schema": {"type": "string"}}}
    return {"application/json": {"schema": refs[model, mode]}}


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": _pattern(name)},
        }
        for name in _PARAMETER.findall(route.path)
    ]


def _pattern(name: str) -> str:
    if name == "date":
        return _DAY
    return f"^{NAME_PATTERN if name == NAME else ID_PATTERN}$"


def _query_parameters(shape: Shape) -> list[dict[str, Any]]:
    if shape.query is None:
        return []
    schema = shape.query.model_json_schema(ref_template=_REF)
    inlined = _inlined(schema, schema.get("$defs", {}))
    return [
        {"name": name, "in": "query", "required": name in inlined.get("required", ()), "schema": s}
        for name, s in inlined["properties"].items()
    ]


def _form(form: type[BaseModel], route: Route) -> dict[str, Any]:
    if route.files is None:
        raise TypeError(route)
    schema = form.model_json_schema(ref_template=_REF)
    inlined: dict[str, Any] = _inlined(schema, schema.get("$defs", {}))
    files = {
        "type": "array",
        "minItems": route.files.least,
        "maxItems": route.files.most,
        "items": {"type": "string", "format": "binary"},
    }
    inlined["properties"] = {route.files.field: files} | inlined["properties"]
    inlined["required"] = [route.files.field, *inlined.get("required", ())]
    return inlined


def _responses(route: Route, shape: Shape, refs: Mapping[_Key, Any]) -> dict[str, Any]:
    answer = shape.answer
    if answer is None:
        good: dict[str, Any] = {"204": {"description": "Done."}}
    else:
        content = _content(answer, "serialization", refs)
        statuses = (route.status, *route.other_statuses)
        good = {str(s): {"description": "The answer.", "content": content} for s in statuses}
    problem = {MEDIA_TYPE: {"schema": refs[Problem, "serialization"]}}
    codes = ", ".join(f"`{code}`" for code in TABLE)
    refusal = {"description": f"A problem (RFC 9457). Codes: {codes}", "content": problem}
    return openapi_headers.described(good, route, problem) | {"default": refusal}


def _repeatable(schema: Any) -> Any:  # noqa: ANN401
    """The schema as what is sent is read: a set takes the same value twice, and keeps and counts
    one."""
    match schema:
        case dict():
            of_sets = {"uniqueItems", "maxItems"} if "uniqueItems" in schema else set()
            return {k: _repeatable(v) for k, v in schema.items() if k not in of_sets}
        case list():
            return [_repeatable(one) for one in schema]
        case _:
            return schema


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """The schema with its references written out: parameters cannot share components."""
    match schema:
        case {"$ref": str(reference), **rest}:
            found = definitions[reference.rpartition("/")[2]]
            return _inlined({**found, **rest}, definitions)
        case dict():
            return {k: _inlined(v, definitions) for k, v in schema.items() if k != "$defs"}
        case list():
            return [_inlined(one, definitions) for one in schema]
        case _:
            return schema
