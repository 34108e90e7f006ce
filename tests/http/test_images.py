"""The image library over HTTP: hostile photos, other kitchens, and links that stop."""

import io
from typing import Any

import pytest
import requests
from PIL import Image

from shared.wiring import Wiring
from tests import hostile
from tests.client import SECONDS, Phone, problem
from tests.http.test_hostile_uploads import CHOSEN, refused


def send(phone: Phone, data: bytes, **fields: str) -> requests.Response:
    files = {"images": ("a.jpg", data, "image/jpeg")}
    return phone.post("/images", data=fields, files=files)


def photo(width: int = 800, height: int = 600) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "somebody's kitchen"
    Image.new("RGB", (width, height), 90).save(out, "JPEG", exif=exif)
    return out.getvalue()


def stored(phone: Phone, **fields: str) -> dict[str, Any]:
    answer = send(phone, photo(), **({"name_es": "Croquetas de jamón"} | fields))
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def objects(phone: Phone, wiring: Wiring) -> list[str]:
    kitchen = phone.get("/account/kitchen").json()["id"]
    return list(wiring.media.names(f"kitchens/{kitchen}/images/"))


def test_a_photo_is_kept_in_two_sizes_and_found_again(phone: Phone, wiring: Wiring) -> None:
    picture = stored(phone, name_en="Ham croquettes")
    assert (picture["origin"], picture["names"]) == (
        "library",
        {"es": "Croquetas de jamón", "en": "Ham croquettes"},
    )
    for link, side in ((picture["url"], 600), (picture["thumbnail_url"], 320)):
        data = requests.get(link, timeout=SECONDS).content
        assert Image.open(io.BytesIO(data)).size == (side, side)
        assert b"somebody" not in data
    for text in ("croketas de jamon", "ham croquette"):
        [found] = phone.get("/images/search", params={"q": text}).json()["items"]
        assert found["id"] == picture["id"]
    [listed] = phone.get("/images").json()["items"]
    assert listed["id"] == picture["id"]
    assert len(objects(phone, wiring)) == 2


def test_an_item_shows_it_until_it_is_deleted(phone: Phone, wiring: Wiring) -> None:
    picture = stored(phone)
    item = {"id": "milk", "name": "Leche", "quantity": 1, "unit": "l"}
    phone.post("/inventory/items", json={"items": [item]})
    answer = phone.call(
        "PUT", "/images/assignments", json={"image_id": picture["id"], "item_id": "milk"}
    )
    assert answer.status_code == 200, answer.text
    address = phone.get("/inventory/items/milk").json()["image_url"]
    assert answer.json()["item"]["image_url"] == address
    path = address.removeprefix("/api/v1")
    opened = phone.get(path, allow_redirects=False)
    assert opened.status_code == 302
    link = opened.headers["Location"]
    assert requests.get(link, timeout=SECONDS).status_code == 200
    assert phone.delete(f"/images/{picture['id']}").status_code == 204
    assert requests.get(link, timeout=SECONDS).status_code == 404
    problem(phone.get(path), 404, "not_found")
    problem(phone.delete(f"/images/{picture['id']}"), 404, "not_found")
    assert objects(phone, wiring) == []


def test_the_same_upload_twice_is_one_picture(phone: Phone) -> None:
    first, again = (stored(phone, id="p1") for _ in range(2))
    assert first["id"] == again["id"] == "p1"
    assert len(phone.get("/images").json()["items"]) == 1
    problem(send(phone, photo(), id="p1", name_es="Otra"), 409, "id_taken")


def test_another_kitchen_sees_nothing_of_it(phone: Phone, stranger: Phone) -> None:
    picture = stored(phone)["id"]
    item = {"id": "theirs", "name": "Leche", "quantity": 1, "unit": "l"}
    stranger.post("/inventory/items", json={"items": [item]})
    assert stranger.get("/images").json()["items"] == []
    found = stranger.get("/images/search", params={"q": "croquetas de jamón"}).json()["items"]
    assert [one for one in found if one["origin"] == "library"] == []
    body = {"image_id": picture, "item_id": "theirs"}
    problem(stranger.call("PUT", "/images/assignments", json=body), 404, "not_found")
    problem(stranger.get(f"/images/{picture}/picture"), 404, "not_found")
    problem(stranger.delete(f"/images/{picture}"), 404, "not_found")


def test_it_is_in_the_export_and_goes_with_the_account(phone: Phone, wiring: Wiring) -> None:
    link = stored(phone)["url"]
    exported = phone.get("/account/export").text
    assert "Croquetas de jamón" in exported
    kitchen = phone.get("/account/kitchen").json()["id"]
    assert phone.delete("/account").status_code < 300
    assert requests.get(link, timeout=SECONDS).status_code == 404
    assert list(wiring.media.names(f"kitchens/{kitchen}/")) == []
    assert wiring.library(kitchen).page(1, None).items == []


@pytest.mark.parametrize("name", CHOSEN)
def test_hostile_photos_are_refused_and_leave_nothing(
    phone: Phone, wiring: Wiring, name: str
) -> None:
    make, expected = hostile.FILES[name]
    answer = send(phone, make(), name_es="Croquetas")
    if expected == hostile.CLEAN:
        assert answer.status_code == 201, answer.text
        assert len(objects(phone, wiring)) == 2
        return
    assert refused(answer) == expected
    assert objects(phone, wiring) == []


@pytest.mark.parametrize(
    "body",
    [
        {"image_id": "a"},
        {"image_id": "a", "item_id": "b", "recipe_id": "c"},
        {"image_id": "../a", "item_id": "b"},
        {"item_id": "b"},
    ],
    ids=str,
)
def test_senseless_assignments_are_refused(phone: Phone, body: dict[str, str]) -> None:
    problem(phone.call("PUT", "/images/assignments", json=body), 422, "validation_failed")


def test_a_photo_needs_a_name_and_a_search_a_text(phone: Phone) -> None:
    problem(send(phone, photo()), 422, "validation_failed")
    problem(phone.get("/images/search"), 422, "validation_failed")
    problem(phone.get("/images/search", params={"q": " "}), 422, "validation_failed")


def test_a_recipe_shows_it_until_it_is_deleted(phone: Phone) -> None:
    picture = stored(phone, name_es="Arroz de la casa")
    recipe = {"title": "Arroz de la casa", "ingredients": ["100 g de arroz"]}
    made = phone.post("/recipes", json=recipe).json()
    chosen = {"image_id": picture["id"], "recipe_id": made["id"]}
    assert phone.call("PUT", "/images/assignments", json=chosen).status_code == 200
    shown = phone.get(f"/recipes/{made['id']}").json()["image"]
    assert (shown["status"], shown["id"]) == ("ready", picture["id"])
    assert phone.delete(f"/images/{picture['id']}").status_code == 204
    for image in (
        phone.get(f"/recipes/{made['id']}").json()["image"],
        phone.get("/recipes").json()["items"][0]["image"],
    ):
        assert (image["status"], image["url"], image["id"]) == ("failed", None, None)
