"""What every store of security counts does, the fake and Firestore alike."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from google.cloud.firestore import Client

from shared.adapters.firestore.security import SHARDS, FirestoreSecurityCounts
from shared.domain.security import STATS_RETENTION, SecurityEvent
from shared.ports.security import SecurityCounts
from shared.wiring import Wiring
from tests.fakes.security import FakeSecurityCounts
from tests.samples import TODAY

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def client(wiring: Wiring) -> Client:
    """A Firestore project of the test's own."""
    assert wiring.settings.firestore_emulator_host
    return Client(project=f"demo-{uuid.uuid4().hex[:12]}")


@pytest.fixture
def counts(real: bool, request: pytest.FixtureRequest) -> SecurityCounts:
    if not real:
        return FakeSecurityCounts()
    return FirestoreSecurityCounts(request.getfixturevalue("client"))


def test_at_first_there_is_nothing(counts: SecurityCounts) -> None:
    assert counts.since(TODAY) == {}


def test_counts_add_up_by_day(counts: SecurityCounts) -> None:
    counts.add(YESTERDAY, {SecurityEvent.SIGNED_IN: 2})
    counts.add(TODAY, {SecurityEvent.SIGNED_IN: 1, SecurityEvent.LIMIT_HIT: 40})
    counts.add(TODAY, {SecurityEvent.SIGNED_IN: 3})
    today = {SecurityEvent.SIGNED_IN: 4, SecurityEvent.LIMIT_HIT: 40}
    assert counts.since(YESTERDAY) == {YESTERDAY: {SecurityEvent.SIGNED_IN: 2}, TODAY: today}
    assert counts.since(TODAY) == {TODAY: today}
    assert counts.since(TODAY + timedelta(days=1)) == {}


def test_nothing_is_lost_when_many_count_at_once(counts: SecurityCounts) -> None:
    def add(_: int) -> None:
        counts.add(TODAY, {SecurityEvent.REFRESH_REUSED: 1, SecurityEvent.TOKEN_REFUSED: 10})

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(add, range(200)))
    assert counts.since(TODAY)[TODAY] == {
        SecurityEvent.REFRESH_REUSED: 200,
        SecurityEvent.TOKEN_REFUSED: 2_000,
    }


def test_a_day_is_a_few_documents_that_expire_and_say_nothing_personal(client: Client) -> None:
    counts = FirestoreSecurityCounts(client)
    for _ in range(100):
        counts.add(TODAY, {SecurityEvent.SIGNED_IN: 1})
    stored = list(client.collection("security_stats").stream())
    assert len(stored) == SHARDS
    for one in stored:
        fields = one.to_dict()
        assert fields is not None
        assert set(fields) == {"day", "counts", "expires_at"}
        assert date.fromisoformat(fields["day"]) == TODAY
        assert fields["expires_at"] == datetime.combine(TODAY, time(), UTC) + STATS_RETENTION


def test_events_of_another_version_are_left_out(client: Client) -> None:
    counts = FirestoreSecurityCounts(client)
    counts.add(TODAY, {SecurityEvent.SIGNED_IN: 1})
    foreign = {"day": TODAY.isoformat(), "counts": {"signed_in": 2, "unheard_of": 5}}
    client.document("security_stats", "other").set(foreign)
    assert counts.since(TODAY) == {TODAY: {SecurityEvent.SIGNED_IN: 3}}
