"""Each store twice: the in-memory fake and Firestore on the emulator."""

import pytest

from shared.adapters.firestore.limits import FirestoreHitLog
from shared.adapters.local_hits import LocalHitLog
from shared.ports.household import Kitchens, People
from shared.ports.identity import Sessions
from shared.ports.impact import Estimates
from shared.ports.jobs import Jobs
from shared.ports.limits import HitLog, KeyedRequests
from shared.ports.messages import PushOwners
from shared.ports.planning import Plans
from shared.ports.recipes import Recipes
from shared.ports.recognition import Recognitions
from shared.ports.shopping import Shopping
from shared.ports.stock import Items, Movements
from shared.wiring import Wiring
from tests.fakes.household import FakeKitchens, FakePeople, FakePushOwners
from tests.fakes.identity import FakeSessions
from tests.fakes.impact import FakeEstimates
from tests.fakes.keyed_requests import FakeKeyedRequests
from tests.fakes.recipes import FakeJobs, FakeStore
from tests.fakes.recognition import FakeRecognitions
from tests.fakes.shopping import FakeShopping
from tests.fakes.stock import FakeItems, FakeMovements, FakePlans

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
def items(emulated: Wiring | None, kitchen_id: str) -> Items:
    return emulated.items(kitchen_id) if emulated else FakeItems()


@pytest.fixture
def plans(emulated: Wiring | None, kitchen_id: str, items: Items) -> Plans:
    if emulated:
        return emulated.plans(kitchen_id)
    assert isinstance(items, FakeItems)
    return FakePlans(items)


@pytest.fixture
def movements(emulated: Wiring | None, kitchen_id: str, items: Items, plans: Plans) -> Movements:
    if emulated:
        return emulated.movements(kitchen_id)
    assert isinstance(items, FakeItems)
    assert isinstance(plans, FakePlans)
    return FakeMovements(items, plans)


@pytest.fixture
def shopping(emulated: Wiring | None, kitchen_id: str, items: Items) -> Shopping:
    if emulated:
        return emulated.shopping(kitchen_id)
    assert isinstance(items, FakeItems)
    return FakeShopping(items)


@pytest.fixture
def recognitions(emulated: Wiring | None, kitchen_id: str) -> Recognitions:
    return emulated.recognitions(kitchen_id) if emulated else FakeRecognitions()


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def recipes(emulated: Wiring | None, kitchen_id: str, store: FakeStore) -> Recipes:
    return emulated.recipes(kitchen_id) if emulated else store.recipes_of(kitchen_id)


@pytest.fixture
def estimates(emulated: Wiring | None, kitchen_id: str) -> Estimates:
    return emulated.estimates(kitchen_id) if emulated else FakeEstimates()


@pytest.fixture
def jobs(emulated: Wiring | None, store: FakeStore) -> Jobs:
    return emulated.jobs if emulated else FakeJobs(store)


@pytest.fixture
def push_owners(emulated: Wiring | None, people: People) -> PushOwners:
    if emulated:
        return emulated.push_owners
    assert isinstance(people, FakePeople)
    return FakePushOwners(people)


@pytest.fixture
def people(emulated: Wiring | None) -> People:
    return emulated.people if emulated else FakePeople()


@pytest.fixture
def kitchens(emulated: Wiring | None, people: People) -> Kitchens:
    if emulated:
        return emulated.kitchens
    assert isinstance(people, FakePeople)
    return FakeKitchens(people)


@pytest.fixture
def sessions(emulated: Wiring | None) -> Sessions:
    return emulated.sessions if emulated else FakeSessions()


@pytest.fixture
def keyed_requests(emulated: Wiring | None) -> KeyedRequests:
    return emulated.keyed_requests if emulated else FakeKeyedRequests()


@pytest.fixture
def hit_log(emulated: Wiring | None) -> HitLog:
    if emulated is None:
        return LocalHitLog()
    return FirestoreHitLog(emulated.firestore, emulated.clock)
