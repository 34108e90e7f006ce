"""OIDC tokens of the platform's service accounts, by the issuer's own key set (PyJWT)."""

from typing import Any

import jwt

from shared.domain.errors import Unauthenticated, Unavailable

_ISSUER = "https://accounts.google.com"
_REQUIRED = ["iss", "aud", "email", "email_verified", "iat", "exp"]
_KEYS_SECONDS = 3600
_TIMEOUT_SECONDS = 5
_LEEWAY_SECONDS = 5


class GoogleServiceTokens:
    """See `shared.ports.ServiceTokens`. `certs_url` serves the issuer's JSON Web Key Set, which is
    fetched once an hour."""

    def __init__(self, certs_url: str) -> None:
        self._keys = jwt.PyJWKClient(certs_url, lifespan=_KEYS_SECONDS, timeout=_TIMEOUT_SECONDS)

    def verify(self, token: str, audience: str) -> str:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._keys.get_signing_key_from_jwt(token),
                algorithms=["RS256"],
                audience=audience,
                issuer=_ISSUER,
                leeway=_LEEWAY_SECONDS,
                options={"require": _REQUIRED, "strict_aud": True},
            )
        except jwt.PyJWKClientConnectionError as error:
            raise Unavailable from error
        except (jwt.PyJWTError, ValueError, TypeError):
            raise Unauthenticated from None
        if claims["email_verified"] is not True:
            raise Unauthenticated
        return str(claims["email"])
