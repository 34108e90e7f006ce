"""A route: a method and a path, who may call it, and the handler whose signature says the rest."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import BaseConverter, Map, MapAdapter, RequestRedirect, Rule, ValidationError

from shared.domain.limits import Limit
from shared.domain.model import reserved
from shared.streaming import Streamed

PREFIX = "/api/v1"
NAME = "name"
ID_PATTERN = r"[A-Za-z0-9_-]{1,64}"
NAME_PATTERN = r"[^/\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,119}"
# What a handler returns: a model, or the pieces of one, or None for 204.
Answer: TypeAlias = BaseModel | Streamed[Any] | None


class Access(Enum):
    """Who may call a route."""

    PUBLIC = auto()
    IDENTITY = auto()
    VIEWER = auto()
    MEMBER = auto()
    OWNER = auto()
    WORKER = auto()
    SCHEDULER = auto()
    ADMIN = auto()

    @property
    def of_people(self) -> bool:
        """Whether people call it: they are limited, the platform's own services are not."""
        return self not in (Access.WORKER, Access.SCHEDULER)

    @property
    def of_members(self) -> bool:
        return self in (Access.VIEWER, Access.MEMBER, Access.OWNER)


@dataclass(frozen=True, slots=True)
class Files:
    """The multipart field that carries photos, and how many; `most_full` is how many of them the
    body may hold at their largest, all unless it is named."""

    field: str
    least: int
    most: int
    most_full: int | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """`path` is below `/api/v1/<function>`; parts in braces are ids handed to the handler, and one
    that is called `{name}` is what people call something, in any words.

    The handler takes the call, then by name the path's ids and any of `body` (JSON), `form`
    (multipart fields) and `query`, each a model; what it returns is the answer, None for 204.
    One that takes `body` and `form` gets the one that was sent, and None for the other.

    `limit` is counted beside the requests that every route of people counts; `limit_key` names,
    from the body, whom it is counted for, and the limit is then decided once the body is read
    (None: the address). `idempotent` says whether the route takes an `Idempotency-Key`; by default
    every POST of members does. `conditional` says that the handler heeds `If-Match`.
    """

    method: str
    path: str
    handler: Callable[..., Answer]
    access: Access = Access.MEMBER
    status: int = 200
    other_statuses: Sequence[int] = ()
    files: Files | None = None
    limit: Limit = Limit.REQUESTS
    limit_key: Callable[[Any], str | None] | None = None
    idempotent: bool | None = None
    conditional: bool = False

    @property
    def takes_key(self) -> bool:
        if self.idempotent is not None:
            return self.idempotent
        return self.method == "POST" and self.access.of_members

    @property
    def summary(self) -> str:
        return (inspect.getdoc(self.handler) or "").partition("\n\n")[0].replace("\n", " ")

    @property
    def description(self) -> str:
        return (inspect.getdoc(self.handler) or "").partition("\n\n")[2]

    def shape(self) -> "Shape":
        hints = get_type_hints(self.handler)
        return Shape(
            body=_present(hints.get("body")),
            form=_present(hints.get("form")),
            query=hints.get("query"),
            answer=_answer(hints["return"]),
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

    regex = ID_PATTERN
    part_isolating = True

    def to_python(self, value: str) -> str:
        if reserved(value):
            raise ValidationError
        return value


class _Name(BaseConverter):
    """A name in any language, slashes among its signs: a path comes here decoded."""

    regex = NAME_PATTERN
    part_isolating = False


_CONVERTERS = {"id": _Id, "text": _Name}


class RouteTable:
    """The routes of one function, matched by werkzeug."""

    def __init__(self, function: str, routes: Sequence[Route]) -> None:
        self.function = function
        self.routes = routes
        self.base = f"{PREFIX}/{function}"
        self.document_path = f"{self.base}/openapi.json"
        rules = [Rule(self.base + _rule(r.path), methods=[r.method], endpoint=r) for r in routes]
        self._map = Map(rules, converters=_CONVERTERS, strict_slashes=True, merge_slashes=False)
        self._shapes = {id(route): route.shape() for route in routes}

    def match(self, method: str, path: str) -> tuple[Route, Shape, Mapping[str, Any]]:
        """The route for a request, its shape and the ids in its path.

        Raises:
            werkzeug.exceptions.NotFound, werkzeug.exceptions.MethodNotAllowed
        """
        adapter: MapAdapter = self._map.bind("localhost")
        route, ids = adapter.match(path, method)
        return route, self._shapes[id(route)], ids

    def methods(self, path: str) -> list[str]:
        """The methods there are at `path`; none where there is no route."""
        if path == self.document_path:
            return ["GET"]
        adapter: MapAdapter = self._map.bind("localhost")
        try:
            adapter.match(path, "OPTIONS")
        except MethodNotAllowed as error:
            return sorted(error.valid_methods or ())
        except (NotFound, RequestRedirect):
            pass
        return []


def _present(hint: Any) -> Any:  # noqa: ANN401
    """The model of `X` or `X | None`."""
    choices = [one for one in get_args(hint) if one is not type(None)]
    return choices[0] if choices else hint


def _answer(returned: Any) -> type[BaseModel] | None:  # noqa: ANN401
    """The model of a handler's answer, whole or streamed."""
    if returned is type(None):
        return None
    model: type[BaseModel] = get_args(returned)[0] if get_origin(returned) is Streamed else returned
    return model


def _rule(path: str) -> str:
    return path.replace(f"{{{NAME}}}", f"<text:{NAME}>").replace("{", "<id:").replace("}", ">")
