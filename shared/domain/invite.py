"""An invitation into a kitchen: a short code, good once and for a day."""

import hashlib
from datetime import datetime, timedelta

from shared.domain.model import Model
from shared.domain.session import Role

INVITE_LIFETIME = timedelta(hours=24)
MOST_OPEN_INVITES = 5
# Crockford's base32: no I, L, O or U, and what people read into those is understood.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011", " -")
_LENGTH = 8


class Invite(Model):
    """`id` is the code's hash: the code itself is kept nowhere. `slot` is the invite's name in the
    kitchen's document, which tells no code and whose absence closes the invite."""

    id: str
    kitchen_id: str
    slot: str
    role: Role
    created_at: datetime
    expires_at: datetime
    used_by: str | None = None
    version: str = ""

    def open(self, now: datetime) -> bool:
        return self.used_by is None and now < self.expires_at


def new_code(secret: str) -> str:
    """40 bits of `secret` as eight characters that can be read aloud."""
    bits = int.from_bytes(hashlib.sha256(secret.encode()).digest()[:5], "big")
    return "".join(_ALPHABET[bits >> shift & 31] for shift in range(35, -5, -5))


def typed_code(text: str) -> str | None:
    """The code in a text, whatever its case, spaces and hyphens; None where it cannot be one."""
    plain = text.upper().translate(_READ_AS)
    return plain if len(plain) == _LENGTH and set(plain) <= set(_ALPHABET) else None


def invite_id(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
