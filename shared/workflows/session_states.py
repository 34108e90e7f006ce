"""The state of a session as every request needs it: at most ten seconds old, at one small read."""

import threading

from cachetools import TTLCache

from shared.domain.session import Session
from shared.ports.clock import Clock
from shared.ports.identity import Sessions

FRESH_SECONDS = 10.0
_MOST = 10_000


class SessionStates:
    """Sessions read through a cache; only what is alive is kept, so that one just signed in is
    never taken for missing."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._cache: TTLCache[str, Session] = TTLCache(_MOST, FRESH_SECONDS, timer=clock.monotonic)
        self._lock = threading.Lock()
        self._epoch = 0

    def get(self, session_id: str) -> Session | None:
        with self._lock:
            known = self._cache.get(session_id)
            epoch = self._epoch
        if known is not None:
            return known
        session = self._sessions.get(session_id)
        if session is not None and session.ended_at is None:
            self._keep(session, epoch)
        return session

    def _keep(self, session: Session, epoch: int) -> None:
        # What was read before something was forgotten may be the very state to forget.
        with self._lock:
            if self._epoch == epoch:
                self._cache[session.id] = session

    def forget(self, session_id: str) -> None:
        """Makes the next request read the session: on this instance an end is seen at once."""
        with self._lock:
            self._epoch += 1
            self._cache.pop(session_id, None)
