"""OIDC tokens of Google service accounts, through google-auth."""

from google.auth import exceptions
from google.auth.transport.requests import Request
from google.oauth2 import id_token

from shared.domain.errors import Unauthenticated, Unavailable

_ISSUERS = ("https://accounts.google.com", "accounts.google.com")


class GoogleServiceTokens:
    """See `shared.ports.ServiceTokens`. `certs_url` serves the issuer's JSON Web Key Set."""

    def __init__(self, certs_url: str) -> None:
        self._certs_url = certs_url
        self._request = Request()

    def verify(self, token: str, audience: str) -> str:
        try:
            claims = id_token.verify_token(
                token,
                self._request,
                audience=audience,
                certs_url=self._certs_url,
                clock_skew_in_seconds=5,
            )
        except exceptions.TransportError as error:
            raise Unavailable from error
        except (exceptions.GoogleAuthError, ValueError):
            raise Unauthenticated from None
        if claims.get("iss") not in _ISSUERS or claims.get("email_verified") is not True:
            raise Unauthenticated
        return str(claims.get("email"))
