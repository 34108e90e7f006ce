"""Tokens that are not what they say: every one of them must be refused."""

import base64
import hmac
import json
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm

KID = "k1"
HEADER = {"kid": KID, "typ": "at+jwt"}
OTHER = ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk(key: Any, kid: str | None = KID) -> dict[str, Any]:
    value: dict[str, Any] = ECAlgorithm.to_jwk(key, as_dict=True)
    return value | ({"kid": kid} if kid else {})


def signed(claims: dict[str, Any], key: Any, header: dict[str, Any] | None = None) -> str:
    return jwt.encode(claims, key, algorithm="ES256", headers=HEADER | (header or {}))


def raw(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    def part(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return ".".join(part(one) for one in parts)


def forgeries(private: Any, good: dict[str, Any]) -> dict[str, str]:
    """Forged, malformed and misused variants of an access token, by what is wrong with each.

    `private` is the service's own key: some forgeries are signed with it and still wrong. `good`
    are the claims of a token that would be accepted.
    """
    return (
        _malformed(private, good)
        | _other_algorithms(private, good)
        | _other_headers(private, good)
        | _other_claims(private, good)
    )


def _malformed(private: Any, good: dict[str, Any]) -> dict[str, str]:
    token = signed(good, private)
    head, _, tail = token.split(".")
    payload = raw({}, good | {"kitchen": "other"}).split(".")[1]
    return {
        "not a token": "nonsense",
        "two parts": "a.b",
        "four parts": f"{token}.a",
        "changed payload": f"{head}.{payload}.{tail}",
        "no signature": token.rpartition(".")[0] + ".",
        "truncated": token[:-4],
        "json serialisation": json.dumps({"payload": "", "signatures": []}),
        "very long": "a" * 5000,
        "refresh token": f"1.{good['sid']}.1.{'A' * 43}",
    }


def _other_algorithms(private: Any, good: dict[str, Any]) -> dict[str, str]:
    names = ("none", "None", "NONE", "nOnE", "", "ES384", "ES256K", "EdDSA", "RS256", "HS256")
    found = {f"alg {name}": raw({"alg": name, **HEADER}, good) for name in names}
    public = json.dumps(jwk(private.public_key())).encode()
    unsigned = raw({"alg": "HS256", **HEADER}, good).rpartition(".")[0]
    mac = base64.urlsafe_b64encode(hmac.digest(public, unsigned.encode(), "sha256"))
    return found | {
        "no alg": raw(dict(HEADER), good),
        "hmac with the public key": f"{unsigned}.{mac.rstrip(b'=').decode()}",
        "another key": signed(good, OTHER),
        "rsa": jwt.encode(good, RSA_KEY, algorithm="RS256", headers=HEADER),
    }


def _other_headers(private: Any, good: dict[str, Any]) -> dict[str, str]:
    kids = ("k2", "", "../../dev/null", "/etc/passwd", "k1\x00", "' OR 1=1 --")
    types = ("JWT", "at+JWT2", "refresh+jwt", "id+jwt", "")
    links: dict[str, dict[str, Any]] = {
        "embedded jwk": {"jwk": jwk(OTHER.public_key())},
        "jku": {"jku": "http://127.0.0.1:1/keys"},
        "x5u": {"x5u": "http://127.0.0.1:1/cert"},
    }
    return (
        {f"kid {kid!r}": signed(good, OTHER, {"kid": kid}) for kid in kids}
        | {f"own kid, {name}": signed(good, OTHER, link) for name, link in links.items()}
        | {
            f"new kid, {name}": signed(good, OTHER, {"kid": "x"} | link)
            for name, link in links.items()
        }
        | {f"typ {name!r}": signed(good, private, {"typ": name}) for name in types}
        | {"crit": signed(good, private, {"crit": ["exp"]})}
    )


def _other_claims(private: Any, good: dict[str, Any]) -> dict[str, str]:
    issued = good["iat"]
    changes: dict[str, dict[str, Any]] = {
        "issuer": {"iss": "evil"},
        "audience": {"aud": "other"},
        "audience list": {"aud": [good["aud"], "other"]},
        "audience list of one": {"aud": [good["aud"]]},
        "expired": {"iat": issued - 3600, "exp": issued - 1800},
        "exp before iat": {"exp": issued - 1},
        "exp too far": {"exp": issued + 86_400},
        "exp as text": {"exp": str(good["exp"])},
        "exp as a fraction": {"exp": good["exp"] + 0.5},
        "exp huge": {"exp": 10**400},
        "from the future": {"iat": issued + 3600, "exp": issued + 5400},
        **{f"empty {name}": {name: ""} for name in ("sub", "sid", "kitchen", "jti")},
    }
    return (
        {name: signed(good | change, private) for name, change in changes.items()}
        | {f"without {k}": signed({n: v for n, v in good.items() if n != k}, private) for k in good}
        | {
            f"{name} as a number": raw({"alg": "ES256", **HEADER}, good | {name: 7})
            for name in ("sub", "sid", "kitchen")
        }
    )
