"""What people wrote on a kitchen's shopping list, and what was bought from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from shared.domain.changes import Feed
    from shared.domain.item import Lot
    from shared.domain.shopping.buying import Purchase
    from shared.domain.shopping.line import ShoppingLine


class ShoppingChange(NamedTuple):
    """Lines as they become, each in the version it was read in or without one as a new one, and
    what is stored together with them: lots that are new, that change and that are removed, and the
    purchase that says so."""

    lines: Sequence[ShoppingLine] = ()
    added: Sequence[Lot] = ()
    changed: Sequence[Lot] = ()
    removed: Sequence[Lot] = ()
    purchase: Purchase | None = None


class Shopping(Protocol):
    """A document a line; what plans need has one only where somebody did something to it."""

    def lines(self) -> list[ShoppingLine]:
        """Those that are there, the first written first, at most `MOST_LINES`."""

    def count(self) -> int:
        """How many there are."""

    def find(self, line_ids: Sequence[str]) -> Mapping[str, ShoppingLine]:
        """Those that are stored, gone ones too."""

    def commit(self, change: ShoppingChange) -> list[ShoppingLine]:
        """Stores all of the change or none of it, and answers its lines in their new versions.

        Raises:
            VersionMismatch: something is not as it was read, or no longer new.
        """

    def purchase(self, purchase_id: str) -> Purchase | None: ...

    def changes(self, since: str | None, limit: int, now: datetime) -> Feed[ShoppingLine]:
        """What has changed after a cursor, or all there is; every change once per cursor.

        Raises:
            Invalid: the cursor is none that this feed gave.
            Conflict: it is older than what is remembered.
        """
