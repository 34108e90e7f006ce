"""In-memory estimates."""

from shared.domain.errors import AlreadyExists
from shared.domain.estimate import StoredEstimate
from shared.domain.listing import Page
from tests.fakes.versions import page


class FakeEstimates:
    def __init__(self) -> None:
        self.estimates: dict[str, StoredEstimate] = {}

    def add(self, estimate: StoredEstimate) -> StoredEstimate:
        stored = self.estimates.setdefault(estimate.id, estimate)
        if stored.fingerprint != estimate.fingerprint:
            raise AlreadyExists(id=estimate.id, field="id")
        return stored

    def page(self, limit: int, cursor: str | None) -> Page[StoredEstimate]:
        found = sorted(self.estimates.values(), key=lambda e: (e.created_at, e.id), reverse=True)
        return page(found, lambda one: one.id, limit, cursor)
