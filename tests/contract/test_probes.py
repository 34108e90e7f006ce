"""The probes of `GET /status` against what runs, and against what does not."""

import pytest

from shared.adapters import cloud_storage, cloud_tasks, firebase_auth
from shared.adapters.firestore import counting
from shared.adapters.firestore.probe import probe as firestore_probe
from shared.config import Settings
from shared.domain.errors import Unavailable
from shared.ports.health import Probe
from shared.wiring import Wiring

NAMES = ["firestore", "storage", "tasks", "auth"]
NOBODY = "127.0.0.1:1"


def test_everything_that_runs_is_up(wiring: Wiring) -> None:
    wiring.outlook.now()
    found = wiring.outlook.now()
    assert [one.name for one in found] == NAMES
    assert [one.up for one in found] == [True] * 4


@pytest.mark.parametrize("name", NAMES)
def test_what_does_not_run_is_down(
    name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", NOBODY)
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", NOBODY)
    project = settings.google_cloud_project

    def probe() -> Probe:
        match name:
            case "firestore":
                return firestore_probe(counting.CountingClient(project=project))
            case "storage":
                return cloud_storage.probe(cloud_storage.client(project, f"http://{NOBODY}"), "b")
            case "tasks":
                queue = f"projects/{project}/locations/local/queues/image-jobs"
                return cloud_tasks.probe(cloud_tasks.emulator_client(NOBODY), queue)
            case _:
                return firebase_auth.probe(project)

    with pytest.raises(Unavailable):
        probe()()
