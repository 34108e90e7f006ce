"""What a function must be given before it may serve, by who calls its routes."""

from collections.abc import Sequence

from shared.routes import Access, Route
from shared.wiring import Wiring

_OF_SESSIONS = ("access_tokens",)
_PARTS: dict[Access, tuple[str, ...]] = {
    Access.IDENTITY: ("access_token_signer", "refresh_key"),
    Access.VIEWER: _OF_SESSIONS,
    Access.MEMBER: _OF_SESSIONS,
    Access.OWNER: _OF_SESSIONS,
    Access.ADMIN: _OF_SESSIONS,
}
_SETTINGS: dict[Access, tuple[str, ...]] = {
    Access.WORKER: ("worker_base_url", "worker_service_account"),
    Access.SCHEDULER: ("worker_base_url", "scheduler_service_account"),
}


def check(wiring: Wiring, routes: Sequence[Route], settings: Sequence[str]) -> None:
    """Refuses to start without what the routes' callers are checked with, and `settings`.

    Raises:
        MissingSetting: a key or setting is missing or weak.
    """
    callers = {route.access for route in routes}
    parts = {part for access in callers for part in _PARTS.get(access, ())}
    named = {name for access in callers for name in _SETTINGS.get(access, ())}
    wiring.require(sorted(parts | {"tracer"}), sorted(named.union(settings)))
