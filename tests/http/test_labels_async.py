"""Labels over HTTP in the background: accepted at once, read by the worker, tried again."""

import io
import time
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from shared.domain.labels.unread import unread_of
from shared.wiring import Wiring
from tests.client import Phone, problem
from tests.http.test_recognition import encoded

BLANK = encoded(Image.new("RGB", (60, 60), "white"), "PNG")
PHOTOS = Path(__file__).parents[1] / "labels" / "photos" / "images"
LABEL = (PHOTOS / "biscuit.jpg").read_bytes()
ASYNC = {"Prefer": "respond-async"}


def send(phone: Phone, *photos: bytes, **arguments: Any) -> requests.Response:
    files = [("image", (f"{n}.jpg", io.BytesIO(one))) for n, one in enumerate(photos)]
    return phone.post("/labels/analyses", files=files, **arguments)


def over(phone: Phone, analysis_id: str) -> dict[str, Any]:
    for _ in range(240):
        seen: dict[str, Any] = phone.get(f"/labels/analyses/{analysis_id}").json()
        if seen["status"] in ("done", "failed"):
            return seen
        time.sleep(0.25)
    raise AssertionError(seen)


def unread(wiring: Wiring, kitchen_id: str, *, gone: bool) -> list[str]:
    """The names of its unread photos; waited for where they are to be gone."""
    names = list(wiring.media.names(unread_of(kitchen_id)))
    for _ in range(40):
        if not names or not gone:
            break
        time.sleep(0.25)
        names = list(wiring.media.names(unread_of(kitchen_id)))
    return names


def kitchen_of(phone: Phone) -> str:
    return str(phone.get("/account/kitchen").json()["id"])


def test_a_label_in_the_background_is_what_it_is_at_once(
    phone: Phone, stranger: Phone, wiring: Wiring
) -> None:
    keyed = ASYNC | {"Idempotency-Key": "label-async"}
    answer = send(phone, LABEL, headers=keyed)
    assert answer.status_code == 202, answer.text
    queued = answer.json()
    assert (queued["status"], queued["verdict"], queued["ingredients"]) == ("queued", "unknown", [])
    assert queued["progress"] == {"done": 0, "failed": 0, "total": 1}
    assert answer.headers["Preference-Applied"] == "respond-async"
    assert answer.headers["Location"] == f"/api/v1/labels/analyses/{queued['id']}"
    problem(stranger.get(f"/labels/analyses/{queued['id']}"), 404, "not_found")
    assert send(phone, LABEL, headers=keyed).json()["id"] == queued["id"]
    seen = over(phone, queued["id"])
    assert (seen["status"], seen["progress"]["done"]) == ("done", 1)
    at_once = send(phone, LABEL).json()
    for name in ("ingredients", "verdict", "score", "ocr", "product_type"):
        assert seen[name] == at_once[name], name
    assert unread(wiring, kitchen_of(phone), gone=True) == []
    item = phone.post(f"/labels/analyses/{seen['id']}/item", json={"name": "Galletas"})
    assert item.status_code == 201, item.text


def test_four_photos_without_print_fail_and_can_be_tried_again(phone: Phone) -> None:
    answer = send(phone, *[BLANK] * 4)
    assert answer.status_code == 202, answer.text
    assert "Preference-Applied" not in answer.headers
    seen = over(phone, answer.json()["id"])
    assert (seen["status"], seen["reason"]) == ("failed", "image_not_readable")
    assert seen["progress"] == {"done": 0, "failed": 4, "total": 4}
    path = f"/labels/analyses/{seen['id']}"
    problem(phone.post(f"{path}/item", json={}), 409, "analysis_not_done")
    [card] = phone.get("/labels/analyses").json()["items"]
    assert card["status"] == "failed"
    again = phone.post(f"{path}/retry")
    assert again.status_code == 202, again.text
    assert over(phone, seen["id"])["status"] == "failed"


def test_photos_nobody_could_read_leave_with_the_account(phone: Phone, wiring: Wiring) -> None:
    seen = over(phone, send(phone, BLANK, headers=ASYNC).json()["id"])
    kitchen = kitchen_of(phone)
    assert seen["status"] == "failed"
    assert len(unread(wiring, kitchen, gone=False)) == 1
    assert phone.delete("/account").status_code in (202, 204)
    assert unread(wiring, kitchen, gone=True) == []


def test_there_is_nothing_to_retry(phone: Phone) -> None:
    text = {"text": "Ingredients: Aqua, Glycerin, Parfum"}
    done = phone.post("/labels/analyses", json=text, headers=ASYNC)
    assert (done.status_code, done.json()["status"]) == (200, "done")
    problem(phone.post(f"/labels/analyses/{done.json()['id']}/retry"), 409, "nothing_to_retry")
    problem(phone.post("/labels/analyses/nothing/retry"), 404, "not_found")


def test_a_bad_photo_queues_nothing_and_seven_are_too_many(phone: Phone) -> None:
    problem(send(phone, BLANK, b"no photo", headers=ASYNC), 415, "image_unsupported")
    assert send(phone, *[BLANK] * 7).status_code == 422
    assert phone.get("/labels/analyses").json()["items"] == []
