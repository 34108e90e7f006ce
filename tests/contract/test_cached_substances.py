"""What every cache of substances does: in this process, in Firestore and in a Redis."""

import time
from datetime import timedelta

import pytest

from shared.adapters.local_substances import LocalSubstances
from shared.adapters.redis_substances import RedisSubstances
from shared.clock import SystemClock
from shared.domain.errors import Unavailable
from shared.domain.labels.outside import (
    KnownSubstance,
    Subject,
    answered,
    failed,
    known_substance,
)
from shared.ports.substances import SubstanceCache
from shared.wiring import Wiring
from tests.contract.test_limits_and_keys import redis_url
from tests.fakes.substances import IRRITANT, FakeSubstanceCache

__all__ = ["redis_url"]

CLOCK = SystemClock()


@pytest.fixture(params=["fake", "local", "firestore", "redis"])
def cache(request: pytest.FixtureRequest) -> SubstanceCache:
    if request.param == "redis":
        return answering(request.getfixturevalue("redis_url"))
    if request.param == "firestore":
        wiring: Wiring = request.getfixturevalue("wiring")
        return wiring.substance_caches[1]
    return FakeSubstanceCache() if request.param == "fake" else LocalSubstances(CLOCK)


def answering(url: str) -> RedisSubstances:
    """Once the server is up."""
    cache = RedisSubstances(url, CLOCK)
    for _ in range(100):
        try:
            cache.get_all(["first"])
        except Unavailable:
            time.sleep(0.05)
        else:
            break
    return cache


def known(name: str) -> KnownSubstance:
    now = CLOCK.now()
    answers = [
        answered("pubchem", [IRRITANT, IRRITANT], now),
        answered("openfda", None, now),
        failed("cosing", "timeout"),
    ]
    found = known_substance(Subject(name), answers)
    assert found is not None
    return found


def test_what_was_said_and_what_is_unknown_is_kept(cache: SubstanceCache, kitchen_id: str) -> None:
    one, two = known(f"Ácido {kitchen_id}"), known(f"b {kitchen_id}")
    assert cache.get_all([one.id, two.id]) == {}
    for each in (one, one, two):
        cache.put(each)
    assert cache.get_all([two.id, "substance-1-none", one.id]) == {one.id: one, two.id: two}
    assert cache.get_all([]) == {}
    assert [answer.source for answer in one.answers] == ["pubchem", "openfda"]


def test_it_is_stored_over_what_was_there(cache: SubstanceCache, kitchen_id: str) -> None:
    first = known(f"c {kitchen_id}")
    cache.put(first)
    second = first.model_copy(update={"expires_at": first.expires_at + timedelta(hours=1)})
    cache.put(second)
    assert cache.get_all([first.id]) == {first.id: second}


def test_a_redis_that_is_down_is_unavailable() -> None:
    cache = RedisSubstances("redis://127.0.0.1:1", CLOCK)
    with pytest.raises(Unavailable):
        cache.get_all(["a"])
    with pytest.raises(Unavailable):
        cache.put(known("d"))


def test_what_another_revision_wrote_is_passed_over(redis_url: str) -> None:
    cache = answering(redis_url)
    one = known("e")
    cache.put(one)
    cache._redis.set("substance-1-odd", '{"id": 3}')
    assert cache.get_all([one.id, "substance-1-odd"]) == {one.id: one}
    assert 86_000 < int(str(cache._redis.ttl(one.id))) <= 86_400
