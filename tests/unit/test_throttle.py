"""Limits at the boundary, on fakes: who is counted for what, and what is refused when."""

import re
from datetime import timedelta

import pytest
from flask import Response

from shared.domain.errors import Unavailable
from shared.domain.limits import Rate, Standing
from shared.domain.model import Model
from shared.http import Access, Call, Limit, Route
from tests.boundary import Boundary


class Done(Model):
    ok: bool = True


class Batch(Model):
    photos: int


class Body(Model):
    session: str | None = None
    repeated: bool = False


class Down:
    """A store that does not answer."""

    def hit(self, subject: str, rate: Rate, amount: int = 1) -> Standing:
        raise Unavailable

    def give_back(self, subject: str, standing: Standing) -> None:
        raise Unavailable


class Thing:
    def __init__(self) -> None:
        self.runs = 0

    def do(self, call: Call) -> Done:
        """Do it."""
        self.runs += 1
        return Done()

    def refresh(self, call: Call, body: Body) -> Done:
        """Do it again."""
        if body.repeated:
            call.uncounted()
        return self.do(call)

    def batch(self, call: Call, body: Batch) -> Done:
        """Do it for each photo."""
        call.count_as(body.photos)
        return self.do(call)

    def boundary(self, **environment: str) -> Boundary:
        routes = (
            Route("GET", "/read", self.do, access=Access.VIEWER),
            Route("GET", "/open", self.do, access=Access.PUBLIC),
            Route("POST", "/model", self.do, limit=Limit.MODEL),
            Route("POST", "/batch", self.batch, limit=Limit.MODEL),
            Route("POST", "/auth", self.do, access=Access.PUBLIC, limit=Limit.AUTH),
            Route(
                "POST",
                "/refresh",
                self.refresh,
                access=Access.PUBLIC,
                limit=Limit.REFRESH,
                limit_key=lambda body: body.session,
            ),
        )
        return Boundary(routes, TRUSTED_HOPS="1", **environment)


def source(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


def statuses(answers: list[Response]) -> list[int]:
    return [answer.status_code for answer in answers]


def test_ten_a_second_and_a_hundred_a_minute_by_user() -> None:
    thing = Thing()
    at = thing.boundary()
    seen: list[int] = []
    for second in range(15):
        sources = [source(f"10.{second}.0.{n}") for n in range(11)]
        seen += statuses([at.get("/read", headers=one) for one in sources])
        at.clock.move(timedelta(seconds=1))
    # What the second refuses counts in the minute: 9 seconds of 11, then one more.
    assert seen[:11] == [200] * 10 + [429]
    assert thing.runs == seen.count(200) == 91
    assert at.get("/read", user="ben", headers=source("10.99.0.1")).status_code == 200


def test_by_address_before_anybody_signs_in() -> None:
    thing = Thing()
    at = thing.boundary()
    seen = [
        at.get("/read", user="nobody", headers=source("203.0.113.7")).status_code for _ in range(12)
    ]
    assert seen == [401] * 10 + [429] * 2
    assert at.get("/read", user="nobody", headers=source("203.0.113.8")).status_code == 401


def test_invented_entries_never_help() -> None:
    at = Thing().boundary()
    seen = [at.get("/open", headers=source(f"10.0.0.{n}, 203.0.113.7")) for n in range(12)]
    assert statuses(seen) == [200] * 10 + [429] * 2


@pytest.mark.parametrize(("path", "most"), [("/auth", 5), ("/refresh", 10), ("/model", 10)])
def test_the_routes_own_limit(path: str, most: int) -> None:
    thing = Thing()
    at = thing.boundary()
    answers = []
    for _ in range(most + 1):
        answers.append(at.post(path, headers=source("203.0.113.7")))
        at.clock.move(timedelta(seconds=1))
    assert statuses(answers) == [200] * most + [429]
    wait = int(answers[-1].headers["Retry-After"])
    assert wait == 60 - most
    assert answers[-1].get_json()["code"] == "rate_limited"
    assert answers[-1].get_json()["retryable"] is True
    assert str(wait) in answers[-1].get_json()["detail"]
    assert at.security.events == ["limit_hit"]
    at.clock.move(timedelta(seconds=wait - 1.001))
    assert at.post(path, headers=source("203.0.113.7")).status_code == 429
    at.clock.move(timedelta(seconds=0.002))
    assert at.post(path, headers=source("203.0.113.7")).status_code == 200


def test_a_refresh_is_counted_by_its_session_else_by_the_address() -> None:
    at = Thing().boundary()

    def send(n: int, session: str | None) -> int:
        at.clock.move(timedelta(seconds=0.2))
        address = source(f"10.0.0.{n}")
        return at.post("/refresh", json={"session": session}, headers=address).status_code

    assert [send(n, "a") for n in range(11)] == [200] * 10 + [429]
    assert send(1, "b") == 200
    assert [send(99, None) for _ in range(11)] == [200] * 10 + [429]


def test_what_only_repeats_does_not_count() -> None:
    at = Thing().boundary()
    for n in range(30):
        body = {"session": "a", "repeated": True}
        answer = at.post("/refresh", json=body, headers=source(f"10.0.0.{n}"))
        assert answer.status_code == 200
    fresh = at.post("/refresh", json={"session": "a"})
    assert '"refresh";r=9;' in fresh.headers["RateLimit"]


def test_an_unreadable_body_is_not_read_before_the_limit() -> None:
    at = Thing().boundary()
    for _ in range(10):
        at.post("/model", data=b"{")
        at.clock.move(timedelta(seconds=1))
    assert at.post("/model", data=b"{").status_code == 429


def test_the_headers_say_what_is_left() -> None:
    at = Thing().boundary()
    at.get("/read", user="ben", headers=source("203.0.113.7"))
    answer = at.post("/model", headers=source("203.0.113.7"))
    assert set(answer.headers["RateLimit-Policy"].split(", ")) == {
        '"requests-minute";q=100;w=60',
        '"requests-second";q=10;w=1',
        '"model";q=10;w=60',
    }
    assert set(answer.headers["RateLimit"].split(", ")) == {
        '"requests-minute";r=98;t=60',
        '"requests-second";r=8;t=1',
        '"model";r=9;t=60',
    }
    refused = at.get("/read", user="nobody")
    assert refused.status_code == 401
    assert re.search(r'"requests-minute";r=\d+;t=\d+', refused.headers["RateLimit"])


def test_locally_they_are_a_hundred_times_wider() -> None:
    answer = Thing().boundary(LIMITS="local").post("/model")
    assert '"model";q=1000;w=60' in answer.headers["RateLimit-Policy"]
    assert '"requests-second";q=1000;w=1' in answer.headers["RateLimit-Policy"]


def test_with_the_store_down_paid_calls_are_refused_and_reads_served() -> None:
    thing = Thing()
    at = thing.boundary()
    at.put(shared_limiter=Down(), local_limiter=Down())
    assert at.get("/read").status_code == 200
    assert at.get("/open").status_code == 200
    for path in ("/model", "/auth", "/refresh"):
        answer = at.post(path)
        assert (answer.status_code, answer.get_json()["code"]) == (503, "dependency_unavailable")
        assert int(answer.headers["Retry-After"]) >= 1
    assert thing.runs == 2


def test_naming_another_session_each_time_is_bounded_by_the_address() -> None:
    at = Thing().boundary()
    here = source("10.0.0.1")
    seen: list[int] = []
    for second in range(0, 28, 4):
        for n in range(10):
            body = {"session": f"s{second}-{n}"}
            seen.append(at.post("/refresh", json=body, headers=here).status_code)
        at.clock.move(timedelta(seconds=4))
    assert seen == [200] * 60 + [429] * 10
    elsewhere = at.post("/refresh", json={"session": "s"}, headers=source("10.0.0.2"))
    assert elsewhere.status_code == 200


def test_a_batch_counts_once_for_each_of_its_photos() -> None:
    thing = Thing()
    boundary = thing.boundary()
    left = 10
    for photos in (6, 3, 1):
        answer = boundary.post("/batch", json={"photos": photos})
        assert answer.status_code == 200
        left -= photos
        assert f'"model";r={left};' in answer.headers["RateLimit"]
    assert boundary.post("/model").status_code == 429


def test_a_batch_without_room_counts_nothing() -> None:
    thing = Thing()
    boundary = thing.boundary()
    boundary.post("/batch", json={"photos": 6})
    answer = boundary.post("/batch", json={"photos": 6})
    assert (answer.status_code, thing.runs) == (429, 1)
    assert answer.headers["Retry-After"] == "60"
    assert boundary.post("/batch", json={"photos": 4}).status_code == 200
    boundary.clock.move(timedelta(seconds=60))
    assert boundary.post("/batch", json={"photos": 6}).status_code == 200


def test_a_batch_larger_than_the_limit_takes_all_of_it() -> None:
    boundary = Thing().boundary()
    assert boundary.post("/batch", json={"photos": 20}).status_code == 200
    assert boundary.post("/model").status_code == 429
