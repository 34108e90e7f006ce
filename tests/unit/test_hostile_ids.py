"""Ids and cursors that a store would choke on are refused before it sees them."""

import base64
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.auth.credentials import AnonymousCredentials
from google.cloud.firestore import Client
from pydantic import TypeAdapter, ValidationError

from shared.adapters.firestore.documents import Snapshot
from shared.adapters.firestore.items import FirestoreItems
from shared.adapters.firestore.paging import Order, _position
from shared.domain.errors import Invalid, Unavailable
from shared.domain.item import Lot
from shared.domain.model import Identifier, Model
from shared.domain.refresh_token import presented
from shared.http import Access, Call, Route
from tests.boundary import Boundary
from tests.samples import lot

RESERVED = ("__x__", "____", "__a-b__")
USABLE = ("_x_", "__x", "x__", "___", "a__b__c")
IDS: TypeAdapter[str] = TypeAdapter(Identifier)
BY_DAY = Order("expires_on", kind=date)
BY_TIME = Order("created_at", descending=True)
LATE = {"t": "2026-06-01T12:00:00.000001+00:00"}


class Thing(Model):
    id: str


def read_thing(call: Call, id: str) -> Thing:  # noqa: A002
    """Read a thing."""
    return Thing(id=id)


def cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("name", RESERVED)
def test_a_reserved_id_is_refused_everywhere(name: str) -> None:
    with pytest.raises(ValidationError):
        IDS.validate_python(name)
    at = Boundary([Route("GET", "/things/{id}", read_thing, access=Access.VIEWER)])
    assert at.get(f"/things/{name}").status_code == 404
    assert presented(f"1.{name}.1.{'a' * 43}") is None


@pytest.mark.parametrize("name", USABLE)
def test_ids_that_only_look_reserved_are_taken(name: str) -> None:
    assert IDS.validate_python(name) == name
    at = Boundary([Route("GET", "/things/{id}", read_thing, access=Access.VIEWER)])
    assert at.get(f"/things/{name}").status_code == 200
    assert presented(f"1.{name}.1.{'a' * 43}") is not None


@pytest.mark.parametrize(
    "values",
    [
        ({"x": 1}, "a"),
        (10**30, "a"),
        (1.5, "a"),
        (True, "a"),
        (None, "a"),
        ("\ud800", "a"),
        ("tomorrow", "a"),
        (LATE, "a"),
        ("2026-06-01", "."),
        ("2026-06-01", ".."),
        ("2026-06-01", "__x__"),
        ("2026-06-01", "a/b"),
        ("2026-06-01", "\ud800"),
        ("2026-06-01", ""),
        ("2026-06-01", 1),
        ("2026-06-01", None),
        ("2026-06-01", "2026-06-01", "a"),
        ("a",),
        (),
    ],
)
def test_a_cursor_of_days_holds_a_day_and_an_id(values: Sequence[Any]) -> None:
    with pytest.raises(Invalid, match="cursor_invalid"):
        _position(cursor(*values), BY_DAY)


@pytest.mark.parametrize(
    "value",
    [
        "2026-06-01",
        10**30,
        {"x": 1},
        {"t": 1},
        {"t": "soon"},
        {"t": "2026-06-01T12:00:00"},
        {"t": "0001-01-01T00:00:00+14:00"},
        {"t": "9999-12-31T23:59:59-14:00"},
    ],
)
def test_a_cursor_of_moments_holds_a_moment(value: Any) -> None:
    with pytest.raises(Invalid, match="cursor_invalid"):
        _position(cursor(value, "a"), BY_TIME)


def test_a_deep_cursor_is_refused() -> None:
    deep = base64.urlsafe_b64encode(b"[" * 100_000).decode()
    with pytest.raises(Invalid, match="cursor_invalid"):
        _position(deep, BY_DAY)


def test_good_cursors_are_read() -> None:
    assert _position(cursor("2026-06-01", "a"), BY_DAY) == {
        "expires_on": "2026-06-01",
        "__name__": "a",
    }
    assert _position(cursor(LATE, "a"), BY_TIME) == {
        "created_at": datetime(2026, 6, 1, 12, 0, 0, 1, tzinfo=UTC),
        "__name__": "a",
    }


class Contended(FirestoreItems):
    """Somebody else creates the same lots between every look and every write, `times` over."""

    def __init__(self, times: int) -> None:
        nobody = AnonymousCredentials()  # type: ignore[no-untyped-call]
        super().__init__(Client(project="p", credentials=nobody), "k1")
        self.times = times

    def _create(self, lots: Sequence[Lot]) -> list[Lot]:
        self.times -= 1
        if self.times >= 0:
            raise DocumentExists("there")  # type: ignore[no-untyped-call]
        return list(lots)

    def _snapshots(self, item_ids: object) -> dict[str, Snapshot]:
        return {}


def test_lots_that_others_add_at_the_same_time_are_looked_for_again() -> None:
    assert Contended(2).add([lot()]) == [lot()]
    with pytest.raises(Unavailable):
        Contended(10_000).add([lot()])
