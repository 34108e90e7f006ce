"""Firebase Authentication, through firebase-admin."""

from datetime import datetime
from itertools import count
from typing import Any

import firebase_admin
from firebase_admin import auth, exceptions

from shared.domain.errors import Unauthenticated, Unavailable
from shared.domain.session import Identity
from shared.ports.health import Probe

_TIMEOUT_SECONDS = 8
_PROBE_SECONDS = 1
# firebase-admin keeps its apps by name for as long as the process lives.
_apps = count()
_REFUSED = (
    auth.InvalidIdTokenError,
    auth.UserDisabledError,
    auth.UserNotFoundError,
    ValueError,
)


class FirebaseIdentityProvider:
    """See `shared.ports.IdentityProvider`.

    Where the Auth emulator's variable is set firebase-admin checks neither signature nor expiry;
    `shared.config` refuses that variable in production.
    """

    def __init__(self, project: str) -> None:
        self._app = _app(project, _TIMEOUT_SECONDS)

    def verify(self, id_token: str) -> Identity:
        try:
            claims: dict[str, Any] = auth.verify_id_token(
                id_token, app=self._app, check_revoked=True, clock_skew_seconds=5
            )
        except auth.CertificateFetchError as error:
            raise Unavailable from error
        except _REFUSED:
            raise Unauthenticated from None
        except exceptions.FirebaseError as error:
            raise Unavailable from error
        factor = claims.get("firebase", {}).get("sign_in_second_factor")
        return Identity(
            uid=claims["uid"],
            email=claims.get("email"),
            name=claims.get("name"),
            admin=claims.get("admin") is True and bool(factor),
        )

    def still_signed_in(self, uid: str, since: datetime) -> bool:
        try:
            user = auth.get_user(uid, app=self._app)
        except auth.UserNotFoundError:
            return False
        except exceptions.FirebaseError as error:
            raise Unavailable from error
        valid_after_ms = user.tokens_valid_after_timestamp or 0
        return not user.disabled and valid_after_ms <= since.timestamp() * 1000

    def remove(self, uid: str) -> None:
        try:
            auth.delete_user(uid, app=self._app)
        except auth.UserNotFoundError:
            return
        except exceptions.FirebaseError as error:
            raise Unavailable from error


def probe(project: str) -> Probe:
    """Looks for somebody who is never there."""
    app = _app(project, _PROBE_SECONDS)

    def ask() -> None:
        try:
            auth.get_user("status-probe", app=app)
        except auth.UserNotFoundError:
            return
        except exceptions.FirebaseError as error:
            raise Unavailable from error

    return ask


def _app(project: str, seconds: int) -> firebase_admin.App:
    options = {"projectId": project, "httpTimeout": seconds}
    return firebase_admin.initialize_app(options=options, name=f"auth-{next(_apps)}")
