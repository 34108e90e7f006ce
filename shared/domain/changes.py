"""What has changed in a kitchen's stock since somebody looked."""

from datetime import timedelta
from typing import NamedTuple

from shared.domain.item import Item, Lot
from shared.domain.model import Model

# How long it is remembered that a lot is gone.
REMEMBERED = timedelta(days=180)


class Changes(NamedTuple):
    """Lots as they are now, the ids of those that are gone, and where to go on; `more` says whether
    there is something to go on with at once."""

    lots: list[Lot]
    gone: list[str]
    cursor: str
    more: bool


class ChangeList(Model):
    """`items` are as they are now, `deleted` the ids of what was used up or removed. `next_since`
    is where to go on, at once while `more` is true."""

    items: list[Item]
    deleted: list[str]
    next_since: str
    more: bool
