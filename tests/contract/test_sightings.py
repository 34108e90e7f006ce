"""What every cache of sightings does, the fake and Firestore alike."""

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
