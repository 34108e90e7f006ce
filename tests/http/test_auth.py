"""Sign-in: the right tokens and documents, and nobody else."""

import base64
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest

from infra.local.addresses import Addresses
from shared.wiring import Wiring
from tests.client import Phone, problem


def unsigned(claims: dict[str, Any]) -> str:
    """An ID token as the Auth emulator makes them: unsigned."""

    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."


def id_claims(uid: str, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": "https://securetoken.google.com/demo-zerowaste",
        "aud": "demo-zerowaste",
        "auth_time": now,
        "user_id": uid,
        "sub": uid,
        "iat": now,
        "exp": now + 3600,
        "firebase": {"identities": {}, "sign_in_provider": "password"},
    }
    return claims | changes


def test_exchange_answers_the_contract(stack: Addresses) -> None:
    phone = Phone(stack)
    token = phone.sign_up()
    answer = phone.call(
        "POST",
        "/auth/exchange",
        headers={"Authorization": f"Bearer {token}"},
        json={"device_name": "Pixel 9"},
    )
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json()
    assert set(body) == {
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "refresh_expires_in",
        "session_id",
        "kitchen_id",
        "user",
    }
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 1800)
    assert body["refresh_expires_in"] == 2_592_000
    assert set(body["user"]) == {"uid", "email", "name", "is_new"}
    assert body["user"]["is_new"] is True
    claims = jwt.decode(body["access_token"], options={"verify_signature": False})
    assert set(claims) == {"iss", "aud", "sub", "sid", "kitchen", "iat", "exp", "jti"}
    assert (claims["sid"], claims["kitchen"]) == (body["session_id"], body["kitchen_id"])
    header = jwt.get_unverified_header(body["access_token"])
    assert (header["alg"], header["typ"]) == ("ES256", "at+jwt")
    version, session, generation, mac = body["refresh_token"].split(".")
    assert (version, session, generation) == ("1", body["session_id"], "1")
    assert len(mac) == 43


def test_the_session_document_holds_no_token(stack: Addresses, wiring: Wiring) -> None:
    session = Phone(stack).sign_in()
    stored = wiring.firestore.document("sessions", session["session_id"]).get().to_dict()
    assert stored is not None
    assert stored["uid"] == session["user"]["uid"]
    assert stored["kitchen_id"] == session["kitchen_id"]
    assert stored["generation"] == 1
    assert session["refresh_token"] not in json.dumps(stored, default=str)
    assert session["access_token"] not in json.dumps(stored, default=str)


def test_the_second_sign_in_finds_the_same_kitchen(stack: Addresses) -> None:
    phone = Phone(stack)
    token = phone.sign_up()
    first, second = phone.sign_in(token), phone.sign_in(token)
    assert first["kitchen_id"] == second["kitchen_id"]
    assert first["session_id"] != second["session_id"]
    assert second["user"]["is_new"] is False


def test_many_first_sign_ins_at_once_make_one_kitchen(stack: Addresses) -> None:
    phone = Phone(stack)
    token = phone.sign_up()
    with ThreadPoolExecutor(8) as pool:
        sessions = list(pool.map(lambda _: Phone(stack).sign_in(token), range(8)))
    assert len({session["kitchen_id"] for session in sessions}) == 1
    assert sum(session["user"]["is_new"] for session in sessions) == 1


def test_no_body_is_needed(stack: Addresses) -> None:
    phone = Phone(stack)
    bearer = {"Authorization": f"Bearer {phone.sign_up()}"}
    assert phone.call("POST", "/auth/exchange", headers=bearer).status_code == 201


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-project"},
        {"iss": "https://securetoken.google.com/another-project"},
        {"sub": ""},
        {"sub": "x" * 200},
    ],
    ids=["audience", "issuer", "nobody", "long"],
)
def test_a_foreign_id_token_is_refused(stack: Addresses, changes: dict[str, Any]) -> None:
    token = unsigned(id_claims("somebody", **changes))
    answer = Phone(stack).call(
        "POST", "/auth/exchange", headers={"Authorization": f"Bearer {token}"}
    )
    problem(answer, 401, "token_invalid")


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        ("", "token_missing"),
        ("Bearer", "token_missing"),
        ("Basic dXNlcjpwYXNz", "token_missing"),
        ("Bearer nonsense", "token_invalid"),
        ("Bearer a.b.c", "token_invalid"),
        ("Bearer " + "x" * 5000, "token_invalid"),
    ],
)
def test_what_is_no_token_is_refused_everywhere(
    stack: Addresses, authorization: str, code: str
) -> None:
    phone = Phone(stack)
    headers = {"Authorization": authorization} if authorization else {}
    for method, path in (("POST", "/auth/exchange"), ("GET", "/inventory/items")):
        answer = phone.call(method, path, headers=headers)
        problem(answer, 401, code)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_user_who_is_gone_cannot_exchange(stack: Addresses) -> None:
    token = unsigned(id_claims("never-signed-up"))
    answer = Phone(stack).call(
        "POST", "/auth/exchange", headers={"Authorization": f"Bearer {token}"}
    )
    problem(answer, 401, "token_invalid")


def test_an_id_token_opens_nothing_but_the_exchange(stack: Addresses) -> None:
    phone = Phone(stack)
    bearer = {"Authorization": f"Bearer {phone.sign_up()}"}
    problem(phone.get("/inventory/items", headers=bearer), 401, "token_invalid")


@pytest.mark.parametrize(
    "path",
    ["/image_worker/jobs", "/recognition_worker/jobs", "/label_worker/jobs", "/maintenance/jobs"],
)
def test_background_routes_refuse_people(phone: Phone, path: str) -> None:
    problem(phone.post(path, json={"job_id": "x"}), 401, "token_invalid")
    anonymous = Phone(phone.stack)
    problem(anonymous.post(path, json={"job_id": "x"}), 401, "token_missing")
