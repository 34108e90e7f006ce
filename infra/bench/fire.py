"""Everything the functions stand on fails in every way, and what people are told meanwhile.

A local stack of its own, with a proxy before each dependency. For each of them and each fault the
routes that need it are asked; each must be answered in time, by a status that is documented for it,
with a code and `Retry-After` where it is a refusal; and whatever was acknowledged must be there
once the fault is over. Run as `python -m infra.bench.fire`, with `--only` and `--faults` for some
of them; exit code 1 when one of this does not hold.
"""

import argparse
import io
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import requests
from PIL import Image
from rich.console import Console
from rich.table import Table

from infra.bench.faults import Fault, Proxy, proxy
from infra.bench.overload import Upstream
from infra.local import ports
from infra.local.addresses import Addresses
from infra.local.settings import HOST, PORTS
from infra.local.stack import Stack
from tests.client import Phone

MOST_SECONDS = 30.0
_RECOVERY_S = 20.0
_OK = 300
# Minutes that every recipe fits into.
_SHORTEST = 120
_REFUSED = 400
FAULTS = tuple(fault for fault in Fault if fault is not Fault.NONE)
DEPENDENCIES = ("firestore", "auth", "storage", "tasks", "model")
# What speaks gRPC knows no HTTP status: the bytes of one are wrong bytes to it.
_HTTP_ONLY = (Fault.STATUS_429, Fault.STATUS_503)


class Told(NamedTuple):
    """One answer: `code` is the problem's, or what stands for it in a good answer."""

    request: str
    status: int
    code: str
    seconds: float
    proper: bool

    @property
    def acceptable(self) -> bool:
        return self.proper and self.seconds <= MOST_SECONDS


class Round(NamedTuple):
    dependency: str
    fault: Fault
    answers: Sequence[Told]
    lost: Sequence[str]
    recovered: bool

    @property
    def good(self) -> bool:
        return self.recovered and not self.lost and all(one.acceptable for one in self.answers)


class Fire:
    """A stack whose dependencies can be made to fail, and a person who goes on using it."""

    def __init__(self, stack: Addresses, proxies: Mapping[str, Proxy]) -> None:
        self._proxies = proxies
        self._phone = Phone(stack, "en")
        self._token = self._phone.sign_up()
        self._phone.sign_in(self._token)
        self._requests: dict[str, Sequence[Callable[[], requests.Response]]] = {
            "firestore": (self._list, self._add),
            "auth": (self._exchange,),
            "storage": (self._upload,),
            "tasks": (self._generate,),
            "model": (self._generate,),
        }
        self._kept: list[str] = []
        self._briefs = count(_SHORTEST)
        self._add()

    def round(self, dependency: str, fault: Fault) -> Round:
        """What is told while it lasts, and whether all is there and well after it."""
        self._kept = []
        proxied = self._proxies[dependency]
        proxied.set(fault)
        try:
            answers = [_told(one) for one in self._requests[dependency]]
        finally:
            proxied.set(Fault.NONE)
        recovered = self._recovers(dependency)
        lost = [path for path in self._kept if self._phone.get(path).status_code != 200]
        return Round(dependency, fault, answers, lost, recovered)

    def _recovers(self, dependency: str) -> bool:
        end = time.monotonic() + _RECOVERY_S
        while time.monotonic() < end:
            if all(one().status_code < _OK for one in self._requests[dependency]):
                return True
            time.sleep(0.5)
        return False

    def _list(self) -> requests.Response:
        return self._phone.get("/inventory/items")

    def _add(self) -> requests.Response:
        item = {"id": uuid.uuid4().hex, "name": "potato", "quantity": 900, "unit": "g"}
        return self._remember(
            self._phone.post("/inventory/items", json={"items": [item]}),
            f"/inventory/items/{item['id']}",
        )

    def _exchange(self) -> requests.Response:
        headers = {"Authorization": f"Bearer {self._token}"}
        return Phone(self._phone.stack, "en").post("/auth/exchange", headers=headers, json={})

    def _upload(self) -> requests.Response:
        files = {"images": ("a.png", _PHOTO, "image/png")}
        answer = self._phone.post("/images", data={"name_en": "Potatoes"}, files=files)
        picture = answer.json().get("id", "")
        if answer.status_code < _OK:
            self._phone.delete(f"/images/{picture}")
        return answer

    def _generate(self) -> requests.Response:
        # Never the same twice: what is known already is not asked of the model.
        chosen = {"source": "inventory", "count": 1, "max_minutes": next(self._briefs)}
        answer = self._phone.post("/recipes/generations", json=chosen)
        for recipe in answer.json().get("recipes", ()):
            self._remember(answer, f"/recipes/{recipe['id']}")
        return answer

    def _remember(self, answer: requests.Response, path: str) -> requests.Response:
        if answer.status_code < _OK:
            self._kept.append(path)
        return answer


def _told(ask: Callable[[], requests.Response]) -> Told:
    name = ask.__name__.strip("_")
    started = time.monotonic()
    try:
        answer = ask()
    except requests.RequestException as error:
        return Told(name, 0, type(error).__name__, time.monotonic() - started, False)
    seconds = time.monotonic() - started
    body: dict[str, Any] = answer.json() if answer.content else {}
    if answer.status_code < _REFUSED:
        return Told(name, answer.status_code, str(body.get("engine", "done")), seconds, True)
    proper = answer.status_code in (429, 503) and "Retry-After" in answer.headers
    return Told(name, answer.status_code, str(body.get("code")), seconds, proper)


@contextmanager
def burning() -> Iterator[Fire]:
    """A stack of its own whose functions reach everything through proxies."""
    chosen = ports.choose(dict.fromkeys([*PORTS, *(f"{name} proxy" for name in DEPENDENCIES)], 0))
    upstream = Upstream()
    with ExitStack() as held:
        model = held.enter_context(upstream.serving())
        targets = chosen | {"model": int(model.rpartition(":")[2])}
        proxies = {
            name: held.enter_context(proxy(chosen[f"{name} proxy"], targets[name]))
            for name in DEPENDENCIES
        }
        state = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="zerowaste-")))
        stack = Stack(state, {name: chosen[name] for name in PORTS}, settings=_settings(chosen))
        held.callback(stack.stop)
        stack.start()
        yield Fire(stack.addresses, proxies)


def _settings(chosen: Mapping[str, int]) -> dict[str, str]:
    at = {name: f"{HOST}:{chosen[f'{name} proxy']}" for name in DEPENDENCIES}
    return {
        "FIRESTORE_EMULATOR_HOST": at["firestore"],
        "FIREBASE_AUTH_EMULATOR_HOST": at["auth"],
        "STORAGE_EMULATOR_HOST": f"http://{at['storage']}",
        "TASKS_EMULATOR_HOST": at["tasks"],
        "GEMINI_API_KEY": "local",
        "GEMINI_BASE_URL": f"http://{at['model']}",
        "WRITER_PROVIDERS": "gemini",
        "RECOGNISER_PROVIDERS": "offline",
        "PAINTER_PROVIDERS": "offline",
        "DAILY_BUDGET_USD": "100",
        "LOG_LEVEL": "ERROR",
    }


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), 90).save(out, "PNG")
    return out.getvalue()


_PHOTO = _photo()


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.fire", description=__doc__)
    options.add_argument("--only", nargs="+", choices=DEPENDENCIES, default=DEPENDENCIES)
    options.add_argument("--faults", nargs="+", choices=FAULTS, default=FAULTS)
    asked = options.parse_args()
    table = Table("dependency", "fault", "answers", "longest", "lost", "good", title="Under fire")
    good = True
    with burning() as fire:
        for dependency in asked.only:
            for fault in map(Fault, asked.faults):
                if dependency == "firestore" and fault in _HTTP_ONLY:
                    continue
                found = fire.round(dependency, fault)
                good = good and found.good
                table.add_row(*_row(found))
    Console(width=140).print(table)
    return int(not good)


def _row(found: Round) -> Sequence[str]:
    answers = ", ".join(f"{one.request} {one.status} {one.code}" for one in found.answers)
    longest = max(one.seconds for one in found.answers)
    seen = "yes" if found.good else "no"
    return found.dependency, found.fault, answers, f"{longest:.1f} s", str(len(found.lost)), seen


if __name__ == "__main__":
    sys.exit(main())
