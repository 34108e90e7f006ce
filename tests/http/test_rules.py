"""The rules of Firestore and of the bucket, past the functions, as a phone would reach both."""

import re
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests

from infra.local.addresses import Addresses
from shared.adapters.firestore.contents import FirestoreContents
from shared.wiring import Wiring
from tests import stored
from tests.client import SECONDS
from tests.http.rules import Direct, Household

ROOT = Path(__file__).parents[2]
AT_HOME = ("viewer", "member", "owner")
# Below each kitchen, and beside the kitchens; one of each that the code has never named.
IN_KITCHEN = sorted(stored.of_kitchens() | {"unheard_of"})
OF_SERVER = sorted({path[0] for path in stored.collections()} - {"kitchens"} | {"unheard_of"})
# The app listens to these; what else a kitchen holds it asks the functions for.
LISTENED_TO = {
    *("items", "movements", "recognitions", "generations", "recipes"),
    *("plans", "shopping", "impacts", "labels"),
}


@pytest.fixture(scope="module")
def home(stack: Addresses, wiring: Wiring) -> Household:
    """A kitchen and another, both with a document everywhere, and one in each of the server's
    collections, named after the owner of the first."""
    household = Household(stack)
    for kitchen in (household.kitchen, household.other_kitchen):
        for name in IN_KITCHEN:
            one = wiring.firestore.document("kitchens", kitchen, name, "one")
            one.set({"x": 1})
            one.collection("deep").document("two").set({"x": 1})
    for name in OF_SERVER:
        wiring.firestore.document(name, household.owner_uid).set({"x": 1}, merge=True)
    return household


def everybody(expected: int, **others: int) -> dict[str, int]:
    people = (
        *("nobody", "unknown", "anonymous", "administrator", "neighbour", "former member"),
        *AT_HOME,
    )
    return dict.fromkeys(people, expected) | others


def at_home(status: int) -> dict[str, int]:
    return dict.fromkeys(AT_HOME, status)


def test_every_collection_of_the_code_is_known_here() -> None:
    assert set(FirestoreContents.collections) == stored.of_kitchens()
    assert len(OF_SERVER) > 10


def test_the_rules_open_what_the_app_listens_to_and_nothing_else() -> None:
    assert stored.opened() == LISTENED_TO
    assert stored.opened() < stored.of_kitchens()


@pytest.mark.parametrize("collection", IN_KITCHEN)
def test_a_kitchen_is_read_by_who_cooks_in_it(home: Household, collection: str) -> None:
    may = at_home(200) if collection in LISTENED_TO else {}
    path = f"kitchens/{home.kitchen}/{collection}"
    found = home.each(lambda person: dict(person.reads(path, "one")))
    for way in found["nobody"]:
        assert {who: told[way] for who, told in found.items()} == everybody(403, **may), way


@pytest.mark.parametrize("collection", IN_KITCHEN)
def test_nobody_writes_into_a_kitchen(home: Household, collection: str) -> None:
    path = f"kitchens/{home.kitchen}/{collection}"
    found = home.each(lambda person: dict(person.writes(path, "one")))
    for way in found["nobody"]:
        assert {who: told[way] for who, told in found.items()} == everybody(403), way


@pytest.mark.parametrize("collection", sorted(LISTENED_TO | {"unheard_of"}))
def test_what_lies_deeper_is_closed(home: Household, collection: str) -> None:
    path = f"kitchens/{home.kitchen}/{collection}/one/deep"
    for ask in (Direct.reads, Direct.writes):
        found = home.each(lambda person, ask=ask: dict(ask(person, path, "two")))
        for way in found["nobody"]:
            assert {who: told[way] for who, told in found.items()} == everybody(403), way


@pytest.mark.parametrize("collection", [*IN_KITCHEN, "deep"])
def test_nobody_gathers_from_every_kitchen(home: Household, collection: str) -> None:
    assert home.each(lambda person: person.gathers(collection)) == everybody(403)


@pytest.mark.parametrize("collection", OF_SERVER)
def test_the_servers_own_collections_are_closed(home: Household, collection: str) -> None:
    """To whom they are about too."""
    for ask in (Direct.reads, Direct.writes):
        found = home.each(lambda one, ask=ask: dict(ask(one, collection, home.owner_uid)))
        for way in found["nobody"]:
            assert {who: told[way] for who, told in found.items()} == everybody(403), way


@pytest.mark.parametrize("kitchen", ["kitchen", "other_kitchen"])
def test_the_kitchen_itself_is_closed(home: Household, kitchen: str) -> None:
    """It says what each member is allergic to, and who is one."""
    for ask in (Direct.reads, Direct.writes):
        found = home.each(lambda one, ask=ask: dict(ask(one, "kitchens", getattr(home, kitchen))))
        for way in found["nobody"]:
            assert {who: told[way] for who, told in found.items()} == everybody(403), way


def test_each_reads_their_own_kitchen_and_no_other(home: Household) -> None:
    path = f"kitchens/{home.other_kitchen}/items"
    found = home.each(lambda person: dict(person.reads(path, "one")))
    for way in found["nobody"]:
        asked = {who: told[way] for who, told in found.items()}
        assert asked == everybody(403, neighbour=200), way


def test_of_a_kitchen_that_is_gone_nothing_is_read(home: Household, wiring: Wiring) -> None:
    """A deletion takes the kitchen first, and what it held in pieces."""
    wiring.firestore.document("kitchens", "gone", "items", "one").set({"x": 1})
    found = home.each(lambda person: dict(person.reads("kitchens/gone/items", "one")))
    assert all(set(told.values()) == {403} for told in found.values())


def test_the_requests_themselves_are_good(home: Household, wiring: Wiring) -> None:
    """What people are refused, the service's own account is granted: the rules refuse."""
    path = f"kitchens/{home.kitchen}/unheard_of"
    wiring.firestore.document(*path.split("/"), "spare").set({"x": 1})
    assert {status for _, status in home.server.reads(path, "spare")} == {200}
    assert {status for _, status in home.server.writes(path, "spare")} == {200}
    assert home.server.gathers("items") == 200


def test_the_bucket_is_closed_to_everybody(stack: Addresses) -> None:
    """No engine for Storage's rules runs without a download: theirs are put, as they stand, into a
    project of its own in Firestore's, which understands the same language, with the service and the
    place of its documents in their stead."""
    text = (ROOT / "infra" / "storage.rules").read_text()
    renamed = text.replace("firebase.storage", "cloud.firestore").replace(
        "/b/{bucket}/o", "/databases/{bucket}/documents"
    )
    assert re.findall(r"allow ([^;]*);", text) == ["read, write: if false"]
    found = _under(stack, renamed)
    assert set(found.values()) == {403}
    assert 200 in _under(stack, renamed.replace("if false", "if true")).values()


def _under(stack: Addresses, rules: str) -> dict[str, int]:
    """What somebody signed in is answered where `rules` hold."""
    project = "demo-bucket"
    put: Any = {"rules": {"files": [{"name": "storage.rules", "content": rules}]}}
    url = f"{stack.firestore}/emulator/v1/projects/{project}:securityRules"
    requests.put(url, json=put, timeout=SECONDS).raise_for_status()
    token = jwt.encode({"sub": "a", "user_id": "a"}, "", algorithm="none")
    base = f"{stack.firestore}/v1/projects/{project}/databases/(default)/documents"
    body = {"fields": {"x": {"integerValue": "1"}}}
    paths = ("pictures/a", "kitchens/k/pictures/a", "a/b/c/d/e/f")
    return {
        f"{method} {path}": requests.request(
            method,
            f"{base}/{path}",
            json=body if method == "PATCH" else None,
            headers={"Authorization": f"Bearer {token}"},
            timeout=SECONDS,
        ).status_code
        for path in paths
        for method in ("PATCH", "GET", "DELETE")
    }
