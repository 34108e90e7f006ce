"""Access tokens: JWT, ES256 and nothing else, with a fixed set of keys (RFC 9068)."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import jwt
from jwt.algorithms import ECAlgorithm

from shared.config import MissingSetting
from shared.domain.errors import Unauthenticated
from shared.domain.session import ACCESS_LIFETIME, Claims, Session
from shared.ports.clock import Clock

_ALGORITHM = "ES256"
_TYPE = "at+jwt"
_SKEW_SECONDS = 5
# Tokens at a time, of some 700 bytes each.
_REMEMBERED = 1_000
_REQUIRED = ["iss", "aud", "sub", "sid", "kitchen", "iat", "exp", "jti"]


class JwtSigner:
    """See `shared.ports.AccessTokenSigner`. `private_key` is a JSON Web Key with a `kid`."""

    def __init__(self, private_key: str, issuer: str, audience: str, clock: Clock) -> None:
        key = _parsed(private_key, "ACCESS_PRIVATE_KEY")
        self._kid = _kid(key, "ACCESS_PRIVATE_KEY")
        self._key = _loaded(key, "ACCESS_PRIVATE_KEY")
        if not hasattr(self._key, "private_numbers"):
            raise MissingSetting("ACCESS_PRIVATE_KEY: not a private key")
        self._issuer = issuer
        self._audience = audience
        self._clock = clock

    def sign(self, session: Session, now: datetime) -> str:
        issued = int(now.timestamp())
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": session.uid,
            "sid": session.id,
            "kitchen": session.kitchen_id,
            "iat": issued,
            "exp": issued + int(ACCESS_LIFETIME.total_seconds()),
            "jti": self._clock.new_id(),
        }
        headers = {"kid": self._kid, "typ": _TYPE}
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM, headers=headers)


class JwtVerifier:
    """See `shared.ports.AccessTokens`. `public_keys` is a JSON Web Key Set; keys of both sides of a
    rotation stand in it together."""

    def __init__(self, public_keys: str, issuer: str, audience: str) -> None:
        keys = _parsed(public_keys, "ACCESS_PUBLIC_KEYS").get("keys", [])
        self._keys = {
            _kid(key, "ACCESS_PUBLIC_KEYS"): _loaded(key, "ACCESS_PUBLIC_KEYS") for key in keys
        }
        if not self._keys:
            raise MissingSetting("ACCESS_PUBLIC_KEYS: holds no key")
        self._issuer = issuer
        self._audience = audience
        # A phone shows one token for half an hour; what was signed once stays signed.
        self._signed = lru_cache(_REMEMBERED)(self._decoded)

    def verify(self, token: str, now: datetime, *, even_expired: bool = False) -> Claims:
        return _claims(self._signed(token), now, even_expired)

    def _decoded(self, token: str) -> Mapping[str, Any]:
        """What a token of ours says; raises Unauthenticated where it is none."""
        try:
            header = jwt.get_unverified_header(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key(header),
                algorithms=[_ALGORITHM],
                audience=self._audience,
                issuer=self._issuer,
                # The times are checked each time it is shown, against the clock that was given.
                options={
                    "require": _REQUIRED,
                    "verify_exp": False,
                    "verify_iat": False,
                    "strict_aud": True,
                },
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            raise Unauthenticated from None
        return claims

    def _key(self, header: dict[str, Any]) -> Any:  # noqa: ANN401
        key = self._keys.get(str(header.get("kid")))
        if key is None or header.get("typ") != _TYPE or header.get("crit") is not None:
            raise Unauthenticated
        return key


def _claims(claims: Mapping[str, Any], now: datetime, even_expired: bool) -> Claims:
    expires, issued = claims["exp"], claims["iat"]
    texts = [claims["sub"], claims["sid"], claims["kitchen"], claims["jti"]]
    if not all(isinstance(text, str) and text for text in texts):
        raise Unauthenticated
    if not all(type(moment) is int for moment in (expires, issued)):
        raise Unauthenticated
    if not 0 < expires - issued <= ACCESS_LIFETIME.total_seconds():
        raise Unauthenticated
    if issued > now.timestamp() + _SKEW_SECONDS:
        raise Unauthenticated
    if not even_expired and now.timestamp() >= expires:
        raise Unauthenticated
    return Claims(uid=claims["sub"], session_id=claims["sid"], kitchen_id=claims["kitchen"])


def _parsed(text: str, setting: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        raise MissingSetting(f"{setting}: not JSON") from None
    if not isinstance(value, dict):
        raise MissingSetting(f"{setting}: not an object")
    return value


def _kid(key: dict[str, Any], setting: str) -> str:
    if not key.get("kid"):
        raise MissingSetting(f"{setting}: a key without kid")
    return str(key["kid"])


def _loaded(key: dict[str, Any], setting: str) -> Any:  # noqa: ANN401
    if key.get("kty") != "EC" or key.get("crv") != "P-256":
        raise MissingSetting(f"{setting}: ES256 takes P-256 keys only")
    try:
        return ECAlgorithm.from_jwk(key)
    except (jwt.PyJWTError, ValueError):
        raise MissingSetting(f"{setting}: not a valid key") from None
