"""One OpenAPI document out of the documents of all functions."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from wsgiref.types import WSGIApplication

from werkzeug.test import Client

Document = dict[str, Any]
_Name = tuple[str, str]

_ABOUT: Document = {
    "openapi": "3.1.0",
    "info": {
        "title": "ZeroWasteAI",
        "version": "1",
        "description": "A backend that keeps food from being thrown away: every function, as it "
        "runs on this machine. Press **Authorize** and paste an access token to try the calls.",
    },
    "servers": [{"url": "/"}],
}


def of_functions(functions: Mapping[str, WSGIApplication]) -> Document:
    """Ask every function for its document, and merge what they answer."""
    return merge({name: read for name, app in functions.items() if (read := _read(name, app))})


def merge(documents: Mapping[str, Document]) -> Document:
    """One document; what differs under one name is renamed after its function."""
    merged: Document = {**_ABOUT, "tags": [], "paths": {}, "components": {}}
    for function, document in documents.items():
        _add(merged, _renamed(document, _clashes(merged, document), function))
    return merged


def _read(name: str, application: WSGIApplication) -> Document | None:
    answer = Client(application).get(f"/api/v1/{name}/openapi.json")
    if answer.status_code != 200:
        return None
    document: Document = json.loads(answer.get_data())
    return document


def _add(merged: Document, document: Document) -> None:
    merged["paths"] |= document.get("paths", {})
    for section, components in document.get("components", {}).items():
        merged["components"].setdefault(section, {}).update(components)
    known = {tag["name"] for tag in merged["tags"]}
    merged["tags"] += [tag for tag in document.get("tags", []) if tag["name"] not in known]


def _clashes(merged: Document, document: Document) -> set[_Name]:
    known = dict(_components(merged))
    ours = {name: part for name, part in _components(document) if name in known}
    clashing = {name for name, part in ours.items() if part != known[name]}
    # What refers to a renamed component no longer equals its namesake either.
    while more := {n for n, p in ours.items() if clashing & set(_references(p))} - clashing:
        clashing |= more
    return clashing


def _renamed(document: Document, clashing: Iterable[_Name], function: str) -> Document:
    text = json.dumps(document)
    for section, name in clashing:
        # References by JSON string, closing quote included: no other name can match.
        old, new = f"#/components/{section}/{name}", f"#/components/{section}/{function}_{name}"
        text = text.replace(json.dumps(old), json.dumps(new))
    renamed: Document = json.loads(text)
    for section, name in clashing:
        components = renamed["components"][section]
        components[f"{function}_{name}"] = components.pop(name)
    return renamed


def _components(document: Document) -> Iterator[tuple[_Name, Any]]:
    for section, components in document.get("components", {}).items():
        for name, part in components.items():
            yield (section, name), part


def _references(part: object) -> Iterator[_Name]:
    if isinstance(part, dict):
        target = part.get("$ref")
        if isinstance(target, str) and target.startswith("#/components/"):
            _, _, section, name = target.split("/", 3)
            yield section, name
    if isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _references(inner)
