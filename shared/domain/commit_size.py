"""How many lots one commit changes: it takes 500 writes, and a server's time counts as one."""

from collections.abc import Collection
from typing import TypeVar

from shared.domain.errors import Conflict

# With their movements: up to four writes each, when an undo puts them back.
MOST_LOTS = 120
# By themselves, or with a day's plan: two writes each.
MOST_CHANGED = 240

Lots = TypeVar("Lots", bound=Collection[object])


def at_most(most: int, lots: Lots) -> Lots:
    """Raises Conflict, `too_many_lots`, where there are more."""
    if len(lots) > most:
        raise Conflict("too_many_lots", most=most)
    return lots
