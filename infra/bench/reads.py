"""How many documents each listing route reads, and in how many round trips, however much is stored.

Kitchens of growing size are stored on the local stack's Firestore; each route is asked once through
the HTTP boundary, in this process, and what crosses to Firestore is counted. What the boundary
itself reads beside it (the session, at most every ten seconds) is the same for every route and left
out; an answer of figures counts as one document. Run as
`python -m infra.bench.reads [--sizes 10 1000 10000]`; exit code 1 when anything grows once there is
more than a page.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any, NamedTuple
from unittest.mock import patch

from google.cloud.firestore import Client
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from functions import auth, impact, inventory, recipes, recognition
from infra.local import environment
from infra.local.addresses import Addresses
from infra.local.stack import running
from shared.adapters.firestore.documents import to_document
from shared.adapters.firestore.lots import new_document
from shared.catalog import foods
from shared.config import read
from shared.domain.item import Lot, NewItem
from shared.domain.movement import Act
from shared.domain.portion import Portion, Rough
from shared.domain.stocking import stocked
from shared.domain.taking import consumed
from shared.wiring import Wiring
from tests.boundary import Boundary
from tests.samples import recognition as a_recognition
from tests.samples import session as a_session
from tests.samples import stored_recipe

_SIZES = (10, 1_000, 10_000)
_BATCH = 250
_NOW = datetime.now(UTC)
_LIMIT = "limit=5"
# The calls that read, and where their answers carry a document; figures carry none.
_CALLS = {
    "run_query": "document",
    "batch_get_documents": "found",
    "run_aggregation_query": "result",
}
_NAMES = ("leche entera", "tomate", "arroz blanco", "salmón", "pan", "huevo")
ROUTES: Mapping[str, tuple[ModuleType, str]] = {
    "/inventory/items": (inventory, f"/items?{_LIMIT}"),
    "/inventory/items?storage=": (inventory, f"/items?storage=fridge&{_LIMIT}"),
    "/inventory/items?category=": (inventory, f"/items?category=dairy&{_LIMIT}"),
    "/inventory/items?food_id=": (inventory, f"/items?food_id=tomato&{_LIMIT}"),
    "/inventory/items?status=": (inventory, f"/items?status=fresh&{_LIMIT}"),
    "/inventory/items?q=": (inventory, f"/items?q=leche&{_LIMIT}"),
    "/inventory/items?sort=name": (inventory, f"/items?sort=name&{_LIMIT}"),
    "/inventory/items?sort=added_at": (inventory, f"/items?sort=added_at&{_LIMIT}"),
    "/inventory/expiring": (inventory, f"/expiring?days=30&{_LIMIT}"),
    "/inventory/summary": (inventory, "/summary"),
    "/inventory/movements": (inventory, f"/movements?{_LIMIT}"),
    "/inventory/changes": (inventory, f"/changes?{_LIMIT}"),
    "/inventory/waste": (inventory, "/waste"),
    "/impact/summary": (impact, "/summary"),
    "/recipes": (recipes, f"?{_LIMIT}"),
    "/recognition": (recognition, f"?{_LIMIT}"),
    "/auth/sessions": (auth, f"/sessions?{_LIMIT}"),
}


class Reads(NamedTuple):
    documents: int
    trips: int


class Meter:
    """What the calls to Firestore answered, while it is `installed`."""

    def __init__(self) -> None:
        self.documents = 0
        self.trips = 0

    @contextmanager
    def installed(self) -> Iterator[None]:
        patches = [patch.object(FirestoreClient, name, self._counted(name)) for name in _CALLS]
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()

    def _counted(self, name: str) -> Any:  # noqa: ANN401
        real = getattr(FirestoreClient, name)

        def call(*arguments: object, **options: object) -> Iterator[Any]:
            self.trips += 1
            return self._passing(real(*arguments, **options), _CALLS[name])

        return call

    def _passing(self, answers: Iterable[Any], field: str) -> Iterator[Any]:
        for answer in answers:
            self.documents += field in answer
            yield answer


def measured(wiring: Wiring, user: str) -> dict[str, Reads]:
    """What each route reads in the kitchen of the user."""
    boundaries = {module: _boundary(module, wiring) for module, _ in ROUTES.values()}
    found = {}
    for name, (module, path) in ROUTES.items():
        meter = Meter()
        with meter.installed():
            answer = boundaries[module].get(path, user=user)
        if answer.status_code != 200:
            raise RuntimeError(f"{name}: {answer.get_data(as_text=True)}")
        found[name] = Reads(meter.documents, meter.trips)
    return found


def fill(client: Client, user: str, kitchen_id: str, size: int) -> None:
    """As many items, movements, recipes, recognitions and sessions as `size`."""
    kitchen = client.document("kitchens", kitchen_id)
    lots = [_lot(number) for number in range(size)]
    eaten = [_eaten(lot).model_copy(update={"id": f"m-{lot.id}"}) for lot in lots]
    made = [stored_recipe(id=f"r{n}", created_at=_ago(n)) for n in range(size)]
    seen = [a_recognition(id=f"s{n}", created_at=_ago(n)) for n in range(size)]
    opened = [a_session(f"{user}-{n}", "k", uid=user, created_at=_ago(n)) for n in range(size)]
    _store(client, kitchen.collection("items"), [(lot.id, new_document(lot)) for lot in lots])
    _store(client, kitchen.collection("movements"), _documents(eaten))
    _store(client, kitchen.collection("recipes"), _documents(made))
    _store(client, kitchen.collection("recognitions"), _documents(seen))
    _store(client, client.collection("sessions"), _documents(opened))


def _boundary(module: ModuleType, wiring: Wiring) -> Boundary:
    boundary = Boundary(module.ROUTES, LOG_LEVEL="ERROR", LIMITS="local")
    boundary.clock.at = _NOW
    stores = ("items", "movements", "recipes", "recognitions", "sessions", "foods")
    boundary.put(**{name: getattr(wiring, name) for name in stores})
    return boundary


def _lot(number: int) -> Lot:
    new = NewItem.model_validate(
        {"name": _NAMES[number % len(_NAMES)], "quantity": 1 + number % 9, "unit": "unit"}
    )
    bought = (_NOW - timedelta(days=number % 9)).date()
    return stocked(new, f"l{number:05}", foods.load(), _ago(number), bought)


def _eaten(lot: Lot) -> Any:  # noqa: ANN401
    return consumed(lot, Portion(rough=Rough.HALF), None, Act("m", lot.added_at, "ana")).entry


def _ago(minutes: int) -> datetime:
    return _NOW - timedelta(minutes=minutes)


def _documents(models: Iterable[Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(model.id, _document(model)) for model in models]


def _document(model: BaseModel) -> dict[str, Any]:
    return to_document(model)


def _store(client: Client, collection: Any, documents: Sequence[tuple[str, Any]]) -> None:  # noqa: ANN401
    for start in range(0, len(documents), _BATCH):
        batch = client.batch()
        for name, fields in documents[start : start + _BATCH]:
            batch.set(collection.document(name), fields)
        batch.commit()


def _wiring(stack: Addresses) -> Wiring:
    chosen = environment.of_functions(stack)
    os.environ.update(chosen)
    return Wiring(read(chosen))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=_SIZES)
    sizes = options.parse_args().sizes
    found: list[dict[str, Reads]] = []
    with running() as stack:
        wiring = _wiring(stack)
        for size in sizes:
            fill(wiring.firestore, f"user{size}", f"kitchen-of-user{size}", size)
            found.append(measured(wiring, f"user{size}"))
    table = Table("route", *(f"{size:,}" for size in sizes), title="Documents read / round trips")
    for name in ROUTES:
        table.add_row(name, *(f"{one[name].documents} / {one[name].trips}" for one in found))
    console = Console()
    console.print(table)
    grown = [name for name in ROUTES if found[-1][name] > found[min(1, len(found) - 1)][name]]
    console.print(f"growing: {', '.join(grown) or 'none'}")
    return int(bool(grown))


if __name__ == "__main__":
    sys.exit(main())
