"""Places and breakers around ports: who is turned away, what counts, and that nothing leaks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest

from shared.domain.breaker import Rules, State
from shared.domain.errors import (
    DomainError,
    Overloaded,
    ProviderFailed,
    ProviderRefused,
    Unavailable,
    Unreadable,
)
from shared.workflows.guarding import Guard, Places, bounded, guarded
from tests.fakes.clock import FakeClock
from tests.samples import NOW


class Port:
    name = "somebody"

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked = 0

    def ask(self, question: str, *, loudly: bool = False) -> str:
        self.asked += 1
        if self.error:
            raise self.error
        return question.upper() if loudly else question


def guard(places: int = 4, clock: FakeClock | None = None) -> Guard:
    return Guard(clock or FakeClock(NOW), Places(places, 0.0), Rules())


def failing(port: Port, times: int) -> None:
    for _ in range(times):
        with pytest.raises(DomainError):
            port.ask("?")


def test_what_is_wrapped_is_called_and_read_as_before() -> None:
    for port in (guarded(Port(), guard()), bounded(Port(), Places(1, 0))):
        assert port.name == "somebody"
        assert port.ask("hello", loudly=True) == "HELLO"


@pytest.mark.parametrize(
    "error",
    [
        ProviderFailed("timeout"),
        ProviderFailed("rate_limited"),
        ProviderFailed("malformed_reply"),
        ProviderRefused("http_401"),
        ProviderRefused("http_404"),
    ],
)
def test_a_provider_that_fails_is_soon_not_asked(error: DomainError) -> None:
    down, stands = Port(error), guard()
    port = guarded(down, stands)
    failing(port, 5)
    assert stands.state is State.OPEN
    with pytest.raises(ProviderFailed) as caught:
        port.ask("?")
    assert caught.value.reason == "circuit_open"
    assert caught.value.retry_after_s == 10
    assert down.asked == 5


@pytest.mark.parametrize(
    "error",
    [
        Unreadable(),
        ProviderRefused("finish_safety"),
        ProviderRefused("blocked_other"),
        ProviderRefused("http_400"),
        ProviderFailed("out_of_time"),
        ProviderFailed("budget"),
        Unavailable(),
    ],
)
def test_what_is_not_the_providers_doing_does_not_count(error: DomainError) -> None:
    stands = guard()
    failing(guarded(Port(error), stands), 30)
    assert stands.state is State.CLOSED


def test_after_the_pause_it_is_tried_and_closes() -> None:
    clock = FakeClock(NOW)
    down, stands = Port(ProviderFailed("http_503")), guard(clock=clock)
    port = guarded(down, stands)
    failing(port, 5)
    clock.move(timedelta(seconds=10))
    down.error = None
    assert [port.ask("a") for _ in range(3)] == ["a"] * 3
    assert stands.state is State.CLOSED


def test_a_mistake_of_our_own_counts_and_is_raised() -> None:
    broken, stands = Port(ZeroDivisionError()), guard()
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            guarded(broken, stands).ask("?")
    assert stands.state is State.OPEN


def test_one_service_takes_its_places_and_no_more() -> None:
    places, begun, go = Places(2, 0.0), Barrier(3), Event()

    def slow() -> None:
        begun.wait(5)
        go.wait(5)

    with ThreadPoolExecutor(2) as pool:
        for _ in range(2):
            pool.submit(places.run, slow)
        begun.wait(5)
        with pytest.raises(Overloaded) as caught:
            places.run(lambda: None)
        assert caught.value.retry_after_s == 2
        go.set()
    assert places.run(lambda: "free") == "free"


@pytest.mark.parametrize("end", [lambda: None, lambda: 1 / 0])
def test_a_place_comes_back_however_the_call_ends(end: Callable[[], object]) -> None:
    places = Places(1, 0.0)
    for _ in range(3):
        try:
            places.run(end)
        except ZeroDivisionError:
            continue
    assert places.run(lambda: 1) == 1


def test_having_no_place_does_not_use_up_a_trial() -> None:
    clock = FakeClock(NOW)
    places = Places(1, 0.0)
    stands = Guard(clock, places)
    failing(guarded(Port(ProviderFailed("down")), stands), 5)
    clock.move(timedelta(seconds=10))
    port = guarded(Port(), stands)
    with places.one():
        for _ in range(10):
            with pytest.raises(Overloaded):
                port.ask("?")
    assert [port.ask("a") for _ in range(3)] == ["a"] * 3
    assert stands.state is State.CLOSED
