"""Whose a phone is: of several accounts that used it, the one that registered it last."""

from datetime import datetime, timedelta
from typing import Self

from shared.domain.digest import digest
from shared.domain.model import Model

# The push service forgets a token that was not used for so long.
KEPT = timedelta(days=270)
_RENEWED = timedelta(days=30)


class PushOwner(Model):
    """`id` stands for the push token, which it does not tell."""

    id: str
    uid: str
    expires_at: datetime

    @classmethod
    def of(cls, token: str, uid: str, now: datetime) -> Self:
        return cls(id=push_id(token), uid=uid, expires_at=now + KEPT)

    def owns(self, uid: str, now: datetime) -> bool:
        return self.uid == uid and now < self.expires_at

    def is_new(self, now: datetime) -> bool:
        """Whether it need not be written again yet."""
        return self.expires_at > now + KEPT - _RENEWED


def push_id(token: str) -> str:
    return digest(f"push:{token}")
