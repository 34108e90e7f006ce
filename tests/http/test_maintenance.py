"""Maintenance over HTTP: the scheduler cleans up, administrators read the statistics."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
import requests
from google.cloud.firestore import Client

from infra.local import environment, keys
from infra.local.addresses import Addresses
from infra.local.settings import OUTBOX, PROJECT, SCHEDULER_ACCOUNT, WORKER_ACCOUNT
from shared.adapters.firestore.deletions import FirestoreDeletions
from shared.adapters.firestore.documents import to_document
from shared.adapters.firestore.people import FirestorePeople
from shared.domain.deletion import Deletion
from shared.domain.digest import digest
from shared.domain.job import image_job
from shared.domain.security import SecurityEvent
from tests.client import SECONDS, Phone, problem
from tests.http.service import service_token as token_of
from tests.http.test_auth import id_claims, unsigned

SCHEDULED = (
    "/maintenance/jobs",
    "/maintenance/tokens",
    "/maintenance/deletions",
    "/maintenance/digest",
)
STATS = "/maintenance/security-stats"
FACTOR = {"identities": {}, "sign_in_provider": "password", "sign_in_second_factor": "totp"}


@pytest.fixture(scope="module")
def client(own_stack: Addresses) -> Client:
    """The Firestore of this module's stack, whatever stack the environment names."""
    patched = pytest.MonkeyPatch()
    patched.setenv(
        "FIRESTORE_EMULATOR_HOST", environment.of_functions(own_stack)["FIRESTORE_EMULATOR_HOST"]
    )
    made = Client(project=PROJECT)
    patched.undo()
    return made


def service_token(key: Any, audience: str, **changes: Any) -> str:
    return token_of(key, audience, **({"email": SCHEDULER_ACCOUNT} | changes))


def call(stack: Addresses, path: str, bearer: str) -> requests.Response:
    return Phone(stack).post(path, headers={"Authorization": f"Bearer {bearer}"})


def audience(stack: Addresses) -> str:
    return f"{stack.gateway}/api/v1/maintenance"


def person(stack: Addresses, **claims: Any) -> Phone:
    """Somebody signed in with a token that also says `claims`."""
    phone = Phone(stack)
    known = jwt.decode(phone.sign_up(), options={"verify_signature": False})
    phone.sign_in(unsigned(id_claims(known["user_id"], **claims)))
    return phone


@pytest.fixture(scope="module")
def admin(own_stack: Addresses) -> Phone:
    return person(own_stack, admin=True, firebase=FACTOR)


@pytest.mark.parametrize("path", SCHEDULED)
def test_only_the_schedulers_account_may_call(own_stack: Addresses, key: str, path: str) -> None:
    own = audience(own_stack)
    assert call(own_stack, path, service_token(key, own)).status_code == 200
    for email in (WORKER_ACCOUNT, "somebody@else.example"):
        refused = call(own_stack, path, service_token(key, own, email=email))
        problem(refused, 403, "caller_not_allowed")
    for changes in ({"exp": 1}, {"aud": f"{own_stack.gateway}/api/v1/image_worker"}):
        refused = call(own_stack, path, service_token(key, own, **changes))
        problem(refused, 401, "token_invalid")
    problem(call(own_stack, path, service_token(keys.rsa_pem(), own)), 401, "token_invalid")
    problem(Phone(own_stack).post(path), 401, "token_missing")


@pytest.mark.parametrize("path", SCHEDULED)
def test_people_and_administrators_may_not(own_stack: Addresses, admin: Phone, path: str) -> None:
    problem(person(own_stack).post(path), 401, "token_invalid")
    problem(admin.post(path), 401, "token_invalid")


def test_the_clean_up_deletes_what_expired(own_stack: Addresses, key: str, client: Client) -> None:
    now = datetime.now(UTC)
    phone = person(own_stack)
    for n in range(3):
        client.document("limits", f"old{n}").set({"expires_at": now - timedelta(hours=1)})
    client.document("limits", "alive").set({"expires_at": now + timedelta(hours=1)})
    answer = call(own_stack, "/maintenance/tokens", service_token(key, audience(own_stack)))
    body = answer.json()
    assert set(body) == {"deleted", "more"}
    assert body["more"] is False
    assert body["deleted"]["limits"] == 3
    assert body["deleted"]["sessions"] == 0
    assert client.document("limits", "alive").get().exists
    assert phone.get("/inventory/items").status_code == 200
    again = call(own_stack, "/maintenance/tokens", service_token(key, audience(own_stack)))
    assert sum(again.json()["deleted"].values()) == 0


def test_an_interrupted_deletion_of_an_account_is_finished(
    own_stack: Addresses, key: str, client: Client
) -> None:
    phone = Phone(own_stack)
    id_token = phone.sign_up()
    session = phone.sign_in(id_token)
    uid, kitchen = session["user"]["uid"], session["kitchen_id"]
    stored = FirestorePeople(client).get(uid)
    assert stored is not None
    promise = Deletion.of_person(uid, datetime.now(UTC) - timedelta(hours=1))
    FirestoreDeletions(client).begin(promise, stored.shell())
    bearer = service_token(key, audience(own_stack))
    answer = call(own_stack, "/maintenance/deletions", bearer)
    assert (answer.status_code, answer.json()) == (200, {"finished": 1, "left": 0}), answer.text
    for path in (f"users/{uid}", f"sessions/{session['session_id']}", f"deletions/{uid}"):
        assert not client.document(path).get().exists, path
    assert not client.document("kitchens", kitchen).get().exists
    problem(phone.get("/inventory/items"), 401, "session_ended")
    bearer_of_user = {"Authorization": f"Bearer {id_token}"}
    problem(Phone(own_stack).post("/auth/exchange", headers=bearer_of_user), 401, "token_invalid")
    again = call(own_stack, "/maintenance/deletions", bearer)
    assert again.json() == {"finished": 0, "left": 0}


def set_claims(stack: Addresses, uid: str, claims: dict[str, Any]) -> None:
    answer = requests.post(
        f"{stack.auth}/identitytoolkit.googleapis.com/v1/projects/{PROJECT}/accounts:update",
        json={"localId": uid, "customAttributes": json.dumps(claims)},
        headers={"Authorization": "Bearer owner"},
        timeout=SECONDS,
    )
    answer.raise_for_status()


def test_the_claim_alone_does_not_make_an_administrator(own_stack: Addresses) -> None:
    phone = Phone(own_stack)
    session = phone.sign_in()
    set_claims(own_stack, session["user"]["uid"], {"admin": True})
    problem(phone.get(STATS), 403, "admin_required")


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"admin": True},
        {"firebase": FACTOR},
        {"admin": "true", "firebase": FACTOR},
        {"admin": 1, "firebase": FACTOR},
        {"admin": False, "firebase": FACTOR},
        {"admin": True, "firebase": FACTOR | {"sign_in_second_factor": ""}},
        {"claims": {"admin": True}, "firebase": FACTOR},
    ],
    ids=str,
)
def test_nobody_else_reads_the_statistics(own_stack: Addresses, claims: dict[str, Any]) -> None:
    problem(person(own_stack, **claims).get(STATS), 403, "admin_required")


def test_no_service_reads_the_statistics(own_stack: Addresses, key: str) -> None:
    bearer = {"Authorization": f"Bearer {service_token(key, audience(own_stack))}"}
    problem(Phone(own_stack).get(STATS, headers=bearer), 401, "token_invalid")
    problem(Phone(own_stack).get(STATS), 401, "token_missing")


def counted(admin: Phone) -> dict[str, int]:
    answer = admin.get(STATS, params={"days": 2})
    assert answer.status_code == 200, answer.text
    counts: dict[str, int] = answer.json()["counts"]
    return counts


def becomes(admin: Phone, event: SecurityEvent, least: int) -> bool:
    for _ in range(100):
        if counted(admin)[event] >= least:
            return True
        time.sleep(0.1)
    return False


def test_statistics_answer_the_contract(admin: Phone) -> None:
    body = admin.get(STATS).json()
    assert set(body) == {"since", "until", "days", "counts", "total"}
    assert len(body["days"]) == 7
    assert [day["day"] for day in body["days"]] == sorted(
        (day["day"] for day in body["days"]), reverse=True
    )
    assert (body["days"][0]["day"], body["days"][-1]["day"]) == (body["until"], body["since"])
    for day in body["days"]:
        assert set(day["counts"]) == {event.value for event in SecurityEvent}
        assert day["total"] == sum(day["counts"].values())
    assert body["total"] == sum(day["total"] for day in body["days"])
    assert all(day["total"] == 0 for day in body["days"][2:])


@pytest.mark.parametrize("days", ["0", "91", "-1", "x", "1.5", ""])
def test_absurd_spans_are_refused(admin: Phone, days: str) -> None:
    problem(admin.get(STATS, params={"days": days}), 422, "validation_failed")


def test_what_ends_a_session_is_counted_before_the_answer(
    own_stack: Addresses, admin: Phone
) -> None:
    before = counted(admin)
    person(own_stack).post("/auth/logout")
    phone = Phone(own_stack)
    known = phone.sign_up()
    for _ in range(3):
        phone.sign_in(known)
    phone.post("/auth/logout", json={"everywhere": True})
    phone = Phone(own_stack)
    token = phone.sign_in()["refresh_token"]
    first = token
    for _ in range(2):
        answer = Phone(own_stack).post("/auth/refresh", json={"refresh_token": token})
        token = answer.json()["refresh_token"]
    refused = Phone(own_stack).post("/auth/refresh", json={"refresh_token": first})
    problem(refused, 401, "session_ended")
    after = counted(admin)
    # Leaving everywhere also ends the session that asks for it.
    for event, more in (("session_ended", 2), ("sessions_ended", 2), ("refresh_reused", 1)):
        assert after[event] == before[event] + more, event


def test_refused_tokens_are_counted_within_seconds(
    own_stack: Addresses, admin: Phone, key: str
) -> None:
    # What ends a session takes along everything that still waits to be counted.
    person(own_stack).post("/auth/logout")
    before = counted(admin)
    nonsense = {"Authorization": "Bearer nonsense"}
    for _ in range(20):
        Phone(own_stack).get("/inventory/items", headers=nonsense)
    for _ in range(3):
        Phone(own_stack).post("/auth/exchange", headers=nonsense)
        foreign = service_token(key, audience(own_stack), email=WORKER_ACCOUNT)
        call(own_stack, "/maintenance/jobs", foreign)
    assert becomes(admin, SecurityEvent.TOKEN_REFUSED, before["token_refused"] + 20)
    assert becomes(admin, SecurityEvent.SIGN_IN_REFUSED, before["sign_in_refused"] + 3)
    assert becomes(admin, SecurityEvent.SERVICE_TOKEN_REFUSED, before["service_token_refused"] + 3)
    assert becomes(admin, SecurityEvent.SIGNED_IN, 1)
    assert counted(admin)["token_refused"] == before["token_refused"] + 20


def dead_letter(client: Client, name: str) -> None:
    now = datetime.now(UTC)
    job = image_job("r", "k-nobody", "req-1", now).model_copy(update={"id": name})
    for collection in ("jobs", "dead_letters"):
        client.document(collection, name).set(to_document(job.failed("policy")))


def test_an_administrator_lists_dead_letters_and_sends_one_again(
    own_stack: Addresses, admin: Phone, client: Client
) -> None:
    for n in range(3):
        dead_letter(client, f"dead{n}")
    first = admin.get("/maintenance/dead-letters", params={"limit": 2}).json()
    rest = admin.get("/maintenance/dead-letters", params={"cursor": first["next_cursor"]}).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == ["dead2", "dead1", "dead0"]
    assert first["items"][0]["reason"] == "policy"
    assert "k-nobody" not in str(first)
    path = "/maintenance/dead-letters/dead1/resend"
    sent = admin.post(path)
    assert (sent.status_code, sent.json()["id"]) == (202, "dead1"), sent.text
    again = admin.post(path)
    assert again.status_code == 202
    assert again.json()["state"] in ("queued", "running", "done")
    left = admin.get("/maintenance/dead-letters").json()["items"]
    assert [one["id"] for one in left] == ["dead2", "dead0"]
    problem(admin.post("/maintenance/dead-letters/missing/resend"), 404, "not_found")


def test_nobody_else_sees_or_sends_dead_letters(own_stack: Addresses, client: Client) -> None:
    dead_letter(client, "dead9")
    somebody = person(own_stack)
    problem(somebody.get("/maintenance/dead-letters"), 403, "admin_required")
    problem(somebody.post("/maintenance/dead-letters/dead9/resend"), 403, "admin_required")
    assert client.document("dead_letters", "dead9").get().exists
    client.document("dead_letters", "dead9").delete()


def test_the_message_of_the_day_lands_in_the_outbox_once(
    own_stack: Addresses, key: str, client: Client
) -> None:
    phone = Phone(own_stack)
    uid = phone.sign_in()["user"]["uid"]
    # It is about noon there.
    hours = datetime.now(UTC).hour - 12
    zone = f"Etc/GMT{hours:+d}" if hours else "UTC"
    assert phone.patch("/account/profile", json={"time_zone": zone}).status_code == 200
    token = f"device-{time.time_ns()}"
    device = {"token": token, "platform": "android"}
    assert phone.post("/account/devices", json=device).status_code == 201
    tomorrow = (datetime.now(UTC) - timedelta(hours=hours) + timedelta(days=1)).date().isoformat()
    milk = {"name": "Leche entera", "quantity": 1, "unit": "l", "expires_on": tomorrow}
    assert phone.post("/inventory/items", json={"items": [milk]}).status_code == 201
    turn = client.document("digests", uid)
    assert turn.get().get("next_at") > datetime.now(UTC)
    bearer = service_token(key, audience(own_stack))
    for sent in (1, 0):
        turn.update({"next_at": datetime.now(UTC) - timedelta(minutes=1)})
        answer = call(own_stack, "/maintenance/digest", bearer)
        assert answer.status_code == 200, answer.text
        assert answer.json()["sent"] == sent
    lines = [json.loads(line) for line in OUTBOX.read_text().splitlines()]
    mine = [line for line in lines if line["to"] == digest(token)[:8]]
    assert [line["body"].split(".")[0] for line in mine] == [
        "Se acaba el plazo: Leche entera (mañana)"
    ]
    assert token not in OUTBOX.read_text()
