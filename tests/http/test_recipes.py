"""Recipes over HTTP: proven against the stock, safe for the kitchen, pictures that arrive."""

import io
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from PIL import Image

from shared.wiring import Wiring
from tests.client import Phone, problem

STOCK = [
    {"id": "eggs", "name": "Huevos", "quantity": 6, "unit": "unit"},
    {"id": "potatoes", "name": "Patatas", "quantity": 1, "unit": "kg"},
    {"id": "onion", "name": "Cebolla", "quantity": 3, "unit": "unit"},
    {"id": "oil", "name": "Aceite de oliva", "quantity": 1, "unit": "l"},
    {"id": "spinach", "name": "Espinacas", "quantity": 300, "unit": "g"},
    {"id": "chickpeas", "name": "Garbanzos cocidos", "quantity": 400, "unit": "g"},
    {"id": "tomatoes", "name": "Tomates", "quantity": 6, "unit": "unit"},
    {"id": "milk", "name": "Leche entera", "quantity": 1, "unit": "l"},
]


def stocked(phone: Phone) -> Phone:
    answer = phone.post("/inventory/items", json={"items": STOCK})
    assert answer.status_code == 201, answer.text
    return phone


def generated(phone: Phone, **request: Any) -> dict[str, Any]:
    answer = phone.post("/recipes/generations", json=request)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def with_pictures(phone: Phone, generation_id: str) -> list[dict[str, Any]]:
    for _ in range(240):
        recipes: list[dict[str, Any]] = phone.get(f"/recipes/generations/{generation_id}").json()[
            "recipes"
        ]
        if all(recipe["image"]["status"] != "pending" for recipe in recipes):
            return recipes
        time.sleep(0.25)
    raise AssertionError([recipe["image"] for recipe in recipes])


def test_recipes_come_from_the_stock_and_their_pictures_arrive(phone: Phone) -> None:
    made = generated(stocked(phone), servings=2, count=3)
    assert (made["engine"], made["degraded"]) == ("offline", True)
    assert len(made["recipes"]) == 3
    lots = {item["id"] for item in STOCK}
    for recipe in made["recipes"]:
        assert recipe["image"]["status"] == "pending"
        assert [step["order"] for step in recipe["steps"]] == list(
            range(1, len(recipe["steps"]) + 1)
        )
        used = {lot for one in recipe["ingredients"] for lot in one["item_ids"]}
        assert used
        assert used <= lots
        for one in recipe["ingredients"]:
            assert one["quantity"] > 0
            assert one["in_stock"] is (one["missing_quantity"] == 0)
            assert one["missing_quantity"] <= one["quantity"]
    for recipe in with_pictures(phone, made["id"]):
        assert recipe["image"]["status"] == "ready"
        assert recipe["image"]["alt"]
        picture = requests.get(recipe["image"]["url"], timeout=30)
        assert picture.headers["Content-Type"] == "image/webp"
        assert Image.open(io.BytesIO(picture.content)).size == (1024, 1024)
        thumbnail = requests.get(recipe["image"]["thumbnail_url"], timeout=30)
        assert len(thumbnail.content) < len(picture.content)


def test_the_link_of_an_old_picture_is_renewed(phone: Phone, wiring: Wiring) -> None:
    made = generated(stocked(phone), count=1)
    [recipe] = with_pictures(phone, made["id"])
    kitchen = phone.get("/account/kitchen").json()["id"]
    document = wiring.firestore.document("kitchens", kitchen, "recipes", recipe["id"])
    ended = datetime.now(UTC) - timedelta(days=1)
    document.update({"image.url": "http://gone", "image.url_expires_at": ended})
    readings = [
        phone.get(f"/recipes/{recipe['id']}").json(),
        phone.get("/recipes").json()["items"][0],
        phone.get(f"/recipes/generations/{made['id']}").json()["recipes"][0],
    ]
    for reading in readings:
        ends = datetime.fromisoformat(reading["image"]["url_expires_at"])
        assert ends > datetime.now(UTC) + timedelta(hours=10)
        assert requests.get(reading["image"]["url"], timeout=30).status_code == 200
    assert document.get().get("image.url") == "http://gone"


def test_a_recipe_answers_the_contract(phone: Phone) -> None:
    [recipe] = generated(stocked(phone), count=1)["recipes"]
    contract = {
        "id",
        "title",
        "summary",
        "servings",
        "minutes",
        "difficulty",
        "meal",
        "cuisine",
        "ingredients",
        "steps",
        "nutrition_per_serving",
        "allergens",
        "uses_expiring",
        "impact",
        "image",
        "source",
        "favorite",
    }
    assert contract <= set(recipe)
    ingredient = {
        "name",
        "food_id",
        "quantity",
        "unit",
        "in_stock",
        "item_ids",
        "uses",
        "missing_quantity",
    }
    assert ingredient <= set(recipe["ingredients"][0])
    read = phone.get(f"/recipes/{recipe['id']}")
    assert read.json()["title"] == recipe["title"]
    assert read.headers["ETag"]
    assert [one["id"] for one in phone.get("/recipes").json()["items"]] == [recipe["id"]]
    assert phone.delete(f"/recipes/{recipe['id']}").status_code == 204
    problem(phone.get(f"/recipes/{recipe['id']}"), 404, "not_found")


def test_an_allergy_of_the_kitchen_is_kept(phone: Phone) -> None:
    stocked(phone)
    profile = phone.patch("/account/profile", json={"allergies": ["egg", "leche", "kiwi"]})
    assert profile.status_code == 200, profile.text
    assert set(profile.json()["allergies"]) == {"egg", "milk", "kiwi"}
    for recipe in generated(phone, count=5)["recipes"]:
        assert {"egg", "milk"}.isdisjoint(recipe["allergens"])
        foods = {one["food_id"] for one in recipe["ingredients"]}
        assert foods.isdisjoint({"egg", "whole_milk", "kiwi"})


def test_diets_and_exclusions_are_kept(phone: Phone) -> None:
    made = generated(stocked(phone), count=5, diets=["vegan"], exclude=["Garbanzos cocidos"])
    assert made["recipes"]
    for recipe in made["recipes"]:
        foods = {one["food_id"] for one in recipe["ingredients"]}
        assert foods.isdisjoint({"egg", "whole_milk", "cooked_chickpeas"})


def test_typed_ingredients_need_no_inventory(phone: Phone) -> None:
    made = generated(
        phone,
        source="ingredients",
        ingredients=["huevos", {"name": "patatas", "quantity": 800, "unit": "g"}, "cebolla"],
        count=2,
    )
    assert made["recipes"]
    for recipe in made["recipes"]:
        assert all(one["item_ids"] == [] for one in recipe["ingredients"])
        assert any(one["in_stock"] for one in recipe["ingredients"])


def test_both_languages(phone: Phone) -> None:
    spanish = generated(stocked(phone), count=2, language="es")["recipes"]
    english = generated(phone, count=2, language="en")["recipes"]
    assert {one["title"] for one in spanish}.isdisjoint(one["title"] for one in english)


def test_an_empty_kitchen_still_gets_ideas(phone: Phone) -> None:
    for recipe in generated(phone, count=3)["recipes"]:
        assert not any(one["item_ids"] for one in recipe["ingredients"])


def test_the_same_id_generates_once(phone: Phone) -> None:
    first = generated(stocked(phone), id="mine", count=2)
    again = generated(phone, id="mine", count=2)
    assert [r["id"] for r in again["recipes"]] == [r["id"] for r in first["recipes"]]
    answer = phone.post("/recipes/generations", json={"id": "mine", "count": 3})
    problem(answer, 409, "id_taken")
    assert len(phone.get("/recipes").json()["items"]) == 2


@pytest.mark.parametrize(
    ("request_body", "field"),
    [
        ({"servings": 0}, "servings"),
        ({"servings": 13}, "servings"),
        ({"count": 6}, "count"),
        ({"count": 0}, "count"),
        ({"meal": "brunch"}, "meal"),
        ({"max_minutes": -5}, "max_minutes"),
        ({"diets": ["air"]}, "diets"),
        ({"language": "fr"}, "language"),
        ({"source": "thin air"}, "source"),
        ({"nope": 1}, "nope"),
        ({"ingredients": [{"name": "x", "quantity": -1, "unit": "g"}]}, "ingredients"),
        ({"exclude": ["x"] * 41}, "exclude"),
    ],
    ids=str,
)
def test_bad_requests(phone: Phone, request_body: dict[str, Any], field: str) -> None:
    answer = phone.post("/recipes/generations", json=request_body)
    document = problem(answer, 422, "validation_failed")
    assert document["errors"][0]["field"].startswith(field)


def test_no_ingredients_where_they_are_the_source(phone: Phone) -> None:
    answer = phone.post("/recipes/generations", json={"source": "ingredients"})
    problem(answer, 422, "no_ingredients")


@pytest.mark.parametrize("path", ["/recipes/nothing", "/recipes/generations/nothing"])
def test_missing_recipes(phone: Phone, path: str) -> None:
    problem(phone.get(path), 404, "not_found")


def test_another_kitchens_recipes_are_not_there(phone: Phone, stranger: Phone) -> None:
    made = generated(stocked(phone), count=1)
    problem(stranger.get(f"/recipes/generations/{made['id']}"), 404, "not_found")
    [recipe] = made["recipes"]
    problem(stranger.get(f"/recipes/{recipe['id']}"), 404, "not_found")
    problem(stranger.delete(f"/recipes/{recipe['id']}"), 404, "not_found")


def test_an_allergy_nobody_understands_is_not_swallowed(phone: Phone) -> None:
    answer = phone.patch("/account/profile", json={"allergies": ["milk", "polvo lunar"]})
    document = problem(answer, 422, "unknown_allergy")
    assert document["errors"][0]["field"] == "allergies.1"
    assert phone.get("/account/profile").json()["allergies"] == []
