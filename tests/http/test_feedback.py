"""Corrections over HTTP: stored, learned for this kitchen, unknown to every other."""

import pytest

from tests.client import Phone, problem
from tests.http.test_recognition import RECEIPT, send


def test_a_correction_is_used_next_time_and_here_alone(phone: Phone, stranger: Phone) -> None:
    photo = RECEIPT.read_bytes()
    seen = send(phone, photo, kind="receipt").json()
    told = {"items": [{"index": 0, "food_id": "mango"}, {"index": 1}], "comment": "casi"}
    answer = phone.post(f"/recognition/{seen['id']}/feedback", json=told)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "id": seen["id"],
        "right": 1,
        "wrong": 1,
        "missing": 0,
        "learned": 1,
    }
    again = send(phone, photo, kind="receipt").json()["items"][0]
    assert (again["food_id"], again["remembered"], again["confidence"]) == ("mango", True, 0.95)
    [elsewhere, *_] = send(stranger, photo, kind="receipt").json()["items"]
    assert (elsewhere["food_id"], elsewhere["remembered"]) == (seen["items"][0]["food_id"], False)
    problem(stranger.post(f"/recognition/{seen['id']}/feedback", json=told), 404, "not_found")


def test_what_is_corrected_on_the_way_into_the_inventory_is_learned(phone: Phone) -> None:
    photo = RECEIPT.read_bytes()
    seen = send(phone, photo, kind="receipt").json()
    body = {"recognition_id": seen["id"], "items": [{"index": 0, "name": "Mango"}]}
    assert phone.post("/inventory/from-recognition", json=body).status_code == 201
    again = send(phone, photo, kind="receipt").json()["items"][0]
    assert (again["food_id"], again["remembered"]) == ("mango", True)


@pytest.mark.parametrize(
    ("items", "field"),
    [([{"index": 999}], "items.0.index"), ([{"index": 0, "food_id": "none"}], "items.0.food_id")],
)
def test_feedback_about_nothing(phone: Phone, items: list[object], field: str) -> None:
    seen = send(phone, RECEIPT.read_bytes()).json()
    answer = phone.post(f"/recognition/{seen['id']}/feedback", json={"items": items})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field
