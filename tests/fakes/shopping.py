"""An in-memory shopping list, over the fake stock it is stored together with."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.domain.changes import Feed
from shared.domain.errors import Invalid, VersionMismatch
from shared.domain.shopping.buying import Purchase
from shared.domain.shopping.line import MOST_LINES, ShoppingLine
from shared.ports.shopping import ShoppingChange
from tests.fakes.stock import FakeItems
from tests.fakes.versions import versioned


class FakeShopping:
    """`stored` are the lines, gone ones too."""

    def __init__(self, items: FakeItems) -> None:
        self._items = items
        self.stored: dict[str, ShoppingLine] = {}
        self.purchases: dict[str, Purchase] = {}

    def lines(self) -> list[ShoppingLine]:
        there = [line for line in self.stored.values() if not line.gone]
        return sorted(there, key=lambda line: (line.added_at, line.id))[:MOST_LINES]

    def count(self) -> int:
        return len([line for line in self.stored.values() if not line.gone])

    def find(self, line_ids: Sequence[str]) -> Mapping[str, ShoppingLine]:
        return {name: self.stored[name] for name in line_ids if name in self.stored}

    def commit(self, change: ShoppingChange) -> list[ShoppingLine]:
        with self._items.lock:
            self._refuse(change)
            self._items.add(change.added)
            self._items.replace_all(change.changed)
            for lot in change.removed:
                self._items.remove(lot.id, None, lot.updated_at)
            if change.purchase is not None:
                self.purchases[change.purchase.id] = versioned(change.purchase)
            for line in change.lines:
                self.stored[line.id] = versioned(line)
            return [self.stored[line.id] for line in change.lines]

    def purchase(self, purchase_id: str) -> Purchase | None:
        return self.purchases.get(purchase_id)

    def changes(self, since: str | None, limit: int, now: datetime) -> Feed[ShoppingLine]:
        try:
            floor = int(since or "0", 16)
        except ValueError:
            raise Invalid("cursor_invalid", field="since") from None
        stored = sorted(self.stored.values(), key=lambda line: int(line.version, 16))
        new = [line for line in stored if int(line.version, 16) > floor]
        shown = new[:limit]
        return Feed(
            there=[line for line in shown if not line.gone],
            gone=[line.id for line in shown if line.gone],
            cursor=shown[-1].version if shown else since or "0",
            more=len(new) > limit,
        )

    def _refuse(self, change: ShoppingChange) -> None:
        known = self.stored
        versions = [(known[x.id].version if x.id in known else "", x) for x in change.lines]
        if any(version != line.version for version, line in versions):
            raise VersionMismatch
        bought = change.purchase
        if bought is not None:
            stored = self.purchases.get(bought.id)
            if (stored.version if stored else "") != bought.version:
                raise VersionMismatch
        self._items.refuse([*change.changed, *change.removed])
