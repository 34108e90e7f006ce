"""The short form of `infra.bench.fire`: the failures that tell most, one stack for all."""

from collections.abc import Iterator

import pytest

from infra.bench.faults import Fault
from infra.bench.fire import Fire, burning

UNAVAILABLE = {(503, "dependency_unavailable")}


@pytest.fixture(scope="module")
def fire() -> Iterator[Fire]:
    with burning() as started:
        yield started


@pytest.mark.parametrize(
    ("dependency", "fault", "told"),
    [
        ("firestore", Fault.RESET, UNAVAILABLE),
        ("firestore", Fault.SLOW, {(200, "done"), (201, "done")}),
        ("auth", Fault.REFUSED, UNAVAILABLE),
        ("storage", Fault.CUT, UNAVAILABLE),
        ("tasks", Fault.RESET, {(201, "gemini")}),
        ("model", Fault.WRONG_BYTES, {(201, "offline")}),
    ],
)
def test_people_are_told_and_nothing_is_lost(
    fire: Fire, dependency: str, fault: Fault, told: set[tuple[int, str]]
) -> None:
    found = fire.round(dependency, fault)
    assert {(one.status, one.code) for one in found.answers} == told
    assert (found.lost, found.recovered) == ([], True)
    assert found.good
