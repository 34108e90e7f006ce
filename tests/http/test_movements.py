"""Movements over HTTP: consume, discard, open, freeze, thaw and undo."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.client import Phone, problem

MILK = {"id": "milk", "name": "Leche entera", "quantity": 1.5, "unit": "l"}


@pytest.fixture
def milk(phone: Phone) -> dict[str, Any]:
    return add(phone)


def add(phone: Phone, **item: Any) -> dict[str, Any]:
    answer = phone.post("/inventory/items", json={"items": [MILK | item]})
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["items"][0])


def done(phone: Phone, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = phone.post(f"/inventory/{path}", json=body or {})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_consuming_answers_the_contract(phone: Phone, milk: dict[str, Any]) -> None:
    answer = done(phone, "items/milk/consume", {"quantity": 250, "unit": "ml"})
    assert set(answer) == {"item", "movement"}
    assert answer["item"]["quantity"] == 1.25
    movement = answer["movement"]
    assert (movement["kind"], movement["quantity"], movement["unit"]) == ("consume", 0.25, "l")
    assert phone.get("/inventory/movements").json()["items"] == [movement]


def test_using_up_and_taking_it_back(phone: Phone, milk: dict[str, Any]) -> None:
    answer = done(phone, "items/milk/discard", {"reason": "spoiled"})
    assert answer["item"] is None
    assert answer["movement"]["reason"] == "spoiled"
    problem(phone.get("/inventory/items/milk"), 404, "not_found")
    problem(phone.post("/inventory/items/milk/open", json={}), 404, "not_found")
    path = f"movements/{answer['movement']['id']}/undo"
    back = done(phone, path)
    assert back["movements"][0]["undoes"] == answer["movement"]["id"]
    same = {"updated_at"}
    restored = phone.get("/inventory/items/milk").json()
    assert {k: v for k, v in restored.items() if k not in same} == {
        k: v for k, v in milk.items() if k not in same
    }
    problem(phone.post(f"/inventory/{path}", json={}), 409, "already_undone")
    listed = phone.get("/inventory/movements?kind=discard").json()["items"]
    assert [one["undone"] for one in listed] == [True]


def test_more_than_there_is(phone: Phone, milk: dict[str, Any]) -> None:
    answer = phone.post("/inventory/items/milk/consume", json={"quantity": 2})
    assert problem(answer, 409, "not_enough")["detail"] == "Quedan 1.5 l."
    answer = phone.post("/inventory/items/milk/consume", json={"quantity": 9, "unit": "cup"})
    assert "6.25 cup" in problem(answer, 409, "not_enough")["detail"]


def test_a_unit_nothing_leads_to(phone: Phone) -> None:
    add(phone, name="Salsa de la abuela Pepa")
    answer = phone.post("/inventory/items/milk/consume", json={"quantity": 1, "unit": "g"})
    assert "density" in problem(answer, 422, "cannot_convert")["detail"]


@pytest.mark.parametrize(("rough", "left"), [("some", 1.125), ("half", 0.75)])
def test_rough_amounts(phone: Phone, milk: dict[str, Any], rough: str, left: float) -> None:
    assert done(phone, "items/milk/consume", {"rough": rough})["item"]["quantity"] == left


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("items/milk/consume", {}),
        ("items/milk/consume", {"quantity": 1, "rough": "half"}),
        ("items/milk/consume", {"quantity": 0}),
        ("items/milk/consume", {"quantity": -1}),
        ("items/milk/consume", {"rough": "lots"}),
        ("items/milk/consume", {"rough": "half", "unit": "g"}),
        ("items/milk/consume", {"quantity": 1, "reason": "expired"}),
        ("items/milk/discard", {}),
        ("items/milk/discard", {"reason": "boring"}),
        ("consume", {"quantity": 1, "unit": "l"}),
        ("consume", {"food_id": "whole_milk", "name": "leche", "quantity": 1, "unit": "l"}),
        ("consume", {"food_id": "whole_milk", "quantity": 1}),
    ],
    ids=str,
)
def test_bad_bodies(phone: Phone, milk: dict[str, Any], path: str, body: dict[str, Any]) -> None:
    problem(phone.post(f"/inventory/{path}", json=body), 422, "validation_failed")
    assert phone.get("/inventory/movements").json()["items"] == []


def test_freezing_and_thawing(phone: Phone, milk: dict[str, Any]) -> None:
    today = datetime.now(UTC).date()
    frozen = done(phone, "items/milk/freeze")
    assert frozen["item"]["storage"] == "freezer"
    assert frozen["item"]["expires_on"] == str(today + timedelta(days=90))
    assert frozen["movement"]["before"]["expires_on"] == milk["expires_on"]
    problem(phone.post("/inventory/items/milk/freeze", json={}), 409, "already_frozen")
    thawed = done(phone, "items/milk/thaw")
    assert thawed["item"]["expires_on"] == str(today + timedelta(days=3))
    problem(phone.post("/inventory/items/milk/freeze", json={}), 409, "thawed_before")
    path = f"/inventory/movements/{frozen['movement']['id']}/undo"
    problem(phone.post(path, json={}), 409, "cannot_undo")


def test_an_expired_use_by_is_not_frozen_back(phone: Phone) -> None:
    past = str(datetime.now(UTC).date() - timedelta(days=1))
    add(phone, name="Pollo", unit="kg", date_kind="use_by", expires_on=past)
    problem(phone.post("/inventory/items/milk/freeze", json={}), 409, "past_use_by")


def test_if_match(phone: Phone, milk: dict[str, Any]) -> None:
    tag = phone.get("/inventory/items/milk").headers["ETag"]
    path, half = "/inventory/items/milk/consume", {"rough": "half"}
    first = phone.post(path, json=half, headers={"If-Match": tag})
    assert first.headers["ETag"] != tag
    problem(phone.post(path, json=half, headers={"If-Match": tag}), 412, "version_mismatch")
    assert phone.post(path, json=half, headers={"If-Match": first.headers["ETag"]}).ok


def test_a_food_across_items(phone: Phone, milk: dict[str, Any]) -> None:
    add(phone, id="second", expires_on=str(datetime.now(UTC).date()))
    body = {"name": "leche", "quantity": 2, "unit": "l"}
    answer = done(phone, "consume", body)
    assert [one["item_id"] for one in answer["movements"]] == ["second", "milk"]
    assert [one["quantity"] for one in answer["items"]] == [1.0]
    problem(phone.post("/inventory/consume", json=body), 409, "not_enough")
    done(phone, f"movements/{answer['movements'][0]['id']}/undo")
    assert len(phone.get("/inventory/items").json()["items"]) == 2
    refusal = phone.post("/inventory/consume", json=body | {"name": "grog"})
    problem(refusal, 422, "unknown_food")


def test_a_key_takes_once(phone: Phone, milk: dict[str, Any]) -> None:
    for _ in range(3):
        answer = phone.post(
            "/inventory/items/milk/consume",
            json={"quantity": 0.5},
            headers={"Idempotency-Key": "supper"},
        )
        assert answer.json()["item"]["quantity"] == 1.0


def test_foreign_ids_are_not_found(phone: Phone, stranger: Phone, milk: dict[str, Any]) -> None:
    movement = done(phone, "items/milk/consume", {"rough": "half"})["movement"]["id"]
    for path in ("items/milk/consume", "items/none/consume"):
        problem(stranger.post(f"/inventory/{path}", json={"rough": "all"}), 404, "not_found")
    for path in (movement, "none"):
        problem(stranger.post(f"/inventory/movements/{path}/undo", json={}), 404, "not_found")
    assert stranger.get("/inventory/movements").json()["items"] == []


def test_summary_and_waste(phone: Phone) -> None:
    add(phone, price=3, currency="EUR")
    add(phone, id="b", storage="freezer")
    done(phone, "items/milk/discard", {"quantity": 0.5, "reason": "spoiled"})
    summary = phone.get("/inventory/summary").json()
    assert summary["items"] == 2
    assert summary["by_storage"] == {"fridge": 1, "freezer": 1}
    assert summary["value"] == {"EUR": 2.0}
    waste = phone.get("/inventory/waste").json()
    assert waste["total"]["value"] == {"EUR": 1.0}
    assert waste["by_reason"]["spoiled"]["times"] == 1
    assert waste["by_food"][0]["food_id"] == "whole_milk"
    month = waste["months"][0]["month"]
    assert phone.get(f"/inventory/waste?from={month}&to={month}").json() == waste
    assert phone.get("/inventory/waste?from=2020-01&to=2020-02").json()["months"] == []
    problem(phone.get("/inventory/waste?from=2020"), 422, "validation_failed")
