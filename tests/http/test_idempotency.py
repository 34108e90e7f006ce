"""`Idempotency-Key` and `If-Match` over HTTP: parallel repeats, and a process killed midway."""

import json
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from shared.config import Settings
from shared.domain.idempotency import LEASE
from shared.wiring import Wiring
from tests.client import Phone, problem
from tests.http.crash import LosingAnswers, later, send

ROOT = Path(__file__).parents[2]
RECEIPT = ROOT / "tests" / "receipts" / "images" / "fresneda.jpg"
PARALLEL = 50
ITEMS = {
    "items": [
        {"name": "Leche", "quantity": 1, "unit": "l"},
        {"name": "Arroz", "quantity": 500, "unit": "g"},
    ]
}
GENERATION = {"source": "ingredients", "ingredients": ["arroz", "huevo", "cebolla"], "count": 2}
TAKEN = {"name": "Arroz", "quantity": 200, "unit": "g"}

Sender = Callable[[str], requests.Response]
Effects = Callable[[], int]


def ids(phone: Phone, path: str) -> list[str]:
    listed = phone.get(path, params={"limit": 100}).json()
    return [one["id"] for one in listed["items"]]


def items(phone: Phone) -> tuple[Sender, Effects]:
    def request(key: str) -> requests.Response:
        return phone.post("/inventory/items", json=ITEMS, headers={"Idempotency-Key": key})

    return request, lambda: len(ids(phone, "/inventory/items"))


def recognition(phone: Phone) -> tuple[Sender, Effects]:
    photo = RECEIPT.read_bytes()

    def request(key: str) -> requests.Response:
        files = [("images", (f"{uuid.uuid4()}.jpg", photo, "image/jpeg"))]
        return phone.post("/recognition", files=files, headers={"Idempotency-Key": key})

    return request, lambda: len(ids(phone, "/recognition"))


def from_recognition(phone: Phone) -> tuple[Sender, Effects]:
    seen = recognition(phone)[0](uuid.uuid4().hex).json()

    def request(key: str) -> requests.Response:
        body = {"recognition_id": seen["id"]}
        return phone.post(
            "/inventory/from-recognition", json=body, headers={"Idempotency-Key": key}
        )

    return request, lambda: len(ids(phone, "/inventory/items"))


def generations(phone: Phone) -> tuple[Sender, Effects]:
    def request(key: str) -> requests.Response:
        return phone.post("/recipes/generations", json=GENERATION, headers={"Idempotency-Key": key})

    return request, lambda: len(ids(phone, "/recipes"))


@pytest.mark.parametrize("route", [items, recognition, from_recognition, generations])
def test_of_fifty_at_once_one_takes_effect(
    phone: Phone, route: Callable[[Phone], tuple[Sender, Effects]]
) -> None:
    request, effects = route(phone)
    key = uuid.uuid4().hex
    with ThreadPoolExecutor(PARALLEL) as pool:
        answers = list(pool.map(request, [key] * PARALLEL))
    good = [one for one in answers if one.status_code in (200, 201)]
    waiting = [one for one in answers if one.status_code == 409]
    busy = [one for one in answers if one.status_code == 503]
    assert len(good) + len(waiting) + len(busy) == PARALLEL
    assert sum("Idempotent-Replay" not in one.headers for one in good) == 1
    for one in waiting:
        problem(one, 409, "idempotency_key_running")
    for one in (*waiting, *busy):
        assert int(one.headers["Retry-After"]) >= 1
    again = request(key)
    assert again.headers["Idempotent-Replay"] == "true"
    assert {one.content for one in (*good, again)} == {again.content}
    made = again.json()
    assert effects() == len(made.get("recipes") or (made["items"] if "id" not in made else [made]))


def test_another_body_under_the_key_is_refused_and_does_nothing(phone: Phone) -> None:
    headers = {"Idempotency-Key": "same"}
    assert phone.post("/inventory/items", json=ITEMS, headers=headers).status_code == 201
    other = {"items": ITEMS["items"][:1]}
    answer = phone.post("/inventory/items", json=other, headers=headers)
    problem(answer, 422, "idempotency_key_reused")
    assert len(ids(phone, "/inventory/items")) == 2


def test_people_and_kitchens_do_not_share_keys(phone: Phone, stranger: Phone) -> None:
    headers = {"Idempotency-Key": "same"}
    for one in (phone, stranger):
        answer = one.post("/inventory/items", json=ITEMS, headers=headers)
        assert answer.status_code == 201
        assert "Idempotent-Replay" not in answer.headers


def test_what_was_deleted_since_is_still_answered_and_not_made_again(phone: Phone) -> None:
    headers = {"Idempotency-Key": "same"}
    made = phone.post("/inventory/items", json=ITEMS, headers=headers).json()["items"]
    for one in made:
        assert phone.delete(f"/inventory/items/{one['id']}").status_code == 204
    answer = phone.post("/inventory/items", json=ITEMS, headers=headers)
    assert answer.json()["items"] == made
    assert ids(phone, "/inventory/items") == []


@pytest.fixture
def session_id(phone: Phone) -> str:
    return str(phone.sign_in()["session_id"])


@pytest.mark.parametrize(
    ("point", "function", "path", "listed", "body"),
    [
        ("start", "inventory", "/items", "/inventory/items", ITEMS),
        ("end", "inventory", "/items", "/inventory/items", ITEMS),
        ("end", "recipes", "/generations", "/recipes", GENERATION),
    ],
)
def test_a_process_killed_midway_leaves_one_effect(
    phone: Phone,
    session_id: str,
    settings: Settings,
    point: str,
    function: str,
    path: str,
    listed: str,
    body: dict[str, Any],
) -> None:
    key, data = uuid.uuid4().hex, json.dumps(body).encode()
    command = [sys.executable, "-m", "tests.http.crash", point, function, path, session_id, key]
    killed = subprocess.run([*command, data.decode()], cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    stored = ids(phone, listed)
    assert bool(stored) is (point == "end")

    def repeat() -> requests.Response:
        return phone.post(
            f"/{function}{path}",
            data=data,
            headers={"Idempotency-Key": key, "Content-Type": "application/json"},
        )

    problem(repeat(), 409, "idempotency_key_running")
    answer = send(later(settings, LEASE), function, path, session_id, key, data)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert "Idempotent-Replay" not in answer.headers
    made = answer.get_json()
    answered = sorted(one["id"] for one in made.get("items") or made["recipes"])
    assert answered == sorted(ids(phone, listed))
    assert not stored or sorted(stored) == answered
    replay = repeat()
    assert replay.headers["Idempotent-Replay"] == "true"
    assert replay.json() == made


@pytest.mark.parametrize(
    ("function", "path", "body", "store", "method", "listed", "status"),
    [
        ("inventory", "/consume", TAKEN, "movements", "commit", "/inventory/movements", 200),
        (
            "planning",
            "/shopping-list/purchase",
            {"lines": [{"name": "Pan"}]},
            "shopping",
            "commit",
            "/inventory/items",
            201,
        ),
        ("recipes", "/generations", GENERATION, "recipes", "save", "/recipes", 201),
    ],
)
def test_what_was_stored_before_its_answer_was_lost_is_stored_once(
    phone: Phone,
    session_id: str,
    settings: Settings,
    function: str,
    path: str,
    body: dict[str, Any],
    store: str,
    method: str,
    listed: str,
    status: int,
) -> None:
    if function == "inventory":
        assert phone.post("/inventory/items", json=ITEMS).status_code == 201
    key, data = uuid.uuid4().hex, json.dumps(body).encode()
    cut = Wiring(settings)
    stores = getattr(cut, store)
    cut.__dict__[store] = lambda kitchen_id: LosingAnswers(stores(kitchen_id), method)
    lost = send(cut, function, path, session_id, key, data)
    assert lost.status_code == 503, lost.get_data(as_text=True)
    stored = ids(phone, listed)
    assert stored
    answer = send(Wiring(settings), function, path, session_id, key, data)
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert "Idempotent-Replay" not in answer.headers
    assert ids(phone, listed) == stored


def test_of_parallel_changes_on_one_version_one_wins(phone: Phone) -> None:
    item = phone.post("/inventory/items", json={"items": ITEMS["items"][:1]}).json()["items"][0]
    path = f"/inventory/items/{item['id']}"
    tag = phone.get(path).headers["ETag"]

    def change(n: int) -> int:
        return phone.patch(path, json={"notes": f"{n}"}, headers={"If-Match": tag}).status_code

    with ThreadPoolExecutor(10) as pool:
        statuses = sorted(pool.map(change, range(10)))
    assert statuses == [200] + [412] * 9


@pytest.mark.parametrize("tag", ['"0"', '"nonsense"', 'W/"1"', "nonsense", '"1", "2"'])
def test_a_version_nobody_gave_matches_nothing(phone: Phone, tag: str) -> None:
    item = phone.post("/inventory/items", json={"items": ITEMS["items"][:1]}).json()["items"][0]
    for path, body in (
        (f"/inventory/items/{item['id']}", {"notes": "x"}),
        ("/account/profile", {"display_name": "x"}),
    ):
        answer = phone.patch(path, json=body, headers={"If-Match": tag})
        problem(answer, 412, "version_mismatch")
    answer = phone.delete(f"/inventory/items/{item['id']}", headers={"If-Match": tag})
    problem(answer, 412, "version_mismatch")
