"""Refresh tokens: `version.session.generation.mac`, rebuilt whenever needed and never stored."""

import base64
import hashlib
import hmac

from shared.domain.session import Session

_VERSION = "1"


def refresh_token(session: Session, key: bytes) -> str:
    """The current token of a session.

    Its mac is keyed by the session's secret and by the service's `key` together: neither a copy of
    the database nor the key alone makes a token.
    """
    body = f"{_VERSION}.{session.id}.{session.generation}"
    secret = hmac.digest(key, session.secret.encode(), hashlib.sha256)
    mac = hmac.digest(secret, body.encode(), hashlib.sha256)
    return f"{body}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
