"""`Idempotency-Key` at the boundary, on fakes: what is kept, what is not, and who may run."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Response

from shared import keyed
from shared.domain.errors import Conflict, DomainError, Invalid, Unavailable, VersionMismatch
from shared.domain.idempotency import KEPT, LEASE
from shared.domain.model import Model
from shared.http import Access, Call, Files, Limit, Route
from tests.boundary import Boundary


class Wish(Model):
    text: str = ""


class Granted(Model):
    ids: list[str]
    run: int


class Djinn:
    """Grants wishes, and counts them."""

    def __init__(self, ending: Callable[[], None] = lambda: None) -> None:
        self.runs = 0
        self.ending = ending

    def grant(self, call: Call, body: Wish) -> Granted:
        """Grant a wish."""
        self.runs += 1
        run = self.runs
        ids = [call.new_id(), call.new_id()]
        self.ending()
        call.version("v1")
        return Granted(ids=ids, run=run)

    def draw(self, call: Call, form: Wish) -> Granted:
        """Grant a drawn wish."""
        return self.grant(call, form)

    def undo(self, call: Call, wish: str) -> None:
        """Take a wish back."""
        self.runs += 1

    def boundary(self) -> Boundary:
        return Boundary(
            (
                Route("POST", "/wishes", self.grant, status=201, limit=Limit.MODEL),
                Route("POST", "/other", self.grant, status=201),
                Route("POST", "/drawn", self.draw, files=Files("images", 1, 3)),
                Route("POST", "/wishes/{wish}/undo", self.undo),
                Route("POST", "/open", self.grant, access=Access.PUBLIC),
            ),
            LIMITS="local",
        )


def code(answer: Response) -> str:
    document = answer.get_json()
    assert answer.mimetype == "application/problem+json"
    return str(document["code"])


def test_the_same_request_gets_the_same_answer() -> None:
    djinn = Djinn()
    at = djinn.boundary()
    first, second = (at.post("/wishes", key="k", json={"text": "tea"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.get_data() == second.get_data()
    assert second.headers["ETag"] == first.headers["ETag"] == '"v1"'
    assert second.mimetype == "application/json"
    assert second.headers["Idempotent-Replay"] == "true"
    assert "Idempotent-Replay" not in first.headers
    assert second.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    assert djinn.runs == 1


def test_without_a_key_every_request_runs() -> None:
    djinn = Djinn()
    at = djinn.boundary()
    for _ in range(2):
        at.post("/wishes", json={})
        at.post("/open", key="k", json={})
    assert djinn.runs == 4
    assert at.keyed.requests == {}


def test_an_answer_without_a_body_is_kept_too() -> None:
    djinn = Djinn()
    at = djinn.boundary()
    answers = [at.post("/wishes/w1/undo", key="k") for _ in range(2)]
    assert [one.status_code for one in answers] == [204, 204]
    assert djinn.runs == 1
    assert code(at.post("/wishes/w2/undo", key="k")) == "idempotency_key_reused"


def test_keys_are_apart_by_user_kitchen_and_route() -> None:
    djinn = Djinn()
    at = djinn.boundary()
    for path, user in (("/wishes", "ana"), ("/wishes", "ben"), ("/other", "ana")):
        assert at.post(path, key="k", user=user, json={}).status_code == 201
    assert djinn.runs == 3


@pytest.mark.parametrize("path", ["/wishes", "/wishes?x=1"])
def test_another_request_under_the_key_is_refused(path: str) -> None:
    djinn = Djinn()
    at = djinn.boundary()
    at.post("/wishes", key="k", json={"text": "tea"})
    body = {"text": "tea"} if "?" in path else {"text": "coffee"}
    answer = at.post(path, key="k", json=body)
    assert (answer.status_code, code(answer)) == (422, "idempotency_key_reused")
    assert djinn.runs == 1


def test_forms_are_compared_by_their_parts() -> None:
    djinn = Djinn()
    at = djinn.boundary()

    def send(data: bytes, text: str = "x") -> Response:
        return at.post("/drawn", key="k", data={"images": (BytesIO(data), "a.jpg"), "text": text})

    first, again = send(b"one"), send(b"one")
    assert first.status_code == again.status_code == 200
    assert again.headers["Idempotent-Replay"] == "true"
    assert code(send(b"two")) == "idempotency_key_reused"
    assert code(send(b"one", "y")) == "idempotency_key_reused"
    assert djinn.runs == 1


@pytest.mark.parametrize("key", ["", "a b", "ñ", "x" * 256, "\t"])
def test_a_malformed_key_is_a_400(key: str) -> None:
    djinn = Djinn()
    answer = djinn.boundary().post("/wishes", key=key, json={})
    assert (answer.status_code, code(answer)) == (400, "invalid_header")
    assert djinn.runs == 0


@pytest.mark.parametrize(
    "key", ["a", "x" * 255, '"quoted"', "8e03978e-40d5-43dd-bc93-6894a57f9324"]
)
def test_any_visible_text_is_a_key(key: str) -> None:
    assert Djinn().boundary().post("/wishes", key=key, json={}).status_code == 201


@pytest.mark.parametrize(
    ("error", "runs"),
    [
        (DomainError(), 2),
        (Unavailable(), 2),
        (RuntimeError("boom"), 2),
        (VersionMismatch(), 2),
        (Conflict("job_held"), 2),
        (Conflict(), 1),
        (Invalid("unknown_food", field="food_id"), 1),
    ],
)
def test_only_lasting_refusals_are_kept(error: Exception, runs: int) -> None:
    def fail() -> None:
        raise error

    djinn = Djinn(fail)
    at = djinn.boundary()
    first, second = (at.post("/wishes", key="k", json={}) for _ in range(2))
    assert first.status_code == second.status_code >= 400
    assert code(first) == code(second)
    assert djinn.runs == runs
    assert ("Idempotent-Replay" in second.headers) is (runs == 1)


@pytest.mark.parametrize("error", [Unavailable(), VersionMismatch(), RuntimeError("boom")])
def test_what_may_have_been_stored_is_found_by_the_next_run(error: Exception) -> None:
    def fail() -> None:
        raise error

    stored: list[list[str]] = []

    class Storing(Djinn):
        def grant(self, call: Call, body: Wish) -> Granted:
            """Grant a wish, and keep it."""
            call.wiring.clock.new_id()
            made = [call.new_id(), call.new_id()]
            stored.append(made)
            self.ending()
            return Granted(ids=made, run=len(stored))

    djinn = Storing(fail)
    at = djinn.boundary()
    assert at.post("/wishes", key="k", json={}).status_code >= 400
    assert code(at.post("/wishes", key="k", json={"text": "x"})) == "idempotency_key_reused"
    djinn.ending = lambda: None
    assert at.post("/wishes", key="k", json={}).status_code == 201
    assert at.post("/wishes", key="k", json={}).headers["Idempotent-Replay"] == "true"
    assert len(stored) == 2
    assert stored[0] == stored[1]


def test_a_value_that_is_not_valid_leaves_the_key_free() -> None:
    djinn = Djinn()
    at = djinn.boundary()
    assert at.post("/wishes", key="k", json={"text": 1}).status_code == 422
    assert at.post("/wishes", key="k", json={"text": "1"}).status_code == 201


class Killed(BaseException):
    """Nothing in the process hears of it."""


def kill() -> None:
    raise Killed


def test_a_crash_holds_the_key_for_a_lease_and_no_longer() -> None:
    djinn = Djinn(kill)
    at = djinn.boundary()
    with pytest.raises(Killed):
        at.post("/wishes", key="k", json={})
    answer = at.post("/wishes", key="k", json={})
    assert (answer.status_code, code(answer)) == (409, "idempotency_key_running")
    assert int(answer.headers["Retry-After"]) >= 1
    at.clock.move(LEASE)
    djinn.ending = lambda: None
    assert at.post("/wishes", key="k", json={}).status_code == 201
    assert at.post("/wishes", key="k", json={}).headers["Idempotent-Replay"] == "true"
    assert djinn.runs == 2


def test_every_run_of_one_key_makes_the_same_ids() -> None:
    djinn = Djinn(kill)
    at = djinn.boundary()
    with pytest.raises(Killed):
        at.post("/wishes", key="k", json={})
    stored = next(iter(at.keyed.requests.values()))
    at.clock.move(LEASE)
    djinn.ending = lambda: None
    made = at.post("/wishes", key="k", json={}).get_json()["ids"]
    numbers = keyed._ids(stored.seed)
    assert made == [numbers(), numbers()]
    assert len(set(made)) == 2
    assert at.post("/wishes", key="k2", json={}).get_json()["ids"] != made


def test_a_slow_run_that_was_taken_over_does_not_overwrite() -> None:
    djinn = Djinn()
    at = djinn.boundary()

    def late() -> None:
        djinn.ending = lambda: None
        at.clock.move(LEASE)
        assert at.post("/wishes", key="k", json={}).get_json()["run"] == 2

    djinn.ending = late
    assert at.post("/wishes", key="k", json={}).get_json()["run"] == 1
    assert at.post("/wishes", key="k", json={}).get_json()["run"] == 2


def test_a_key_is_free_again_after_a_day() -> None:
    djinn = Djinn()
    at = djinn.boundary()
    at.post("/wishes", key="k", json={"text": "tea"})
    at.clock.move(KEPT - timedelta(seconds=1))
    assert at.post("/wishes", key="k", json={"text": "tea"}).headers["Idempotent-Replay"]
    at.clock.move(timedelta(seconds=1))
    assert at.post("/wishes", key="k", json={"text": "coffee"}).status_code == 201
    assert djinn.runs == 2


def test_what_is_too_large_to_keep_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyed, "MOST_BYTES", 10)
    djinn = Djinn()
    at = djinn.boundary()
    answers = [at.post("/wishes", key="k", json={}) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert djinn.runs == 2
    first, again = (one.get_json()["ids"] for one in answers)
    assert first == again
    assert [one.body for one in at.keyed.requests.values()] == [b""]


def test_nothing_runs_when_the_key_cannot_be_stored() -> None:
    djinn = Djinn()
    at = djinn.boundary()
    at.keyed.down = True
    answer = at.post("/wishes", key="k", json={})
    assert (answer.status_code, code(answer)) == (503, "dependency_unavailable")
    assert djinn.runs == 0


def test_an_effect_is_answered_even_when_it_cannot_be_kept() -> None:
    djinn = Djinn()
    at = djinn.boundary()

    def cut() -> None:
        at.keyed.down = True

    djinn.ending = cut
    assert at.post("/wishes", key="k", json={}).status_code == 201
    at.keyed.down = False
    assert code(at.post("/wishes", key="k", json={})) == "idempotency_key_running"


def test_a_repeat_costs_nothing_under_the_model_limit() -> None:
    at = Djinn().boundary()
    first = at.post("/wishes", key="k", json={})
    for _ in range(5):
        at.post("/wishes", key="k", json={})
    last = at.post("/wishes", json={})
    assert '"model";r=999;' in first.headers["RateLimit"]
    assert '"model";r=998;' in last.headers["RateLimit"]
