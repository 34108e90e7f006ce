"""Pages of a query that stay right while others write: a cursor names the last thing seen."""

import base64
import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from google.cloud.firestore import CollectionReference, Query

from shared.adapters.firestore.documents import READING, Snapshot, translated
from shared.domain.errors import Invalid
from shared.domain.listing import Page
from shared.domain.model import reserved

Thing = TypeVar("Thing")
_NAME = "__name__"
_NAMES = re.compile(r"(?!\.)[A-Za-z0-9_.:-]{1,200}")


class Order:
    """The fields a list is sorted by, all of one `kind`, ties broken by id."""

    def __init__(
        self, *fields: str, kind: type[date] | type[str] = datetime, descending: bool = False
    ) -> None:
        self.fields = fields
        self.kind = kind
        self.direction = Query.DESCENDING if descending else Query.ASCENDING

    def of(self, documents: Query | CollectionReference) -> Query:
        first, *rest = (*self.fields, _NAME)
        query: Query = documents.order_by(first, direction=self.direction)
        for field in rest:
            query = query.order_by(field, direction=self.direction)
        return query


def page(
    documents: Query | CollectionReference,
    order: Order,
    limit: int,
    cursor: str | None,
    decode: Callable[[Snapshot], Thing],
) -> Page[Thing]:
    """At most `limit` documents after `cursor`; reads one more than it returns at most.

    Raises:
        Invalid: the cursor is not one of this list.
    """
    query = order.of(documents).limit(limit + 1)
    if cursor is not None:
        query = query.start_after(_position(cursor, order))
    with translated():
        found: Sequence[Snapshot] = query.get(**READING)
    more = len(found) > limit
    shown = found[:limit]
    following = _cursor(shown[-1], order.fields) if more else None
    return Page([decode(snapshot) for snapshot in shown], following)


def _cursor(last: Snapshot, fields: Sequence[str]) -> str:
    values = [_plain(last.get(field)) for field in fields]
    packed = json.dumps([*values, last.id], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def _position(cursor: str, order: Order) -> dict[str, Any]:
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        *values, name = json.loads(packed)
        read = _READERS[order.kind]
        position = {f: read(value) for f, value in zip(order.fields, values, strict=True)}
        return position | {_NAME: _document_name(name)}
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
        raise Invalid("cursor_invalid", field="cursor") from None


def _plain(value: Any) -> Any:  # noqa: ANN401
    return {"t": value.isoformat()} if isinstance(value, datetime) else value


def _timestamp(value: Any) -> datetime:  # noqa: ANN401
    moment = datetime.fromisoformat(value["t"])
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


def _day(value: Any) -> str:  # noqa: ANN401
    """Days are stored as texts."""
    return date.fromisoformat(value).isoformat()


def _document_name(value: Any) -> str:  # noqa: ANN401
    if not _NAMES.fullmatch(value) or reserved(value):
        raise ValueError
    return str(value)


def _text(value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str):
        raise TypeError
    value.encode()
    return value


_READERS: dict[type[date] | type[str], Callable[[Any], Any]] = {
    datetime: _timestamp,
    date: _day,
    str: _text,
}
