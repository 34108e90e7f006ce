"""The figures of a kitchen's lots, by aggregation: the index is counted, no lot is read."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from google.cloud.firestore import CollectionReference, FieldFilter, Query

from shared.adapters.firestore.documents import READING, translated
from shared.domain.food import Category, Storage
from shared.domain.item import EXPIRING_DAYS, Status
from shared.domain.summary import Summary
from shared.telemetry import Threads

_AT_ONCE = 16
_TOTAL = "total"


def summary(lots: CollectionReference, today: date) -> Summary:
    """One count a status, storage and category, one sum a currency, at the same time; each costs a
    read per thousand index entries."""
    currencies = _currencies(lots)
    with Threads(_AT_ONCE) as pool:

        def start(question: Callable[[], int]) -> Callable[[], int]:
            return pool.submit(question).result

        statuses = {s: start(partial(_count, _of(lots, s, today))) for s in Status}
        storages = {s: start(partial(_count, _is(lots, "storage", s))) for s in Storage}
        categories = {c: start(partial(_count, _is(lots, "category", c))) for c in Category}
        values = {c: start(partial(_sum, _is(lots, "currency", c))) for c in currencies}
    by_status = {status: count() for status, count in statuses.items()}
    return Summary(
        items=sum(by_status.values()),
        by_status=by_status,
        by_storage={s: found for s, count in storages.items() if (found := count())},
        by_category={c: found for c, count in categories.items() if (found := count())},
        value={code: Decimal(total()) / 1000 for code, total in values.items()},
    )


def _currencies(lots: CollectionReference) -> list[str]:
    """The currencies there are, each found just past the one before in the index."""
    found: list[str] = []
    while True:
        past = FieldFilter("currency", ">", found[-1] if found else "")
        query = lots.where(filter=past).order_by("currency").select(["currency"]).limit(1)
        with translated():
            following = query.get(**READING)
        if not following:
            return found
        found.append(str(following[0].get("currency")))


def _of(lots: CollectionReference, status: Status, today: date) -> Query:
    soon = (today + timedelta(days=EXPIRING_DAYS)).isoformat()
    match status:
        case Status.EXPIRED:
            return _where(lots, "expires_on", "<", today.isoformat())
        case Status.EXPIRING:
            expiring = _where(lots, "expires_on", ">=", today.isoformat())
            return expiring.where(filter=FieldFilter("expires_on", "<=", soon))
        case Status.FRESH:
            return _where(lots, "expires_on", ">", soon)


def _is(lots: CollectionReference, field: str, value: str) -> Query:
    return _where(lots, field, "==", str(value))


def _where(lots: CollectionReference, field: str, operator: str, value: str) -> Query:
    query: Query = lots.where(filter=FieldFilter(field, operator, value))
    return query


def _count(query: Query) -> int:
    return _answer(query.count(alias=_TOTAL))


def _sum(query: Query) -> int:
    """What was counted for it is what it costs, so it is counted in the same question."""
    total: Any = query.sum("price", alias=_TOTAL)
    return _answer(total.count(alias="entries"))


def _answer(question: Any) -> int:  # noqa: ANN401
    # The client's own annotations of an aggregation's answer are wrong.
    with translated():
        [figures] = question.get(**READING)
    return next(int(one.value) for one in figures if one.alias == _TOTAL)
