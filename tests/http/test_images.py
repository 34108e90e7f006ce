"""The image library over HTTP: hostile photos, other kitchens, and links that stop."""

import io
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from google.cloud.firestore import FieldFilter
from PIL import Image

from shared.domain.job import JobKind
from shared.domain.picture import shared_names
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


def asked_for(phone: Phone, food_id: str) -> dict[str, Any]:
    """The food's picture once it is drawn."""
    answer = phone.post(f"/images/foods/{food_id}/picture")
    assert answer.status_code in (200, 202), answer.text
    for _ in range(240):
        read: dict[str, Any] = phone.get(f"/images/foods/{food_id}/picture").json()
        if read["state"] == "ready":
            return read
        assert read["state"] == "drawing", read
        time.sleep(0.25)
    raise AssertionError(read)


def test_the_picture_of_a_food_is_drawn_once_for_every_kitchen(
    phone: Phone, stranger: Phone, wiring: Wiring
) -> None:
    path = "/images/foods/quince/picture"
    assert phone.get(path).json() == {
        "food_id": "quince",
        "state": "none",
        "reason": None,
        "picture": None,
    }
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda n: (phone, stranger)[n % 2].post(path), range(12)))
    assert {one.status_code for one in asked} <= {200, 202}
    drawn = asked_for(phone, "quince")
    assert drawn["picture"]["names"] == {"es": "membrillo", "en": "quince"}
    assert stranger.post(path).status_code == 200
    shared = asked_for(stranger, "quince")["picture"]
    assert shared["id"] == drawn["picture"]["id"]
    jobs = wiring.firestore.collection("jobs").where(
        filter=FieldFilter("kind", "==", JobKind.FOOD_IMAGE.value)
    )
    [job] = [one.to_dict() or {} for one in jobs.get() if one.get("subject_id") == "quince"]
    assert (job["round"], job["attempts"]) == (0, 1)
    for one in (phone, stranger):
        assert one.get("/account/kitchen").json()["id"] not in repr(job)
    assert set(wiring.media.names(f"shared/pictures/{shared['id']}/")) == set(
        shared_names(shared["id"])
    )


def test_the_picture_of_a_food_is_found_and_shown_with_an_item(phone: Phone) -> None:
    picture = asked_for(phone, "quince")["picture"]
    for text in ("membrillo", "menbrillo", "quince", "quinces"):
        found = phone.get("/images/search", params={"q": text}).json()["items"]
        assert [one["id"] for one in found][:1] == [picture["id"]], text
        assert found[0]["origin"] == "shared"
    item = {"id": "fruit", "name": "Membrillo", "quantity": 1, "unit": "unit"}
    phone.post("/inventory/items", json={"items": [item]})
    body = {"image_id": picture["id"], "item_id": "fruit"}
    assert phone.call("PUT", "/images/assignments", json=body).status_code == 200
    address = phone.get("/inventory/items/fruit").json()["image_url"].removeprefix("/api/v1")
    opened = phone.get(address, allow_redirects=False)
    assert opened.status_code == 302
    for link, side in ((opened.headers["Location"], 1024), (picture["thumbnail_url"], 320)):
        image = requests.get(link, timeout=SECONDS)
        assert [name for name in image.headers if name.lower().startswith("x-goog-meta")] == []
        assert Image.open(io.BytesIO(image.content)).size == (side, side)
    problem(phone.delete(f"/images/{picture['id']}"), 404, "not_found")


def test_a_recipe_shows_a_picture_that_everybody_shares(phone: Phone) -> None:
    picture = asked_for(phone, "quince")["picture"]
    made = phone.post("/recipes", json={"title": "Mi fruta", "ingredients": ["1 membrillo"]}).json()
    chosen = {"image_id": picture["id"], "recipe_id": made["id"]}
    answer = phone.call("PUT", "/images/assignments", json=chosen)
    assert answer.status_code == 200, answer.text
    shown = phone.get(f"/recipes/{made['id']}").json()["image"]
    assert (shown["status"], shown["origin"], shown["id"]) == ("ready", "shared", picture["id"])
    assert requests.get(shown["url"], timeout=SECONDS).status_code == 200


def test_a_food_nobody_knows_has_no_picture(phone: Phone) -> None:
    for answer in (
        phone.get("/images/foods/unicorn/picture"),
        phone.post("/images/foods/unicorn/picture"),
    ):
        problem(answer, 404, "not_found")
