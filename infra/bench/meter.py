"""What crosses to Firestore in this process: documents that it answers, and round trips."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from google.cloud.firestore_v1.services.firestore import FirestoreClient

# The calls that read, and where their answers carry a document; figures carry none.
_CALLS = {
    "run_query": "document",
    "batch_get_documents": "found",
    "run_aggregation_query": "result",
}


class Reads(NamedTuple):
    documents: int
    trips: int


class Meter:
    """What the calls to Firestore answered, while it is `installed`."""

    def __init__(self) -> None:
        self.documents = 0
        self.trips = 0

    @contextmanager
    def installed(self) -> Iterator[None]:
        patches = [patch.object(FirestoreClient, name, self._counted(name)) for name in _CALLS]
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()

    def _counted(self, name: str) -> Any:  # noqa: ANN401
        real = getattr(FirestoreClient, name)

        def call(*arguments: object, **options: object) -> Iterator[Any]:
            self.trips += 1
            return self._passing(real(*arguments, **options), _CALLS[name])

        return call

    def _passing(self, answers: Iterable[Any], field: str) -> Iterator[Any]:
        for answer in answers:
            self.documents += field in answer
            yield answer
