"""In-memory keyed requests."""

from shared.domain.errors import (
    Unavailable,
    VersionMismatch,
)
from shared.domain.idempotency import KeyedRequest
from tests.fakes.versions import versioned


class FakeKeyedRequests:
    """`down` makes it refuse."""

    def __init__(self) -> None:
        self.requests: dict[str, KeyedRequest] = {}
        self.down = False

    def create(self, request: KeyedRequest) -> KeyedRequest | None:
        if self.down:
            raise Unavailable
        if request.id in self.requests:
            return None
        self.requests[request.id] = versioned(request)
        return self.requests[request.id]

    def get(self, request_id: str) -> KeyedRequest | None:
        return self.requests.get(request_id)

    def replace(self, request: KeyedRequest) -> KeyedRequest:
        if self.down:
            raise Unavailable
        known = self.requests.get(request.id)
        if known is None or known.version != request.version:
            raise VersionMismatch
        self.requests[request.id] = versioned(request)
        return self.requests[request.id]
