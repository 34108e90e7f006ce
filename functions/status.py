"""status: whether the service lives, and what it stands on."""

from typing import Literal

from shared.domain.errors import Unavailable
from shared.domain.model import Model
from shared.http import Access, Call, Route, serve


class Live(Model):
    status: Literal["live"] = "live"


class Dependency(Model):
    name: str
    status: Literal["up", "down"]
    ms: float


class Status(Model):
    status: Literal["up", "degraded"]
    revision: str
    dependencies: list[Dependency]


def live(call: Call) -> Live:
    """Answer that the function runs; touches nothing."""
    return Live()


def status_page(call: Call) -> Status:
    """Answer whether the stores are up, and which revision runs."""
    store = _probe(call)
    return Status(
        status="up" if store.status == "up" else "degraded",
        revision=call.wiring.settings.k_revision,
        dependencies=[store],
    )


def _probe(call: Call) -> Dependency:
    clock = call.wiring.clock
    started = clock.monotonic()
    try:
        call.wiring.kitchens.get(call.kitchen_id)
    except Unavailable:
        up = False
    else:
        up = True
    elapsed = round((clock.monotonic() - started) * 1000, 1)
    return Dependency(name="firestore", status="up" if up else "down", ms=elapsed)


ROUTES = (
    Route("GET", "/live", live, access=Access.PUBLIC),
    Route("GET", "", status_page, access=Access.VIEWER),
)

status = serve("status", ROUTES)
