"""Who may call what, for every route of the document: a new route is covered by being there."""

from typing import Any

import pytest

from infra.local.addresses import Addresses
from shared.wiring import Wiring
from tests.client import Phone
from tests.http.walk import FIREBASE, PUBLIC, SERVICE, SESSION, Operation, Walk, ids_of

NEVER_GIVEN = {"kitchen_id", "uid", "version", "updated_at", "role_of", "fingerprint"}


@pytest.fixture(scope="module")
def walk(stack: Addresses) -> Walk:
    return Walk(stack)


def documents_of(wiring: Wiring, kitchen: str) -> dict[str, Any]:
    """Every document of a kitchen, by path."""
    root = wiring.firestore.document("kitchens", kitchen)
    found = {root.path: root.get().to_dict()}
    for collection in root.collections():
        found |= {one.reference.path: one.to_dict() for one in collection.stream()}
    return found


def without_request_id(answer: Any) -> dict[str, Any]:
    return {key: value for key, value in answer.json().items() if key != "request_id"}


def test_the_document_knows_every_guard(walk: Walk) -> None:
    guards = {operation.guard for operation in walk.operations()}
    assert guards == {PUBLIC, SESSION, SERVICE, FIREBASE}


def test_without_a_token_only_public_routes_answer(stack: Addresses, walk: Walk) -> None:
    nobody = Phone(stack)
    for operation in walk.operations():
        answer = walk.call(nobody, operation, "nothing")
        if operation.guard == PUBLIC:
            assert answer.status_code != 403, operation
        else:
            assert answer.status_code == 401, (str(operation), answer.text)
            assert answer.json()["code"] == "token_missing"


@pytest.mark.parametrize("token", ["garbage", "firebase", "ended"])
def test_a_wrong_token_opens_nothing(stack: Addresses, walk: Walk, token: str) -> None:
    phone = Phone(stack)
    if token == "garbage":
        phone.headers["Authorization"] = "Bearer garbage"
    elif token == "firebase":
        phone.headers["Authorization"] = f"Bearer {phone.sign_up()}"
    else:
        phone.sign_in()
        assert phone.post("/auth/logout").status_code == 204
    for operation in walk.operations():
        if operation.guard in (SESSION, SERVICE):
            answer = walk.call(phone, operation, "nothing")
            assert answer.status_code == 401, (str(operation), answer.text)


def test_a_session_opens_no_service_route(phone: Phone, walk: Walk) -> None:
    for operation in walk.operations():
        if operation.guard in (SERVICE, FIREBASE):
            answer = walk.call(phone, operation, "nothing")
            assert answer.status_code == 401, (str(operation), answer.text)


def with_ids(walk: Walk) -> list[Operation]:
    return [one for one in walk.operations() if one.ids and one.guard == SESSION]


def test_a_foreign_id_is_a_missing_one_and_nothing_is_written(
    phone: Phone, stranger: Phone, walk: Walk, wiring: Wiring
) -> None:
    known = ids_of(phone)
    kitchen = phone.get("/account/kitchen").json()["id"]
    before = documents_of(wiring, kitchen)
    walked = 0
    for operation in with_ids(walk):
        prefix = operation.path[: operation.path.index("/{")]
        foreign = walk.call(stranger, operation, known.get(prefix, "nothing-of-mine"))
        missing = walk.call(stranger, operation, "never-made")
        assert foreign.status_code == missing.status_code, (str(operation), foreign.text)
        assert without_request_id(foreign) == without_request_id(missing)
        assert foreign.status_code in (403, 404, 409, 422), str(operation)
        walked += 1
    assert walked >= 6
    after = documents_of(wiring, kitchen)
    assert {path: doc for path, doc in after.items() if "image" not in (doc or {})} == {
        path: doc for path, doc in before.items() if "image" not in (doc or {})
    }
    assert set(after) == set(before)


def test_protected_fields_are_never_taken(phone: Phone, walk: Walk) -> None:
    """No request schema has a field that says whose something is."""
    for operation in walk.operations():
        content = operation.details.get("requestBody", {}).get("content", {})
        for media in content.values():
            schema = media["schema"]
            name = schema.get("$ref", "").rpartition("/")[2]
            fields = walk.document["components"]["schemas"].get(name, schema)
            assert NEVER_GIVEN.isdisjoint(fields.get("properties", {})), str(operation)


def test_unknown_fields_are_refused_by_every_body(phone: Phone, walk: Walk) -> None:
    for operation in walk.operations():
        content = operation.details.get("requestBody", {}).get("content", {})
        if "application/json" not in content or operation.guard != SESSION:
            continue
        body = walk.example(content["application/json"]["schema"]) | {"kitchen_id": "other"}
        answer = phone.call(operation.method, operation.at("nothing"), json=body)
        assert answer.status_code == 422, (str(operation), answer.text)
        assert any(e["field"].endswith("kitchen_id") for e in answer.json()["errors"])
