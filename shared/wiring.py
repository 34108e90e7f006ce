"""The only composition root: every port's real implementation, built when first asked for.

A function that never asks for a provider never imports it; imports stand inside for that reason.
"""

from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from shared.clock import SystemClock
from shared.config import MissingSetting, Settings, settings
from shared.workflows.chain import OFFLINE
from shared.workflows.security_log import CountingSecurityLog
from shared.workflows.session_states import SessionStates

if TYPE_CHECKING:
    from google.cloud.firestore import Client

    from shared import ports
    from shared.adapters.gemini.client import GeminiClient
    from shared.domain.catalog import FoodCatalog
    from shared.workflows.delete_account import Eraser
    from shared.workflows.household import Household

Built = TypeVar("Built")
_building = RLock()
_LEAST_KEY_BYTES = 32


class Once(Generic[Built]):
    """A part that is built when first asked for, and once, whichever threads ask.

    What was built lies in the instance under the same name and is found there before this.
    """

    def __init__(self, build: Callable[[Any], Built]) -> None:
        self._build = build
        self._name = build.__name__
        self.__doc__ = build.__doc__

    def __get__(self, owner: object, kind: type) -> Built:
        parts: dict[str, Built] = vars(owner)
        with _building:
            if self._name not in parts:
                parts[self._name] = self._build(owner)
            return parts[self._name]


class Wiring:
    """One per process; see `shared.ports` for what each part does."""

    _of_process: "Wiring | None" = None

    def __init__(self, settings: Settings, clock: "ports.Clock | None" = None) -> None:
        self.settings = settings
        self.clock: ports.Clock = clock or SystemClock()

    @classmethod
    def of_process(cls) -> "Wiring":
        """The wiring of this process, from its environment.

        Raises:
            MissingSetting: the environment does not hold what it must.
        """
        with _building:
            if cls._of_process is None:
                cls._of_process = cls(settings())
            return cls._of_process

    def require(self, parts: Iterable[str], settings: Iterable[str]) -> None:
        """Builds these parts and looks for these settings.

        Raises:
            MissingSetting: one is missing or makes no sense.
        """
        for setting in settings:
            self.settings.need(setting)
        for part in parts:
            getattr(self, part)

    # Stores

    @Once
    def firestore(self) -> "Client":
        from google.cloud.firestore import Client

        return Client(project=self.settings.google_cloud_project)

    @Once
    def people(self) -> "ports.People":
        from shared.adapters.firestore.people import FirestorePeople

        return FirestorePeople(self.firestore)

    @Once
    def kitchens(self) -> "ports.Kitchens":
        from shared.adapters.firestore.kitchens import FirestoreKitchens

        return FirestoreKitchens(self.firestore)

    @Once
    def invites(self) -> "ports.Invites":
        from shared.adapters.firestore.invites import FirestoreInvites

        return FirestoreInvites(self.firestore)

    @Once
    def deletions(self) -> "ports.Deletions":
        from shared.adapters.firestore.deletions import FirestoreDeletions

        return FirestoreDeletions(self.firestore)

    @Once
    def contents(self) -> "ports.Contents":
        from shared.adapters.firestore.contents import FirestoreContents

        return FirestoreContents(self.firestore)

    @Once
    def sessions(self) -> "ports.Sessions":
        from shared.adapters.firestore.sessions import FirestoreSessions

        return FirestoreSessions(self.firestore)

    @Once
    def session_states(self) -> SessionStates:
        return SessionStates(self.sessions, self.clock)

    @Once
    def household(self) -> "Household":
        """What a change of who cooks where touches."""
        from shared.workflows.household import Household

        return Household(
            people=self.people,
            kitchens=self.kitchens,
            invites=self.invites,
            sessions=self.sessions,
            states=self.session_states,
            clock=self.clock,
        )

    def eraser(self, until: float) -> "Eraser":
        """What the deletion of an account touches; it starts nothing after `until`."""
        from shared.workflows.delete_account import Eraser

        return Eraser(
            household=self.household,
            deletions=self.deletions,
            contents=self.contents,
            media=self.media,
            identity_provider=self.identity_provider,
            until=until,
        )

    @Once
    def jobs(self) -> "ports.Jobs":
        from shared.adapters.firestore.jobs import FirestoreJobs

        return FirestoreJobs(self.firestore)

    @Once
    def security_counts(self) -> "ports.SecurityCounts":
        from shared.adapters.firestore.security import FirestoreSecurityCounts

        return FirestoreSecurityCounts(self.firestore)

    @Once
    def sightings(self) -> "ports.Sightings":
        from shared.adapters.firestore.sightings import FirestoreSightings

        return FirestoreSightings(self.firestore)

    @Once
    def leftovers(self) -> "ports.Leftovers":
        from shared.adapters.firestore.cleanup import FirestoreLeftovers

        return FirestoreLeftovers(self.firestore)

    def items(self, kitchen_id: str) -> "ports.Items":
        from shared.adapters.firestore.items import FirestoreItems

        return FirestoreItems(self.firestore, kitchen_id)

    def movements(self, kitchen_id: str) -> "ports.Movements":
        from shared.adapters.firestore.movements import FirestoreMovements

        return FirestoreMovements(self.firestore, kitchen_id)

    def recognitions(self, kitchen_id: str) -> "ports.Recognitions":
        from shared.adapters.firestore.recognitions import FirestoreRecognitions

        return FirestoreRecognitions(self.firestore, kitchen_id)

    def receipt_memories(self, kitchen_id: str) -> "ports.ReceiptMemories":
        from shared.adapters.firestore.receipt_memories import FirestoreReceiptMemories

        return FirestoreReceiptMemories(self.firestore, kitchen_id)

    def recipes(self, kitchen_id: str) -> "ports.Recipes":
        from shared.adapters.firestore.recipes import FirestoreRecipes

        return FirestoreRecipes(self.firestore, kitchen_id)

    # Who is calling

    @Once
    def identity_provider(self) -> "ports.IdentityProvider":
        from shared.adapters.firebase_auth import FirebaseIdentityProvider

        return FirebaseIdentityProvider(self.settings.google_cloud_project)

    @Once
    def access_tokens(self) -> "ports.AccessTokens":
        from shared.adapters.access_tokens import JwtVerifier

        s = self.settings
        return JwtVerifier(s.need("access_public_keys"), s.access_issuer, s.access_audience)

    @Once
    def access_token_signer(self) -> "ports.AccessTokenSigner":
        from shared.adapters.access_tokens import JwtSigner

        s = self.settings
        return JwtSigner(
            s.need("access_private_key"), s.access_issuer, s.access_audience, self.clock
        )

    @Once
    def refresh_key(self) -> bytes:
        """The service's half of every refresh token's key.

        Raises:
            MissingSetting: it is not set, not base64, or shorter than 32 bytes.
        """
        try:
            key = b64decode(self.settings.need("refresh_key"), validate=True)
        except ValueError:
            raise MissingSetting("REFRESH_KEY: not base64") from None
        if len(key) < _LEAST_KEY_BYTES:
            raise MissingSetting(f"REFRESH_KEY: shorter than {_LEAST_KEY_BYTES} bytes")
        return key

    @Once
    def security_log(self) -> "ports.SecurityLog":
        return CountingSecurityLog(lambda: self.security_counts, self.clock)

    @Once
    def service_tokens(self) -> "ports.ServiceTokens":
        from shared.adapters.google_oidc import GoogleServiceTokens

        return GoogleServiceTokens(self.settings.oidc_certs_url)

    # Limits and repeated requests

    @Once
    def shared_limiter(self) -> "ports.RateLimiter":
        """Exact across instances."""
        if self.settings.limits_storage:
            return self._redis_limiter
        from shared.adapters.firestore.limits import FirestoreHitLog
        from shared.adapters.rate_limiter import HitLogLimiter

        return HitLogLimiter(FirestoreHitLog(self.firestore, self.clock), self.clock)

    @Once
    def local_limiter(self) -> "ports.RateLimiter":
        """Of this instance, unless a Redis is at hand."""
        if self.settings.limits_storage:
            return self._redis_limiter
        from shared.adapters.local_hits import LocalHitLog
        from shared.adapters.rate_limiter import HitLogLimiter

        return HitLogLimiter(LocalHitLog(), self.clock)

    @Once
    def _redis_limiter(self) -> "ports.RateLimiter":
        from shared.adapters.rate_limiter import RedisLimiter

        return RedisLimiter(self.settings.need("limits_storage"), self.clock)

    @Once
    def keyed_requests(self) -> "ports.KeyedRequests":
        from shared.adapters.firestore.idempotency import FirestoreKeyedRequests

        return FirestoreKeyedRequests(self.firestore)

    # Background work and media

    @Once
    def queue(self) -> "ports.TaskQueue":
        from shared.adapters import cloud_tasks
        from shared.domain.job import JobKind

        s = self.settings

        def worker(queue: str, function: str) -> cloud_tasks.Worker:
            return cloud_tasks.Worker(
                f"projects/{s.google_cloud_project}/locations/{s.tasks_location}/queues/{queue}",
                s.need("worker_base_url"),
                function,
                s.need("worker_service_account"),
            )

        workers = {
            JobKind.RECIPE_IMAGE: worker(s.image_queue, "image_worker"),
            JobKind.RECOGNITION: worker(s.recognition_queue, "recognition_worker"),
        }
        if s.tasks_emulator_host is None:
            return cloud_tasks.CloudTasksQueue(cloud_tasks.client(), workers)
        return cloud_tasks.EmulatedTasksQueue(
            cloud_tasks.emulator_client(s.tasks_emulator_host),
            workers,
            s.need("local_oidc_key"),
            self.clock,
        )

    @Once
    def media(self) -> "ports.MediaStore":
        from shared.adapters import cloud_storage

        s = self.settings
        client = cloud_storage.client(s.google_cloud_project, s.storage_emulator_host)
        if s.storage_emulator_host is None:
            return cloud_storage.CloudMediaStore(client, s.need("media_bucket"))
        return cloud_storage.EmulatedMediaStore(
            client, s.need("media_bucket"), s.storage_emulator_host, s.need("local_signing_key")
        )

    @Once
    def photo_cleaner(self) -> "ports.PhotoCleaner":
        from shared.adapters.pillow_photos import PillowPhotoCleaner

        return PillowPhotoCleaner(self.settings.max_image_pixels)

    @Once
    def thumbnailer(self) -> "ports.Thumbnailer":
        from shared.adapters.offline_painter import thumbnail

        return thumbnail

    # The catalog and the providers

    @Once
    def foods(self) -> "FoodCatalog":
        from shared.catalog import foods

        return foods.load()

    @Once
    def recognisers(self) -> "Sequence[ports.Recogniser]":
        makers: dict[str, Callable[[], ports.Recogniser]] = {
            "gemini": self._gemini_recogniser,
            OFFLINE: self._offline_recogniser,
        }
        return self._chain("recogniser_providers", makers)

    @Once
    def writers(self) -> "Sequence[ports.RecipeWriter]":
        makers: dict[str, Callable[[], ports.RecipeWriter]] = {
            "gemini": self._gemini_writer,
            OFFLINE: self._offline_writer,
        }
        return self._chain("writer_providers", makers)

    @Once
    def painters(self) -> "Sequence[ports.Painter]":
        makers: dict[str, Callable[[], ports.Painter]] = {
            "gemini": self._gemini_painter,
            OFFLINE: self._offline_painter,
        }
        return self._chain("painter_providers", makers)

    def _offline_recogniser(self) -> "ports.Recogniser":
        from shared.adapters.offline_recogniser import OfflineRecogniser
        from shared.adapters.rapid_ocr import RapidOcrReader

        return OfflineRecogniser(RapidOcrReader(), self.foods, self.clock)

    def _offline_writer(self) -> "ports.RecipeWriter":
        from shared.adapters.offline_writer import OfflineWriter
        from shared.catalog import recipes

        return OfflineWriter(recipes.load(), self.foods)

    def _offline_painter(self) -> "ports.Painter":
        from shared.adapters.offline_painter import OfflinePainter

        return OfflinePainter()

    @Once
    def _gemini(self) -> "GeminiClient":
        from shared.adapters.gemini.client import GeminiClient

        s = self.settings
        return GeminiClient(
            s.need("gemini_api_key"),
            base_url=s.gemini_base_url,
            api_version=s.gemini_api_version,
        )

    def _gemini_recogniser(self) -> "ports.Recogniser":
        from shared.adapters.gemini.recogniser import GeminiRecogniser

        return GeminiRecogniser(
            self._gemini, self.settings.gemini_vision_model, self.foods, self.clock
        )

    def _gemini_writer(self) -> "ports.RecipeWriter":
        from shared.adapters.gemini.writer import GeminiWriter

        return GeminiWriter(self._gemini, self.settings.gemini_text_model, self.foods, self.clock)

    def _gemini_painter(self) -> "ports.Painter":
        from shared.adapters.gemini.painter import GeminiPainter

        return GeminiPainter(self._gemini, self.settings.gemini_image_model, self.clock)

    def _chain(self, setting: str, makers: dict[str, Callable[[], Built]]) -> Sequence[Built]:
        """The providers a setting names, in its order; by default Gemini where it has a key."""
        default = ("gemini",) if self.settings.gemini_api_key else ()
        names = [n for n in getattr(self.settings, setting) or default if n != OFFLINE]
        for name in names:
            if name not in makers:
                raise MissingSetting(f"{setting.upper()}: there is no provider {name}")
        return [makers[name]() for name in (*names, OFFLINE)]
