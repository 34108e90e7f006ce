"""The shopping list over HTTP: read, written, ticked, bought and taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.local.addresses import Addresses
from tests.client import Phone, problem

TODAY = datetime.now(UTC).date()
TOMORROW = TODAY + timedelta(days=1)
LIST = "/planning/shopping-list"


def plan(phone: Phone, *wants: dict[str, Any]) -> None:
    entry = {"id": "e", "title": "Cena", "ingredients": list(wants)}
    body = {"meals": {"dinner": [entry]}}
    assert phone.call("PUT", f"/planning/days/{TOMORROW}", json=body).status_code == 200


def lines(phone: Phone) -> dict[str, Any]:
    found = phone.get(LIST).json()
    return {line["id"]: line for aisle in found["aisles"] for line in aisle["lines"]}


def missing(phone: Phone) -> list[float]:
    day = phone.get(f"/planning/days/{TOMORROW}").json()
    return [want["missing"] for want in day["meals"]["dinner"][0]["ingredients"]]


def test_from_a_plan_to_the_stock_and_back(phone: Phone) -> None:
    plan(phone, {"food_id": "egg", "quantity": 4, "unit": "unit"})
    since = phone.get(f"{LIST}/changes").json()["next_since"]
    soap = {"items": [{"id": "soap", "name": "Jabón", "note": "el verde"}]}
    for _ in range(2):
        answer = phone.post(f"{LIST}/items", json=soap)
        assert answer.status_code == 201, answer.text
    assert lines(phone)["plan-egg"]["text"] == "6 huevos"
    assert phone.get(LIST, headers={"Accept-Language": "en"}).json()["aisles"][1]["name"] == "Eggs"
    for _ in range(2):
        assert phone.patch(f"{LIST}/items/plan-egg", json={"ticked": True}).json()["ticked"]
    news = phone.get(f"{LIST}/changes?since={since}").json()
    assert sorted(line["id"] for line in news["items"]) == ["plan-egg", "soap"]
    bought = {"id": "p1", "lines": [{"id": "plan-egg", "price": 1.8, "currency": "EUR"}]}
    for _ in range(2):
        answer = phone.post(f"{LIST}/purchase", json=bought)
        assert answer.status_code == 201, answer.text
    assert answer.json()["spent"] == {"EUR": 1.8}
    [eggs] = phone.get("/inventory/items").json()["items"]
    assert (eggs["quantity"], eggs["reserved"], eggs["price"]) == (6, 4, 1.8)
    assert missing(phone) == [0]
    assert set(lines(phone)) == {"soap"}
    news = phone.get(f"{LIST}/changes?since={news['next_since']}").json()
    assert (news["items"], news["deleted"]) == ([], ["plan-egg"])
    undone = phone.post(f"{LIST}/purchases/p1/undo", json={})
    assert undone.json()["undone"], undone.text
    assert phone.get("/inventory/items").json()["items"] == []
    assert lines(phone)["plan-egg"]["ticked"]
    assert missing(phone) == [4]
    problem(phone.post(f"{LIST}/purchases/p1/undo", json={}), 409, "already_undone")


def test_what_was_used_is_not_taken_back(phone: Phone) -> None:
    body = {"id": "p", "lines": [{"name": "Huevos"}]}
    [eggs] = phone.post(f"{LIST}/purchase", json=body).json()["items"]
    phone.post(f"/inventory/items/{eggs['id']}/consume", json={"quantity": 1})
    problem(phone.post(f"{LIST}/purchases/p/undo", json={}), 409, "purchase_touched")
    other = {"id": "p", "lines": [{"name": "Pan"}]}
    problem(phone.post(f"{LIST}/purchase", json=other), 409, "id_taken")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/purchase", {}, 409, "nothing_ticked"),
        ("POST", "/purchase", {"lines": [{"id": "nobody"}]}, 422, "unknown_line"),
        ("POST", "/items", {"items": [{"food_id": "nothing"}]}, 422, "unknown_food"),
        ("PATCH", "/items/nobody", {"ticked": True}, 404, "not_found"),
        ("DELETE", "/items/nobody", None, 404, "not_found"),
        ("GET", "/changes?since=x", None, 422, "cursor_invalid"),
        ("GET", "?from=2026-01-01&to=2026-03-01", None, 422, "range_too_long"),
    ],
)
def test_refusals(phone: Phone, method: str, path: str, body: Any, status: int, code: str) -> None:
    problem(phone.call(method, f"{LIST}{path}", json=body), status, code)


def test_other_kitchens_see_nothing(phone: Phone, stack: Addresses) -> None:
    phone.post(f"{LIST}/items", json={"items": [{"id": "mine", "name": "Jabón"}]})
    other = Phone(stack)
    other.sign_in()
    assert lines(other) == {}
    problem(other.patch(f"{LIST}/items/mine", json={"ticked": True}), 404, "not_found")
    assert phone.delete(f"{LIST}/items/mine").status_code == 204
    assert lines(phone) == {}
