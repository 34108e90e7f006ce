"""Messages to people's phones, and whose turn it is to get one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.daily import Message, Turn
    from shared.domain.listing import Page
    from shared.domain.push_owner import PushOwner


class Delivery(Enum):
    """What became of a message to one device. `GONE`: the app is no longer there. `LATER`: it was
    surely not taken, and may be sent again. `LOST`: it was refused for good, or nobody knows."""

    TAKEN = auto()
    GONE = auto()
    LATER = auto()
    LOST = auto()


class Messages(Protocol):
    def send(self, tokens: Sequence[str], message: Message) -> Sequence[Delivery]:
        """What became of it, token by token.

        Raises:
            Unavailable: it was surely handed to nobody.
        """


class PushOwners(Protocol):
    """Whose phone a push token is; `People.change` stores it."""

    def get_all(self, ids: Sequence[str]) -> dict[str, PushOwner]:
        """Those that are known, by id."""

    def release(self, ids: Sequence[str], uid: str) -> None:
        """They are nobody's any more, but for those that are somebody else's by now."""


class Turns(Protocol):
    """A document a person that gets messages, and one a day and person once theirs is sent."""

    def schedule(self, turn: Turn) -> None:
        """From now on the person's next message is due then."""

    def cancel(self, uid: str) -> None:
        """No message is due for the person; one that had none is fine."""

    def due(self, now: datetime, limit: int, cursor: str | None) -> Page[Turn]:
        """The longest due first; reads nobody who is not due."""

    def claim(self, turn: Turn, day: date, expires_at: datetime) -> bool:
        """Takes the person's message of the day, once, and stores their next turn in the same
        commit; False where it was taken before."""

    def release(self, uid: str, day: date) -> None:
        """Gives a claim back: the message was surely not sent."""
