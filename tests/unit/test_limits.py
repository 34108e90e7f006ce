"""The moving window, as a rule and through the library: never more, never less, and a true wait."""

import importlib
import math
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.local_hits import LocalHitLog
from shared.adapters.rate_limiter import HitLogLimiter
from shared.domain.limits import (
    MICROSECONDS,
    RATES,
    Hits,
    Limit,
    Rate,
    Standing,
    counted,
    given_back,
    live,
    rates,
)
from shared.domain.model import TextFile
from shared.routes import Access, Route
from shared.streaming import Streamed
from tests.fakes.clock import FakeClock

ROOT = Path(__file__).parents[2]
FUNCTIONS = sorted(path.stem for path in (ROOT / "functions").glob("[a-z]*.py"))
PERIOD = 3
gaps = st.lists(st.integers(0, 2 * MICROSECONDS), max_size=60)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Limit.REQUESTS, {(100, 60), (10, 1)}),
        (Limit.AUTH, {(5, 60)}),
        (Limit.REFRESH, {(10, 60)}),
        (Limit.NAMED, {(60, 60)}),
        (Limit.MODEL, {(10, 60)}),
        (Limit.REDRAW, {(10, 86_400)}),
        (Limit.BULK, {(20, 3_600)}),
    ],
)
def test_the_limits_are_those_of_the_contract(limit: Limit, expected: set[tuple[int, int]]) -> None:
    assert {(rate.most, rate.seconds) for rate in rates(limit, 1)} == expected
    assert {(rate.most, rate.seconds) for rate in rates(limit, 100)} == {
        (most * 100, seconds) for most, seconds in expected
    }
    assert set(RATES) == set(Limit)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_reads_or_writes_without_bound_is_asked_for_seldom(function: str) -> None:
    """A hundred exports a minute of a full kitchen would read millions of documents an hour."""
    routes = importlib.import_module(f"functions.{function}").ROUTES
    unbounded = [
        route
        for route in routes
        if route.access is not Access.PUBLIC
        and (get_origin(get_type_hints(route.handler)["return"]) is Streamed or _of_a_file(route))
    ]
    assert [route.path for route in unbounded if route.limit is not Limit.BULK] == []
    assert len(unbounded) == {"account": 1, "inventory": 2}.get(function, 0)


def _of_a_file(route: Route) -> bool:
    body = route.shape().body
    return body is not None and issubclass(body, TextFile)


@given(gaps=gaps, most=st.integers(1, 6))
def test_no_window_ever_holds_more_and_nobody_is_refused_early(gaps: list[int], most: int) -> None:
    hits: Hits = ()
    allowed: list[int] = []
    now = 0
    for gap in gaps:
        now += gap
        within = [at for at in allowed if now - at < PERIOD * MICROSECONDS]
        changed = counted(hits, now, most, PERIOD)
        assert (changed is not None) is (len(within) < most)
        if changed is not None:
            hits = changed
            allowed.append(now)
    for start in allowed:
        held = [at for at in allowed if start <= at < start + PERIOD * MICROSECONDS]
        assert len(held) <= most


@given(times=st.lists(st.integers(0, 8 * MICROSECONDS), max_size=40), most=st.integers(1, 4))
def test_clocks_that_disagree_let_nobody_through(times: list[int], most: int) -> None:
    hits: Hits = ()
    for now in times:
        hits = counted(hits, now, most, PERIOD) or hits
        assert list(hits) == sorted(hits)
        assert len(hits) <= most


def test_a_hit_counts_for_its_period_exactly() -> None:
    hits = counted((), 0, 1, PERIOD) or ()
    assert counted(hits, PERIOD * MICROSECONDS - 1, 1, PERIOD) is None
    assert counted(hits, PERIOD * MICROSECONDS, 1, PERIOD) is not None
    assert live(hits, PERIOD * MICROSECONDS, PERIOD) == ()


def test_giving_back_takes_that_hit_and_no_other() -> None:
    assert given_back((1, 2, 2, 3), 2) == (1, 2, 3)
    assert given_back((1, 3), 2) is None


RATE = Rate("test", 3, 60)


def limiter() -> tuple[HitLogLimiter, FakeClock]:
    clock = FakeClock()
    return HitLogLimiter(LocalHitLog(), clock), clock


@settings(max_examples=50)
@given(gaps=st.lists(st.floats(0, 40), min_size=4, max_size=20))
def test_the_wait_is_true(gaps: list[float]) -> None:
    made, clock = limiter()
    for gap in gaps:
        clock.move(timedelta(seconds=gap))
        standing = made.hit("a", RATE)
        if standing.allowed:
            continue
        wait = math.ceil(standing.reset_s)
        assert 1 <= wait <= RATE.seconds
        clock.move(timedelta(seconds=standing.reset_s - 0.001))
        assert not made.hit("a", RATE).allowed
        clock.move(timedelta(seconds=wait - standing.reset_s + 0.001))
        assert made.hit("a", RATE).allowed


def test_what_is_left_goes_down_and_comes_back() -> None:
    made, clock = limiter()
    seen: list[Standing] = []
    for _ in range(4):
        seen.append(made.hit("a", RATE))
        clock.move(timedelta(seconds=1))
    assert [one.remaining for one in seen] == [2, 1, 0, 0]
    assert [one.allowed for one in seen] == [True, True, True, False]
    assert [round(one.reset_s) for one in seen] == [60, 59, 58, 57]
    assert made.hit("b", RATE).remaining == 2
    made.give_back("a", seen[1])
    assert made.hit("a", RATE).allowed
    assert not made.hit("a", RATE).allowed


def test_memory_is_bounded_and_forgets_the_longest_unused() -> None:
    log = LocalHitLog(most=2)
    for key in ("a", "b", "a", "c"):
        log.change(key, lambda hits: (*hits, len(hits) + 1), 60)
    assert log.change("a", lambda _: None, 60) == (1, 2)
    assert log.change("b", lambda _: None, 60) == ()


def test_redis_is_loaded_by_configuration_alone() -> None:
    script = (
        "import sys; from shared.config import read; from shared.wiring import Wiring\n"
        "from shared.domain.limits import Limit, rates\n"
        "given = {'GOOGLE_CLOUD_PROJECT': 'p'} | dict(a.split('=') for a in sys.argv[1:])\n"
        "limiter = Wiring(read(given)).local_limiter\n"
        "assert sys.argv[1:] or limiter.hit('a', rates(Limit.REQUESTS, 1)[0]).allowed\n"
        "print('redis' in sys.modules)"
    )
    for arguments, loaded in (([], "False"), (["LIMITS_STORAGE=redis://127.0.0.1:1"], "True")):
        ran = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout.strip() == loaded
