"""What a request asks of Firestore can read at most, whatever is stored: told by the questions as
they go out, also where the emulator does not answer them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.cloud.firestore_v1.types import (
    BatchGetDocumentsRequest,
    RunAggregationQueryRequest,
    RunQueryRequest,
)

from infra.bench.meter import replaced

_SESSION = "/documents/sessions/"


class Bound(NamedTuple):
    """`documents` at most, None where a query has no limit; and so many `figures`, each of which
    looks into an index, a read for every thousand entries there."""

    documents: int | None
    figures: int

    def reads(self, size: int) -> int | None:
        """The most that it costs where every collection holds `size` documents."""
        thousands = max(1, -(-size // 1000))
        return None if self.documents is None else self.documents + self.figures * thousands


class Questions:
    """What goes out while it is `installed`, each question once however often it is repeated; but
    not whether the session still is, which is asked every ten seconds at most. `calls` are all that
    went out, `of_sessions` among them."""

    def __init__(self) -> None:
        self._limits: dict[bytes, int | None] = {}
        self._figures: set[bytes] = set()
        self.calls = 0
        self.of_sessions = 0

    @property
    def bound(self) -> Bound:
        limits = list(self._limits.values())
        whole = sum(limit for limit in limits if limit is not None)
        return Bound(None if None in limits else whole, len(self._figures))

    @contextmanager
    def installed(self) -> Iterator[None]:
        noted = {
            "run_query": self._query,
            "batch_get_documents": self._look_up,
            "run_aggregation_query": self._aggregation,
        }
        with replaced({name: self._noting(name, note) for name, note in noted.items()}):
            yield

    def _query(self, request: Any) -> None:  # noqa: ANN401
        asked = RunQueryRequest(request)
        limit: Any = asked.structured_query.limit
        # A query that finds nothing costs a read too.
        least = None if limit is None else max(1, int(limit))
        self._limits[RunQueryRequest.serialize(asked)] = least

    def _look_up(self, request: Any) -> None:  # noqa: ANN401
        asked = BatchGetDocumentsRequest(request)
        names = [name for name in asked.documents if _SESSION not in name]
        if not names:
            self.of_sessions += 1
        else:
            self._limits[BatchGetDocumentsRequest.serialize(asked)] = len(names)

    def _aggregation(self, request: Any) -> None:  # noqa: ANN401
        asked = RunAggregationQueryRequest(request)
        self._figures.add(RunAggregationQueryRequest.serialize(asked))

    def _noting(self, name: str, note: Any) -> Any:  # noqa: ANN401
        real = getattr(FirestoreClient, name)

        def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
            self.calls += 1
            note(options["request"])
            return real(*arguments, **options)

        return call
