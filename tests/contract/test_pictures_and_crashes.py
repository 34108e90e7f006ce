"""Every picture arrives once on the real stores, whoever dies; the long run is
`python -m infra.bench.jobs`."""

from datetime import timedelta

from infra.bench.jobs import STEPS, Bench, Doom, MovedClock, Result, mortal
from shared.config import Settings
from shared.wiring import Wiring

_WHOLE = Result(
    jobs=1,
    finished=1,
    stuck=0,
    missing=0,
    duplicates=0,
    pictures=1,
    paid=1,
    beyond=0,
    explained=0,
    kills=0,
    processes=0,
    steps={},
    unsent=0,
    dropped=0,
    given_up=0,
    late=0,
    waited=timedelta(),
    usual=timedelta(),
)


def test_thirty_jobs_delivered_three_times_with_deaths(settings: Settings) -> None:
    clock = MovedClock()
    result = Bench(Wiring(settings, clock), clock, seed=3).run(30, processes=1)
    assert result.holds, result
    assert (result.finished, result.unsent, result.given_up) == (30, 3, 0)
    assert result.kills > 2
    # A call whose picture a death took may be made again in the other language of a shared dish.
    assert result.beyond <= result.paid - result.pictures <= result.kills
    # Ten of the recipes are of four dishes that everybody knows.
    assert result.pictures == 24


def test_what_does_not_hold_is_told() -> None:
    assert _WHOLE.holds
    for wrong in (
        {"finished": 0},
        {"stuck": 1},
        {"missing": 1},
        {"duplicates": 1},
        {"beyond": 1},
        {"late": 1},
    ):
        assert not Result(**(_WHOLE.__dict__ | wrong)).holds, wrong
    assert Result(**(_WHOLE.__dict__ | {"beyond": 1, "explained": 1})).holds


def test_every_step_is_one_that_a_delivery_can_die_at(settings: Settings) -> None:
    """Each named step is reached: by a first drawing, a shared one, or both."""
    clock = MovedClock()
    bench = Bench(Wiring(settings, clock), clock, seed=1)
    reached: set[str] = set()

    class Watching(Doom):
        def _pass(self, step: str) -> None:
            reached.add(step)

    watched = Watching(None, lambda: None)  # type: ignore[arg-type,return-value]
    bench.studio = mortal(bench.studio, watched)
    assert bench.run(4, processes=0).finished == 4
    assert reached == set(STEPS)
