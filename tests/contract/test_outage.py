"""A store that is down is said to be down well before the caller's time is over."""

import time
from collections.abc import Callable

import pytest
from google.cloud.firestore import Client

from infra.local.settings import PROJECT
from shared.adapters.firestore.items import FirestoreItems
from shared.adapters.firestore.jobs import FirestoreJobs
from shared.domain.errors import Unavailable
from shared.domain.listing import ItemFilter
from tests.samples import NOW, lot

# The request's own 25 seconds; the calls give up after 6 and 8.
_INTERACTIVE_SECONDS = 25


@pytest.fixture
def dead(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1")
    return Client(project=PROJECT)


@pytest.mark.parametrize(
    "call",
    [
        lambda client: FirestoreItems(client, "k").get("a"),
        lambda client: FirestoreItems(client, "k").page(ItemFilter(), 5, None),
        lambda client: FirestoreItems(client, "k").add([lot()]),
        lambda client: FirestoreItems(client, "k").replace(lot(version="1")),
        lambda client: FirestoreJobs(client).overdue(NOW, 5),
    ],
    ids=["get", "query", "commit", "update", "sweep"],
)
def test_a_dead_store_is_unavailable_in_time(
    dead: Client, call: Callable[[Client], object]
) -> None:
    started = time.monotonic()
    with pytest.raises(Unavailable):
        call(dead)
    assert time.monotonic() - started < _INTERACTIVE_SECONDS
