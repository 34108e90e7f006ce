"""Flags, counts and dates of every JSON body are what the document says, and nothing like it."""

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Request
from pydantic import BaseModel
from werkzeug.test import EnvironBuilder

from shared import parsing
from shared.domain.language import Language
from shared.openapi import document
from shared.routes import RouteTable
from shared.validation import InvalidValues, field_errors

ROOT = Path(__file__).parents[2]
FUNCTIONS = sorted(path.stem for path in (ROOT / "functions").glob("[a-z]*.py"))
Schema = dict[str, Any]
# What is nearly a value of the type, and a value of it.
NEARLY: dict[str, tuple[tuple[Any, ...], Any]] = {
    "boolean": (("yes", "true", "on", "1", 1, 0, 1.0), True),
    "integer": (("4", True, 4.5), 4),
    "date": ((0, 20261122, 1.5), "2026-11-22"),
    "date-time": ((0, 1.5), "2026-11-22T00:00:00Z"),
}


class Place(NamedTuple):
    """A field of a body: how it is reached, and what the document calls its values."""

    route: str
    model: type[BaseModel]
    path: tuple[str | int, ...]
    kind: str
    right: Any


def places() -> Iterator[Place]:
    for function in FUNCTIONS:
        table = RouteTable(function, importlib.import_module(f"functions.{function}").ROUTES)
        made = json.loads(document(table))
        for route in table.routes:
            told = made["paths"][f"{table.base}{route.path}"][route.method.lower()]
            content = told.get("requestBody", {}).get("content", {})
            shape = route.shape()
            if shape.body is not None and "application/json" in content:
                schema = content["application/json"]["schema"]
                for field in _fields(schema, made["components"]["schemas"], ()):
                    yield Place(f"{function} {route.method} {route.path}", shape.body, *field)


def _fields(
    schema: Schema, named: dict[str, Schema], seen: tuple[str, ...]
) -> Iterator[tuple[tuple[str | int, ...], str, Any]]:
    """Every field below, with its kind and a value of it; of alternatives only what leaves no
    other kind open."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in seen:
            yield from _fields(named[name], named, (*seen, name))
        return
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(choices) == 1:
        yield from _fields(choices[0], named, seen)
    kind = schema.get("format", schema.get("type"))
    if kind in NEARLY:
        yield (), kind, schema.get("minimum", NEARLY[kind][1])
    for name, inner in schema.get("properties", {}).items():
        yield from (((name, *path), *told) for path, *told in _fields(inner, named, seen))
    if "items" in schema:
        yield from (((0, *path), *told) for path, *told in _fields(schema["items"], named, seen))


def wrong_fields(place: Place, value: Any) -> set[str]:
    """The fields that are refused in a body that holds this value and nothing else."""
    for step in reversed(place.path):
        value = [value] if step == 0 else {step: value}
    request = Request(EnvironBuilder(method="POST", json=value).get_environ())
    try:
        parsing.json_body(request, place.model)
    except InvalidValues as error:
        return {one.field for one in field_errors(error.found, Language.EN)}
    return set()


PLACES = list(places())


def test_there_are_such_fields() -> None:
    assert {"boolean", "integer", "date"} <= {place.kind for place in PLACES}
    assert {"digest", "accept", "ticked", "into_stock"} <= {
        str(place.path[-1]) for place in PLACES if place.kind == "boolean"
    }


@pytest.mark.parametrize("place", PLACES, ids=lambda one: f"{one.route} {one.path}")
def test_only_the_value_itself_is_taken(place: Place) -> None:
    field = ".".join(map(str, place.path))
    taken = [value for value in NEARLY[place.kind][0] if field not in wrong_fields(place, value)]
    assert taken == []
    assert field not in wrong_fields(place, place.right)


def test_a_whole_number_may_be_written_with_a_point() -> None:
    """As JSON's schemas have it, and as some languages write every number."""
    generation = [one for one in PLACES if one.route == "recipes POST /generations"]
    [servings] = [one for one in generation if one.path == ("servings",)]
    assert wrong_fields(servings, 4.0) == set()
    assert wrong_fields(servings, 4.5) == {"servings"}


def sent(body: bytes) -> Request:
    builder = EnvironBuilder(method="POST", data=body, content_type="application/json")
    return Request(builder.get_environ())


class Counts(BaseModel):
    model_config = {"extra": "forbid"}
    numbers: list[int] = []


@pytest.mark.parametrize("language", Language)
def test_a_flood_of_errors_is_told_as_one(language: Language) -> None:
    flood = json.dumps({f"a{number}": 1 for number in range(50_000)}).encode()
    with pytest.raises(InvalidValues) as caught:
        parsing.json_body(sent(flood), Counts)
    [told] = field_errors(caught.value.found, language)
    assert told.field == "body"


def test_many_wrong_values_are_no_less_wrong_than_few() -> None:
    """What is nearly a number is taken for one only where each was looked at."""
    for count in (10, 5_000):
        wrong = json.dumps({"numbers": ["4"] * count}).encode()
        with pytest.raises(InvalidValues):
            parsing.json_body(sent(wrong), Counts)
    whole = json.dumps({"numbers": [4.0] * 10}).encode()
    assert parsing.json_body(sent(whole), Counts).numbers == [4] * 10
