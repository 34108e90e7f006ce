"""Keys for one run of the stack. They live in memory and in the functions' environment only."""

import base64
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

_SESSION_KEY_ID = "local"


def rsa_pem() -> str:
    """A new private RSA key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def public_jwks(pem: str, key_id: str) -> dict[str, Any]:
    """The public half of an RSA key, as a document of keys."""
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("not an RSA key")
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"keys": [{**public, "kid": key_id, "alg": "RS256", "use": "sig"}]}


def session_keys(key_id: str = _SESSION_KEY_ID) -> dict[str, str]:
    """What signs and checks access and refresh tokens, named as the functions read it."""
    key = ec.generate_private_key(ec.SECP256R1())
    about = {"kid": key_id, "alg": "ES256", "use": "sig"}
    private = ECAlgorithm.to_jwk(key, as_dict=True) | about
    public = ECAlgorithm.to_jwk(key.public_key(), as_dict=True) | about
    return {
        "ACCESS_PRIVATE_KEY": json.dumps(private),
        "ACCESS_PUBLIC_KEYS": json.dumps({"keys": [public]}),
        "REFRESH_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
    }
