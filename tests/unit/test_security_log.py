"""The security log: what is printed, what is counted, and when."""

import atexit
import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.security import (
    ALARMING,
    COUNTED_AT_ONCE,
    GATHERED,
    SecurityEvent,
    stats_of,
)
from shared.domain.session import EndReason
from shared.workflows.security_log import CountingSecurityLog
from tests.fakes.clock import FakeClock
from tests.fakes.security import FakeSecurityCounts
from tests.samples import NOW, TODAY

NEVER = 3600.0


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[Any] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def printed(self) -> list[tuple[str, int]]:
        return [(r.event, r.count) for r in self.records if r.msg == "security"]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler = Lines()
    logger = logging.getLogger("zerowaste.security")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


@pytest.fixture
def counts() -> FakeSecurityCounts:
    return FakeSecurityCounts()


def log(counts: FakeSecurityCounts, every: float = NEVER) -> CountingSecurityLog:
    return CountingSecurityLog(lambda: counts, FakeClock(NOW), every)


@pytest.mark.parametrize("event", sorted(COUNTED_AT_ONCE))
def test_what_ends_a_session_is_counted_before_the_answer(
    counts: FakeSecurityCounts, lines: Lines, event: SecurityEvent
) -> None:
    log(counts).record(event, session_id="s1", reason=EndReason.REVOKED, count=3)
    assert counts.days == {TODAY: {event: 3}}
    [line] = lines.records
    assert (line.event, line.session, line.count) == (event, "s1", 3)
    assert line.reason == "revoked"
    assert line.levelno == (logging.WARNING if event in ALARMING else logging.INFO)


def test_a_sign_in_is_printed_at_once_and_counted_later(
    counts: FakeSecurityCounts, lines: Lines
) -> None:
    security = log(counts)
    for n in range(3):
        security.record(SecurityEvent.SIGNED_IN, session_id=f"s{n}")
    assert [line.session for line in lines.records] == ["s0", "s1", "s2"]
    assert counts.days == {}
    security.write()
    assert counts.days == {TODAY: {SecurityEvent.SIGNED_IN: 3}}


@pytest.mark.parametrize("event", sorted(GATHERED))
def test_a_flood_is_two_lines_and_one_write(
    counts: FakeSecurityCounts, lines: Lines, event: SecurityEvent
) -> None:
    security = log(counts)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: security.record(event), range(10_000)))
    security.write()
    assert lines.printed() == [(event, 1), (event, 9_999)]
    assert counts.days == {TODAY: {event: 10_000}}
    assert counts.adds == 1


def test_the_write_after_prints_the_event_again(counts: FakeSecurityCounts, lines: Lines) -> None:
    security = log(counts)
    for _ in range(2):
        security.record(SecurityEvent.LIMIT_HIT)
        security.write()
    assert lines.printed() == [("limit_hit", 1), ("limit_hit", 1)]


def test_what_waits_is_written_by_itself(counts: FakeSecurityCounts) -> None:
    security = log(counts, every=0.05)
    before = threading.active_count()
    for _ in range(100):
        security.record(SecurityEvent.TOKEN_REFUSED)
    assert threading.active_count() <= before + 1
    assert _becomes(counts, 100)
    security.record(SecurityEvent.TOKEN_REFUSED)
    assert _becomes(counts, 101)


def test_a_store_that_is_down_fails_nobody_and_loses_nothing(
    counts: FakeSecurityCounts, lines: Lines
) -> None:
    counts.down = True
    security = log(counts, every=0.05)
    security.record(SecurityEvent.REFRESH_REUSED, session_id="s1")
    assert lines.printed() == [("refresh_reused", 1)]
    assert counts.days == {}
    counts.down = False
    assert _becomes(counts, 1)


def test_a_store_that_cannot_even_be_opened_fails_nobody(lines: Lines) -> None:
    def broken() -> FakeSecurityCounts:
        raise RuntimeError("no credentials: secret")

    security = CountingSecurityLog(broken, FakeClock(NOW), NEVER)
    security.record(SecurityEvent.SESSION_ENDED)
    atexit.unregister(security.write)
    assert [line.reason for line in lines.records if line.levelno == logging.ERROR] == [
        "RuntimeError"
    ]


def test_events_count_for_the_day_they_happened_on(counts: FakeSecurityCounts) -> None:
    clock = FakeClock(NOW)
    security = CountingSecurityLog(lambda: counts, clock, NEVER)
    security.record(SecurityEvent.SIGNED_IN)
    clock.move(timedelta(days=1))
    security.record(SecurityEvent.SIGNED_IN)
    security.write()
    assert counts.days == {
        TODAY: {SecurityEvent.SIGNED_IN: 1},
        TODAY + timedelta(days=1): {SecurityEvent.SIGNED_IN: 1},
    }


def test_what_waits_is_counted_at_exit() -> None:
    script = (
        "from shared.workflows.security_log import CountingSecurityLog\n"
        "from shared.domain.security import SecurityEvent\n"
        "from shared.clock import SystemClock\n"
        "class Counts:\n"
        "    def add(self, day, counts): print(dict(counts))\n"
        "CountingSecurityLog(Counts, SystemClock()).record(SecurityEvent.TOKEN_REFUSED)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "token_refused" in ended.stdout
    assert ": 1}" in ended.stdout


def test_its_lines_are_kept_at_any_level_and_are_json_on_standard_output() -> None:
    script = (
        "from shared import logs\n"
        "logs.configure('ERROR')\n"
        "from shared.workflows.security_log import CountingSecurityLog\n"
        "from shared.domain.security import SecurityEvent\n"
        "from shared.clock import SystemClock\n"
        "class Counts:\n"
        "    def add(self, day, counts): pass\n"
        "log = CountingSecurityLog(Counts, SystemClock())\n"
        "log.record(SecurityEvent.REFRESH_REUSED, session_id='s1')\n"
        "log.record(SecurityEvent.SIGNED_IN, session_id='s2')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""
    first, second = (json.loads(line) for line in ended.stdout.splitlines())
    assert first.pop("time")
    assert first == {
        "severity": "WARNING",
        "message": "security",
        "event": "refresh_reused",
        "session": "s1",
        "count": 1,
    }
    assert (second["severity"], second["event"], second["session"]) == ("INFO", "signed_in", "s2")


def test_every_event_is_of_one_kind() -> None:
    assert COUNTED_AT_ONCE.isdisjoint(GATHERED)
    assert set(SecurityEvent) - COUNTED_AT_ONCE - GATHERED == {SecurityEvent.SIGNED_IN}


def test_statistics_name_every_day_and_event() -> None:
    until, since = TODAY, TODAY - timedelta(days=2)
    empty = stats_of({}, since, until)
    assert [one.day for one in empty.days] == [until, TODAY - timedelta(days=1), since]
    assert (empty.total, set(empty.counts)) == (0, set(SecurityEvent))
    signed_in = {SecurityEvent.SIGNED_IN: 2}
    stats = stats_of(
        {until: signed_in, since: signed_in | {SecurityEvent.LIMIT_HIT: 1}}, since, until
    )
    assert [one.total for one in stats.days] == [2, 0, 3]
    assert (stats.counts[SecurityEvent.SIGNED_IN], stats.total) == (4, 5)


def _becomes(counts: FakeSecurityCounts, total: int) -> bool:
    for _ in range(200):
        if sum(day.total() for day in counts.days.values()) == total:
            return True
        time.sleep(0.01)
    return False
