"""status: whether the service lives, and what it stands on."""

from typing import Literal

from shared.domain.breaker import State
from shared.domain.model import Model
from shared.http import Access, Call, Route, serve


class Live(Model):
    status: Literal["live"] = "live"


class Dependency(Model):
    """`ms` is null for what did not answer within a second. `breaker` is that of this process alone
    and null for what has none: every instance of a function has breakers of its own."""

    name: str
    status: Literal["up", "down"]
    ms: float | None = None
    breaker: State | None = None


class Status(Model):
    """`dependencies` is null for everybody but administrators."""

    status: Literal["up", "degraded"]
    revision: str
    dependencies: list[Dependency] | None = None


def live(call: Call) -> Live:
    """Answer that the function runs; touches nothing."""
    return Live()


def status_page(call: Call) -> Status:
    """Answer whether all that the service stands on is up, and which revision runs.

    Each is asked at most every five seconds. Models are never asked: an administrator sees the
    state of the circuit breakers that this process has for them.
    """
    found = [*_stores(call), *_providers(call)]
    up = all(one.status == "up" for one in found)
    return Status(
        status="up" if up else "degraded",
        revision=call.wiring.settings.k_revision,
        dependencies=found if call.signed_in.admin else None,
    )


def _stores(call: Call) -> list[Dependency]:
    return [
        Dependency(name=one.name, status="up" if one.up else "down", ms=one.ms)
        for one in call.wiring.outlook.now()
    ]


def _providers(call: Call) -> list[Dependency]:
    return [
        Dependency(name=name, status="down" if state is State.OPEN else "up", breaker=state)
        for name, state in call.wiring.breakers.items()
    ]


ROUTES = (
    Route("GET", "/live", live, access=Access.PUBLIC),
    Route("GET", "", status_page, access=Access.VIEWER),
)

status = serve("status", ROUTES, needs=("media_bucket",))
