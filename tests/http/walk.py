"""Every operation of the merged OpenAPI document, with a request made for it from its schema."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import requests

from infra.local.addresses import Addresses
from tests.client import SECONDS, Phone

PUBLIC, SESSION, SERVICE, FIREBASE = "public", "session", "service", "firebase"


@dataclass(frozen=True)
class Operation:
    """`guard` says who may call; `path` is below `/api/v1`, its ids still in braces."""

    method: str
    path: str
    guard: str
    details: dict[str, Any]

    @property
    def ids(self) -> list[str]:
        return re.findall(r"\{([a-z_]+)\}", self.path)

    def at(self, value: str) -> str:
        return re.sub(r"\{[a-z_]+\}", value, self.path)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Walk:
    """The document of a running stack."""

    def __init__(self, stack: Addresses) -> None:
        self.document = requests.get(f"{stack.gateway}/openapi.json", timeout=SECONDS).json()

    def operations(self) -> Iterator[Operation]:
        for path, methods in self.document["paths"].items():
            for method, details in methods.items():
                guards = [name for one in details["security"] for name in one]
                yield Operation(
                    method.upper(),
                    path.removeprefix("/api/v1"),
                    guards[0] if guards else PUBLIC,
                    details,
                )

    def call(self, phone: Phone, operation: Operation, value: str) -> requests.Response:
        """The operation with `value` for every id, and a body its schema takes."""
        content = operation.details.get("requestBody", {}).get("content", {})
        arguments: dict[str, Any] = {}
        if "application/json" in content:
            arguments["json"] = self.example(content["application/json"]["schema"])
        elif "multipart/form-data" in content:
            fields = content["multipart/form-data"]["schema"]["properties"]
            name = next(iter(fields))
            arguments["files"] = {name: ("a.jpg", b"not a picture", "image/jpeg")}
        return phone.call(operation.method, operation.at(value), **arguments)

    def example(self, schema: dict[str, Any]) -> Any:
        """The smallest value a schema takes: required fields only."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return self.example(self.document["components"]["schemas"][name])
        for choice in ("anyOf", "oneOf", "allOf"):
            if choice in schema:
                return self.example(schema[choice][0])
        if "enum" in schema or "const" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        return self._by_type(schema)

    def _by_type(self, schema: dict[str, Any]) -> Any:
        match schema.get("type"):
            case "object":
                properties = schema.get("properties", {})
                return {name: self.example(properties[name]) for name in schema.get("required", ())}
            case "array":
                return [self.example(schema["items"]) for _ in range(schema.get("minItems", 0))]
            case "integer" | "number":
                return max(1, schema.get("minimum", 1))
            case "boolean":
                return False
            case "string" if schema.get("format") == "date":
                return "2031-01-31"
            case _:
                return "a" * max(schema.get("minLength", 1), 1)


def ids_of(home: Phone) -> dict[str, str]:
    """One existing id of every kind in a kitchen, by the first word of its path."""
    item = {"id": f"walk-{random.getrandbits(64):x}", "name": "Leche", "quantity": 1, "unit": "l"}
    added = home.post("/inventory/items", json={"items": [item]})
    assert added.status_code == 201, added.text
    made = home.post("/recipes/generations", json={"count": 1})
    assert made.status_code == 201, made.text
    label = home.post("/labels/analyses", json={"text": "Ingredients: aqua, glycerin, parfum."})
    assert label.status_code == 200, label.text
    sessions = home.get("/auth/sessions").json()["items"]
    generation = made.json()
    return {
        "/inventory/items": item["id"],
        "/recipes/generations": generation["id"],
        "/recipes": generation["recipes"][0]["id"],
        "/labels/analyses": label.json()["id"],
        "/auth/sessions": sessions[0]["id"],
    }
