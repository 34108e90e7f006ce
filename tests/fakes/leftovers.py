"""In-memory leftovers."""

from collections.abc import Sequence
from datetime import datetime

from shared.domain.leftover import Leftover
from shared.domain.listing import Page
from tests.fakes.versions import version


class FakeLeftovers:
    """`documents` are their `expires_at` and version by collection and id."""

    collections: Sequence[str] = ("sessions", "limits")

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str], tuple[datetime, str]] = {}

    def put(self, collection: str, name: str, expires_at: datetime) -> None:
        self.documents[collection, name] = (expires_at, version())

    def page(
        self, collection: str, before: datetime, limit: int, cursor: str | None
    ) -> Page[Leftover]:
        expired = sorted(
            (expires_at, name, version)
            for (where, name), (expires_at, version) in self.documents.items()
            if where == collection and expires_at <= before
        )
        if cursor is not None:
            expired = [one for one in expired if f"{one[0]}~{one[1]}" > cursor]
        shown = expired[:limit]
        following = f"{shown[-1][0]}~{shown[-1][1]}" if len(expired) > limit else None
        found = [Leftover(collection=collection, id=name, version=v) for _, name, v in shown]
        return Page(found, following)

    def delete(self, leftovers: Sequence[Leftover]) -> int:
        deleted = 0
        for one in leftovers:
            _, version = self.documents.get((one.collection, one.id), (None, ""))
            if version == one.version:
                del self.documents[one.collection, one.id]
                deleted += 1
        return deleted
