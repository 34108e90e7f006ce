"""Clean-up: every page in turn, within its time; what it needs of store and scheduler."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from functions.maintenance import ROUTES
from infra.local.scheduler import EVERY
from shared.adapters.firestore.cleanup import FirestoreLeftovers
from shared.domain.errors import Unavailable
from shared.domain.leftover import CLEAN_UP_AFTER, CleanUp, Leftover
from shared.routes import Access
from shared.workflows.clean_up import clean_up
from tests.fakes.clock import FakeClock
from tests.fakes.leftovers import FakeLeftovers
from tests.samples import NOW

ROOT = Path(__file__).parents[2]
OLD = NOW - timedelta(days=1)
FOREVER = float("inf")


def filled(expired: int, alive: int) -> FakeLeftovers:
    leftovers = FakeLeftovers()
    for n in range(expired):
        leftovers.put(leftovers.collections[n % 2], f"old{n}", OLD)
    for n in range(alive):
        leftovers.put("sessions", f"alive{n}", NOW + timedelta(seconds=1))
    return leftovers


def test_all_that_expired_goes_and_nothing_else() -> None:
    leftovers = filled(expired=2_402, alive=30)
    done = clean_up(leftovers, NOW, FOREVER, FakeClock(NOW))
    assert done.deleted == {"sessions": 1_201, "limits": 1_201}
    assert done.more is False
    assert {name for _, name in leftovers.documents} == {f"alive{n}" for n in range(30)}


def test_nothing_to_do() -> None:
    done = clean_up(FakeLeftovers(), NOW, FOREVER, FakeClock(NOW))
    assert (done.deleted, done.more) == ({"sessions": 0, "limits": 0}, False)


def test_what_expired_only_just_now_waits_for_the_next_time() -> None:
    leftovers = FakeLeftovers()
    leftovers.put("limits", "just", NOW - CLEAN_UP_AFTER + timedelta(seconds=1))
    leftovers.put("limits", "long", NOW - CLEAN_UP_AFTER)
    clean_up(leftovers, NOW, FOREVER, FakeClock(NOW))
    assert set(leftovers.documents) == {("limits", "just")}


class SlowLeftovers(FakeLeftovers):
    """Every deletion takes a minute."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock = clock

    def delete(self, leftovers: Sequence[Leftover]) -> int:
        self.clock.move(timedelta(minutes=1))
        return super().delete(leftovers)


def test_time_runs_out_and_the_next_calls_go_on() -> None:
    clock = FakeClock(NOW)
    leftovers = SlowLeftovers(clock)
    leftovers.documents = filled(expired=3_000, alive=3).documents
    answers: list[CleanUp] = []
    while not answers or answers[-1].more:
        answers.append(clean_up(leftovers, NOW, clock.monotonic() + 120, clock))
    assert [answer.more for answer in answers] == [True, True, False]
    assert [sum(answer.deleted.values()) for answer in answers] == [1_000, 1_000, 1_000]
    assert len(leftovers.documents) == 3


def test_a_large_collection_does_not_starve_the_others() -> None:
    clock = FakeClock(NOW)
    leftovers = SlowLeftovers(clock)
    for n in range(5_000):
        leftovers.put("sessions", f"old{n}", OLD)
    leftovers.put("limits", "old", OLD)
    done = clean_up(leftovers, NOW, clock.monotonic() + 120, clock)
    assert done.deleted == {"sessions": 500, "limits": 1}


class DyingLeftovers(FakeLeftovers):
    """The store goes down at the third deletion."""

    deletions = 0

    def delete(self, leftovers: Sequence[Leftover]) -> int:
        self.deletions += 1
        if self.deletions == 3:
            raise Unavailable
        return super().delete(leftovers)


def test_dying_midway_leaves_what_was_done_done() -> None:
    leftovers = DyingLeftovers()
    leftovers.documents = filled(expired=4_000, alive=1).documents
    with pytest.raises(Unavailable):
        clean_up(leftovers, NOW, FOREVER, FakeClock(NOW))
    assert len(leftovers.documents) == 3_001
    clean_up(leftovers, NOW, FOREVER, FakeClock(NOW))
    assert {name for _, name in leftovers.documents} == {"alive0"}


def test_every_expiring_collection_has_a_ttl_and_the_index_its_query_needs() -> None:
    declared = json.loads((ROOT / "infra" / "firestore.indexes.json").read_text())
    of_expiry = {
        override["collectionGroup"]: override
        for override in declared["fieldOverrides"]
        if override["fieldPath"] == "expires_at"
    }
    assert set(of_expiry) == set(FirestoreLeftovers.collections)
    for override in of_expiry.values():
        assert override["ttl"] is True
        assert {"order": "ASCENDING", "queryScope": "COLLECTION"} in override["indexes"]


def test_the_local_scheduler_calls_every_scheduled_route() -> None:
    scheduled = {route.path for route in ROUTES if route.access is Access.SCHEDULER}
    assert set(EVERY) == scheduled
    assert all(seconds >= 60 for seconds in EVERY.values())
