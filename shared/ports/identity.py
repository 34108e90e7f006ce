"""Who is calling, and for how long."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.listing import Page
    from shared.domain.session import Claims, EndReason, Identity, Session


class IdentityProvider(Protocol):
    def verify(self, id_token: str) -> Identity:
        """Who the token's bearer is.

        Raises:
            Unauthenticated: the token is malformed, expired, revoked or of another project, or its
                user is disabled or gone.
        """

    def still_signed_in(self, uid: str, since: datetime) -> bool:
        """Whether the user is there, enabled, and was not signed out everywhere after `since`."""

    def remove(self, uid: str) -> None:
        """Removes the user; one who is gone already is left alone."""


class AccessTokens(Protocol):
    def verify(self, token: str, now: datetime, *, even_expired: bool = False) -> Claims:
        """The claims of a token this service issued.

        Raises:
            Unauthenticated: it is not one, or its time is over.
        """


class AccessTokenSigner(Protocol):
    def sign(self, session: Session, now: datetime) -> str:
        """An access token for the session, good for `ACCESS_LIFETIME`."""


class ServiceTokens(Protocol):
    def verify(self, token: str, audience: str) -> str:
        """The e-mail address of the service account that holds an OIDC token for `audience`.

        Raises:
            Unauthenticated: the token is not one the platform's issuer signed for it, or expired.
        """


class Sessions(Protocol):
    def create(self, session: Session) -> None: ...

    def get(self, session_id: str) -> Session | None: ...

    def rotate(self, session: Session, now: datetime) -> Session:
        """Moves the generation by one.

        Raises:
            VersionMismatch: the stored session no longer has `session.version`.
        """

    def end(self, session_id: str, now: datetime, reason: EndReason) -> None:
        """Ends the session, whatever else is happening to it; one that is gone is left alone."""

    def move_zone(self, session_id: str, zone: str) -> None:
        """Gives the session a time zone, whatever else is happening to it; one that is gone is left
        alone."""

    def live_of(self, uid: str, limit: int, cursor: str | None) -> Page[Session]:
        """A person's sessions that were not ended, newest first.

        Raises Invalid for a cursor this list did not give.
        """
