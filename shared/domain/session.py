"""A session: one device signed in, until it ends or thirty days have passed."""

from datetime import datetime, timedelta
from enum import StrEnum

from shared.domain.model import Model
from shared.domain.zone import NO_ZONE

ACCESS_LIFETIME = timedelta(minutes=30)
REFRESH_LIFETIME = timedelta(days=30)


class Role(StrEnum):
    OWNER = "owner"
    MEMBER = "member"
    VIEWER = "viewer"


class EndReason(StrEnum):
    LOGOUT = "logout"
    EVERYWHERE = "everywhere"
    REVOKED = "revoked"
    REUSED = "reused"
    USER_GONE = "user_gone"


class Session(Model):
    """`generation` counts rotations and `secret` (base64url, 32 random bytes) keys the refresh
    token, so the current token can always be rebuilt and none is stored. `time_zone` is the
    person's, as their profile had it last."""

    id: str
    uid: str
    kitchen_id: str
    role: Role
    device_name: str | None
    generation: int
    secret: str
    created_at: datetime
    rotated_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    admin: bool = False
    time_zone: str = NO_ZONE
    version: str = ""

    def alive(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.expires_at


class Identity(Model):
    """Who the identity provider says somebody is. `admin` takes the project's custom claim and a
    second factor in this very sign-in."""

    uid: str
    email: str | None
    name: str | None
    admin: bool = False


class Claims(Model):
    """What an access token says, all of it required."""

    uid: str
    session_id: str
    kitchen_id: str
