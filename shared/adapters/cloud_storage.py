"""Firebase Storage, which is a Cloud Storage bucket, through google-cloud-storage."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Lock
from typing import Any

import google.auth
from cachetools import TTLCache
from google.api_core import exceptions as google_errors
from google.auth.credentials import AnonymousCredentials
from google.auth.transport.requests import Request
from google.cloud import storage
from google.cloud.storage.retry import DEFAULT_RETRY
from google.oauth2.service_account import Credentials
from requests import RequestException

from shared import telemetry
from shared.domain.errors import NotFound, Unavailable
from shared.domain.picture import everybodys
from shared.ports.health import Probe
from shared.telemetry import Threads

# One attempt, and all of them together: the client's own retries go on for two minutes, and the
# request that waits has 25 seconds.
_SECONDS = 6.0
_RETRY = DEFAULT_RETRY.with_timeout(10.0)
_PROBE_SECONDS = 1.0
_PAGE = 200
_LINKS = 4096
_REUSED = timedelta(hours=1)
_AT_ONCE = 8
_CACHE = "private, max-age=604800, immutable"
_SCOPE = "https://www.googleapis.com/auth/cloud-platform"
_LOCAL_SIGNER = "media@local.iam.gserviceaccount.com"


class CloudMediaStore:
    """See `shared.ports.MediaStore`. Links are V4 signatures by the function's own service account,
    through the IAM API: no private key is kept anywhere. An instance hands out a link again for up
    to an hour, and signs for so much longer."""

    def __init__(self, client: storage.Client, bucket: str) -> None:
        self._bucket = client.bucket(bucket)
        self._links: TTLCache[tuple[str, timedelta], str] = TTLCache(
            _LINKS, _REUSED.total_seconds()
        )
        self._links_lock = Lock()
        self._signer: Any = None
        self._signer_lock = Lock()

    def put(self, name: str, data: bytes, content_type: str) -> None:
        blob = self._bucket.blob(name)
        blob.cache_control = _CACHE
        if not everybodys(name):
            # Joins the object to the log lines of who made it; whoever opens it reads this too.
            blob.metadata = {"request_id": telemetry.fields().get("request_id", "-")}
        try:
            blob.upload_from_string(
                data,
                content_type=content_type,
                timeout=_SECONDS,
                retry=_RETRY,
            )
        except (google_errors.GoogleAPICallError, google_errors.RetryError, OSError) as error:
            raise Unavailable from error

    def get(self, name: str) -> bytes:
        try:
            data: bytes = self._bucket.blob(name).download_as_bytes(timeout=_SECONDS, retry=_RETRY)
        except google_errors.NotFound:
            raise NotFound from None
        except (google_errors.GoogleAPICallError, google_errors.RetryError, OSError) as error:
            raise Unavailable from error
        return data

    def names(self, prefix: str) -> Iterator[str]:
        for blob in self._listed(prefix, None):
            yield str(blob.name)

    def remove_all(self, prefix: str, most: int) -> int:
        blobs = list(self._listed(prefix, most))
        with Threads(_AT_ONCE) as pool:
            list(pool.map(_remove, blobs))
        return len(blobs)

    def _listed(self, prefix: str, most: int | None) -> Iterator[storage.Blob]:
        try:
            yield from self._bucket.list_blobs(
                prefix=prefix, max_results=most, page_size=_PAGE, timeout=_SECONDS, retry=_RETRY
            )
        except (google_errors.GoogleAPICallError, google_errors.RetryError, OSError) as error:
            raise Unavailable from error

    def link(self, name: str, lifetime: timedelta) -> str:
        with self._links_lock:
            known: str | None = self._links.get((name, lifetime))
        if known is not None:
            return known
        url = self._signed(name, lifetime + _REUSED)
        with self._links_lock:
            self._links[name, lifetime] = url
        return url

    def _signed(self, name: str, lifetime: timedelta) -> str:
        try:
            signer = self._fresh_signer()
            url: str = self._bucket.blob(name).generate_signed_url(
                version="v4",
                expiration=lifetime,
                service_account_email=signer.service_account_email,
                access_token=signer.token,
            )
        except (google.auth.exceptions.GoogleAuthError, RequestException) as error:
            raise Unavailable from error
        return url

    def _fresh_signer(self) -> Any:  # noqa: ANN401
        """The function's own credentials, asked for again only when they run out."""
        with self._signer_lock:
            if self._signer is None:
                self._signer = google.auth.default(scopes=[_SCOPE])[0]
            if not self._signer.valid:
                self._signer.refresh(Request())
            return self._signer


class EmulatedMediaStore(CloudMediaStore):
    """On the emulator links are signed with the local key; it opens them without looking."""

    def __init__(self, client: storage.Client, bucket: str, endpoint: str, key: str) -> None:
        super().__init__(client, bucket)
        self._endpoint = endpoint
        self._local_signer = Credentials.from_service_account_info(
            {
                "client_email": _LOCAL_SIGNER,
                "private_key": key,
                "token_uri": "http://127.0.0.1/none",
            }
        )

    def _signed(self, name: str, lifetime: timedelta) -> str:
        url: str = self._bucket.blob(name).generate_signed_url(
            version="v4",
            expiration=lifetime,
            credentials=self._local_signer,
            api_access_endpoint=self._endpoint,
        )
        return url


def probe(client: storage.Client, bucket: str) -> Probe:
    """Looks for an object that is never there."""
    blob = client.bucket(bucket).blob("status-probe")

    def ask() -> None:
        try:
            blob.exists(timeout=_PROBE_SECONDS, retry=None)
        except (google_errors.GoogleAPICallError, google_errors.RetryError, OSError) as error:
            raise Unavailable from error

    return ask


def _remove(blob: storage.Blob) -> None:
    try:
        blob.delete(timeout=_SECONDS, retry=_RETRY)
    except google_errors.NotFound:
        return
    except (google_errors.GoogleAPICallError, google_errors.RetryError, OSError) as error:
        raise Unavailable from error


def client(project: str, emulator: str | None) -> storage.Client:
    """A client of the platform, or of the emulator at that URL."""
    if emulator is None:
        return storage.Client(project=project)
    return storage.Client(
        project=project,
        credentials=AnonymousCredentials(),
        client_options={"api_endpoint": emulator},
    )
