"""How what the service stands on is doing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from shared.wiring.background import Background
from shared.wiring.parts import Once
from shared.wiring.sources import OutsideSources

if TYPE_CHECKING:
    from shared.ports.health import Probe
    from shared.workflows.look_around import Outlook


class Watch(OutsideSources, Background):
    """The probes go past the breakers and places of what people ask for, and take none of them."""

    @Once
    def outlook(self) -> "Outlook":
        from shared.workflows.look_around import Outlook

        return Outlook(self._dependency_probes(), self.clock)

    def _dependency_probes(self) -> "Mapping[str, Probe]":
        from shared.adapters import cloud_storage, cloud_tasks, firebase_auth
        from shared.adapters.firestore import probe

        s = self.settings
        return {
            "firestore": probe.probe(self.firestore),
            "storage": cloud_storage.probe(self._storage_client, s.need("media_bucket")),
            "tasks": cloud_tasks.probe(self._tasks_client, self._queue_path(s.image_queue)),
            "auth": firebase_auth.probe(s.google_cloud_project),
        }
