"""`limits/{hash}`: windows counted exactly across instances; server only, TTL on `expires_at`.

A change is one read and, where it counts something, one write: a compare-and-set on the document's
update time, tried again when another instance was faster. Whoever loses reads a fuller window, so
a window of n lets a caller lose n times at most before it is simply full.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from threading import Lock

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, DocumentReference
from tenacity import (
    RetryError,
    Retrying,
    retry_if_exception_type,
    stop_after_delay,
    wait_random_exponential,
)

from shared.adapters.firestore.documents import translated
from shared.domain.errors import Unavailable, VersionMismatch
from shared.domain.limits import Hits
from shared.ports.clock import Clock

# Whether a request may go on is not worth waiting longer for.
_SECONDS = 3.0
_LOCKS = 64


class FirestoreHitLog:
    """See `shared.ports.HitLog`."""

    def __init__(self, client: Client, clock: Clock) -> None:
        self._client = client
        self._windows = client.collection("limits")
        self._clock = clock
        # Threads of one instance take turns, so that only instances compete in the store.
        self._locks = [Lock() for _ in range(_LOCKS)]

    def change(self, key: str, step: Callable[[Hits], Hits | None], keep_s: int) -> Hits:
        name = hashlib.sha256(key.encode()).hexdigest()
        lock = self._locks[int(name, 16) % _LOCKS]
        if not lock.acquire(timeout=_SECONDS):
            raise Unavailable
        try:
            return self._change(self._windows.document(name), step, keep_s)
        finally:
            lock.release()

    def _change(
        self, window: DocumentReference, step: Callable[[Hits], Hits | None], keep_s: int
    ) -> Hits:
        patiently = Retrying(
            retry=retry_if_exception_type((VersionMismatch, DocumentExists)),
            stop=stop_after_delay(_SECONDS),
            wait=wait_random_exponential(multiplier=0.005, max=0.1),
        )
        try:
            return patiently(self._change_once, window, step, keep_s)
        except RetryError as error:
            raise Unavailable from error

    def _change_once(
        self, window: DocumentReference, step: Callable[[Hits], Hits | None], keep_s: int
    ) -> Hits:
        with translated():
            snapshot = window.get(retry=None, timeout=_SECONDS)
        hits: Hits = tuple(snapshot.get("hits")) if snapshot.exists else ()
        changed = step(hits)
        if changed is None:
            return hits
        fields = {
            "hits": list(changed),
            "expires_at": self._clock.now() + timedelta(seconds=2 * keep_s),
        }
        with translated():
            if snapshot.exists:
                option = self._client.write_option(last_update_time=snapshot.update_time)
                window.update(fields, option=option, retry=None, timeout=_SECONDS)
            else:
                window.create(fields, retry=None, timeout=_SECONDS)
        return changed
