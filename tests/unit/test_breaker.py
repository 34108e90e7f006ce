"""The breaker opens at half of ten, waits, tries three, and never counts what is not its own."""

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.breaker import Breaker, Outcome, Rules, State

GOOD, FAILED, NOT_COUNTED = Outcome.GOOD, Outcome.FAILED, Outcome.NOT_COUNTED
RULES = Rules()
outcomes = st.lists(st.sampled_from(Outcome), max_size=60)


def after(breaker: Breaker, ended: list[Outcome], now: float = 0.0) -> Breaker:
    """The breaker after calls one at a time; what is not admitted is not made."""
    for outcome in ended:
        admitted = breaker.admitted(now)
        if admitted is not None:
            breaker = admitted.ended(admitted.period, outcome, now)
    return breaker


def opened(now: float = 0.0) -> Breaker:
    return after(Breaker(), [FAILED] * RULES.failures, now)


@given(outcomes)
def test_it_opens_exactly_when_half_of_the_last_ten_counted_calls_failed(
    ended: list[Outcome],
) -> None:
    breaker = Breaker()
    counted: list[bool] = []
    for outcome in ended:
        breaker = breaker.ended(breaker.period, outcome, 0.0)
        counted += [] if outcome is NOT_COUNTED else [outcome is FAILED]
        half = sum(counted[-RULES.window :]) >= RULES.failures
        assert breaker.state is (State.OPEN if half else State.CLOSED)
        if half:
            return


@given(st.floats(0, 1e6), st.floats(0, RULES.pause_s, exclude_max=True))
def test_open_it_admits_nobody_until_the_pause_is_over(at: float, later: float) -> None:
    breaker = opened(at)
    assert breaker.state is State.OPEN
    if at + later < breaker.open_until:
        assert breaker.admitted(at + later) is None
        assert 0 < breaker.wait_s(at + later) <= RULES.pause_s
    assert breaker.admitted(breaker.open_until) is not None
    assert breaker.wait_s(breaker.open_until) == 0


@given(st.lists(st.sampled_from(["begin", *Outcome]), max_size=40))
def test_no_more_than_three_trials_are_ever_under_way_or_done(
    steps: list[str | Outcome],
) -> None:
    now = RULES.pause_s
    first = opened().admitted(now)
    assert first is not None
    breaker, under_way, good = first, 1, 0
    for step in steps:
        if isinstance(step, str):
            admitted = breaker.admitted(now)
            assert (admitted is not None) == (under_way + good < RULES.trials)
            breaker, under_way = admitted or breaker, under_way + (admitted is not None)
        elif under_way:
            breaker = breaker.ended(first.period, step, now)
            under_way, good = under_way - 1, good + (step is GOOD)
            if step is FAILED:
                assert breaker.state is State.OPEN
                assert breaker.open_until == now + RULES.pause_s
                return
            if good == RULES.trials:
                assert breaker.state is State.CLOSED
                return
        assert breaker.state is State.TRYING


@given(outcomes, outcomes)
def test_a_call_that_began_before_a_change_says_nothing_after_it(
    late: list[Outcome], later: list[Outcome]
) -> None:
    trying = opened().admitted(RULES.pause_s)
    assert trying is not None
    for outcome in late:
        assert trying.ended(0, outcome, RULES.pause_s) is trying
    closed = after(trying.ended(trying.period, GOOD, 11.0), [GOOD, GOOD], 11.0)
    assert closed.state is State.CLOSED
    for outcome in later:
        assert closed.ended(trying.period, outcome, 12.0) is closed


def test_what_is_not_counted_neither_opens_nor_uses_up_a_trial() -> None:
    assert after(Breaker(), [NOT_COUNTED] * 100) == Breaker()
    tried = after(opened(), [NOT_COUNTED] * 10, RULES.pause_s)
    assert tried.state is State.TRYING
    assert after(tried, [GOOD] * 3, RULES.pause_s).state is State.CLOSED
