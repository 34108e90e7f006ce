"""A client that counts what its requests cost: documents read, writes, round trips; each round trip
is a span of the request's trace.

Counted as Firestore bills them: a query that finds nothing reads one, an aggregation one for every
thousand entries, a look-up of a missing document one
(https://firebase.google.com/docs/firestore/pricing#operations).
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from google.cloud.firestore import Client
from google.cloud.firestore_v1.types import RunAggregationQueryRequest

from shared import telemetry

# Index entries that an aggregation looks at for the price of one document.
_A_READ = 1000


class CountingClient(Client):
    """A client of which every call goes through `_Counted`."""

    @cached_property
    def _firestore_api(self) -> Any:  # noqa: ANN401
        return _Counted(super()._firestore_api)


class _Counted:
    """The generated client, its calls counted into the request that makes them."""

    def __init__(self, api: Any) -> None:  # noqa: ANN401
        self._api = api

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._api, name)

    def run_query(self, **asked: Any) -> Iterable[Any]:  # noqa: ANN401
        return _streamed("run_query", self._api.run_query, asked, least=1)

    def batch_get_documents(self, **asked: Any) -> Iterable[Any]:  # noqa: ANN401
        return _streamed("batch_get_documents", self._api.batch_get_documents, asked, least=0)

    def run_aggregation_query(self, **asked: Any) -> Iterable[Any]:  # noqa: ANN401
        telemetry.count("trips")
        with telemetry.span("firestore run_aggregation_query"):
            answers: Iterable[Any] = self._api.run_aggregation_query(**asked)
        return _figured(answers, _counts(asked["request"]))

    def commit(self, **asked: Any) -> Any:  # noqa: ANN401
        telemetry.count("trips")
        telemetry.count("writes", len(asked["request"]["writes"]))
        with telemetry.span("firestore commit"):
            return self._api.commit(**asked)


def _streamed(
    name: str, call: Callable[..., Iterable[Any]], asked: Mapping[str, Any], *, least: int
) -> Iterable[Any]:
    span = telemetry.start(f"firestore {name}")
    try:
        responses = call(**asked)
    except Exception as error:
        span.end(type(error).__name__)
        raise
    return _reading(responses, span, least=least)


def _reading(responses: Iterable[Any], span: telemetry.Span, *, least: int) -> Iterator[Any]:
    telemetry.count("trips")
    read = 0
    try:
        for response in responses:
            read += _is_document(response)
            yield response
    finally:
        telemetry.count("reads", max(read, least))
        span.note({"reads": max(read, least)})
        span.end()


def _counts(request: Any) -> Sequence[str]:  # noqa: ANN401
    """The names under which an aggregation is asked how many entries it looked at."""
    asked = RunAggregationQueryRequest(request).structured_aggregation_query.aggregations
    return [one.alias for one in asked if "count" in one]


def _figured(responses: Iterable[Any], counts: Sequence[str]) -> Iterator[Any]:
    """A sum that is asked without a count of its entries is taken for one read; those that grow
    with what is stored are told as `index_reads` too."""
    for response in responses:
        if "result" in response:
            fields = response.result.aggregate_fields
            entries = [fields[alias].integer_value for alias in counts if alias in fields]
            more = math.ceil(max(entries, default=0) / _A_READ) - 1
            telemetry.count("reads", 1 + max(0, more))
            if more > 0:
                telemetry.count("index_reads", more)
        yield response


def _is_document(response: Any) -> bool:  # noqa: ANN401
    """Whether a streamed answer holds a document, or says that one is missing."""
    if hasattr(response, "missing"):
        return bool(response.missing) or "found" in response
    return "document" in response
