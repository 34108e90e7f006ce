"""Suggestions over HTTP: read, sent back, accepted twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.client import Phone, problem

TODAY = datetime.now(UTC).date()
PATH = "/planning/suggestions"
FOODS = ("courgette", "tomato", "egg", "onion", "potato", "rice", "chickpeas", "spinach")


def stock(phone: Phone) -> None:
    day = str(TODAY + timedelta(days=1))
    items = [{"name": name, "quantity": 500, "unit": "g", "expires_on": day} for name in FOODS]
    assert phone.post("/inventory/items", json={"items": items}).status_code == 201


def planned(phone: Phone) -> dict[str, Any]:
    found = phone.get("/planning/days").json()
    return {day["date"]: day["meals"] for day in found["days"]}


def test_a_suggested_day_can_be_sent_back(phone: Phone) -> None:
    stock(phone)
    made = phone.post(PATH, json={"days": 2})
    assert made.status_code == 200, made.text
    days = made.json()["days"]
    assert [day["date"] for day in days] == [str(TODAY), str(TODAY + timedelta(days=1))]
    assert made.json()["waste_avoided"]["grams"] > 0
    assert planned(phone) == {}
    for day in days:
        answer = phone.call("PUT", f"/planning/days/{day['date']}", json=day["plan"])
        assert answer.status_code == 200, answer.text
        for meal in day["meals"]:
            [entry] = answer.json()["meals"][meal["meal"]]
            lacking = [one["food_id"] for one in entry["ingredients"] if one["missing"]]
            assert lacking == [one["food_id"] for one in meal["missing"]]
            assert entry["title"] == meal["title"]


def test_accepting_twice_plans_once(phone: Phone) -> None:
    stock(phone)
    body = {"days": 2, "meals": ["dinner"], "accept": True}
    first = phone.post(PATH, json=body).json()
    assert first["accepted"]
    there = planned(phone)
    assert len(there) == 2
    second = phone.post(PATH, json=body).json()
    assert (second["days"], second["gaps"]) == ([], [])
    assert planned(phone) == there


def test_diets_of_the_kitchen_are_kept_and_days_that_are_over_refused(phone: Phone) -> None:
    stock(phone)
    assert phone.patch("/account/profile", json={"diets": ["vegan"]}).ok
    for day in phone.post(PATH, json={"days": 3}).json()["days"]:
        for entry in day["plan"]["meals"]["lunch"] + day["plan"]["meals"]["dinner"]:
            assert "egg" not in [one["food_id"] for one in entry["ingredients"]]
    over = {"from": str(TODAY - timedelta(days=3))}
    problem(phone.post(PATH, json=over), 422, "date_over")
