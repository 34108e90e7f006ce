"""In-memory stock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from threading import RLock
from typing import Any

from shared.domain.changes import Changes
from shared.domain.errors import (
    AlreadyExists,
    Invalid,
    NotFound,
    VersionMismatch,
)
from shared.domain.item import Lot, Status, status_on
from shared.domain.listing import ItemFilter, ItemSort, Page
from shared.domain.movement import Entry, MovementKind
from shared.domain.planning.day import PlanDay
from shared.domain.planning.holds import days_held
from shared.domain.summary import Summary
from shared.domain.tally import Bucket, Tally, tallied
from shared.domain.waste import Cell, Loss, counted
from shared.ports.stock import StockChange
from tests.fakes.versions import page, version, versioned


class FakeItems:
    """`gone` are the lots that were used up or removed, `removed` the ids of the latter, `barred`
    those of lots that were removed before they came."""

    def __init__(self) -> None:
        self.lots: dict[str, Lot] = {}
        self.gone: dict[str, Lot] = {}
        self.removed: set[str] = set()
        self.barred: set[str] = set()
        self.lock = RLock()

    def add(self, lots: Sequence[Lot]) -> list[Lot]:
        for lot in lots:
            known = (self.lots | self.gone).get(lot.id)
            if known is not None and known.fingerprint != lot.fingerprint:
                raise AlreadyExists(id=lot.id, field="id")
        for lot in lots:
            if lot.id not in self.lots | self.gone and lot.id not in self.barred:
                self.lots[lot.id] = lot.model_copy(update={"version": version()})
        return [self.lots[lot.id] for lot in lots if lot.id in self.lots]

    def find(self, item_ids: Sequence[str]) -> Mapping[str, Lot]:
        stored = self.lots | self.gone
        return {i: stored[i] for i in item_ids if i in stored and i not in self.removed}

    def get(self, item_id: str) -> Lot:
        if item_id not in self.lots:
            raise NotFound
        return self.lots[item_id]

    def page(self, chosen: ItemFilter, limit: int, cursor: str | None) -> Page[Lot]:
        def key(lot: Lot) -> tuple[Any, str]:
            match chosen.sort:
                case ItemSort.NAME:
                    return lot.sort_name, lot.id
                case ItemSort.ADDED_AT:
                    return lot.added_at, lot.id
                case ItemSort.EXPIRES_ON:
                    return lot.expires_on, lot.id

        wanted = [lot for lot in self.lots.values() if _chosen(lot, chosen)]
        found = sorted(wanted, key=key, reverse=chosen.sort is ItemSort.ADDED_AT)
        return page(found, lambda lot: f"{key(lot)[0]}~{lot.id}", limit, cursor)

    def changes(self, since: str | None, limit: int, now: datetime) -> Changes:
        try:
            floor = int(since or "0", 16)
        except ValueError:
            raise Invalid("cursor_invalid", field="since") from None
        stored = (self.lots | self.gone).values()
        new = sorted(((int(x.version, 16), x) for x in stored), key=lambda pair: pair[0])
        new = [pair for pair in new if pair[0] > floor]
        shown = [lot for _, lot in new[:limit]]
        return Changes(
            lots=[lot for lot in shown if lot.id in self.lots],
            gone=[lot.id for lot in shown if lot.id in self.gone],
            cursor=shown[-1].version if shown else since or "0",
            more=len(new) > limit,
        )

    def summary(self, today: date) -> Summary:
        lots = list(self.lots.values())
        statuses = Counter(status_on(lot, today) for lot in lots)
        value: dict[str, Decimal] = {}
        for lot in lots:
            if lot.currency and lot.price is not None:
                value[lot.currency] = value.get(lot.currency, Decimal(0)) + lot.price
        return Summary(
            items=len(lots),
            by_status={status: statuses[status] for status in Status},
            by_storage=Counter(lot.storage for lot in lots),
            by_category=Counter(lot.category for lot in lots),
            value=value,
        )

    def replace(self, lot: Lot) -> Lot:
        return self.replace_all([lot])[0]

    def replace_all(self, lots: Sequence[Lot]) -> list[Lot]:
        with self.lock:
            self.refuse(lots)
            return [self.put(versioned(lot)) for lot in lots]

    def of_foods(self, food_ids: Sequence[str], limit: int) -> list[Lot]:
        found = sorted(self.lots.values(), key=lambda lot: (lot.expires_on, lot.id))
        return [lot for lot in found if lot.food_id in food_ids][:limit]

    def held_on(self, days: Sequence[date]) -> list[Lot]:
        return [lot for lot in self.lots.values() if set(days_held(lot)) & set(days)]

    def refuse(self, lots: Sequence[Lot]) -> None:
        """Raises VersionMismatch unless each is stored, gone or not, in its version."""
        stored = self.lots | self.gone
        for lot in lots:
            if lot.id not in stored or stored[lot.id].version != lot.version:
                raise VersionMismatch

    def put(self, lot: Lot) -> Lot:
        goes, stays = self.lots, self.gone
        if not lot.used_up:
            goes, stays = stays, goes
        goes.pop(lot.id, None)
        stays[lot.id] = lot
        return lot

    def remove(
        self, item_id: str, version: str | None, at: datetime, others: Sequence[Lot] = ()
    ) -> None:
        lot = self.get(item_id)
        if version is not None and lot.version != version:
            raise VersionMismatch
        if others:
            self.replace_all(others)
        last = self.lots.pop(item_id).model_copy(update={"holds": {}, "updated_at": at})
        self.gone[item_id] = versioned(last)
        self.removed.add(item_id)

    def bar(self, item_id: str, at: datetime) -> bool:
        if item_id in self.lots | self.gone or item_id in self.barred:
            return False
        self.barred.add(item_id)
        return True


class FakePlans:
    def __init__(self, items: FakeItems) -> None:
        self._items = items
        self.days: dict[date, PlanDay] = {}

    def get(self, day: date) -> PlanDay | None:
        return self.days.get(day)

    def between(self, first: date, last: date) -> list[PlanDay]:
        return [self.days[day] for day in sorted(self.days) if first <= day <= last]

    def latest(self, until: date, most: int) -> list[PlanDay]:
        return self.between(date.min, until)[::-1][:most]

    def commit(self, day: PlanDay, lots: Sequence[Lot]) -> PlanDay:
        with self._items.lock:
            self.refuse(day)
            self._items.replace_all(lots)
            return self.put(day)

    def remove(self, day: PlanDay, lots: Sequence[Lot]) -> None:
        with self._items.lock:
            self.refuse(day)
            self._items.replace_all(lots)
            del self.days[day.date]

    def refuse(self, day: PlanDay) -> None:
        stored = self.days.get(day.date)
        if (stored.version if stored else "") != day.version:
            raise VersionMismatch

    def put(self, day: PlanDay) -> PlanDay:
        self.days[day.date] = versioned(day)
        return self.days[day.date]


class FakeMovements:
    def __init__(self, items: FakeItems, plans: FakePlans | None = None) -> None:
        self._items = items
        self._plans = plans or FakePlans(items)
        self.entries: dict[str, Entry] = {}
        self.losses: dict[Cell, Loss] = {}
        self.sums: dict[Bucket, Tally] = {}

    def commit(self, change: StockChange) -> list[Lot]:
        with self._items.lock:
            self._refuse(change)
            for entry in (*change.entries, *change.undone):
                self.entries[entry.id] = versioned(entry)
            for cell, loss in counted(change.entries, change.undone):
                self.losses[cell] = self.losses.get(cell, Loss()).plus(loss)
            for bucket, tally in tallied(change.entries, change.undone).items():
                self.sums[bucket] = self.sums.get(bucket, Tally()).plus(tally)
            if change.day is not None:
                self._plans.put(change.day)
            return [self._items.put(versioned(lot)) for lot in change.lots]

    def get(self, movement_id: str) -> Entry:
        if movement_id not in self.entries:
            raise NotFound
        return self.entries[movement_id]

    def waste(self, first: str, last: str) -> Mapping[Cell, Loss]:
        return {c: loss for c, loss in self.losses.items() if first <= c.month <= last}

    def tallies(self, first: date, last: date) -> Mapping[Bucket, Tally]:
        return {b: t for b, t in self.sums.items() if first <= b.day <= last and not t.empty}

    def group(self, group_id: str) -> list[Entry]:
        found = [entry for entry in self.entries.values() if entry.group_id == group_id]
        return sorted(found, key=lambda entry: entry.id)

    def of_request(self, act_id: str) -> list[Entry]:
        single = self.entries.get(act_id)
        return [single] if single else self.group(act_id)

    def page(
        self, item_id: str | None, kind: MovementKind | None, limit: int, cursor: str | None
    ) -> Page[Entry]:
        found = [
            entry
            for entry in self.entries.values()
            if item_id in (None, entry.item_id) and kind in (None, entry.kind)
        ]
        found.sort(key=lambda entry: (entry.at, entry.id), reverse=True)
        return page(found, lambda entry: entry.id, limit, cursor)

    def _refuse(self, change: StockChange) -> None:
        self._items.refuse(change.lots)
        if change.day is not None:
            self._plans.refuse(change.day)
        for entry in change.undone:
            if self.entries[entry.id].version != entry.version:
                raise VersionMismatch
        for entry in change.entries:
            if entry.id in self.entries:
                raise AlreadyExists(id=entry.id)


def _chosen(lot: Lot, chosen: ItemFilter) -> bool:
    same = all(
        value is None or getattr(lot, field) == value
        for field, value in chosen._asdict().items()
        if field in ("storage", "category", "food_id")
    )
    late = chosen.expires_from is None or lot.expires_on >= chosen.expires_from
    early = chosen.expires_to is None or lot.expires_on <= chosen.expires_to
    named = not chosen.search_keys or not {*chosen.search_keys}.isdisjoint(lot.search_keys)
    return same and late and early and named
