"""A server-only document whose time is over."""

from datetime import timedelta

from shared.domain.model import Model

# Clocks of two instances may differ: what expired only just now is left for the next clean-up.
CLEAN_UP_AFTER = timedelta(minutes=5)


class Leftover(Model):
    """Named by its collection and id, in the version that was found expired."""

    collection: str
    id: str
    version: str


class CleanUp(Model):
    """How many documents one clean-up deleted in each collection; `more` says that its time was up
    before it had seen everything, and that the next call goes on."""

    deleted: dict[str, int]
    more: bool
