"""Models to documents and back, versions, and Firestore's errors in the domain's words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias, TypeVar

from google.api_core import exceptions as google
from google.api_core import retry
from google.cloud.firestore import Client, DocumentReference, DocumentSnapshot
from google.cloud.firestore_v1.types import WriteResult
from google.protobuf.timestamp_pb2 import Timestamp
from pydantic import BaseModel

from shared.domain.errors import AlreadyExists, NotFound, Unavailable, VersionMismatch
from shared.domain.model import STORED, to_stored

Stored = TypeVar("Stored", bound=BaseModel)
Snapshot: TypeAlias = "DocumentSnapshot[DocumentReference]"

# No answer in time is not among them: a write may have been applied, and its repeat be refused for
# it. Whoever sends the request again under its key finds what was stored.
_TRANSIENT = retry.if_exception_type(
    google.ServiceUnavailable, google.ResourceExhausted, google.InternalServerError
)


def _within(seconds: float) -> dict[str, Any]:
    """How a call is tried: `timeout` bounds one attempt, the retry all of them together. The
    client's own retries heed no timeout and go on for a minute."""
    again = retry.Retry(_TRANSIENT, initial=0.1, maximum=1.0, multiplier=2.0, timeout=seconds)
    return {"retry": again, "timeout": seconds / 2}


READING = _within(6.0)
WRITING = _within(8.0)
_NOT_FIELDS = ("id", "version")
_MICROS = 1_000_000


def to_document(model: BaseModel) -> dict[str, Any]:
    """The fields of `model`; its id is the document's name and its version Firestore's."""
    fields: dict[str, Any] = to_stored(model)
    return {name: value for name, value in fields.items() if name not in _NOT_FIELDS}


def from_snapshot(snapshot: Snapshot, model: type[Stored]) -> Stored:
    """The model a document holds; fields it does not know, nested ones included, are left out: a
    newer revision may have written them."""
    found: dict[str, Any] = snapshot.to_dict() or {}
    found |= {"id": snapshot.id, "version": version_of(snapshot.update_time)}
    return model.model_validate(found, context=STORED, extra="ignore")


def required(snapshot: Snapshot, model: type[Stored]) -> Stored:
    """Raises NotFound for a document that is not there."""
    if not snapshot.exists:
        raise NotFound
    return from_snapshot(snapshot, model)


class Fingerprinted(Protocol):
    """Something that was created under an id, with what tells a repeated creation from another."""

    @property
    def id(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...


Created = TypeVar("Created", bound=Fingerprinted)


def the_same(stored: Created, fingerprint: str) -> Created:
    """What is stored, where the same request created it.

    Raises:
        AlreadyExists: its id is taken by what another request created.
    """
    if stored.fingerprint != fingerprint:
        raise AlreadyExists(id=stored.id, field="id")
    return stored


def version_of(update_time: Any) -> str:  # noqa: ANN401
    """A version is the document's update time in microseconds, Firestore's own precision, in
    hexadecimal."""
    if isinstance(update_time, datetime):
        seconds = int(update_time.replace(microsecond=0).timestamp())
        return f"{seconds * _MICROS + update_time.microsecond:x}"
    return f"{update_time.seconds * _MICROS + update_time.nanos // 1000:x}"


def versions_of(results: list[WriteResult]) -> list[str]:
    return [version_of(result.update_time) for result in results]


def unchanged_since(client: Client, version: str) -> Any:  # noqa: ANN401
    """The precondition that makes a write a compare-and-set.

    Raises:
        VersionMismatch: the version is none this store ever gave.
    """
    try:
        micros = int(version, 16)
        stamp = Timestamp(seconds=micros // _MICROS, nanos=micros % _MICROS * 1000)
        stamp.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise VersionMismatch from None
    return client.write_option(last_update_time=stamp)


def remove(
    client: Client,
    document: DocumentReference,
    version: str | None,
    beside: Mapping[DocumentReference, dict[str, Any]] = MappingProxyType({}),
) -> None:
    """Deletes a document that is there, and only in that version where one is named; what is
    `beside` is stored in the same commit.

    Raises:
        NotFound, VersionMismatch
    """
    if version is None:
        option = client.write_option(exists=True)
    else:
        option = unchanged_since(client, version)
    batch = client.batch()
    batch.delete(document, option=option)
    for other, fields in beside.items():
        batch.set(other, fields)
    try:
        with translated():
            batch.commit(**WRITING)
    except VersionMismatch:
        with translated():
            there = document.get(field_paths=[], **READING).exists
        if version is None or not there:
            raise NotFound from None
        raise


@contextmanager
def translated() -> Iterator[None]:
    """Firestore's failures as the domain's; AlreadyExists passes, its callers know what it means.

    Raises:
        VersionMismatch: a compare-and-set found another version, or nothing.
        Unavailable: Firestore is down, overloaded or too slow.
    """
    try:
        yield
    except (google.FailedPrecondition, google.NotFound):
        raise VersionMismatch from None
    except google.AlreadyExists:
        raise
    except google.Aborted:
        # Somebody else is writing the document this very moment.
        raise VersionMismatch from None
    except google.InvalidArgument as error:
        # A version newer than the stored one, which nobody was ever given.
        if "base version" in str(error):
            raise VersionMismatch from None
        raise
    except (google.RetryError, google.GoogleAPICallError) as error:
        raise Unavailable from error
