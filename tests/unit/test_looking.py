"""A double tap is looked at once; nobody waits for whoever died, or in vain for ever."""

import pytest

from shared.domain.errors import ProviderFailed
from shared.domain.recognition import Photo
from shared.workflows.looking import LEASE, WAITS, seen_once
from shared.workflows.see_photos import different
from tests.fakes.recognition import FakeSightings
from tests.samples import NOW


class Table:
    """`known` is what there is to be seen; `looks` and `pauses` count."""

    def __init__(self) -> None:
        self.sightings = FakeSightings()
        self.known: str | None = None
        self.looks = 0
        self.pauses = 0
        self.after = WAITS + 1

    def look(self) -> str:
        self.looks += 1
        self.known = "foods"
        return "foods"

    def pause(self, _: float) -> None:
        self.pauses += 1
        if self.pauses == self.after:
            self.known = "theirs"

    def ask(self) -> str:
        return seen_once(
            "key",
            "k1",
            NOW,
            self.sightings,
            seen=lambda: self.known,
            look=self.look,
            pause=self.pause,
        )


@pytest.fixture
def table() -> Table:
    return Table()


def test_the_first_looks_and_lets_go(table: Table) -> None:
    assert (table.ask(), table.ask(), table.looks, table.pauses) == ("foods", "foods", 1, 0)
    assert table.sightings.leases == {}


def test_the_second_waits_for_the_first(table: Table) -> None:
    table.sightings.claim("key", "k1", NOW, NOW + LEASE)
    table.after = 3
    assert (table.ask(), table.looks, table.pauses) == ("theirs", 0, 3)
    assert list(table.sightings.leases) == ["key"]


def test_the_second_looks_where_the_first_found_nothing_to_keep(table: Table) -> None:
    table.sightings.claim("key", "k1", NOW, NOW + LEASE)
    release = table.sightings.release
    table.pause = lambda _: release("key")  # type: ignore[method-assign]
    assert (table.ask(), table.looks) == ("foods", 1)


def test_nobody_waits_longer_than_there_is_time_to_look(table: Table) -> None:
    table.sightings.claim("key", "k1", NOW, NOW + LEASE)
    assert (table.ask(), table.looks, table.pauses) == ("foods", 1, WAITS)


def test_of_whoever_died_nobody_is_kept_waiting(table: Table) -> None:
    table.sightings.claim("key", "k1", NOW - LEASE, NOW)
    assert (table.ask(), table.pauses) == ("foods", 0)


def test_a_failure_lets_go_too(table: Table) -> None:
    def fail() -> str:
        raise ProviderFailed("down")

    table.look = fail  # type: ignore[method-assign]
    with pytest.raises(ProviderFailed):
        table.ask()
    assert table.sightings.leases == {}


def test_a_store_that_is_down_keeps_nobody_from_looking(table: Table) -> None:
    table.sightings.down = True
    assert (table.ask(), table.pauses) == ("foods", 0)


def test_a_photo_that_was_sent_twice_is_one() -> None:
    one, other = (Photo(data, "image/jpeg", 2, 2) for data in (b"one", b"other"))
    assert different([one, other, one, one]) == [one, other]
