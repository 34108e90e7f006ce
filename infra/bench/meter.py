"""What crosses to Firestore in this process: documents that it answers, and round trips."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from google.cloud.firestore_v1.services.firestore import FirestoreClient

# The calls that read, and where their answers carry a document; figures carry none.
_CALLS = {
    "run_query": "document",
    "batch_get_documents": "found",
    "run_aggregation_query": "result",
}


@contextmanager
def replaced(calls: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
    """Calls to Firestore by their names, made otherwise in the block."""
    with ExitStack() as stack:
        for name, call in calls.items():
            stack.enter_context(patch.object(FirestoreClient, name, call))
        yield


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
        with replaced({name: self._counted(name) for name in _CALLS}):
            yield

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
