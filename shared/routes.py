"""A route: a method and a path, who may call it, and the handler whose signature says the rest."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, get_type_hints

from pydantic import BaseModel
from werkzeug.routing import BaseConverter, Map, MapAdapter, Rule

PREFIX = "/api/v1"


class Access(Enum):
    """Who may call a route."""

    PUBLIC = auto()
    IDENTITY = auto()
    VIEWER = auto()
    MEMBER = auto()
    OWNER = auto()
    WORKER = auto()
    SCHEDULER = auto()


@dataclass(frozen=True, slots=True)
class Files:
    """The multipart field that carries photos, and how many."""

    field: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Route:
    """`path` is below `/api/v1/<function>`; `{name}` parts are ids handed to the handler.

    The handler takes the call, then by name the path's ids and any of `body` (JSON), `form`
    (multipart fields) and `query`, each a model; what it returns is the answer, None for 204.
    """

    method: str
    path: str
    handler: Callable[..., BaseModel | None]
    access: Access = Access.MEMBER
    status: int = 200
    files: Files | None = None
    other_statuses: Sequence[int] = ()

    @property
    def summary(self) -> str:
        return (inspect.getdoc(self.handler) or "").partition("\n\n")[0].replace("\n", " ")

    @property
    def description(self) -> str:
        return (inspect.getdoc(self.handler) or "").partition("\n\n")[2]

    def shape(self) -> "Shape":
        hints = get_type_hints(self.handler)
        return Shape(
            body=hints.get("body"),
            form=hints.get("form"),
            query=hints.get("query"),
            answer=None if hints["return"] is type(None) else hints["return"],
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """The models a handler's signature names; None where it has none."""

    body: type[BaseModel] | None
    form: type[BaseModel] | None
    query: type[BaseModel] | None
    answer: type[BaseModel] | None


class _Id(BaseConverter):
    """Anything that cannot be an id matches no route, like an id that is not there."""

    regex = r"[A-Za-z0-9_-]{1,64}"
    part_isolating = True


class RouteTable:
    """The routes of one function, matched by werkzeug."""

    def __init__(self, function: str, routes: Sequence[Route]) -> None:
        self.function = function
        self.routes = routes
        self.base = f"{PREFIX}/{function}"
        rules = [Rule(self.base + _rule(r.path), methods=[r.method], endpoint=r) for r in routes]
        self._map = Map(rules, converters={"id": _Id}, strict_slashes=True, merge_slashes=False)
        self._shapes = {id(route): route.shape() for route in routes}

    def match(self, method: str, path: str) -> tuple[Route, Shape, Mapping[str, Any]]:
        """The route for a request, its shape and the ids in its path.

        Raises:
            werkzeug.exceptions.NotFound, werkzeug.exceptions.MethodNotAllowed
        """
        adapter: MapAdapter = self._map.bind("localhost")
        route, ids = adapter.match(path, method)
        return route, self._shapes[id(route)], ids


def _rule(path: str) -> str:
    return path.replace("{", "<id:").replace("}", ">")
