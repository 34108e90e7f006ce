"""Limits as they are in production, on a stack of its own behind one trusted hop."""

import re
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from infra.local import environment
from infra.local.addresses import Addresses
from infra.local.stack import running
from shared.config import read
from shared.domain.limits import Limit, rates
from shared.wiring import Wiring
from tests.client import Phone, problem

SETTINGS = {"LIMITS": "production", "TRUSTED_HOPS": "1", "LOG_LEVEL": "ERROR"}


@pytest.fixture(scope="module")
def limited() -> Iterator[Addresses]:
    with running(settings=SETTINGS) as addresses:
        yield addresses


def an_address() -> str:
    number = uuid.uuid4().int
    return f"10.{number & 255}.{number >> 8 & 255}.{number >> 16 & 255}"


def phone_at(stack: Addresses, address: str | None = None) -> Phone:
    made = Phone(stack)
    made.headers["X-Forwarded-For"] = address or an_address()
    return made


def exchange(phone: Phone, **headers: str) -> requests.Response:
    bearer = {"Authorization": "Bearer nonsense"}
    return phone.call("POST", "/auth/exchange", headers=bearer | headers, json={})


def test_sign_in_is_limited_by_address_whatever_is_claimed(limited: Addresses) -> None:
    phone = phone_at(limited)
    address = phone.headers["X-Forwarded-For"]
    answers = [
        exchange(phone, **{"X-Forwarded-For": f"198.51.100.{n}, {address}"}) for n in range(7)
    ]
    assert [one.status_code for one in answers] == [401] * 5 + [429] * 2
    refused = answers[-1]
    problem(refused, 429, "rate_limited")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert '"auth";q=5;w=60' in refused.headers["RateLimit-Policy"]
    assert re.search(r'"auth";r=0;t=\d+', refused.headers["RateLimit"])
    assert exchange(phone_at(limited)).status_code == 401


def test_sign_in_is_counted_exactly_across_instances(
    limited: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = phone_at(limited)
    chosen = environment.of_functions(limited) | SETTINGS
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", chosen["FIRESTORE_EMULATOR_HOST"])
    of_another = Wiring(read(chosen))
    rate = rates(Limit.AUTH, 1)[0]
    subject = f"address:{phone.headers['X-Forwarded-For']}"

    def one(n: int) -> bool:
        if n % 2:
            return of_another.shared_limiter.hit(subject, rate).allowed
        return exchange(phone).status_code != 429

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(one, range(20))) == 5


def test_a_user_is_limited_from_any_address(limited: Addresses) -> None:
    phone = phone_at(limited)
    phone.sign_in()

    def read_items(_: int) -> requests.Response:
        return phone.get("/inventory/items", headers={"X-Forwarded-For": an_address()})

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(read_items, range(130)))
    passed = [one for one in answers if one.status_code == 200]
    refused = [one for one in answers if one.status_code == 429]
    assert len(passed) + len(refused) == 130
    assert len(passed) <= 100
    assert refused
    assert all(int(one.headers["Retry-After"]) >= 1 for one in refused)
    other = phone_at(limited)
    other.sign_in()
    assert other.get("/inventory/items").status_code == 200


def generation(phone: Phone, n: int, **arguments: Any) -> requests.Response:
    body = {"source": "ingredients", "ingredients": ["arroz"], "servings": 0, "count": 1}
    return phone.post(
        "/recipes/generations", json=body, headers={"X-Forwarded-For": f"10.9.8.{n}"}, **arguments
    )


def test_model_calls_are_limited_before_the_body_is_looked_at(limited: Addresses) -> None:
    phone = phone_at(limited)
    phone.sign_in()
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda n: generation(phone, n), range(9)))
    assert [one.status_code for one in answers] == [422] * 9
    photos = {"images": ("a.jpg", b"nonsense", "image/jpeg")}
    paths = {"X-Forwarded-For": an_address()}
    assert phone.post("/recognition", files=photos, headers=paths).status_code in (415, 422)
    time.sleep(1.1)  # what came within this second has a limit of its own
    refused = phone.post("/recognition", data=b"x" * 5_000_000, headers=paths)
    problem(refused, 429, "rate_limited")
    assert '"model";q=10;w=60' in refused.headers["RateLimit-Policy"]


def test_a_refresh_that_repeats_does_not_count(limited: Addresses) -> None:
    phone = phone_at(limited)
    first = phone.sign_in()["refresh_token"]

    def refresh(_: int) -> requests.Response:
        return phone.post(
            "/auth/refresh",
            json={"refresh_token": first},
            headers={"X-Forwarded-For": an_address()},
        )

    answers = [refresh(n) for n in range(14)]
    assert [one.status_code for one in answers] == [200] * 14
    assert len({one.json()["refresh_token"] for one in answers}) == 1
    current = answers[0].json()["refresh_token"]
    statuses = []
    for _ in range(10):
        answer = phone.post(
            "/auth/refresh",
            json={"refresh_token": current},
            headers={"X-Forwarded-For": an_address()},
        )
        statuses.append(answer.status_code)
        current = answer.json().get("refresh_token", current)
    assert statuses == [200] * 9 + [429]
