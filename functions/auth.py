"""auth: the identity provider's token in, a session of our own out."""

from typing import Annotated, Literal

from pydantic import Field

from shared.domain.model import Line, Model
from shared.domain.session import ACCESS_LIFETIME, REFRESH_LIFETIME
from shared.http import Access, Call, Route, serve
from shared.workflows.sign_in import sign_in


class ExchangeRequest(Model):
    device_name: Annotated[Line, Field(max_length=80)] | None = None


class User(Model):
    uid: str
    email: str | None
    name: str | None
    is_new: bool


class Tokens(Model):
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105
    expires_in: int
    refresh_token: str
    refresh_expires_in: int
    session_id: str
    kitchen_id: str


class Exchanged(Tokens):
    user: User


def exchange(call: Call, body: ExchangeRequest) -> Exchanged:
    """Exchange a Firebase ID token for a session.

    The token is the bearer token of the request. At the first sign-in the person gets a kitchen.
    """
    wiring = call.wiring
    signed_in = sign_in(
        call.identified,
        body.device_name,
        call.language,
        people=wiring.people,
        sessions=wiring.sessions,
        signer=wiring.access_token_signer,
        refresh_key=wiring.settings.need("refresh_key"),
        clock=wiring.clock,
    )
    person, session = signed_in.person, signed_in.session
    return Exchanged(
        access_token=signed_in.access_token,
        expires_in=int(ACCESS_LIFETIME.total_seconds()),
        refresh_token=signed_in.refresh_token,
        refresh_expires_in=int(REFRESH_LIFETIME.total_seconds()),
        session_id=session.id,
        kitchen_id=session.kitchen_id,
        user=User(uid=person.uid, email=person.email, name=person.name, is_new=signed_in.is_new),
    )


ROUTES = (Route("POST", "/exchange", exchange, access=Access.IDENTITY, status=201),)

auth = serve("auth", ROUTES)
