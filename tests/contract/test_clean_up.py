"""Clean-up on Firestore: thousands of documents, two at once, killed midway, renewed in between.

Each test has a Firestore project of its own, so that it counts nothing but its own documents.
"""

import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from google.cloud.firestore import Client
from google.cloud.firestore_v1.bulk_batch import BulkWriteBatch

from shared.adapters.firestore.cleanup import FirestoreLeftovers
from shared.adapters.firestore.idempotency import FirestoreKeyedRequests
from shared.adapters.firestore.jobs import FirestoreJobs
from shared.adapters.firestore.limits import FirestoreHitLog
from shared.adapters.firestore.recipes import FirestoreRecipes
from shared.adapters.firestore.security import FirestoreSecurityCounts
from shared.adapters.firestore.sessions import FirestoreSessions
from shared.config import Settings
from shared.domain.errors import Unavailable
from shared.domain.idempotency import KeyedRequest
from shared.domain.leftover import Leftover
from shared.domain.security import STATS_RETENTION, SecurityEvent
from shared.workflows.clean_up import clean_up
from tests.fakes.clock import FakeClock
from tests.samples import NOW, TODAY, generation, job, session

OLD = NOW - timedelta(days=1)
FUTURE = NOW + timedelta(days=1)
FOREVER = float("inf")


@pytest.fixture
def client(settings: Settings) -> Client:
    assert settings.firestore_emulator_host
    return Client(project=f"demo-{uuid.uuid4().hex[:12]}")


@pytest.fixture
def leftovers(client: Client) -> FirestoreLeftovers:
    return FirestoreLeftovers(client)


def put(client: Client, collection: str, names: Sequence[str], **fields: object) -> None:
    for start in range(0, len(names), 500):
        batch = BulkWriteBatch(client)
        for name in names[start : start + 500]:
            batch.set(client.document(collection, name), fields)
        assert all(status.code == 0 for status in batch.commit().status)


def left(client: Client, collection: str) -> set[str]:
    return {one.id for one in client.collection(collection).select([]).stream()}


def swept(leftovers: FirestoreLeftovers) -> dict[str, int]:
    done = clean_up(leftovers, NOW, FOREVER, FakeClock(NOW))
    assert done.more is False
    return {name: count for name, count in done.deleted.items() if count}


def test_ten_thousand_expired_go_and_a_hundred_alive_stay(
    client: Client, leftovers: FirestoreLeftovers
) -> None:
    alive = [f"{n:05d}-alive" for n in range(0, 10_000, 100)]
    put(client, "limits", [f"{n:05d}" for n in range(10_000)], expires_at=OLD)
    put(client, "limits", alive, expires_at=FUTURE)
    assert swept(leftovers) == {"limits": 10_000}
    assert left(client, "limits") == set(alive)
    assert swept(leftovers) == {}


@pytest.mark.parametrize("collection", FirestoreLeftovers.collections)
def test_every_collection_is_swept(
    client: Client, leftovers: FirestoreLeftovers, collection: str
) -> None:
    put(client, collection, ["old"], expires_at=OLD)
    put(client, collection, ["alive"], expires_at=FUTURE)
    put(client, collection, ["timeless"], other=OLD)
    assert swept(leftovers) == {collection: 1}
    assert left(client, collection) == {"alive", "timeless"}


def test_no_other_collection_is_touched(client: Client, leftovers: FirestoreLeftovers) -> None:
    for collection in ("users", "kitchens", "kitchens/k1/items", "users/u1/sessions"):
        put(client, collection, ["old"], expires_at=OLD)
    assert swept(leftovers) == {}
    for collection in ("users", "kitchens", "kitchens/k1/items", "users/u1/sessions"):
        assert left(client, collection) == {"old"}


def test_two_at_once_delete_each_document_once(
    client: Client, leftovers: FirestoreLeftovers
) -> None:
    put(client, "idempotency", [f"{n}" for n in range(3_000)], expires_at=OLD)
    put(client, "idempotency", ["alive"], expires_at=FUTURE)
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: swept(leftovers), range(2)))
    assert sum(run.get("idempotency", 0) for run in runs) == 3_000
    assert left(client, "idempotency") == {"alive"}


class DyingLeftovers(FirestoreLeftovers):
    """The process dies at the fourth page, before or after its deletion."""

    def __init__(self, client: Client, *, after: bool) -> None:
        super().__init__(client)
        self._after = after
        self._pages = 0

    def delete(self, leftovers: Sequence[Leftover]) -> int:
        self._pages += len(leftovers) > 0
        if self._pages < 4:
            return super().delete(leftovers)
        if self._after:
            super().delete(leftovers)
        raise Unavailable


@pytest.mark.parametrize("after", [False, True])
def test_killed_midway_the_next_run_finishes(
    client: Client, leftovers: FirestoreLeftovers, after: bool
) -> None:
    put(client, "sessions", [f"{n}" for n in range(2_500)], expires_at=OLD)
    put(client, "sessions", ["alive"], expires_at=FUTURE)
    with pytest.raises(Unavailable):
        clean_up(DyingLeftovers(client, after=after), NOW, FOREVER, FakeClock(NOW))
    remaining = 500 if after else 1_000
    assert len(left(client, "sessions")) == remaining + 1
    assert swept(leftovers) == {"sessions": remaining}
    assert left(client, "sessions") == {"alive"}


def test_what_was_renewed_between_query_and_delete_survives(
    client: Client, leftovers: FirestoreLeftovers
) -> None:
    put(client, "idempotency", ["renewed", "made-again", "gone", "old"], expires_at=OLD)
    found = leftovers.page("idempotency", NOW, 10, None)
    assert len(found.items) == 4
    client.document("idempotency", "renewed").update({"expires_at": FUTURE})
    client.document("idempotency", "made-again").delete()
    client.document("idempotency", "made-again").set({"expires_at": FUTURE})
    client.document("idempotency", "gone").delete()
    assert leftovers.delete(found.items) == 1
    assert left(client, "idempotency") == {"renewed", "made-again"}


def test_pages_go_on_where_the_last_one_ended(
    client: Client, leftovers: FirestoreLeftovers
) -> None:
    put(client, "cache", [f"{n}" for n in range(7)], expires_at=OLD)
    seen: list[str] = []
    cursor = None
    while True:
        page = leftovers.page("cache", NOW, 3, cursor)
        seen += [one.id for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(seen) == [f"{n}" for n in range(7)]


def keyed_request(name: str, expires_at: datetime) -> KeyedRequest:
    return KeyedRequest(
        id=name,
        kitchen_id="k1",
        uid="u1",
        fingerprint="f1",
        seed="s1",
        leased_until=OLD,
        expires_at=expires_at,
    )


def test_what_the_stores_write_is_found_when_it_expires(
    client: Client, leftovers: FirestoreLeftovers
) -> None:
    sessions = FirestoreSessions(client)
    sessions.create(session("over", "k1", expires_at=OLD))
    sessions.create(session("ended", "k1", ended_at=OLD, expires_at=FUTURE))
    sessions.create(session("alive", "k1", expires_at=FUTURE))
    jobs = [
        job("k1", "r1", expires_at=OLD, id="old"),
        job("k1", "r2", expires_at=FUTURE, id="alive"),
    ]
    FirestoreRecipes(client, "k1").save(generation(), [], jobs)
    failed = FirestoreJobs(client).get("old")
    assert failed is not None
    FirestoreJobs(client).finish(failed.failed("policy"), None)
    for name, expires_at in (("old", OLD), ("alive", FUTURE)):
        FirestoreKeyedRequests(client).create(keyed_request(name, expires_at))
        limits = FirestoreHitLog(client, FakeClock(expires_at))
        limits.change(name, lambda hits: (*hits, 1), keep_s=60)
    counts = FirestoreSecurityCounts(client)
    for age in (timedelta(0), STATS_RETENTION + timedelta(days=2)):
        counts.add(TODAY - age, {SecurityEvent.SIGNED_IN: 1})
    written = ("sessions", "idempotency", "limits", "jobs", "dead_letters", "security_stats")
    assert swept(leftovers) == dict.fromkeys(written, 1)
    assert left(client, "sessions") == {"ended", "alive"}
    assert left(client, "jobs") == left(client, "idempotency") == {"alive"}
    assert len(left(client, "limits")) == 1
    assert list(counts.since(TODAY - timedelta(days=1000))) == [TODAY]
