"""Each store twice: the in-memory fake and Firestore on the emulator."""

import pytest

from shared import ports
from shared.adapters.firestore.limits import FirestoreHitLog
from shared.adapters.local_hits import LocalHitLog
from shared.wiring import Wiring
from tests.fakes import (
    FakeItems,
    FakeJobs,
    FakeKeyedRequests,
    FakeKitchens,
    FakeMovements,
    FakePeople,
    FakeRecognitions,
    FakeSessions,
    FakeStore,
)

BOTH = ["fake", "firestore"]


@pytest.fixture(params=BOTH)
def real(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "firestore")


@pytest.fixture
def emulated(real: bool, request: pytest.FixtureRequest) -> Wiring | None:
    """The wiring on the emulators; None where the fake is asked for, which needs no stack."""
    wiring = request.getfixturevalue("wiring") if real else None
    assert wiring is None or isinstance(wiring, Wiring)
    return wiring


@pytest.fixture
def items(emulated: Wiring | None, kitchen_id: str) -> ports.Items:
    return emulated.items(kitchen_id) if emulated else FakeItems()


@pytest.fixture
def movements(emulated: Wiring | None, kitchen_id: str, items: ports.Items) -> ports.Movements:
    if emulated:
        return emulated.movements(kitchen_id)
    assert isinstance(items, FakeItems)
    return FakeMovements(items)


@pytest.fixture
def recognitions(emulated: Wiring | None, kitchen_id: str) -> ports.Recognitions:
    return emulated.recognitions(kitchen_id) if emulated else FakeRecognitions()


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def recipes(emulated: Wiring | None, kitchen_id: str, store: FakeStore) -> ports.Recipes:
    return emulated.recipes(kitchen_id) if emulated else store.recipes_of(kitchen_id)


@pytest.fixture
def jobs(emulated: Wiring | None, store: FakeStore) -> ports.Jobs:
    return emulated.jobs if emulated else FakeJobs(store)


@pytest.fixture
def people(emulated: Wiring | None) -> ports.People:
    return emulated.people if emulated else FakePeople()


@pytest.fixture
def kitchens(emulated: Wiring | None, people: ports.People) -> ports.Kitchens:
    if emulated:
        return emulated.kitchens
    assert isinstance(people, FakePeople)
    return FakeKitchens(people)


@pytest.fixture
def sessions(emulated: Wiring | None) -> ports.Sessions:
    return emulated.sessions if emulated else FakeSessions()


@pytest.fixture
def keyed_requests(emulated: Wiring | None) -> ports.KeyedRequests:
    return emulated.keyed_requests if emulated else FakeKeyedRequests()


@pytest.fixture
def hit_log(emulated: Wiring | None) -> ports.HitLog:
    if emulated is None:
        return LocalHitLog()
    return FirestoreHitLog(emulated.firestore, emulated.clock)
