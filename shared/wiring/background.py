"""Work in the background, and the pictures it makes."""

from typing import TYPE_CHECKING

from shared.wiring.parts import Once, Parts
from shared.workflows.guarding import Places, bounded

if TYPE_CHECKING:
    from google.cloud.storage import Client as StorageClient
    from google.cloud.tasks_v2 import CloudTasksClient

    from shared.ports.jobs import TaskQueue
    from shared.ports.media import MediaStore, Thumbnailer
    from shared.ports.messages import Messages
    from shared.ports.recognition import PhotoCleaner


# Neither takes long, so that waiting a little is better than sending somebody away.
_PATIENCE_S = 1.0


class Background(Parts):
    """The queue, the bucket, and what cleans and shrinks pictures."""

    @Once
    def _storage_places(self) -> Places:
        return Places(self.settings.places, _PATIENCE_S)

    @Once
    def queue(self) -> "TaskQueue":
        return bounded(self._queue(), self.external_places)

    def _queue(self) -> "TaskQueue":
        from shared.adapters import cloud_tasks
        from shared.domain.job import JobKind

        s = self.settings

        def worker(queue: str, function: str) -> cloud_tasks.Worker:
            return cloud_tasks.Worker(
                self._queue_path(queue),
                s.worker(function),
                s.need("worker_service_account"),
            )

        workers = {
            JobKind.RECIPE_IMAGE: worker(s.image_queue, "image_worker"),
            JobKind.PICTURE_REMOVAL: worker(s.image_queue, "image_worker"),
            JobKind.RECOGNITION: worker(s.recognition_queue, "recognition_worker"),
            JobKind.LABEL: worker(s.label_queue, "label_worker"),
            JobKind.FOOD_IMAGE: worker(s.image_queue, "image_worker"),
        }
        if s.tasks_emulator_host is None:
            return cloud_tasks.CloudTasksQueue(self._tasks_client, workers)
        return cloud_tasks.EmulatedTasksQueue(
            self._tasks_client, workers, s.need("local_oidc_key"), self.clock
        )

    @Once
    def _tasks_client(self) -> "CloudTasksClient":
        from shared.adapters import cloud_tasks

        host = self.settings.tasks_emulator_host
        return cloud_tasks.client() if host is None else cloud_tasks.emulator_client(host)

    def _queue_path(self, name: str) -> str:
        s = self.settings
        return f"projects/{s.google_cloud_project}/locations/{s.tasks_location}/queues/{name}"

    @Once
    def media(self) -> "MediaStore":
        return bounded(self._media(), self._storage_places)

    def _media(self) -> "MediaStore":
        from shared.adapters import cloud_storage

        s = self.settings
        bucket = s.need("media_bucket")
        if s.storage_emulator_host is None:
            return cloud_storage.CloudMediaStore(self._storage_client, bucket)
        return cloud_storage.EmulatedMediaStore(
            self._storage_client, bucket, s.storage_emulator_host, s.need("local_signing_key")
        )

    @Once
    def _storage_client(self) -> "StorageClient":
        from shared.adapters import cloud_storage

        s = self.settings
        return cloud_storage.client(s.google_cloud_project, s.storage_emulator_host)

    @Once
    def messages(self) -> "Messages":
        if self.settings.messages_outbox is not None:
            from shared.adapters.local_outbox import LocalOutbox

            return LocalOutbox(self.settings.messages_outbox)
        from shared.adapters.firebase_messages import FirebaseMessages

        messages = FirebaseMessages(self.settings.google_cloud_project)
        return bounded(messages, self.external_places)

    @Once
    def photo_cleaner(self) -> "PhotoCleaner":
        from shared.adapters.pillow_photos import PillowPhotoCleaner

        return PillowPhotoCleaner(self.settings.max_image_pixels)

    @Once
    def squarer(self) -> "Thumbnailer":
        from shared.adapters.pillow_photos import square_webp

        return square_webp

    @Once
    def thumbnailer(self) -> "Thumbnailer":
        from shared.adapters.offline_painter import thumbnail

        return thumbnail
