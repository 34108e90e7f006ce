"""Access tokens: signed by one key, verified by a fixed set, nothing else accepted."""

import base64
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from shared.adapters.access_tokens import JwtSigner, JwtVerifier
from shared.config import MissingSetting
from shared.domain.errors import Unauthenticated
from shared.domain.refresh_token import refresh_token
from tests.fakes import FakeClock
from tests.samples import NOW, session

ISSUER, AUDIENCE = "zerowasteai", "zerowasteai-app"


def jwk(key: Any, kid: str | None = "k1") -> dict[str, Any]:
    value: dict[str, Any] = ECAlgorithm.to_jwk(key, as_dict=True)
    return value | ({"kid": kid} if kid else {})


PRIVATE = ec.generate_private_key(ec.SECP256R1())
OTHER = ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEYS = json.dumps({"keys": [jwk(PRIVATE.public_key())]})
SIGNER = JwtSigner(json.dumps(jwk(PRIVATE)), ISSUER, AUDIENCE, FakeClock(NOW))
VERIFIER = JwtVerifier(KEYS, ISSUER, AUDIENCE)
GOOD: dict[str, Any] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "u1",
    "sid": "s1",
    "kitchen": "k1",
    "iat": int(NOW.timestamp()),
    "exp": int((NOW + timedelta(minutes=30)).timestamp()),
    "jti": "j1",
}
HEADER = {"kid": "k1", "typ": "at+jwt"}


def signed(claims: dict[str, Any], header: dict[str, Any] | None = None, key: Any = PRIVATE) -> str:
    return jwt.encode(claims, key, algorithm="ES256", headers=HEADER | (header or {}))


def raw(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    def part(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return ".".join(part(one) for one in parts)


def hmac_with_public_key() -> str:
    public = json.dumps(jwk(PRIVATE.public_key())).encode()
    unsigned = raw({"alg": "HS256", **HEADER}, GOOD).rpartition(".")[0]
    mac = hmac.digest(public, unsigned.encode(), "sha256")
    return f"{unsigned}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def changed_payload() -> str:
    head, _, tail = SIGNER.sign(session("s1", "k1"), NOW).split(".")
    return f"{head}.{raw({}, GOOD | {'kitchen': 'other'}).split('.')[1]}.{tail}"


FORGED = {
    "empty": "",
    "not a token": "nonsense",
    "two parts": "a.b",
    **{
        f"alg {name}": raw({"alg": name, "typ": "at+jwt", "kid": "k1"}, GOOD)
        for name in ("none", "None", "NONE", "nOnE", "", "ES384", "ES256K", "EdDSA", "RS256")
    },
    "no alg": raw({"typ": "at+jwt", "kid": "k1"}, GOOD),
    "hmac with the public key": hmac_with_public_key(),
    "another key": signed(GOOD, key=OTHER),
    "rsa": jwt.encode(GOOD, RSA_KEY, algorithm="RS256", headers=HEADER),
    "changed payload": changed_payload(),
    "no signature": SIGNER.sign(session("s1", "k1"), NOW).rpartition(".")[0] + ".",
    "truncated": SIGNER.sign(session("s1", "k1"), NOW)[:-4],
    **{
        f"kid {kid!r}": signed(GOOD, {"kid": kid}, OTHER)
        for kid in ("k2", "", "../../dev/null", "/etc/passwd", "k1\x00", "' OR 1=1 --")
    },
    "embedded jwk": signed(GOOD, {"kid": "x", "jwk": jwk(OTHER.public_key())}, OTHER),
    "jku": signed(GOOD, {"kid": "x", "jku": "http://127.0.0.1:1/keys"}, OTHER),
    "x5u": signed(GOOD, {"kid": "x", "x5u": "http://127.0.0.1:1/cert"}, OTHER),
    "crit": signed(GOOD, {"crit": ["exp"]}),
    **{
        f"typ {name}": signed(GOOD, {"typ": name})
        for name in ("JWT", "at+JWT2", "refresh+jwt", "id+jwt", "")
    },
    **{f"without {name}": signed({k: v for k, v in GOOD.items() if k != name}) for name in GOOD},
    **{f"empty {name}": signed(GOOD | {name: ""}) for name in ("sub", "sid", "kitchen", "jti")},
    **{
        f"{name} as a number": raw({"alg": "ES256", **HEADER}, GOOD | {name: 7})
        for name in ("sub", "sid", "kitchen")
    },
    "issuer": signed(GOOD | {"iss": "evil"}),
    "audience": signed(GOOD | {"aud": "other"}),
    "audience list": signed(GOOD | {"aud": [AUDIENCE, "other"]}),
    "audience list of one": signed(GOOD | {"aud": [AUDIENCE]}),
    "expired": signed(GOOD | {"exp": int(NOW.timestamp())}),
    "exp as text": signed(GOOD | {"exp": str(GOOD["exp"])}),
    "exp as a fraction": signed(GOOD | {"exp": GOOD["exp"] + 0.5}),
    "exp huge": signed(GOOD | {"exp": 10**400}),
    "from the future": signed(GOOD | {"iat": int((NOW + timedelta(hours=1)).timestamp())}),
    "refresh token": refresh_token(session("s1", "k1"), b"k" * 32),
    "leading blank": " " + signed(GOOD),
    "json serialisation": json.dumps({"payload": "", "signatures": []}),
    "null bytes": signed(GOOD) + "\x00",
    "very long": "a" * 100_000,
    "unicode": "ñ.ñ.ñ",
}


def test_what_was_signed_is_verified() -> None:
    claims = VERIFIER.verify(SIGNER.sign(session("s1", "k1"), NOW), NOW)
    assert (claims.uid, claims.session_id, claims.kitchen_id) == ("u1", "s1", "k1")
    assert VERIFIER.verify(signed(GOOD), NOW) == claims


@pytest.mark.parametrize("name", FORGED)
def test_forged_tokens_are_refused(name: str) -> None:
    with pytest.raises(Unauthenticated):
        VERIFIER.verify(FORGED[name], NOW)


def test_there_are_at_least_sixty_forgeries() -> None:
    assert len(set(FORGED.values())) >= 60


@pytest.mark.parametrize(("after", "good"), [(0, True), (1799, True), (1800, False), (-60, False)])
def test_a_token_lives_half_an_hour(after: int, good: bool) -> None:
    token = SIGNER.sign(session("s1", "k1"), NOW)
    moment: datetime = NOW + timedelta(seconds=after)
    if good:
        assert VERIFIER.verify(token, moment)
        return
    with pytest.raises(Unauthenticated):
        VERIFIER.verify(token, moment)


def test_both_keys_of_a_rotation_are_accepted() -> None:
    both = {"keys": [jwk(PRIVATE.public_key()), jwk(OTHER.public_key(), "k2")]}
    verifier = JwtVerifier(json.dumps(both), ISSUER, AUDIENCE)
    assert verifier.verify(signed(GOOD), NOW)
    assert verifier.verify(signed(GOOD, {"kid": "k2"}, OTHER), NOW)
    with pytest.raises(Unauthenticated):
        verifier.verify(signed(GOOD, {"kid": "k2"}), NOW)


@pytest.mark.parametrize(
    "keys",
    [
        "",
        "[]",
        "{}",
        '{"keys": []}',
        json.dumps({"keys": [jwk(PRIVATE.public_key(), None)]}),
        json.dumps({"keys": [jwk(ec.generate_private_key(ec.SECP384R1()).public_key())]}),
        json.dumps(
            {"keys": [RSAAlgorithm.to_jwk(RSA_KEY.public_key(), as_dict=True) | {"kid": "r"}]}
        ),
        '{"keys": [{"kty": "EC", "crv": "P-256", "kid": "a", "x": "!", "y": "!"}]}',
    ],
)
def test_a_missing_or_weak_key_stops_the_start(keys: str) -> None:
    with pytest.raises(MissingSetting):
        JwtVerifier(keys, ISSUER, AUDIENCE)


def test_a_public_key_signs_nothing() -> None:
    with pytest.raises(MissingSetting):
        JwtSigner(json.dumps(jwk(PRIVATE.public_key())), ISSUER, AUDIENCE, FakeClock())


def test_a_refresh_token_is_rebuilt_and_depends_on_everything() -> None:
    one = session("s1", "k1")
    key = b"k" * 32
    token = refresh_token(one, key)
    assert token == refresh_token(one, key)
    others = [
        refresh_token(one.model_copy(update={"generation": 2}), key),
        refresh_token(one.model_copy(update={"secret": "t" * 43}), key),
        refresh_token(one.model_copy(update={"id": "s2"}), key),
        refresh_token(one, b"l" * 32),
    ]
    assert len({token.rpartition(".")[2], *(o.rpartition(".")[2] for o in others)}) == 5
