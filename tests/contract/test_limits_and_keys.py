"""What every window log, limiter and store of keyed requests does, the real ones included."""

import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from shared.adapters.local_hits import LocalHitLog
from shared.adapters.rate_limiter import HitLogLimiter, RedisLimiter
from shared.clock import SystemClock
from shared.domain.errors import Unavailable, VersionMismatch
from shared.domain.idempotency import KeyedRequest, KeyState
from shared.domain.limits import Hits, Rate
from shared.ports.limits import HitLog, KeyedRequests, RateLimiter

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
RATE = Rate("contract", 5, 3600)


@pytest.fixture
def key() -> str:
    return uuid.uuid4().hex


def test_a_window_is_changed_and_read_back(hit_log: HitLog, key: str) -> None:
    def seen(hits: Hits) -> Hits | None:
        found.append(hits)
        return None

    found: list[Hits] = []
    assert hit_log.change(key, lambda hits: (*hits, 1), 60) == (1,)
    assert hit_log.change(key, lambda hits: (*hits, 2_000_000_000_000_000), 60)[-1] == 2 * 10**15
    assert hit_log.change(key, seen, 60) == (1, 2 * 10**15)
    assert found == [(1, 2 * 10**15)]
    assert hit_log.change(key + "x", seen, 60) == ()


def test_parallel_changes_are_all_there(hit_log: HitLog, key: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: hit_log.change(key, lambda hits: (*hits, n), 60), range(24)))
    assert sorted(hit_log.change(key, lambda _: None, 60)) == list(range(24))


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("no redis-server on this machine")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [server, "--port", str(port), "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    yield f"redis://127.0.0.1:{port}"
    process.terminate()
    process.wait()


@pytest.fixture(params=["local", "firestore", "redis"])
def limiter(request: pytest.FixtureRequest) -> RateLimiter:
    if request.param == "redis":
        return _answering(RedisLimiter(request.getfixturevalue("redis_url"), SystemClock()))
    if request.param == "firestore":
        made: RateLimiter = request.getfixturevalue("wiring").shared_limiter
        return made
    return HitLogLimiter(LocalHitLog(), SystemClock())


def _answering(limiter: RedisLimiter) -> RedisLimiter:
    for _ in range(100):
        try:
            limiter.hit("first", RATE)
        except Unavailable:
            time.sleep(0.05)
        else:
            break
    return limiter


def test_so_many_and_no_more(limiter: RateLimiter, key: str) -> None:
    seen = [limiter.hit(key, RATE) for _ in range(7)]
    assert [one.allowed for one in seen] == [True] * 5 + [False] * 2
    assert [one.remaining for one in seen] == [4, 3, 2, 1, 0, 0, 0]
    assert all(0 < one.reset_s <= RATE.seconds for one in seen)
    assert limiter.hit(key + "x", RATE).remaining == 4


def test_in_parallel_so_many_and_no_more(limiter: RateLimiter, key: str) -> None:
    with ThreadPoolExecutor(16) as pool:
        seen = list(pool.map(lambda _: limiter.hit(key, RATE), range(40)))
    assert sum(one.allowed for one in seen) == RATE.most


def test_a_hit_given_back_is_free_again(limiter: RateLimiter, key: str) -> None:
    seen = [limiter.hit(key, RATE) for _ in range(5)]
    assert not limiter.hit(key, RATE).allowed
    limiter.give_back(key, seen[2])
    assert limiter.hit(key, RATE).allowed
    assert not limiter.hit(key, RATE).allowed


def test_a_redis_that_is_down_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        RedisLimiter("redis://127.0.0.1:1", SystemClock()).hit("a", RATE)


def request(request_id: str) -> KeyedRequest:
    return KeyedRequest(
        id=request_id,
        kitchen_id="k",
        uid="u",
        fingerprint="f",
        seed="s",
        leased_until=NOW,
        expires_at=NOW + timedelta(days=1),
    )


def test_a_keyed_request_is_read_back_exactly(keyed_requests: KeyedRequests, key: str) -> None:
    made = keyed_requests.create(request(key))
    assert made is not None
    assert made.version
    done = keyed_requests.replace(made.done(201, {"ETag": '"v"', "X-A.b": "ñ"}, b"\x00\xff" * 1000))
    assert keyed_requests.get(key) == done
    assert done.state is KeyState.DONE
    assert keyed_requests.get(key + "x") is None


def test_an_id_is_taken_once(keyed_requests: KeyedRequests, key: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: keyed_requests.create(request(key)), range(16)))
    assert sum(one is not None for one in made) == 1


def test_one_takes_over(keyed_requests: KeyedRequests, key: str) -> None:
    made = keyed_requests.create(request(key))
    assert made is not None

    def take(_: int) -> bool:
        try:
            keyed_requests.replace(made.taken_over(NOW))
        except VersionMismatch:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 1
    with pytest.raises(VersionMismatch):
        keyed_requests.replace(made.done(200, {}, b""))


def test_what_is_let_go_may_be_taken_over_at_once(keyed_requests: KeyedRequests, key: str) -> None:
    made = keyed_requests.create(request(key).taken_over(NOW))
    assert made is not None
    assert made.held(NOW)
    open_again = keyed_requests.replace(made.let_go(NOW))
    assert keyed_requests.get(key) == open_again
    assert not open_again.held(NOW)
    assert open_again.seed == made.seed


def test_the_largest_answer_fits(keyed_requests: KeyedRequests, key: str) -> None:
    made = keyed_requests.create(request(key))
    assert made is not None
    keyed_requests.replace(made.done(200, {"a": "x" * 2000}, b"x" * 900_000))
    found = keyed_requests.get(key)
    assert found is not None
    assert len(found.body) == 900_000
