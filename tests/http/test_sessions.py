"""Sessions over HTTP: refresh under races, logout, the list, and who is thrown out when."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
import requests

from infra.local.addresses import Addresses
from infra.local.settings import PROJECT
from tests.client import SECONDS, Phone, problem


def refreshed(phone: Phone, token: str) -> requests.Response:
    anonymous = Phone(phone.stack)
    return anonymous.post("/auth/refresh", json={"refresh_token": token})


def signed_in(stack: Addresses, token: str | None = None) -> tuple[Phone, dict[str, Any]]:
    phone = Phone(stack)
    return phone, phone.sign_in(token)


def test_a_refresh_answers_the_contract(stack: Addresses) -> None:
    phone, session = signed_in(stack)
    answer = refreshed(phone, session["refresh_token"])
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json()
    assert set(body) == set(session) - {"user"}
    assert body["session_id"] == session["session_id"]
    assert body["refresh_token"] != session["refresh_token"]
    assert body["expires_in"] == 1800
    assert 2_591_000 < body["refresh_expires_in"] <= 2_592_000
    phone.headers["Authorization"] = f"Bearer {body['access_token']}"
    assert phone.get("/inventory/items").status_code == 200


def test_a_hundred_threads_get_one_successor(stack: Addresses) -> None:
    phone, session = signed_in(stack)
    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(lambda _: refreshed(phone, session["refresh_token"]), range(100)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


def test_many_sessions_refresh_side_by_side(stack: Addresses) -> None:
    phone = Phone(stack)
    token = phone.sign_up()
    with ThreadPoolExecutor(16) as pool:
        sessions = list(pool.map(lambda _: signed_in(stack, token)[1], range(40)))
        answers = list(pool.map(lambda s: refreshed(phone, s["refresh_token"]), sessions))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["session_id"] for answer in answers}) == 40


def test_an_old_token_ends_its_session_and_the_access_token_with_it(stack: Addresses) -> None:
    phone, session = signed_in(stack)
    second = refreshed(phone, session["refresh_token"]).json()
    refreshed(phone, second["refresh_token"])
    problem(refreshed(phone, session["refresh_token"]), 401, "session_ended")
    problem(refreshed(phone, second["refresh_token"]), 401, "session_ended")
    problem(phone.get("/inventory/items"), 401, "session_ended")


def test_logout_ends_the_session_at_once(stack: Addresses) -> None:
    phone, session = signed_in(stack)
    assert phone.get("/inventory/items").status_code == 200
    assert phone.post("/auth/logout", json={}).status_code == 204
    problem(phone.get("/inventory/items"), 401, "session_ended")
    problem(refreshed(phone, session["refresh_token"]), 401, "session_ended")
    assert phone.post("/auth/logout").status_code == 204


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Bearer 1.a.1." + "A" * 43}],
)
def test_logout_is_always_204(stack: Addresses, headers: dict[str, str]) -> None:
    assert Phone(stack).post("/auth/logout", headers=headers).status_code == 204


def test_logout_takes_a_refresh_token_too(stack: Addresses) -> None:
    phone, session = signed_in(stack)
    headers = {"Authorization": f"Bearer {session['refresh_token']}"}
    assert Phone(stack).post("/auth/logout", headers=headers).status_code == 204
    problem(phone.get("/inventory/items"), 401, "session_ended")


def test_everywhere_ends_every_phone_of_the_person(stack: Addresses) -> None:
    token = Phone(stack).sign_up()
    phones = [signed_in(stack, token)[0] for _ in range(3)]
    other, _ = signed_in(stack)
    assert phones[0].post("/auth/logout", json={"everywhere": True}).status_code == 204
    for phone in phones:
        problem(phone.get("/inventory/items"), 401, "session_ended")
    assert other.get("/inventory/items").status_code == 200


def test_the_list_shows_the_persons_sessions_and_ends_them(stack: Addresses) -> None:
    token = Phone(stack).sign_up()
    phone, mine = signed_in(stack, token)
    other, theirs = signed_in(stack, token)
    stranger, foreign = signed_in(stack)
    listed = phone.get("/auth/sessions").json()["items"]
    assert [one["id"] for one in listed] == [theirs["session_id"], mine["session_id"]]
    assert [one["current"] for one in listed] == [False, True]
    assert set(listed[0]) == {
        "id",
        "device_name",
        "created_at",
        "last_refresh_at",
        "expires_at",
        "current",
    }
    for missing in (foreign["session_id"], "nothing"):
        problem(phone.delete(f"/auth/sessions/{missing}"), 404, "not_found")
    assert stranger.get("/inventory/items").status_code == 200
    assert phone.delete(f"/auth/sessions/{theirs['session_id']}").status_code == 204
    problem(other.get("/inventory/items"), 401, "session_ended")
    assert [one["id"] for one in phone.get("/auth/sessions").json()["items"]] == [
        mine["session_id"]
    ]


def admin(stack: Addresses, path: str, body: dict[str, Any]) -> None:
    """The Auth emulator's administrative interface, as the Firebase console would use it."""
    answer = requests.post(
        f"{stack.auth}/identitytoolkit.googleapis.com/v1/projects/{PROJECT}/{path}",
        json=body,
        headers={"Authorization": "Bearer owner"},
        timeout=SECONDS,
    )
    assert answer.status_code == 200, answer.text


def test_a_disabled_user_can_neither_exchange_nor_refresh(stack: Addresses) -> None:
    phone = Phone(stack)
    token = phone.sign_up()
    session = phone.sign_in(token)
    admin(stack, "accounts:update", {"localId": session["user"]["uid"], "disableUser": True})
    bearer = {"Authorization": f"Bearer {token}"}
    problem(phone.post("/auth/exchange", headers=bearer), 401, "token_invalid")
    problem(refreshed(phone, session["refresh_token"]), 401, "session_ended")
    problem(phone.get("/inventory/items"), 401, "session_ended")


def test_a_deleted_user_can_neither_exchange_nor_refresh(stack: Addresses) -> None:
    phone = Phone(stack)
    token = phone.sign_up()
    session = phone.sign_in(token)
    admin(stack, "accounts:delete", {"localId": session["user"]["uid"]})
    bearer = {"Authorization": f"Bearer {token}"}
    problem(phone.post("/auth/exchange", headers=bearer), 401, "token_invalid")
    problem(refreshed(phone, session["refresh_token"]), 401, "session_ended")


def test_a_user_signed_out_everywhere_by_firebase_cannot_refresh(stack: Addresses) -> None:
    phone = Phone(stack)
    token = phone.sign_up()
    session = phone.sign_in(token)
    claims = jwt.decode(token, options={"verify_signature": False})
    later = str(claims["iat"] + 60)
    admin(stack, "accounts:update", {"localId": session["user"]["uid"], "validSince": later})
    bearer = {"Authorization": f"Bearer {token}"}
    problem(phone.post("/auth/exchange", headers=bearer), 401, "token_invalid")
    problem(refreshed(phone, session["refresh_token"]), 401, "session_ended")


@pytest.mark.parametrize(
    "body", [{}, {"refresh_token": ""}, {"refresh_token": 7}, {"refresh_token": "x" * 301}, []]
)
def test_bad_refresh_bodies(stack: Addresses, body: Any) -> None:
    problem(Phone(stack).post("/auth/refresh", json=body), 422, "validation_failed")


def test_an_access_token_is_no_refresh_token(stack: Addresses) -> None:
    phone, session = signed_in(stack)
    problem(refreshed(phone, session["access_token"][:300]), 401, "token_invalid")
