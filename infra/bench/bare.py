"""What a request asked of Firestore, asked again without anything around it.

`Recorder` keeps the calls as they went to Google's generated client; `Recorded.again` makes the
same ones, those at once that were under way at once, reads every answer to its end and makes
dictionaries of the documents, and documents of the dictionaries that are written. Conditions are
left out of writes: they held once.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

from google.cloud.firestore import Client
from google.cloud.firestore_v1 import _helpers
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.cloud.firestore_v1.types import Write

from infra.bench.meter import replaced

_CALLS = ("run_query", "batch_get_documents", "run_aggregation_query", "commit")
_REAL = {name: getattr(FirestoreClient, name) for name in _CALLS}
_MOST_AT_ONCE = 32
Values = Sequence[tuple[str, Any]]


class _Call(NamedTuple):
    name: str
    api: FirestoreClient
    given: Mapping[str, Any]
    began: float
    ended: float


class Recorded:
    """Calls in the order they began."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._calls: list[_Call] = []
        self._pool = ThreadPoolExecutor(_MOST_AT_ONCE)

    def keep(self, call: _Call) -> None:
        self._calls.append(call)

    def clear(self) -> None:
        self._calls.clear()

    def __len__(self) -> int:
        return len(self._calls)

    def again(self) -> float:
        """How many seconds the bare calls take."""
        turns = [[_bare(call) for call in turn] for turn in _turns(self._calls)]
        started = time.perf_counter()
        for turn in turns:
            self._at_once(turn)
        return time.perf_counter() - started

    def _at_once(self, turn: Sequence[Callable[[Client], None]]) -> None:
        if len(turn) == 1:
            turn[0](self._client)
        else:
            list(self._pool.map(lambda call: call(self._client), turn))


@contextmanager
def recording(client: Client) -> Iterator[Recorded]:
    """Keeps what crosses to Firestore in the block."""
    recorded = Recorded(client)
    with replaced({name: _kept(name, recorded) for name in _CALLS}):
        yield recorded


def _kept(name: str, recorded: Recorded) -> Any:  # noqa: ANN401
    def call(api: FirestoreClient, **given: Any) -> Any:  # noqa: ANN401
        began = time.perf_counter()
        answer = _REAL[name](api, **given)
        if name == "commit":
            recorded.keep(_Call(name, api, given, began, time.perf_counter()))
            return answer
        return _passed(answer, lambda: _Call(name, api, given, began, time.perf_counter()))

    def _passed(answers: Any, ended: Callable[[], _Call]) -> Iterator[Any]:  # noqa: ANN401
        try:
            yield from answers
        finally:
            recorded.keep(ended())

    return call


def _turns(calls: Sequence[_Call]) -> Iterator[list[_Call]]:
    """The calls, those together that were under way at the same time."""
    turn: list[_Call] = []
    for call in sorted(calls, key=lambda one: one.began):
        if turn and call.began >= max(one.ended for one in turn):
            yield turn
            turn = []
        turn.append(call)
    if turn:
        yield turn


def _bare(call: _Call) -> Callable[[Client], None]:
    if call.name != "commit":
        return lambda client: _read(client, _REAL[call.name](call.api, **call.given))
    writes = [Write.pb(Write(write)) for write in call.given["request"]["writes"]]
    values = [
        (one.update.name.partition("/documents/")[2], _helpers.decode_dict(one.update.fields, None))
        for one in writes
        if one.HasField("update")
    ]
    for one in writes:
        one.ClearField("current_document")
    given = {**call.given, "request": {**call.given["request"], "writes": writes}}
    return lambda client: _commit(client, values, call.api, given)


def _commit(client: Client, values: Values, api: FirestoreClient, given: Mapping[str, Any]) -> None:
    """Encodes what is written, as a batch does, and sends what was sent before."""
    batch = client.batch()
    for path, fields in values:
        batch.set(client.document(path), fields)
    _REAL["commit"](api, **given)


def _read(client: Client, answers: Any) -> None:  # noqa: ANN401
    for answer in answers:
        found = getattr(answer, "document", None) or getattr(answer, "found", None)
        if found:
            _helpers.decode_dict(found.fields, client)
