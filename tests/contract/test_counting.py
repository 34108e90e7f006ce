"""The counted reads, writes and round trips are those that Firestore bills."""

import uuid

import pytest

from shared import telemetry
from shared.adapters.firestore import counting
from shared.wiring import Wiring


@pytest.fixture
def folder(wiring: Wiring) -> str:
    name = f"counting-{uuid.uuid4().hex}"
    batch = wiring.firestore.batch()
    for number in range(5):
        batch.set(wiring.firestore.document(name, str(number)), {"n": number})
    with telemetry.trail({}) as trail:
        batch.commit()
    assert trail.sums == {"trips": 1, "writes": 5}
    return name


def test_documents_are_counted_there_or_not(wiring: Wiring, folder: str) -> None:
    with telemetry.trail({}) as trail:
        wiring.firestore.document(folder, "0").get()
        wiring.firestore.document(folder, "nobody").get()
    assert trail.sums == {"trips": 2, "reads": 2}


def test_several_at_once_are_one_trip(wiring: Wiring, folder: str) -> None:
    wanted = [wiring.firestore.document(folder, name) for name in ("0", "1", "nobody")]
    with telemetry.trail({}) as trail:
        list(wiring.firestore.get_all(wanted))
    assert trail.sums == {"trips": 1, "reads": 3}


def test_a_query_reads_what_it_answers_and_at_least_one(wiring: Wiring, folder: str) -> None:
    with telemetry.trail({}) as trail:
        wiring.firestore.collection(folder).limit(3).get()
        wiring.firestore.collection(folder + "-empty").get()
    assert trail.sums == {"trips": 2, "reads": 4}


def test_an_aggregation_reads_one_a_thousand_entries(
    wiring: Wiring, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = wiring.firestore.collection(folder)
    with telemetry.trail({}) as trail:
        numbers.count().get()  # type: ignore[no-untyped-call]
    assert trail.sums == {"trips": 1, "reads": 1}
    monkeypatch.setattr(counting, "_A_READ", 2)
    with telemetry.trail({}) as trail:
        numbers.sum("n", alias="sum").count(alias="how many").get()
        numbers.sum("n").get()
        wiring.firestore.collection(folder + "-empty").count().get()  # type: ignore[no-untyped-call]
    assert trail.sums == {"trips": 3, "reads": 3 + 1 + 1, "index_reads": 2}
