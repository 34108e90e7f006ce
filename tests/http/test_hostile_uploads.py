"""Hostile uploads over HTTP: documented refusals, never a 5xx, and nothing left behind."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from shared.wiring import Wiring
from tests import hostile
from tests.client import Phone, problem
from tests.http.test_recognition import RECEIPT, send, stored_photos

CHOSEN = (
    "zeros",
    "svg",
    "zip",
    "png bomb",
    "webp bomb",
    "thousands of scans",
    "compressed text bomb",
    "65535 by 1",
    "jpeg cut in its data",
    "exif in a loop",
    "jpeg and zip",
    "16 bit colour",
)


def refused(answer: requests.Response) -> str:
    assert 400 <= answer.status_code < 500, answer.text
    code: str = answer.json()["code"]
    problem(answer, answer.status_code, code)
    return code


@pytest.mark.parametrize("name", CHOSEN)
def test_each_is_refused_as_documented(phone: Phone, wiring: Wiring, name: str) -> None:
    make, expected = hostile.FILES[name]
    # What is clean shows no food, and is refused for that.
    code = hostile.SMALL if expected == hostile.CLEAN else expected
    assert refused(send(phone, make(), kind="receipt")) == code
    assert stored_photos(phone, wiring) == []


def test_one_bad_photo_among_good_ones_stores_nothing(phone: Phone, wiring: Wiring) -> None:
    answer = send(phone, RECEIPT.read_bytes(), hostile.FILES["zip"][0]())
    assert refused(answer) == hostile.UNSUPPORTED
    assert stored_photos(phone, wiring) == []


@pytest.mark.parametrize("most", [21, 200, 5000])
def test_a_flood_of_files(phone: Phone, most: int) -> None:
    files = [("images", (f"{n}.jpg", b"x", "image/jpeg")) for n in range(most)]
    assert refused(phone.post("/recognition", files=files)) in ("image_missing", "body_too_large")


def test_a_flood_of_fields(phone: Phone) -> None:
    fields = {f"f{n}": "x" for n in range(3000)}
    files = {"images": ("a.jpg", hostile.jpeg(), "image/jpeg")}
    assert refused(phone.post("/recognition", data=fields, files=files)) == "body_too_large"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--b",
        b"--b\r\n\r\n",
        b"--b\r\nContent-Disposition: form-data; name=images; filename=a\r\n\r\n",
        b'--b\r\nContent-Disposition: form-data; name="images"\r\n\r\nnot a file\r\n--b--\r\n',
        b"--b\r\n" + b"X: y\r\n" * 20_000 + b"\r\n\r\n--b--\r\n",
        b'--b\r\nContent-Disposition: form-data; name="images"; filename="'
        + b"../" * 20_000
        + b'"\r\n\r\nx\r\n--b--\r\n',
    ],
    ids=["empty", "cut", "no headers", "no end", "a field", "header flood", "long name"],
)
def test_malformed_forms(phone: Phone, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    refused(phone.post("/recognition", data=body, headers=headers))


def test_eight_at_once_are_all_answered(phone: Phone) -> None:
    data = hostile.FILES["png bomb"][0]()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: send(phone, data), range(8)))
    assert {refused(answer) for answer in answers} == {hostile.LARGE}
