"""OIDC tokens as the platform's service accounts bring them."""

import time
from typing import Any

import jwt


def service_token(key: Any, audience: str, email: str | None, **changes: Any) -> str:
    """A token of `email` for `audience`, good for five minutes; a claim changed to None is left
    out."""
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": "https://accounts.google.com",
        "aud": audience,
        "email": email,
        "email_verified": True,
        "iat": now,
        "exp": now + 300,
    }
    told = {name: value for name, value in (claims | changes).items() if value is not None}
    return jwt.encode(told, key, algorithm="RS256", headers={"kid": "local"})
