"""Kitchens of any size, stored at once past the functions."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from google.cloud.firestore import Client
from pydantic import BaseModel

from infra.bench.app import App
from shared.adapters.firestore.documents import to_document
from shared.adapters.firestore.lots import new_document
from shared.catalog import foods
from shared.domain.item import Lot, NewItem
from shared.domain.movement import Act
from shared.domain.portion import Portion, Rough
from shared.domain.stocking import stocked
from shared.domain.taking import consumed
from tests.samples import recognition as a_recognition
from tests.samples import session as a_session
from tests.samples import stored_recipe

_BATCH = 250
_NOW = datetime.now(UTC)
_NAMES = ("leche entera", "tomate", "arroz blanco", "salmón", "pan", "huevo")


def move_in(app: App, size: int) -> dict[str, Any]:
    """The session of a new user whose kitchen has so many of everything."""
    session = app.sign_in()
    fill(app.wiring.firestore, session["user"]["uid"], session["kitchen_id"], size)
    return session


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
