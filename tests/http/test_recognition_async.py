"""Many photos over HTTP: accepted at once, recognised one by one, what failed tried again."""

import io
import time
from typing import Any

import requests
from PIL import Image

from tests.client import Phone, problem
from tests.http.test_recognition import RECEIPT, encoded

BLANKS = [encoded(Image.new("RGB", (60 + n, 60), "white"), "PNG") for n in range(6)]
BLANK = BLANKS[0]
ASYNC = {"Prefer": "respond-async"}


def send(phone: Phone, *photos: bytes, **arguments: Any) -> requests.Response:
    files = [("images", (f"{n}.jpg", io.BytesIO(one))) for n, one in enumerate(photos)]
    return phone.post("/recognition", files=files, **arguments)


def over(phone: Phone, recognition_id: str) -> dict[str, Any]:
    for _ in range(240):
        seen: dict[str, Any] = phone.get(f"/recognition/{recognition_id}").json()
        if seen["status"] in ("done", "failed"):
            return seen
        time.sleep(0.25)
    raise AssertionError(seen)


def test_a_receipt_in_the_background_is_what_it_is_at_once(phone: Phone, stranger: Phone) -> None:
    answer = send(phone, RECEIPT.read_bytes(), headers=ASYNC)
    assert answer.status_code == 202, answer.text
    queued = answer.json()
    assert queued["status"] == "queued"
    assert answer.headers["Preference-Applied"] == "respond-async"
    assert answer.headers["Location"] == f"/api/v1/recognition/{queued['id']}"
    problem(stranger.get(f"/recognition/{queued['id']}"), 404, "not_found")
    seen = over(phone, queued["id"])
    assert (seen["status"], seen["progress"]) == ("done", {"done": 1, "failed": 0, "total": 1})
    at_once = send(phone, RECEIPT.read_bytes()).json()
    assert seen["items"] == at_once["items"]
    body = {"recognition_id": seen["id"]}
    assert phone.post("/inventory/from-recognition", json=body).status_code == 201


def test_of_seven_photos_one_shows_something(phone: Phone) -> None:
    """Of eight, of which one is another sent twice."""
    answer = send(phone, *BLANKS[:3], RECEIPT.read_bytes(), BLANK, *BLANKS[3:])
    assert answer.status_code == 202, answer.text
    assert "Preference-Applied" not in answer.headers
    seen = over(phone, answer.json()["id"])
    assert seen["progress"] == {"done": 1, "failed": 6, "total": 7}
    assert seen["images"][0]["reason"] == "image_not_readable"
    assert {item["box"]["image"] for item in seen["items"]} == {3}
    again = phone.post(f"/recognition/{seen['id']}/retry")
    assert again.status_code == 202, again.text
    after = over(phone, seen["id"])
    assert (after["progress"], after["items"]) == (seen["progress"], seen["items"])


def test_there_is_nothing_to_retry(phone: Phone) -> None:
    seen = send(phone, RECEIPT.read_bytes()).json()
    problem(phone.post(f"/recognition/{seen['id']}/retry"), 409, "nothing_to_retry")
    problem(phone.post("/recognition/nothing/retry"), 404, "not_found")


def test_a_bad_photo_queues_nothing(phone: Phone) -> None:
    problem(send(phone, BLANK, b"no photo", headers=ASYNC), 415, "image_unsupported")
    assert phone.get("/recognition").json()["items"] == []
