"""Outside sources together: always an answer in time, asked once, kept for a day."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shared import telemetry
from shared.adapters.local_substances import LocalSubstances
from shared.clock import SystemClock
from shared.domain.errors import Overloaded, ProviderFailed
from shared.domain.labels.kinds import SourceState
from shared.domain.labels.outside import SOURCE_NAMES, SourceAnswer, Subject
from shared.ports.substances import SubstanceCache, SubstanceSource
from shared.workflows.ask_sources import NOT_CONFIGURED, NOT_NOW, Sources
from shared.workflows.known_substances import KnownSubstances
from tests.fakes.substances import IRRITANT, FakeSource, FakeSubstanceCache
from tests.samples import NOW

CLOCK = SystemClock()
GLYCERIN = Subject("Glycerin")


def desk(
    sources: Sequence[SubstanceSource], caches: Sequence[SubstanceCache] | None = None
) -> Sources:
    levels = [LocalSubstances(CLOCK)] if caches is None else caches
    return Sources(sources, KnownSubstances(levels), CLOCK)


def told(sources: Sources, seconds: float = 2.0, subject: Subject = GLYCERIN) -> dict[str, str]:
    answers = sources.look_up(subject, NOW, CLOCK.monotonic() + seconds)
    assert [one.source for one in answers] == list(SOURCE_NAMES)
    return {
        one.source: f"{one.state} {one.reason}" if one.reason else str(one.state)
        for one in answers
        if one.reason != NOT_CONFIGURED
    }


def of(answers: Sequence[SourceAnswer], source: str) -> SourceAnswer:
    return next(one for one in answers if one.source == source)


def test_without_configuration_nobody_is_asked_and_no_cache_is_read() -> None:
    cache = FakeSubstanceCache()
    answers = desk([], [cache]).look_up(GLYCERIN, NOW, CLOCK.monotonic() + 1)
    assert {(one.state, one.reason) for one in answers} == {(SourceState.NOT_ASKED, NOT_CONFIGURED)}
    assert [one.source for one in answers] == list(SOURCE_NAMES)
    assert cache.reads == 0


def test_each_says_what_became_of_it() -> None:
    sources = desk(
        [
            FakeSource("pubchem"),
            FakeSource("openfda", None),
            FakeSource("cosing", errors=[ProviderFailed("http_503")]),
            FakeSource("ewg", errors=[Overloaded()]),
        ]
    )
    assert told(sources) == {
        "pubchem": "answered",
        "openfda": "unknown",
        "cosing": "failed http_503",
        "ewg": "failed overloaded",
    }


def test_all_are_asked_at_once_and_who_is_late_is_left_behind() -> None:
    slow = [FakeSource(name, slow=0.3) for name in ("pubchem", "openfda", "cosing")]
    started = time.monotonic()
    found = told(desk([*slow, FakeSource("ewg", slow=2.0)]), seconds=0.5)
    assert time.monotonic() - started < 1.2
    assert found == {
        "pubchem": "answered",
        "openfda": "answered",
        "cosing": "answered",
        "ewg": "failed timeout",
    }


@pytest.mark.parametrize(
    ("reasons", "calls", "state"),
    [
        (["unreachable"], 2, "answered"),
        (["http_502"], 2, "answered"),
        (["unreachable", "unreachable"], 2, "failed unreachable"),
        (["http_429"], 1, "failed http_429"),
        (["timeout"], 1, "failed timeout"),
        (["malformed_reply"], 1, "failed malformed_reply"),
    ],
)
def test_it_is_tried_once_more_at_most(reasons: list[str], calls: int, state: str) -> None:
    source = FakeSource(errors=[ProviderFailed(reason) for reason in reasons])
    assert told(desk([source])) == {"pubchem": state}
    assert len(source.asked) == calls


def test_without_time_nothing_is_tried_again() -> None:
    source = FakeSource(errors=[ProviderFailed("unreachable")])
    assert told(desk([source]), seconds=0.3) == {"pubchem": "failed unreachable"}
    assert len(source.asked) == 1


def test_what_was_said_is_asked_once_a_day_and_what_is_unknown_too() -> None:
    known, unknown = FakeSource("pubchem"), FakeSource("openfda", None)
    sources = desk([known, unknown])
    for spelling in ("Glycerin", "GLYCERIN", "glycerín"):
        told(sources, subject=Subject(spelling))
    assert len(known.asked) == len(unknown.asked) == 1
    later = NOW + timedelta(hours=24)
    sources.look_up(GLYCERIN, later - timedelta(seconds=1), CLOCK.monotonic() + 1)
    assert len(known.asked) == 1
    sources.look_up(GLYCERIN, later, CLOCK.monotonic() + 1)
    assert len(known.asked) == len(unknown.asked) == 2


def test_a_failure_is_not_kept_and_the_rest_is() -> None:
    failing = FakeSource("openfda", errors=[ProviderFailed("timeout")])
    steady = FakeSource("pubchem")
    sources = desk([steady, failing])
    assert told(sources) == {"pubchem": "answered", "openfda": "failed timeout"}
    assert told(sources) == {"pubchem": "answered", "openfda": "answered"}
    assert (len(steady.asked), len(failing.asked)) == (1, 2)


def test_many_at_once_make_one_call() -> None:
    source = FakeSource(slow=0.2)
    sources = desk([source])
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda _: told(sources), range(12)))
    assert found == [{"pubchem": "answered"}] * 12
    assert source.asked == ["Glycerin"]


def test_a_nearer_level_learns_from_a_farther_one_and_both_are_counted() -> None:
    near, far = FakeSubstanceCache("process"), FakeSubstanceCache()
    sources = desk([FakeSource()], [near, far])
    with telemetry.trail({}) as trail:
        told(sources)
    assert trail.sums["cache_process_misses"] == trail.sums["cache_firestore_misses"] == 1
    assert trail.sums["source_calls"] == 1
    near.kept.clear()
    with telemetry.trail({}) as trail:
        told(sources)
    assert (trail.sums["cache_process_hits"], trail.sums["cache_process_misses"]) == (0, 1)
    assert trail.sums["cache_firestore_hits"] == 1
    assert "source_calls" not in trail.sums
    assert near.kept == far.kept


def test_a_level_that_is_down_is_passed_over() -> None:
    far = FakeSubstanceCache()
    far.down = True
    source = FakeSource()
    sources = desk([source], [LocalSubstances(CLOCK), far])
    assert told(sources) == told(sources) == {"pubchem": "answered"}
    assert len(source.asked) == 1


def test_a_list_is_read_in_one_round_trip_and_asked_about_in_its_order() -> None:
    cache = FakeSubstanceCache()
    source = FakeSource()
    sources = desk([source], [cache])
    subjects = [Subject(f"Substance {n}") for n in range(30)]
    found = sources.look_up_all([*subjects, subjects[0]], NOW, CLOCK.monotonic() + 2)
    assert sorted(source.asked) == sorted(one.name for one in subjects[:12])
    states = [of(found[one.id], "pubchem") for one in subjects]
    assert [one.state for one in states[:12]] == [SourceState.ANSWERED] * 12
    assert {(one.state, one.reason) for one in states[12:]} == {(SourceState.NOT_ASKED, NOT_NOW)}
    reads = cache.reads
    again = sources.look_up_all(subjects[:12], NOW, CLOCK.monotonic() + 2)
    assert cache.reads == reads + 1
    assert again == {one.id: found[one.id] for one in subjects[:12]}


def test_what_is_remembered_is_told_without_asking() -> None:
    source = FakeSource()
    sources = desk([source])
    assert of(sources.recall([GLYCERIN], NOW)[GLYCERIN.id], "pubchem").reason == NOT_NOW
    told(sources)
    recalled = of(sources.recall([GLYCERIN], NOW)[GLYCERIN.id], "pubchem")
    assert recalled.facts == (IRRITANT,)
    assert len(source.asked) == 1


def test_this_process_keeps_a_fixed_number() -> None:
    cache = LocalSubstances(CLOCK, most=3)
    sources = desk([FakeSource()], [cache])
    subjects = [Subject(f"Substance {n}") for n in range(8)]
    for one in subjects:
        told(sources, subject=one)
    assert len(cache.get_all([one.id for one in subjects])) == 3
