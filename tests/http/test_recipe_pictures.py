"""Another picture of a recipe over HTTP, and what becomes of pictures that nobody needs."""

import time
from typing import Any

import requests

from tests.client import SECONDS, Phone, problem
from tests.http.test_recipes import generated, stocked, with_pictures

PATIENCE = 240


def drawn(phone: Phone) -> dict[str, Any]:
    made = generated(stocked(phone), count=1)
    [recipe] = with_pictures(phone, made["id"])
    assert recipe["image"]["status"] == "ready"
    return recipe


def settled(phone: Phone, recipe_id: str) -> dict[str, Any]:
    for _ in range(PATIENCE):
        image: dict[str, Any] = phone.get(f"/recipes/{recipe_id}").json()["image"]
        if image["status"] != "pending":
            return image
        time.sleep(0.25)
    raise AssertionError(image)


def gone(url: str) -> bool:
    for _ in range(PATIENCE):
        if requests.get(url, timeout=SECONDS).status_code == 404:
            return True
        time.sleep(0.25)
    return False


def test_a_new_picture_takes_the_place_of_the_old_one(phone: Phone, stranger: Phone) -> None:
    recipe = drawn(phone)
    path = f"/recipes/{recipe['id']}/image"
    problem(stranger.post(path), 404, "not_found")
    key = {"Idempotency-Key": "redraw-1"}
    first = phone.post(path, headers=key)
    assert first.status_code == 202, first.text
    assert first.json()["status"] == "pending"
    assert first.json()["url"] == recipe["image"]["url"]
    repeated = phone.post(path, headers=key)
    assert (repeated.status_code, repeated.json()) == (202, first.json())
    image = settled(phone, recipe["id"])
    assert (image["status"], image["origin"], image["degraded"]) == ("ready", "own", True)
    assert image["id"] != recipe["image"]["id"]
    assert set(image["alt_texts"]) == {"es", "en"}
    again = phone.post(path)
    assert again.status_code == 202
    third = settled(phone, recipe["id"])
    assert third["id"] != image["id"]
    assert gone(image["url"])
    assert requests.get(third["url"], timeout=SECONDS).status_code == 200
    phone.delete(f"/recipes/{recipe['id']}")
    assert gone(third["url"])
    assert gone(third["thumbnail_url"])


def assert_in_the_catalog(recipe: dict[str, Any], nobody: Phone) -> None:
    found = nobody.get("/recipes/catalog", params={"q": recipe["title"], "language": "es"}).json()
    card = next(one for one in found["items"] if one["title"] == recipe["title"])
    page = nobody.get(f"/recipes/catalog/{card['id']}?language=es").json()
    for image in (card["image"], page["image"]):
        assert (image["status"], image["id"]) == ("ready", recipe["image"]["id"])
        assert requests.get(image["thumbnail_url"], timeout=SECONDS).status_code == 200


def test_two_kitchens_with_the_same_dish_see_the_same_picture(
    phone: Phone, stranger: Phone
) -> None:
    mine, theirs = drawn(phone), drawn(stranger)
    assert mine["title"] == theirs["title"]
    assert mine["image"]["origin"] == theirs["image"]["origin"] == "shared"
    assert mine["image"]["id"] == theirs["image"]["id"]
    assert_in_the_catalog(mine, Phone(phone.stack))
    stranger.delete(f"/recipes/{theirs['id']}")
    assert stranger.delete("/account").status_code in (200, 202, 204)
    assert requests.get(mine["image"]["url"], timeout=SECONDS).status_code == 200
