"""Access tokens: signed by one key, verified by a fixed set, nothing else accepted."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import RSAAlgorithm

from shared.adapters.access_tokens import JwtSigner, JwtVerifier
from shared.config import MissingSetting
from shared.domain.errors import Unauthenticated
from shared.domain.refresh_token import refresh_token
from tests.fakes.clock import FakeClock
from tests.forgeries import OTHER, RSA_KEY, forgeries, jwk, signed
from tests.samples import NOW, session

ISSUER, AUDIENCE = "zerowasteai", "zerowasteai-app"


PRIVATE = ec.generate_private_key(ec.SECP256R1())
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


FORGED = forgeries(PRIVATE, GOOD) | {
    "empty": "",
    "null bytes": signed(GOOD, PRIVATE) + "\x00",
    "leading blank": " " + signed(GOOD, PRIVATE),
    "unicode": "ñ.ñ.ñ",
    "very, very long": "a" * 100_000,
}


def test_what_was_signed_is_verified() -> None:
    claims = VERIFIER.verify(SIGNER.sign(session("s1", "k1"), NOW), NOW)
    assert (claims.uid, claims.session_id, claims.kitchen_id) == ("u1", "s1", "k1")
    assert VERIFIER.verify(signed(GOOD, PRIVATE), NOW) == claims


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


@pytest.mark.parametrize(("ahead", "good"), [(3, True), (5, True), (7, False)])
def test_a_clock_a_little_behind_the_signers_is_no_reason(ahead: int, good: bool) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    token = SIGNER.sign(session("s1", "k1"), now + timedelta(seconds=ahead))
    if good:
        assert VERIFIER.verify(token, now)
        return
    with pytest.raises(Unauthenticated):
        VERIFIER.verify(token, now)


def test_both_keys_of_a_rotation_are_accepted() -> None:
    both = {"keys": [jwk(PRIVATE.public_key()), jwk(OTHER.public_key(), "k2")]}
    verifier = JwtVerifier(json.dumps(both), ISSUER, AUDIENCE)
    assert verifier.verify(signed(GOOD, PRIVATE), NOW)
    assert verifier.verify(signed(GOOD, OTHER, {"kid": "k2"}), NOW)
    with pytest.raises(Unauthenticated):
        verifier.verify(signed(GOOD, PRIVATE, {"kid": "k2"}), NOW)


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
