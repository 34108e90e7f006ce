"""Cooking over HTTP: own and catalog recipes, once under a key, whatever dies."""

import json
import signal
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from shared.config import Settings
from shared.domain.idempotency import LEASE
from tests.client import Phone, problem
from tests.http.crash import later, send

ROOT = Path(__file__).parents[2]


# What the catalog's banana smoothie takes for its two servings, and more.
STOCK = [
    {"id": "bananas", "name": "Plátano", "quantity": 5, "unit": "unit"},
    {"id": "milk", "name": "Leche entera", "quantity": 2, "unit": "l"},
    {"id": "oats", "name": "Copos de avena", "quantity": 500, "unit": "g"},
]


@pytest.fixture
def recipe(phone: Phone) -> dict[str, Any]:
    """A generated recipe whose whole stock is there."""
    answer = phone.post("/inventory/items", json={"items": STOCK})
    assert answer.status_code == 201, answer.text
    made = phone.post("/recipes/generations", json={"servings": 2, "count": 1}).json()
    return dict(made["recipes"][0])


def quantities(phone: Phone) -> dict[str, float]:
    return {one["id"]: one["quantity"] for one in phone.get("/inventory/items").json()["items"]}


def test_cooking_and_taking_it_back(phone: Phone, recipe: dict[str, Any]) -> None:
    before = quantities(phone)
    path = f"/recipes/{recipe['id']}/cook"
    cooked = phone.post(path, json={"servings": 2, "partial": True}).json()
    assert set(cooked) == {"movements", "short", "impact", "meal"}
    assert {(one["recipe_id"], one["servings"]) for one in cooked["movements"]} == {
        (recipe["id"], 2)
    }
    assert cooked["impact"]["co2e_kg"] > 0
    assert quantities(phone) != before
    undone = phone.post(f"/inventory/movements/{cooked['movements'][0]['id']}/undo", json={})
    assert undone.status_code == 200, undone.text
    assert quantities(phone) == before


def test_what_is_short_is_in_the_problem(phone: Phone) -> None:
    answer = phone.post("/recipes/carbonara/cook", json={"servings": 2})
    document = problem(answer, 409, "short_of_ingredients")
    assert all(set(one) >= {"name", "food_id", "needed", "available"} for one in document["short"])
    assert {one["available"] for one in document["short"]} == {0}
    assert document["short"][0]["name"] in document["detail"]


def test_a_recipe_of_the_catalog_is_cooked(phone: Phone, recipe: dict[str, Any]) -> None:
    answer = phone.post("/recipes/banana_smoothie/cook", json={"servings": 1, "partial": True})
    assert answer.status_code == 200, answer.text
    taken = {one["item_id"] for one in answer.json()["movements"]}
    assert "bananas" in taken


@pytest.mark.parametrize("body", [{}, {"servings": 0}, {"servings": 51}, {"servings": 2, "x": 1}])
def test_bad_bodies(phone: Phone, body: dict[str, Any]) -> None:
    problem(phone.post("/recipes/carbonara/cook", json=body), 422, "validation_failed")


def test_foreign_recipes_are_not_cooked(
    phone: Phone, stranger: Phone, recipe: dict[str, Any]
) -> None:
    for path in (recipe["id"], "none"):
        answer = stranger.post(f"/recipes/{path}/cook", json={"servings": 1, "partial": True})
        problem(answer, 404, "not_found")


def test_one_key_cooks_once_however_often_it_is_sent(phone: Phone, recipe: dict[str, Any]) -> None:
    path, body = "/recipes/banana_smoothie/cook", {"servings": 1, "partial": True}
    key = {"Idempotency-Key": uuid.uuid4().hex}
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda _: phone.post(path, json=body, headers=key), range(5)))
    first = phone.post(path, json=body, headers=key)
    assert first.status_code == 200, first.text
    listed = phone.get("/inventory/movements").json()["items"]
    assert sorted(one["id"] for one in listed) == sorted(
        one["id"] for one in first.json()["movements"]
    )


@pytest.mark.parametrize("point", ["start", "end"])
def test_a_process_killed_midway_cooks_once(
    phone: Phone, recipe: dict[str, Any], settings: Settings, point: str
) -> None:
    session = str(phone.sign_in(phone.sign_up())["session_id"])
    assert phone.post("/inventory/items", json={"items": STOCK}).status_code == 201
    key, path = uuid.uuid4().hex, "/banana_smoothie/cook"
    body = json.dumps({"servings": 2, "partial": True})
    command = [sys.executable, "-m", "tests.http.crash", point, "recipes", path, session, key, body]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    taken = phone.get("/inventory/movements").json()["items"]
    assert bool(taken) is (point == "end")
    answer = send(later(settings, LEASE), "recipes", path, session, key, body.encode())
    assert answer.status_code == 200, answer.get_data(as_text=True)
    listed = phone.get("/inventory/movements").json()["items"]
    assert sorted(one["id"] for one in listed) == sorted(
        one["id"] for one in answer.get_json()["movements"]
    )
    assert not taken or taken == listed


def test_a_recipe_planned_for_today_is_cooked_as_that_meal(phone: Phone) -> None:
    flour = {"id": "rye", "name": "Arroz", "quantity": 300, "unit": "g"}
    assert phone.post("/inventory/items", json={"items": [flour]}).status_code == 201
    lines = [{"name": "arroz", "quantity": 300, "unit": "g"}]
    new = {"id": "mine", "title": "Arroz blanco", "servings": 2, "minutes": 20, "meal": "lunch"}
    steps = [{"text": "Cuece el arroz."}]
    written = phone.post("/recipes", json=new | {"ingredients": lines, "steps": steps})
    assert written.status_code == 201, written.text
    today = phone.get("/inventory/items").json()["items"][0]["added_at"][:10]
    meal = {"id": "e1", "recipe_id": "mine"}
    planned = phone.call("PUT", f"/planning/days/{today}", json={"meals": {"lunch": [meal]}})
    assert planned.status_code == 200, planned.text
    beside = {"servings": 2, "planned": False}
    problem(phone.post("/recipes/mine/cook", json=beside), 409, "short_of_ingredients")
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    first, second = (
        phone.post("/recipes/mine/cook", json={"servings": 2}, headers=headers) for _ in range(2)
    )
    assert first.json()["meal"] == {"date": today, "entry_id": "e1"}
    assert second.json() == first.json()
    day = phone.get(f"/planning/days/{today}").json()
    assert day["meals"]["lunch"][0]["cooked_at"] is not None
    assert quantities(phone) == {}
