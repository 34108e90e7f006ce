"""The worker over HTTP: only the platform's own account may call it, and it may call often."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from infra.local.addresses import Addresses
from infra.local.settings import SCHEDULER_ACCOUNT, WORKER_ACCOUNT
from shared.domain.job import image_job
from tests.client import SECONDS, Phone, problem
from tests.http.service import service_token

STRANGER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def token(key: Any, audience: str, **changes: Any) -> str:
    return service_token(key, audience, **({"email": WORKER_ACCOUNT} | changes))


def deliver(stack: Addresses, bearer: str, job_id: str = "nothing") -> requests.Response:
    return requests.post(
        f"{stack.gateway}/api/v1/image_worker/jobs",
        json={"job_id": job_id},
        headers={"Authorization": f"Bearer {bearer}"},
        timeout=SECONDS,
    )


def audience(stack: Addresses) -> str:
    return f"{stack.gateway}/api/v1/image_worker"


def test_the_queues_own_account_is_let_in(own_stack: Addresses, key: str) -> None:
    answer = deliver(own_stack, token(key, audience(own_stack)))
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"outcome": "skipped"}


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://elsewhere.example"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"exp": None},
        {"email": None},
        {"email_verified": False},
        {"email_verified": "true"},
    ],
    ids=str,
)
def test_wrong_service_tokens_are_refused(
    own_stack: Addresses, key: str, changes: dict[str, Any]
) -> None:
    answer = deliver(own_stack, token(key, audience(own_stack), **changes))
    problem(answer, 401, "token_invalid")


def test_a_token_of_another_key_is_refused(own_stack: Addresses) -> None:
    problem(deliver(own_stack, token(STRANGER_KEY, audience(own_stack))), 401, "token_invalid")


@pytest.mark.parametrize("email", [SCHEDULER_ACCOUNT, "somebody@else.example"])
def test_another_account_is_refused(own_stack: Addresses, key: str, email: str) -> None:
    bearer = token(key, audience(own_stack), email=email)
    problem(deliver(own_stack, bearer), 403, "caller_not_allowed")


def test_delivering_again_changes_nothing(own_stack: Addresses, key: str) -> None:
    phone = Phone(own_stack)
    phone.sign_in()
    made = phone.post("/recipes/generations", json={"count": 1}).json()
    for _ in range(120):
        [recipe] = phone.get(f"/recipes/generations/{made['id']}").json()["recipes"]
        if recipe["image"]["status"] == "ready":
            break
        time.sleep(0.25)
    [before] = phone.get(f"/recipes/generations/{made['id']}").json()["recipes"]
    assert before["image"]["status"] == "ready"
    kitchen = phone.get("/account/kitchen").json()["id"]
    job = image_job(recipe["id"], kitchen, "r", datetime.now(UTC))
    for _ in range(3):
        answer = deliver(own_stack, token(key, audience(own_stack)), job.id)
        assert answer.json() == {"outcome": "skipped"}
    [after] = phone.get(f"/recipes/generations/{made['id']}").json()["recipes"]
    assert after == before


def test_the_scheduler_sweeps_and_nobody_else(own_stack: Addresses, key: str) -> None:
    url = f"{own_stack.gateway}/api/v1/maintenance"

    def call(email: str) -> requests.Response:
        bearer = token(key, url, email=email)
        headers = {"Authorization": f"Bearer {bearer}"}
        return requests.post(f"{url}/jobs", headers=headers, timeout=SECONDS)

    assert call(SCHEDULER_ACCOUNT).json() == {"sent": 0}
    problem(call(WORKER_ACCOUNT), 403, "caller_not_allowed")
