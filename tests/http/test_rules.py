"""The Firestore rules through the real REST interface, as a phone would read directly."""

import base64
import json
from typing import Any

import pytest
import requests

from infra.local.addresses import Addresses
from infra.local.settings import PROJECT
from shared.wiring import Wiring
from tests.client import Phone

CLOSED = (
    "users",
    "sessions",
    "idempotency",
    "limits",
    "cache",
    "jobs",
    "dead_letters",
    "invites",
    "deletions",
    "security_stats",
    "spending",
    "other",
)
OPEN = (
    "items",
    "movements",
    "recognitions",
    "generations",
    "recipes",
    "plans",
    "shopping",
    "impacts",
    "labels",
)


class Reader:
    """Somebody with a Firebase ID token, or none, at Firestore's own REST address."""

    def __init__(self, stack: Addresses, token: str | None) -> None:
        self.base = f"{stack.firestore}/v1/projects/{PROJECT}/databases/(default)/documents"
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def status(self, method: str, path: str, **arguments: Any) -> int:
        answer = requests.request(
            method, f"{self.base}/{path}", headers=self.headers, timeout=30, **arguments
        )
        return answer.status_code


def uid_of(token: str) -> str:
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return str(claims["user_id"])


@pytest.fixture(scope="module")
def home(stack: Addresses, wiring: Wiring) -> dict[str, Any]:
    """A kitchen with a document in every collection, its member, and somebody else."""
    phone = Phone(stack)
    token = phone.sign_up()
    kitchen = phone.sign_in(token)["kitchen_id"]
    for name in (*OPEN, "secrets"):
        wiring.firestore.document("kitchens", kitchen, name, "one").set({"x": 1})
        wiring.firestore.document("kitchens", kitchen, name, "one", "deep", "two").set({"x": 1})
    for name in CLOSED:
        wiring.firestore.document(name, uid_of(token)).set({"x": 1}, merge=True)
    stranger = Phone(stack).sign_up()
    return {
        "kitchen": kitchen,
        "uid": uid_of(token),
        "member": Reader(stack, token),
        "stranger": Reader(stack, stranger),
        "nobody": Reader(stack, None),
    }


@pytest.mark.parametrize("who", ["member", "stranger", "nobody"])
def test_nobody_reads_the_kitchen_itself(home: dict[str, Any], who: str) -> None:
    """It says what each member is allergic to."""
    assert home[who].status("GET", f"kitchens/{home['kitchen']}") == 403
    assert home[who].status("GET", "kitchens") == 403


@pytest.mark.parametrize("collection", OPEN)
def test_members_read_and_list_the_kitchens_documents(
    home: dict[str, Any], collection: str
) -> None:
    for path in (f"{collection}/one", collection):
        whole = f"kitchens/{home['kitchen']}/{path}"
        assert home["member"].status("GET", whole) == 200
        assert home["stranger"].status("GET", whole) == 403
        assert home["nobody"].status("GET", whole) == 403


@pytest.mark.parametrize("collection", OPEN)
def test_nobody_writes(home: dict[str, Any], collection: str) -> None:
    whole = f"kitchens/{home['kitchen']}/{collection}"
    body = {"fields": {"x": {"integerValue": "2"}}}
    for who in ("member", "stranger", "nobody"):
        assert home[who].status("PATCH", f"{whole}/one", json=body) == 403
        assert home[who].status("POST", whole, json=body) == 403
        assert home[who].status("DELETE", f"{whole}/one") == 403


@pytest.mark.parametrize("collection", CLOSED)
def test_the_servers_own_collections_are_closed(home: dict[str, Any], collection: str) -> None:
    for who in ("member", "stranger", "nobody"):
        assert home[who].status("GET", f"{collection}/{home['uid']}") == 403
        assert home[who].status("GET", collection) == 403
        body = {"fields": {"x": {"integerValue": "2"}}}
        assert home[who].status("PATCH", f"{collection}/{home['uid']}", json=body) == 403


@pytest.mark.parametrize("path", ["secrets/one", "secrets", "items/one/deep/two"])
def test_what_the_rules_do_not_name_is_closed(home: dict[str, Any], path: str) -> None:
    assert home["member"].status("GET", f"kitchens/{home['kitchen']}/{path}") == 403


def test_a_member_may_not_make_themselves_one_elsewhere(home: dict[str, Any]) -> None:
    body: dict[str, Any] = {"fields": {"members": {"mapValue": {"fields": {}}}}}
    assert home["stranger"].status("PATCH", f"kitchens/{home['kitchen']}", json=body) == 403
    assert home["stranger"].status("POST", "kitchens?documentId=mine", json=body) == 403
