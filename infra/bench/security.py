"""The promises about who gets in, tried on a running stack over HTTP.

Printed are how many forged tokens were tried and accepted, lost refresh answers simulated and
logouts they caused, routes walked with foreign ids and leaks, and parallel posts with one
Idempotency-Key and their effects. Run as `python -m infra.bench.security`; exit code 1 when any
promise is broken.
"""

import base64
import json
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from requests import Response
from rich.console import Console
from rich.table import Table

from infra.local.addresses import Addresses
from infra.local.stack import running
from tests.client import Phone
from tests.forgeries import forgeries, jwk, signed
from tests.http.walk import SESSION, Walk, ids_of

_LOST_ANSWERS = 1000
_PHONES = 20
_PARALLEL = 50
_PRIVATE = ec.generate_private_key(ec.SECP256R1())


class Promise(NamedTuple):
    """What was tried, how often, and how often it came out as it must not."""

    name: str
    tried: int
    broken: int


def main() -> int:
    keys = {
        "ACCESS_PRIVATE_KEY": json.dumps(jwk(_PRIVATE)),
        "ACCESS_PUBLIC_KEYS": json.dumps({"keys": [jwk(_PRIVATE.public_key())]}),
    }
    with running(settings=keys) as stack:
        promises = list(_promises(stack))
    table = Table("promise", "tried", "broken", title="Who gets in, and who is thrown out")
    for promise in promises:
        table.add_row(promise.name, str(promise.tried), str(promise.broken))
    Console().print(table)
    return int(any(promise.broken for promise in promises))


def _promises(stack: Addresses) -> Iterator[Promise]:
    yield _forged(stack)
    yield _lost_answers(stack)
    yield _foreign_ids(stack)
    yield _idempotent_posts(stack)


def _forged(stack: Addresses) -> Promise:
    phone = Phone(stack)
    good = _claims(phone.sign_in()["access_token"])
    if phone.get("/inventory/items", headers=_bearer(signed(good, _PRIVATE))).status_code != 200:
        raise RuntimeError("the unforged token is refused")
    tokens = forgeries(_PRIVATE, good)
    answers = [
        phone.get("/inventory/items", headers=_bearer(token)).status_code
        for token in tokens.values()
        if token.isprintable()
    ]
    return Promise("forged tokens accepted", len(answers), sum(a != 401 for a in answers))


def _lost_answers(stack: Addresses) -> Promise:
    """Each phone refreshes, loses the answer, asks again from two threads, and goes on with what
    the second answer gave."""
    each = _LOST_ANSWERS // _PHONES

    def phone(_: int) -> int:
        one = Phone(stack)
        token = one.sign_in()["refresh_token"]
        logouts = 0
        with ThreadPoolExecutor(2) as threads:
            for _ in range(each):
                one.post("/auth/refresh", json={"refresh_token": token})
                found = list(threads.map(_again(stack, token), range(2)))
                logouts += any(answer.status_code != 200 for answer in found)
                successors = {answer.json().get("refresh_token") for answer in found}
                logouts += len(successors) != 1
                token = successors.pop() or token
        return logouts

    with ThreadPoolExecutor(4) as pool:
        return Promise(
            "lost answers that logged out", each * _PHONES, sum(pool.map(phone, range(_PHONES)))
        )


def _again(stack: Addresses, token: str) -> Callable[[int], Response]:
    return lambda _: Phone(stack).post("/auth/refresh", json={"refresh_token": token})


def _foreign_ids(stack: Addresses) -> Promise:
    owner, stranger = Phone(stack), Phone(stack)
    owner.sign_in()
    stranger.sign_in()
    known, walk = ids_of(owner), Walk(stack)
    walked = leaks = 0
    for operation in walk.operations():
        if not operation.ids or operation.guard != SESSION:
            continue
        prefix = operation.path[: operation.path.index("/{")]
        foreign = walk.call(stranger, operation, known.get(prefix, "nothing-of-mine"))
        missing = walk.call(stranger, operation, "never-made")
        same = foreign.status_code == missing.status_code and foreign.status_code >= 400
        walked += 1
        leaks += not same
    return Promise("routes that told a foreign id", walked, leaks)


def _idempotent_posts(stack: Addresses) -> Promise:
    phone = Phone(stack)
    phone.sign_in()
    body = {"items": [{"name": "Leche", "quantity": 1, "unit": "l"}]}
    headers = {"Idempotency-Key": f"bench-{time.time_ns()}"}

    def post(_: int) -> int:
        for _ in range(100):
            answer = phone.post("/inventory/items", json=body, headers=headers)
            if answer.status_code != 409:
                return answer.status_code
            time.sleep(0.1)
        return 409

    with ThreadPoolExecutor(_PARALLEL) as pool:
        statuses = list(pool.map(post, range(_PARALLEL)))
    effects = len(phone.get("/inventory/items").json()["items"])
    failed = sum(status != 201 for status in statuses)
    return Promise("parallel posts beyond one effect", _PARALLEL, failed + effects - 1)


def _claims(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    found: dict[str, Any] = json.loads(
        base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    )
    return found


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


if __name__ == "__main__":
    sys.exit(main())
