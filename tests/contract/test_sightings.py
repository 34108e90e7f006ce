"""What every cache of sightings does, the fake and Firestore alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shared.domain.cached_sighting import CachedSighting
from shared.ports.recognition import Sightings
from shared.wiring import Wiring
from tests.fakes.recognition import FakeSightings
from tests.samples import NOW


@pytest.fixture
def sightings(emulated: Wiring | None) -> Sightings:
    return emulated.sightings if emulated else FakeSightings()


def test_what_is_put_is_got_back_over_what_was_there(sightings: Sightings, kitchen_id: str) -> None:
    assert sightings.get(kitchen_id) is None
    for body in ("{}", '{"a":"ñ"}'):
        kept = CachedSighting(
            id=kitchen_id, kitchen_id=kitchen_id, engine="fake", body=body, expires_at=NOW
        )
        sightings.put(kept)
        assert sightings.get(kitchen_id) == kept


def test_one_of_many_looks_and_lets_go(sightings: Sightings, kitchen_id: str) -> None:
    until = NOW + timedelta(seconds=30)

    def claim(_: int) -> bool:
        return sightings.claim(kitchen_id, kitchen_id, NOW, until)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(8))) == 1
    assert sightings.get(kitchen_id) is None
    assert not claim(0)
    sightings.release(kitchen_id)
    assert claim(0)


def test_whoever_died_looking_is_taken_over_from_once(
    sightings: Sightings, kitchen_id: str
) -> None:
    until = NOW + timedelta(seconds=30)
    assert sightings.claim(kitchen_id, kitchen_id, NOW, until)
    assert sightings.claim(kitchen_id, kitchen_id, until, until + timedelta(seconds=30))
    assert not sightings.claim(kitchen_id, kitchen_id, until, until + timedelta(seconds=30))
