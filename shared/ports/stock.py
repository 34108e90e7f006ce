"""What is in a kitchen, and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from shared.domain.changes import Changes
    from shared.domain.item import Lot
    from shared.domain.listing import ItemFilter, Page
    from shared.domain.movement import Entry, MovementKind
    from shared.domain.planning.day import PlanDay
    from shared.domain.summary import Summary
    from shared.domain.tally import Bucket, Tally
    from shared.domain.waste import Cell, Loss


class Items(Protocol):
    """The lots of one kitchen, soonest to expire first; used up ones are in no list."""

    def add(self, lots: Sequence[Lot]) -> list[Lot]:
        """Stores all or none; a lot already created the same way is answered as it is now, and not
        at all where it was used up or removed since, or barred before it came.

        Raises:
            AlreadyExists: an id is taken by a lot created otherwise.
        """

    def get(self, item_id: str) -> Lot:
        """Raises NotFound."""

    def find(self, item_ids: Sequence[str]) -> Mapping[str, Lot]:
        """Those that are there, used up ones too; those that were removed are missing."""

    def page(self, chosen: ItemFilter, limit: int, cursor: str | None) -> Page[Lot]:
        """Raises Invalid for a cursor this list did not give."""

    def changes(self, since: str | None, limit: int, now: datetime) -> Changes:
        """What has changed after a cursor, or all there is; every change once per cursor.

        Raises:
            Invalid: the cursor is none that this feed gave.
            Conflict: it is older than what is remembered.
        """

    def summary(self, today: date) -> Summary:
        """The lots in figures; reads none of them."""

    def replace(self, lot: Lot) -> Lot:
        """Raises VersionMismatch unless the stored lot still has `lot.version`."""

    def replace_all(self, lots: Sequence[Lot]) -> list[Lot]:
        """All or none, in the order given. Raises VersionMismatch unless each still has its
        version."""

    def of_foods(self, food_ids: Sequence[str], limit: int) -> list[Lot]:
        """At most so many lots of each thirty foods, soonest to expire first."""

    def held_on(self, days: Sequence[date]) -> list[Lot]:
        """The lots of which plans hold something for one of the days."""

    def remove(
        self, item_id: str, version: str | None, at: datetime, others: Sequence[Lot] = ()
    ) -> None:
        """Removes one and replaces the others, all or none; that it is gone is remembered from
        `at` on. Raises NotFound, or VersionMismatch when a version is named and is not the stored
        one."""

    def bar(self, item_id: str, at: datetime) -> bool:
        """Remembers for as long as of a removed lot that one of this id, which was never stored, is
        not to be; False, and nothing, where one was."""


class StockChange(NamedTuple):
    """Lots as they become, each in the version it was read in, with the movements that say so, the
    earlier movements they take back, and the plan of a day that was cooked from."""

    lots: Sequence[Lot]
    entries: Sequence[Entry]
    undone: Sequence[Entry] = ()
    day: PlanDay | None = None


class Movements(Protocol):
    """What happened to the lots of one kitchen."""

    def commit(self, change: StockChange) -> list[Lot]:
        """Stores all of the change or none of it, and answers the lots in their new versions.

        Raises:
            VersionMismatch: a lot, a movement or the day is not as it was read.
            AlreadyExists: a movement of that id is stored already.
        """

    def waste(self, first: str, last: str) -> Mapping[Cell, Loss]:
        """What was thrown away from month to month, both included; counted by every commit."""

    def tallies(self, first: date, last: date) -> Mapping[Bucket, Tally]:
        """What was eaten and thrown away from day to day, both included; counted likewise."""

    def get(self, movement_id: str) -> Entry:
        """Raises NotFound."""

    def group(self, group_id: str) -> list[Entry]:
        """The movements of a group, by id."""

    def of_request(self, act_id: str) -> list[Entry]:
        """The movement of that id, or the group of that id; none where neither was stored."""

    def page(
        self, item_id: str | None, kind: MovementKind | None, limit: int, cursor: str | None
    ) -> Page[Entry]:
        """Newest first. Raises Invalid for a cursor this list did not give."""
