"""Who is calling, and whether they may: one rule per `Access`."""

from shared.call import Call
from shared.domain.errors import Forbidden, Unauthenticated
from shared.domain.security import SecurityEvent
from shared.domain.session import Claims, Role, Session
from shared.domain.zone import told_in
from shared.routes import Access

_ENOUGH: dict[Access, frozenset[Role]] = {
    Access.VIEWER: frozenset(Role),
    Access.MEMBER: frozenset({Role.OWNER, Role.MEMBER}),
    Access.OWNER: frozenset({Role.OWNER}),
    Access.ADMIN: frozenset(Role),
}
_REFUSED: dict[Access, SecurityEvent] = {
    Access.IDENTITY: SecurityEvent.SIGN_IN_REFUSED,
    Access.WORKER: SecurityEvent.SERVICE_TOKEN_REFUSED,
    Access.SCHEDULER: SecurityEvent.SERVICE_TOKEN_REFUSED,
}
# Neither a missing token nor one of somebody who is known and lacks the role.
_REFUSALS = ("token_invalid", "session_ended", "caller_not_allowed")


def authenticate(call: Call, access: Access, base: str) -> None:
    """Fills the call with who is calling. `base` is the function's path.

    A token that is shown and refused goes into the security log.

    Raises:
        Unauthenticated: no token, a wrong one, or a session that has ended.
        Forbidden: a known caller without the right.
    """
    try:
        _authenticate(call, access, base)
    except (Unauthenticated, Forbidden) as error:
        if error.code in _REFUSALS:
            event = _REFUSED.get(access, SecurityEvent.TOKEN_REFUSED)
            call.wiring.security_log.record(event)
        raise


def _authenticate(call: Call, access: Access, base: str) -> None:
    match access:
        case Access.PUBLIC:
            return
        case Access.IDENTITY:
            call.identity = call.wiring.identity_provider.verify(_token(call))
        case Access.WORKER:
            _service(call, base, "worker_service_account")
        case Access.SCHEDULER:
            _service(call, base, "scheduler_service_account")
        case Access.VIEWER | Access.MEMBER | Access.OWNER:
            _session(call, _ENOUGH[access])
        case Access.ADMIN:
            _session(call, _ENOUGH[access])
            if not call.signed_in.admin:
                raise Forbidden("admin_required")


def _token(call: Call) -> str:
    if call.credentials is None:
        raise Unauthenticated("token_missing")
    return call.credentials


def _session(call: Call, enough: frozenset[Role]) -> None:
    claims = call.wiring.access_tokens.verify(_token(call), call.now)
    session = call.wiring.session_states.get(claims.session_id)
    if session is None or not session.alive(call.now):
        raise Unauthenticated("session_ended")
    if session.kitchen_id != claims.kitchen_id:
        session = _read_again(call, claims)
    if session.uid != claims.uid:
        raise Unauthenticated
    if session.role not in enough:
        raise Forbidden
    call.session = session
    call.now = told_in(call.now, session.time_zone)


def _read_again(call: Call, claims: Claims) -> Session:
    """Their person moved. A token newer than what this instance remembers is as good as any; an
    older one says that the app has to refresh, and then goes on in the new kitchen."""
    states = call.wiring.session_states
    states.forget(claims.session_id)
    session = states.get(claims.session_id)
    if session is None or not session.alive(call.now):
        raise Unauthenticated("session_ended")
    if session.kitchen_id != claims.kitchen_id:
        raise Unauthenticated("session_moved")
    return session


def _service(call: Call, base: str, account: str) -> None:
    settings = call.wiring.settings
    audience = settings.worker(base.rpartition("/")[2]).audience
    caller = call.wiring.service_tokens.verify(_token(call), audience)
    if caller != settings.need(account):
        raise Forbidden("caller_not_allowed")
