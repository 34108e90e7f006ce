"""The feed of changes: every change once per cursor, whoever else writes meanwhile.

Firestore's reads are consistent as of a moment, and a document's update time is the moment of its
commit. A feed is read in rounds, each about the commits after the moment `floor` and up to `upto`,
the moment its first page was read at; that moment is the next round's floor. So every commit falls
into exactly one round, however late it became visible, and what changes again during a round is
left for the next.

Commit times cannot be queried, so `changed_at`, the server's time when it took the write up, orders
the pages and bounds what is read; it may be behind the commit by less than `_LAG`. A round reads
again what was changed within `_LAG` before its floor and leaves it out, and nothing older.

Where nothing is found no read tells its moment, and the floor follows the server's clock from well
behind: in a kitchen in which nothing happens a cursor does not grow old.

A cursor is good for the feed that gave it. Whoever goes on with it in another kitchen is told to
begin anew: everything there from before its floor would be missed.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from google.cloud.firestore import CollectionReference, FieldFilter

from shared.adapters.firestore.documents import READING, Snapshot, translated, version_of
from shared.adapters.firestore.lots import is_gone, lot_of
from shared.adapters.firestore.paging import Order
from shared.domain.changes import REMEMBERED, Changes, Feed
from shared.domain.digest import digest
from shared.domain.errors import Conflict, Invalid

# More than a write may take: see `WRITING` and the longest time limit of a Firestore commit.
_LAG = timedelta(seconds=60)
# More than a server's clock is wrong by.
_BEHIND = timedelta(hours=1)
_ORDER = Order("changed_at")
_FEED_DIGITS = 8
_START = datetime(1970, 1, 2, tzinfo=UTC)


class _Cursor(NamedTuple):
    """`feed` stands for the documents it is of. Moments in microseconds; `upto` is 0 before a
    round's first page, `at` and `name` are the last document that was looked at in it."""

    feed: str
    floor: int = 0
    upto: int = 0
    at: str = ""
    name: str = ""


def since(lots: CollectionReference, cursor: str | None, limit: int, now: datetime) -> Changes:
    """See `fed`, of lots."""
    found = fed(lots, cursor, limit, now)
    return Changes([lot_of(one) for one in found.there], found.gone, found.cursor, found.more)


def fed(
    documents: CollectionReference, cursor: str | None, limit: int, now: datetime
) -> Feed[Snapshot]:
    """At most `limit` changes after `cursor`, or from the beginning.

    Raises:
        Invalid: the cursor is none that was given.
        Conflict: it is older than what is remembered, or another kitchen's.
    """
    feed = digest(f"{documents.parent.path}/{documents.id}")[:_FEED_DIGITS]
    begun = _Cursor(feed) if cursor is None else _read(cursor)
    if begun.feed != feed:
        raise Conflict("changes_forgotten")
    if begun.floor and now - _moment(begun.floor) > REMEMBERED:
        raise Conflict("changes_forgotten")
    found = _page(documents, begun, limit)
    upto = begun.upto or max(begun.floor, _read_at(found, now))
    more = len(found) == limit
    new = [one for one in found if begun.floor < _micros(one.update_time) <= upto]
    if more:
        last = found[-1]
        following = _Cursor(feed, begun.floor, upto, last.get("changed_at").isoformat(), last.id)
    else:
        following = _Cursor(feed, upto)
    return Feed(
        there=[one for one in new if not is_gone(one)],
        gone=[one.id for one in new if is_gone(one)],
        cursor=_written(following),
        more=more,
    )


def _read_at(found: Sequence[Snapshot], now: datetime) -> int:
    """The moment of a read, or one before it where nothing was found."""
    return _micros(found[0].read_time if found else now - _BEHIND)


def _page(documents: CollectionReference, begun: _Cursor, limit: int) -> Sequence[Snapshot]:
    past = max(_START, _moment(begun.floor) - _LAG) if begun.floor else _START
    query = _ORDER.of(documents.where(filter=FieldFilter("changed_at", ">", past))).limit(limit)
    if begun.at:
        position = {"changed_at": datetime.fromisoformat(begun.at), "__name__": begun.name}
        query = query.start_after(position)
    with translated():
        found: Sequence[Snapshot] = query.get(**READING)
    return found


def _micros(stamp: Any) -> int:  # noqa: ANN401
    return int(version_of(stamp), 16)


def _moment(micros: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=micros)


def _written(cursor: _Cursor) -> str:
    packed = json.dumps(cursor, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def _read(text: str) -> _Cursor:
    try:
        read = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        feed, floor, upto, at, name = read
        cursor = _Cursor(str(feed), int(floor), int(upto), str(at), str(name))
        _moment(cursor.floor)
        if at and (not cursor.name or "/" in cursor.name or not datetime.fromisoformat(at).tzinfo):
            raise ValueError
    except (ValueError, TypeError, OverflowError, binascii.Error):
        raise Invalid("cursor_invalid", field="since") from None
    return cursor
