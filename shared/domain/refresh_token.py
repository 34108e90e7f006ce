"""Refresh tokens: `version.session.generation.mac`, rebuilt whenever needed and never stored.

Rotation follows RFC 9700, section 4.14.2, with a grace: a lost answer, or two threads racing, shows
the previous token once more and gets the very same successor.
"""

import base64
import hashlib
import hmac
import re
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple

from shared.domain.model import reserved
from shared.domain.session import Session

GRACE = timedelta(seconds=60)
_VERSION = "1"
_FORM = re.compile(r"1\.([A-Za-z0-9_-]{1,64})\.([1-9][0-9]{0,8})\.([A-Za-z0-9_-]{43})")


class Presented(NamedTuple):
    """A well-formed token; nothing in it is proven."""

    session_id: str
    generation: int
    mac: str


class Move(Enum):
    """What presenting a genuine token of a living session means."""

    ROTATE = auto()
    REPEAT = auto()
    REUSED = auto()


def refresh_token(session: Session, key: bytes) -> str:
    """The current token of a session.

    Its mac is keyed by the session's secret and by the service's `key` together: neither a copy of
    the database nor the key alone makes a token.
    """
    return f"{_VERSION}.{session.id}.{session.generation}.{_mac(session, session.generation, key)}"


def presented(token: str) -> Presented | None:
    """The parts of a token, None for what has not its form."""
    found = _FORM.fullmatch(token)
    if found is None or reserved(found[1]):
        return None
    return Presented(found[1], int(found[2]), found[3])


def genuine(token: Presented, session: Session, key: bytes) -> bool:
    """Whether this service made the token for this session, compared in constant time."""
    made = token.generation <= session.generation
    return hmac.compare_digest(token.mac, _mac(session, token.generation, key)) and made


def move(token: Presented, session: Session, now: datetime) -> Move:
    """The current token rotates; the one before it repeats the answer within the grace; anything
    older was stolen, or its thief was here before."""
    if token.generation == session.generation:
        return Move.ROTATE
    previous = token.generation == session.generation - 1
    if previous and now - session.rotated_at <= GRACE:
        return Move.REPEAT
    return Move.REUSED


def _mac(session: Session, generation: int, key: bytes) -> str:
    body = f"{_VERSION}.{session.id}.{generation}"
    secret = hmac.digest(key, session.secret.encode(), hashlib.sha256)
    mac = hmac.digest(secret, body.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
